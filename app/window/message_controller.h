// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "ui/main_window.h"

#include <QObject>
#include <QStringList>

namespace leitmotif {

/// What the window says of what was done and what went wrong. GUI thread.
class MessageController : public QObject {
    Q_OBJECT

  public:
    MessageController(ProjectController& project, MainWindow& window, QObject* parent = nullptr);

    void showError(const Error& error);
    void showSentence(const QString& sentence);
    /// One of the files that are being opened; all of them are told together.
    void addProblem(const Error& error);
    void clearProblems();
    /// Worth a moment.
    void notice(const QString& sentence);
    /// Something was done: errors of before are out of date.
    void tellDone(const QString& sentence);
    /// The same once all is written.
    void tellSaved(const QString& sentence);

  private:
    ProjectController& m_project;
    MainWindow& m_window;
    QStringList m_problems; // of the files that were opened last
};

} // namespace leitmotif
