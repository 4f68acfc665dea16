// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

namespace leitmotif {

/// Messages from a worker to its owner. Any thread posts; one thread drains. Never blocks longer
/// than a vector swap, except in waitAndDrain().
template <class T>
class Mailbox {
  public:
    void post(T message) {
        {
            const std::lock_guard lock(m_mutex);
            m_messages.push_back(std::move(message));
        }
        m_arrived.notify_one();
    }

    /// All messages since the last call, in the order of posting.
    [[nodiscard]] std::vector<T> drain() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_messages, {});
    }

    /// Waits until there is a message, `timeout` has passed or wake() was called; then drains.
    template <class Rep, class Period>
    [[nodiscard]] std::vector<T> waitAndDrain(std::chrono::duration<Rep, Period> timeout) {
        std::unique_lock lock(m_mutex);
        m_arrived.wait_for(lock, timeout, [this] { return !m_messages.empty() || m_woken; });
        m_woken = false;
        return std::exchange(m_messages, {});
    }

    /// Ends a waitAndDrain() early.
    void wake() {
        {
            const std::lock_guard lock(m_mutex);
            m_woken = true;
        }
        m_arrived.notify_one();
    }

  private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::vector<T> m_messages; // guarded by m_mutex
    bool m_woken = false;      // guarded by m_mutex
};

} // namespace leitmotif
