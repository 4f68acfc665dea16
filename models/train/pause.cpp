// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/pause.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace leitmotif {

Result<void> waitWhilePaused(const RunControl& control, Stopwatch& watch,
                             const std::function<Result<void>()>& meanwhile) {
    constexpr auto kPoll = std::chrono::milliseconds(20);
    Result<void> done;
    if (control.isPaused == nullptr || !control.isPaused->load())
        return done;
    watch.hold();
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any stopped;
    while (done && control.isPaused->load() && !control.stop.stop_requested()) {
        stopped.wait_for(lock, control.stop, kPoll, [] { return false; });
        done = meanwhile();
    }
    watch.goOn();
    return done;
}

} // namespace leitmotif
