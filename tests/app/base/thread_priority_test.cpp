// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/thread_priority.h"

#include <gtest/gtest.h>

#include <thread>

#include <sched.h>
#include <sys/resource.h>

namespace leitmotif {
namespace {

/// The priority of a new thread after `work`.
template <class Work>
ThreadPriority after(Work work) {
    ThreadPriority priority;
    std::thread([&] {
        work();
        priority = threadPriority();
    }).join();
    return priority;
}

TEST(ThreadPriority, BackgroundWorkIsBelowTheThreadThatStartsIt) {
    const ThreadPriority mine = threadPriority();
    const ThreadPriority brief = after([] { lowerThread(BackgroundWork::Short); });
    const ThreadPriority lasting = after([] { lowerThread(BackgroundWork::Long); });
    EXPECT_EQ(threadPriority(), mine); // only that thread changed
    EXPECT_GT(brief.level, mine.level);
    EXPECT_GT(lasting.level, brief.level);
    EXPECT_EQ(after([] {
                  lowerThread(BackgroundWork::Long);
                  lowerThread(BackgroundWork::Short);
              }).level,
              lasting.level);
}

TEST(ThreadPriority, ThreadsOfAThreadAreWhereItIs) {
    ThreadPriority inner;
    int policy = 0;
    const ThreadPriority outer = after([&] {
        lowerThread(BackgroundWork::Long);
        std::thread([&] {
            inner = threadPriority();
            policy = ::sched_getscheduler(0);
        }).join();
    });
    EXPECT_EQ(inner, outer);
    EXPECT_EQ(policy, SCHED_BATCH);
}

TEST(ThreadPriority, RaisingGivesWhatTheSystemGrants) {
    const ThreadPriority mine = threadPriority();
    ThreadPriority told;
    const ThreadPriority raised = after([&] { told = raiseThread(); });
    EXPECT_EQ(told, raised);
    EXPECT_TRUE(raised.isRealtime || raised.level <= mine.level);
    rlimit limit{};
    ASSERT_EQ(::getrlimit(RLIMIT_RTPRIO, &limit), 0);
    if (limit.rlim_cur >= 10) {
        EXPECT_TRUE(raised.isRealtime);
    }
}

} // namespace
} // namespace leitmotif
