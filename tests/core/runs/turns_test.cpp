// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/turns.h"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace leitmotif {
namespace {

using std::chrono::milliseconds;

TEST(Turns, AloneIsNeverOver) {
    Turns turns(milliseconds(0));
    turns.begin(turns.ask());
    EXPECT_FALSE(turns.isOver());
    turns.pass(); // comes back at once
    EXPECT_FALSE(turns.isOver());
    turns.end();
}

TEST(Turns, OneAtATimeAndEveryOneInTurn) {
    constexpr int kRunners = 4;
    constexpr int kRounds = 200;
    Turns turns(milliseconds(0));
    std::atomic<int> inside = 0;
    std::atomic<int> most = 0;
    std::vector<int> order;   // guarded by the turn itself
    turns.begin(turns.ask()); // nobody starts before all are there
    std::vector<std::jthread> threads;
    std::atomic<int> here = 0;
    for (int runner = 0; runner < kRunners; ++runner)
        threads.emplace_back([&, runner] {
            ++here;
            turns.begin(turns.ask());
            for (int round = 0; round < kRounds; ++round) {
                most = std::max(most.load(), ++inside);
                order.push_back(runner);
                --inside;
                turns.pass();
            }
            turns.end();
        });
    while (here < kRunners || !turns.isOver())
        std::this_thread::yield();
    turns.end();
    threads.clear();
    EXPECT_EQ(most, 1);
    ASSERT_EQ(order.size(), static_cast<std::size_t>(kRunners * kRounds));
    std::vector<int> last(kRunners, -1);
    for (std::size_t i = 0; i < order.size(); ++i) {
        auto& before = last[static_cast<std::size_t>(order[i])];
        if (before >= 0 && i > static_cast<std::size_t>(2 * kRunners)) {
            EXPECT_LE(static_cast<int>(i) - before, kRunners) << "at " << i;
        }
        before = static_cast<int>(i);
    }
}

TEST(Turns, ASliceLastsAsLongAsItShould) {
    Turns turns(std::chrono::hours(1));
    turns.begin(turns.ask());
    std::jthread other([&] {
        turns.begin(turns.ask());
        turns.end();
    });
    EXPECT_FALSE(turns.isOver()); // however many wait
    turns.end();
}

} // namespace
} // namespace leitmotif
