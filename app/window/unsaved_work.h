// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "ui/main_window.h"

#include <QObject>

namespace leitmotif {

/// The list of projects that never had a name and that a crash or an earlier start left, to open or
/// to discard. GUI thread.
class UnsavedWork : public QObject {
    Q_OBJECT

  public:
    UnsavedWork(const ProjectController& project, MainWindow& window, QObject* parent = nullptr);

  private:
    void showList();
    /// Out of the list at once, off the disk once nobody can take it back.
    void discard(const QString& path);

    MainWindow& m_window;
    QString m_discarded; // one that can still be taken back
};

} // namespace leitmotif
