// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/progress_line.h"
#include "app/sessions/training_session.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace leitmotif {

struct FollowOptions {
    std::filesystem::path project;
    std::filesystem::path samples; ///< folder, which exists
    bool isJson = false;
};

/// The command line's view of runs that train: prints what happens, writes samples as MIDI files
/// and ends the runs on Ctrl-C. Made on the command's thread and used there.
class RunFollower {
  public:
    RunFollower(TrainingSession& session, FollowOptions options);

    /// Starts the runs and follows them until each has ended. kExitDone, kExitRunFailed, or
    /// kExitInterrupted with the state kept.
    int follow(std::vector<RunRequest> requests, StoreSession& store);

    /// Files of the samples so far, in order.
    [[nodiscard]] const std::vector<std::filesystem::path>& sampleFiles() const {
        return m_sampleFiles;
    }
    /// Every epoch of every run so far, and the start of each run, as the plots take them.
    [[nodiscard]] const std::vector<RunEvent>& history() const { return m_history; }

  private:
    struct Followed {
        Recipe recipe;
        bool hasEnded = false;
        bool wasStopped = false;
        RunStarted started{};
        std::chrono::steady_clock::time_point begin{};
    };

    void take(RunEvent event);
    std::string writeSample(const Take& take);
    void print(const RunEvent& event, const std::string& file);
    void printProgress(const RunProgress& progress, Followed& run);
    void printStart(const RunStarted& started, const Followed& run, std::int64_t id);
    void printEpoch(const EpochFinished& epoch, const Followed& run);
    void printEnd(const RunFinished& finished, const Followed& run);
    [[nodiscard]] bool allHaveEnded() const;
    void sayHowToResume() const;

    TrainingSession& m_session;
    FollowOptions m_options;
    ProgressLine m_line;
    std::map<std::int64_t, Followed> m_runs;
    std::vector<std::filesystem::path> m_sampleFiles;
    std::vector<RunEvent> m_history;
    bool m_hasFailed = false;
    bool m_isStopping = false;
};

} // namespace leitmotif
