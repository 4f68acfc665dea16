// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/threads.h"

#include <algorithm>
#include <exception>

#ifdef _OPENMP
#include <omp.h>
#endif

namespace leitmotif {

#ifdef _OPENMP

int threadCount() noexcept {
    return omp_get_max_threads();
}

OneThread::OneThread() noexcept : m_threads(omp_get_max_threads()) {
    omp_set_num_threads(1);
}

OneThread::~OneThread() {
    omp_set_num_threads(m_threads);
}

void inParallel(std::int64_t count, std::int64_t fewest,
                const std::function<void(std::int64_t, std::int64_t, int)>& work) {
    const auto threads = static_cast<int>(
        std::clamp<std::int64_t>(count / std::max<std::int64_t>(1, fewest), 1, threadCount()));
    if (threads == 1) {
        const OneThread alone;
        work(0, count, 0);
        return;
    }
    std::exception_ptr failure;
#pragma omp parallel num_threads(threads)
    {
        const OneThread alone;
        const auto thread = omp_get_thread_num();
        const auto team = omp_get_num_threads();
        try {
            work(count * thread / team, count * (thread + 1) / team, thread);
        } catch (...) {
#pragma omp critical
            failure = std::current_exception();
        }
    }
    if (failure)
        std::rethrow_exception(failure);
}

#else

int threadCount() noexcept {
    return 1;
}

OneThread::OneThread() noexcept : m_threads(1) {}

OneThread::~OneThread() = default;

void inParallel(std::int64_t count, std::int64_t,
                const std::function<void(std::int64_t, std::int64_t, int)>& work) {
    work(0, count, 0);
}

#endif

} // namespace leitmotif
