// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/engine_loader.h"
#include "app/sessions/store_session.h"
#include "core/base/mailbox.h"
#include "core/base/mutex.h"
#include "core/runs/training_engine.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

namespace leitmotif {

/// The training threads with their engine. Runs that are started together compute in turn, so that
/// all of them get on and can be compared while they learn; those started later wait until these
/// have ended. What happens is kept in the project first and then arrives in events(), so
/// that what has been seen is also on the disk. Takes can be made and notes of a piece drawn anew
/// beside it, in turn with the runs. The window and the command line use it alike; one thread at a
/// time may call it.
class TrainingSession {
  public:
    /// `prepareThread` is called first on each thread that computes; those of libraries are started
    /// by these.
    explicit TrainingSession(EngineMaker makeEngine, std::function<void()> prepareThread = {});
    /// Stops after the current batch and joins.
    ~TrainingSession();
    TrainingSession(const TrainingSession&) = delete;
    TrainingSession& operator=(const TrainingSession&) = delete;

    /// Loads the engine now, so that the first start() need not wait for it.
    void prepare();

    /// `store` keeps what happens and must live until the end of the runs has arrived in events();
    /// null: nothing is kept.
    void start(std::vector<RunRequest> requests, StoreSession* store);
    /// Ends a run after its current batch, with a checkpoint and RunFinished{Stopped}; one that
    /// waits for its turn is taken out of the queue, with the same event.
    void stop(std::int64_t run);
    void stopAll();
    void setPaused(bool isPaused);
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    /// A run is under way or waits.
    [[nodiscard]] bool isBusy() const;

    /// What samples: between two pieces of its work it lets runs that train compute.
    struct Sampling {
        std::stop_token stop;
        std::function<void()> giveWay;
    };
    using SamplingWork = std::function<Result<void>(const Sampler&, const Sampling&)>;
    using SamplingEnd = std::function<void(Result<void>)>;
    /// Does work with the sampler of a run's weights and then calls `then`, on a thread of its own,
    /// even while runs train or are paused; then with as many threads as those, which have them in
    /// common. Stops the work before it.
    void sample(std::shared_ptr<const Bytes> weights, const ComputeSettings& compute,
                SamplingWork work, SamplingEnd then);
    /// Called on a thread of the session; no scores if it was stopped.
    using RevisionSink = std::function<void(Result<std::vector<Score>>)>;
    /// Draws notes of a piece anew, as sample() does its work.
    void revise(std::shared_ptr<const Bytes> weights, ReviseRequest request,
                const ComputeSettings& compute, RevisionSink then);
    /// Stops either of them after its current note.
    void stopSampling() { m_sampling.request_stop(); }

    /// For one thread to drain.
    [[nodiscard]] Mailbox<RunEvent>& events() { return *m_events; }

  private:
    struct Job {
        RunRequest request;
        StoreSession* store;
        std::stop_source stop{};
    };

    using Jobs = std::vector<std::shared_ptr<Job>>;

    void work(const std::stop_token& quit);
    Jobs next(const std::stop_token& quit);
    /// Waits for jobs or the wish for an engine; false at the end of the session.
    bool waitForWork(const std::stop_token& quit) REQUIRES(m_mutex);
    void train(Job& job, TrainingEngine& engine, std::uint64_t place);
    void deliver(const Job& job, RunEvent event);
    Result<void> sampleInTurn(std::shared_ptr<const Bytes> weights, ComputeSettings compute,
                              const SamplingWork& work, const std::stop_token& stop);
    /// Waits for something while the runs are not held.
    void waitUnheld(const std::function<void()>& wait);
    /// Of the runs under way, else as wished.
    [[nodiscard]] int threadsInUse(int wished) const;
    /// Whoever waits for a turn gets one even while the runs are paused.
    void holdRuns() REQUIRES(m_mutex);
    Result<TrainingEngine*> engine();

    EngineMaker m_makeEngine;
    std::function<void()> m_prepareThread;       // or nothing
    std::shared_ptr<Mailbox<RunEvent>> m_events; // the storage thread may still hold it
    std::atomic<bool> m_isPaused = false;
    std::atomic<bool> m_isHeld = false; // paused, and no sampling waits for its turn
    Mutex m_engineMutex;
    /// Made on the first thread that needs it.
    std::unique_ptr<TrainingEngine> m_engine GUARDED_BY(m_engineMutex);
    Turns m_turns;

    mutable Mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<Jobs> m_waiting GUARDED_BY(m_mutex);
    Jobs m_current GUARDED_BY(m_mutex);
    bool m_isEngineWanted GUARDED_BY(m_mutex) = false;
    bool m_isSamplingWaiting GUARDED_BY(m_mutex) = false;

    std::jthread m_thread; // last: they use all of the above
    std::jthread m_sampling;
};

} // namespace leitmotif
