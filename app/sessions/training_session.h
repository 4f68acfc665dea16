// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine_loader.h"
#include "app/sessions/store_session.h"
#include "core/base/mailbox.h"
#include "core/runs/training_engine.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace leitmotif {

/// The training threads with their engine. Runs that are started together compute in turn, so that
/// all of them get on and can be compared while they learn; those started later wait until these
/// have ended. What happens is kept in the project first and then arrives in events(), so
/// that what has been seen is also on the disk. The window and the command line use it alike; one
/// thread at a time may call it.
class TrainingSession {
  public:
    explicit TrainingSession(EngineMaker makeEngine);
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
    void setPaused(bool isPaused) { m_isPaused = isPaused; }
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    /// A run is under way or waits.
    [[nodiscard]] bool isBusy() const;

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
    void train(Job& job, TrainingEngine& engine, std::uint64_t place);
    void deliver(const Job& job, RunEvent event);
    Result<TrainingEngine*> engine();

    EngineMaker m_makeEngine;
    std::shared_ptr<Mailbox<RunEvent>> m_events; // the storage thread may still hold it
    std::atomic<bool> m_isPaused = false;
    std::unique_ptr<TrainingEngine> m_engine; // made on the first training thread
    Turns m_turns;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<Jobs> m_waiting;    // guarded by m_mutex
    Jobs m_current;                // guarded by m_mutex
    bool m_isEngineWanted = false; // guarded by m_mutex

    std::jthread m_thread; // last: it uses all of the above
};

} // namespace leitmotif
