// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/playback_controller.h"
#include "app/window/project_controller.h"
#include "app/window/run_library.h"
#include "app/window/take_library.h"
#include "app/window/training_controller.h"
#include "ui/main_window.h"

#include <QObject>
#include <QThreadPool>

#include <cstdint>
#include <optional>

namespace leitmotif {

/// The latent map of the run that is shown: brings it to the window, plays its pictures and keeps
/// them as takes. GUI thread.
class LatentController : public QObject {
    Q_OBJECT

  public:
    LatentController(ProjectController& project, const RunLibrary& runs, TakeLibrary& takes,
                     const TrainingController& training, PlaybackController& playback,
                     MainWindow& window, QObject* parent = nullptr);

  signals:
    void failed(const leitmotif::Error& error);

  private:
    void showRun(std::int64_t run, const Recipe& recipe);
    void show(const std::optional<LatentMapDrawn>& drawn);
    void hear(int cell);
    void keep(int cell);
    /// What a picture is as a take, apart from how much of it is copied.
    [[nodiscard]] Result<Take> takeAt(int cell) const;
    void measureAndKeep(Take take, std::vector<StoredSource> sources);
    // Pictures that are heard are takes without a place in the project: their ids are below 0, and
    // others for each map.
    [[nodiscard]] qint64 idOf(int cell) const;
    [[nodiscard]] std::optional<int> cellOf(std::optional<qint64> take) const;

    ProjectController& m_project;
    const RunLibrary& m_runs;
    TakeLibrary& m_takes;
    PlaybackController& m_playback;
    MainWindow& m_window;
    LatentView& m_view;
    std::int64_t m_run = 0; // that is shown, 0: none
    Recipe m_recipe;
    std::optional<LatentMapDrawn> m_drawn; // its map
    std::uint64_t m_mapSerial = 0;         // answers to what was asked before are thrown away
    QThreadPool m_measurers;
};

} // namespace leitmotif
