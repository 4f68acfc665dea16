// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace leitmotif {

/// The largest number of threads of inParallel(): OpenMP's number, which models/compute sets.
[[nodiscard]] int threadCount() noexcept;

/// Runs work(first, last, thread) on stretches of [0, count), each on a thread of its own, the
/// caller's included; a stretch has `fewest` at least. The stretches depend on `count` and
/// threadCount() alone, so results do not depend on the load of the machine. Exceptions of `work`
/// are rethrown.
void inParallel(std::int64_t count, std::int64_t fewest,
                const std::function<void(std::int64_t, std::int64_t, int)>& work);

/// During its lifetime, OpenMP starts no further threads from this one.
class OneThread {
  public:
    OneThread() noexcept;
    ~OneThread();
    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

  private:
    int m_threads;
};

} // namespace leitmotif
