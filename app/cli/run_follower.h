// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/picture_writer.h"
#include "app/cli/progress_line.h"
#include "app/sessions/training_session.h"
#include "core/runs/loss_history.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace leitmotif {

struct FollowOptions {
    std::filesystem::path project;
    std::filesystem::path samples; ///< folder, created when needed
    bool isJson = false;
};

/// The command line's view of training runs: prints events, writes samples as MIDI files and latent
/// maps as pictures, and stops the runs on Ctrl-C. Made on the command's thread and used there.
class RunFollower {
  public:
    /// Both outlive it.
    RunFollower(TrainingSession& session, PictureWriter& pictures, FollowOptions options);

    /// Starts the runs and follows them until each has ended. Returns kExitDone, kExitRunFailed, or
    /// kExitInterrupted, with the state stored.
    int follow(std::vector<RunRequest> requests, StoreSession& store);

    /// Files of the samples so far, in order.
    [[nodiscard]] const std::vector<std::filesystem::path>& sampleFiles() const {
        return m_sampleFiles;
    }
    /// The loss history of a run that it follows.
    [[nodiscard]] const LossHistory& history(std::int64_t run) const {
        return m_runs.at(run).history;
    }

  private:
    struct Followed {
        Recipe recipe;
        LossHistory history{};
        bool hasEnded = false;
        bool wasStopped = false;
        bool hasDiverged = false;
    };

    struct LineMaker;

    void stopIfAsked();
    void take(const RunEvent& event);
    /// The path of a file in the folder of samples, which is created when needed.
    [[nodiscard]] std::filesystem::path fileFor(const std::string& name) const;
    std::string writeSample(const Take& take);
    std::string writeMap(const LatentMapDrawn& drawn, const std::string& name);
    void printLine(const RunEvent& event, const std::string& file);
    void printJson(const RunEvent& event, const std::string& file);
    void showProgress(const Followed& run, const RunProgress& progress);
    [[nodiscard]] bool allHaveEnded() const;
    void sayHowToResume() const;

    TrainingSession& m_session;
    PictureWriter& m_pictures;
    FollowOptions m_options;
    ProgressLine m_line;
    std::map<std::int64_t, Followed> m_runs;
    std::vector<std::filesystem::path> m_sampleFiles;
    int m_failure = 0; ///< exit status of a failure, 0: none
    bool m_isStopping = false;
};

} // namespace leitmotif
