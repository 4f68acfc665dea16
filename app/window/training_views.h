// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/next_run.h"
#include "app/window/removal_controller.h"
#include "app/window/run_library.h"
#include "app/window/take_library.h"
#include "app/window/training_controller.h"
#include "ui/main_window.h"

#include <QObject>

namespace leitmotif {

/// Shows the runs and takes in the train panel, the loss plot and the list of takes, and passes on
/// what is wished there. GUI thread.
class TrainingViews : public QObject {
    Q_OBJECT

  public:
    TrainingViews(const RunLibrary& runs, const TakeLibrary& takes, MainWindow& window,
                  QObject* parent = nullptr);

    void connectTraining(TrainingController& training, RunLibrary& runs);
    void connectForm(NextRun& next);
    void connectRemoval(RemovalController& removal);

  private:
    void connectTakes();
    void showRuns();
    void showRun();

    const RunLibrary& m_runs;
    const TakeLibrary& m_takes;
    MainWindow& m_window;
};

} // namespace leitmotif
