// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mutex.h"

#include <chrono>
#include <condition_variable>
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
            const MutexLock lock(m_mutex);
            m_messages.push_back(std::move(message));
        }
        m_arrived.notify_one();
    }

    /// All messages since the last call, in the order of posting.
    [[nodiscard]] std::vector<T> drain() {
        const MutexLock lock(m_mutex);
        return std::exchange(m_messages, {});
    }

    /// Waits until there is a message or `timeout` has passed; then drains.
    template <class Rep, class Period>
    [[nodiscard]] std::vector<T> waitAndDrain(std::chrono::duration<Rep, Period> timeout) {
        const MutexLock lock(m_mutex);
        m_arrived.wait_for(m_mutex, timeout,
                           [this]() REQUIRES(m_mutex) { return !m_messages.empty(); });
        return std::exchange(m_messages, {});
    }

  private:
    Mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::vector<T> m_messages GUARDED_BY(m_mutex);
};

} // namespace leitmotif
