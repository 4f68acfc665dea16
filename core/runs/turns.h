// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace leitmotif {

/// Lets runs on threads of their own compute one at a time, in turn: one holds the turn, the others
/// wait for it in the order in which they asked. Outlives the threads that use it.
class Turns {
  public:
    explicit Turns(std::chrono::milliseconds slice) : m_slice(slice) {}

    /// Takes a place in the queue.
    [[nodiscard]] std::uint64_t ask();
    /// Waits until it is the turn of that place.
    void begin(std::uint64_t place);
    /// True if the holder's time slice is over and another thread waits.
    [[nodiscard]] bool isOver() const;
    /// Passes the turn on and waits to get it again. REQUIRES: the caller holds it.
    void pass();
    /// Passes the turn on for good. REQUIRES: the caller holds it.
    void end();

  private:
    using Clock = std::chrono::steady_clock;

    void wait(std::unique_lock<std::mutex>& lock, std::uint64_t place);

    const std::chrono::milliseconds m_slice;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_asked = 0;  // places given out; guarded by m_mutex
    std::uint64_t m_served = 0; // place whose turn it is; guarded by m_mutex
    Clock::time_point m_since;  // when its turn began; guarded by m_mutex
};

} // namespace leitmotif
