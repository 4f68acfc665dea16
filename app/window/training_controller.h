// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions/training_session.h"
#include "app/window/next_run.h"
#include "app/window/project_controller.h"
#include "app/window/run_library.h"
#include "app/window/take_library.h"
#include "core/runs/training_state.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace leitmotif {

/// Starts, pauses, stops and continues runs on the training threads of the project that is open,
/// and gives what they tell to the libraries of runs and takes. GUI thread.
class TrainingController : public QObject {
    Q_OBJECT

  public:
    TrainingController(ProjectController& project, RunLibrary& runs, TakeLibrary& takes,
                       const NextRun& next, QObject* parent = nullptr);
    ~TrainingController() override;

    [[nodiscard]] bool isTraining() const { return m_entry || m_runs.isTraining(); }

    /// Starts the next runs on what the project's sources hold.
    void train();
    /// Goes on with a run up to `epochs` in all, with another learning rate if one is given.
    void continueRun(qint64 run, int epochs, std::optional<double> learningRate);
    void pause();
    void resume();
    /// Stops after the current batch; what was learned is kept.
    void stop();
    /// The same, and waits for it (well under a second).
    void stopAndWait();

    /// As TrainingSession::revise(), with the settings of the next run.
    void revise(std::shared_ptr<const Bytes> weights, ReviseRequest request,
                TrainingSession::RevisionSink then);
    /// As TrainingSession::sample(), likewise.
    void sample(std::shared_ptr<const Bytes> weights, TrainingSession::SamplingWork work,
                TrainingSession::SamplingEnd then);
    void stopSampling();

  signals:
    void stateChanged(leitmotif::TrainingState state);
    /// A sentence that something went wrong; empty: no longer.
    void problemChanged(const QString& sentence);
    /// Before a run reads its sources: edits that are still under way belong to them.
    void sourcesNeeded();
    /// A new take of a run under way.
    void takeArrived(const leitmotif::Take& take);
    void mapDrawn(std::int64_t run, const leitmotif::LatentMapDrawn& drawn);
    /// Runs were asked for.
    void started();
    /// They are several, to be compared while they learn.
    void severalStarted();
    /// A sentence that is worth a moment.
    void noticed(const QString& sentence);

  private:
    using Requests = std::vector<RunRequest>;
    /// Runs that are being entered into the project; none outlives it.
    struct Entry {
        std::uint64_t serial = 0;
        /// Those that were not there before; only the storage thread looks into it.
        std::shared_ptr<std::vector<std::int64_t>> newRuns =
            std::make_shared<std::vector<std::int64_t>>();
    };

    void openProject();
    void leaveProject();
    /// Makes requests on the storage thread and begins them. `areNew`: of new runs.
    void enter(std::function<Result<Requests>(ProjectFile&)> make, bool areNew);
    void begin(std::uint64_t entry, Result<Requests> requests);
    /// Takes back what is being entered: new runs never were.
    void cancelEntry();
    void drain();
    void take(const RunEvent& event);
    void endAll();
    void setState(TrainingState state);

    ProjectController& m_project;
    RunLibrary& m_runs;
    TakeLibrary& m_takes;
    const NextRun& m_next;
    std::unique_ptr<TrainingSession> m_session; // of the project that is open
    TrainingState m_state = TrainingState::Idle;
    std::optional<Entry> m_entry;
    std::uint64_t m_entrySerial = 0; // of the latest one: answers to earlier ones are thrown away
    QTimer m_drain;
};

} // namespace leitmotif
