// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/thread_priority.h"

#include <algorithm>

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

namespace leitmotif {

namespace {

/// Below that of JACK and of the kernel's own threads.
constexpr int kRealtimeLevel = 10;
constexpr int kHighestNice = -15;
constexpr int kShortBelow = 5;
constexpr int kLongBelow = 15;

bool isRealtime(int policy) {
    return policy == SCHED_FIFO || policy == SCHED_RR;
}

/// On Linux a thread has a nice value of its own, and 0 means the calling one.
int niceOfThread() {
    return ::getpriority(PRIO_PROCESS, 0);
}

} // namespace

ThreadPriority threadPriority() {
    int policy = SCHED_OTHER;
    sched_param parameters{};
    if (::pthread_getschedparam(::pthread_self(), &policy, &parameters) == 0 && isRealtime(policy))
        return {true, parameters.sched_priority};
    return {false, niceOfThread()};
}

void lowerThread(BackgroundWork work) {
    const bool isLong = work == BackgroundWork::Long;
    // The window's thread is the one whose id is the process id.
    const int window = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::getpid()));
    const int nice = window + (isLong ? kLongBelow : kShortBelow);
    ::setpriority(PRIO_PROCESS, 0, std::max(nice, niceOfThread())); // at most 19
#ifdef SCHED_BATCH
    if (isLong) {
        const sched_param parameters{};
        ::pthread_setschedparam(::pthread_self(), SCHED_BATCH, &parameters);
    }
#endif
}

ThreadPriority raiseThread() {
    if (const ThreadPriority now = threadPriority(); now.isRealtime)
        return now;
    const sched_param parameters{.sched_priority = kRealtimeLevel};
    if (::pthread_setschedparam(::pthread_self(), SCHED_RR, &parameters) == 0)
        return threadPriority();
    for (int nice = kHighestNice; nice < niceOfThread(); ++nice)
        if (::setpriority(PRIO_PROCESS, 0, nice) == 0)
            break;
    return threadPriority();
}

} // namespace leitmotif
