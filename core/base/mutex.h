// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/thread_annotations.h"

#include <mutex>

namespace leitmotif {

/// A std::mutex with the annotations of thread_annotations.h. A std::condition_variable_any can
/// wait on it.
class CAPABILITY("mutex") Mutex {
  public:
    void lock() ACQUIRE() { m_mutex.lock(); }
    void unlock() RELEASE() { m_mutex.unlock(); }

  private:
    std::mutex m_mutex;
};

/// Holds a mutex during its lifetime.
class SCOPED_CAPABILITY MutexLock {
  public:
    explicit MutexLock(Mutex& mutex) ACQUIRE(mutex) : m_mutex(mutex) { m_mutex.lock(); }
    ~MutexLock() RELEASE() { m_mutex.unlock(); }
    MutexLock(const MutexLock&) = delete;
    MutexLock& operator=(const MutexLock&) = delete;

  private:
    Mutex& m_mutex;
};

} // namespace leitmotif
