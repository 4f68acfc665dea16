// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "app/window/take_library.h"
#include "core/base/error.h"

#include <QObject>

namespace leitmotif {

class MainWindow;
class ProvenanceDialog;

/// Tells what a take was learned from. GUI thread.
class ProvenanceController : public QObject {
    Q_OBJECT

  public:
    ProvenanceController(ProjectController& project, const TakeLibrary& takes, MainWindow& window,
                         QObject* parent = nullptr);

  signals:
    void failed(const leitmotif::Error& error);

  private:
    void ask(qint64 take);

    ProjectController& m_project;
    const TakeLibrary& m_takes;
    ProvenanceDialog* m_dialog; // owned by the window
};

} // namespace leitmotif
