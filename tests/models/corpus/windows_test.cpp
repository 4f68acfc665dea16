// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/windows.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <tuple>

namespace leitmotif {
namespace {

const std::vector<SequenceSpan> kSpans = {{0, 3, 60, 0}, {1, 0, 1, 0}, {0, 70, 91, 0}};
const std::vector<SequenceSpan> kLongSpan = {{0, 0, 100, 0}};

TEST(Windows, CoverEveryStepOnce) {
    Random random(1);
    for (const std::size_t length : {1U, 7U, 16U, 500U}) {
        std::set<std::pair<std::size_t, std::size_t>> steps;
        std::size_t count = 0;
        for (const auto& window : drawnWindows(kSpans, length, random)) {
            EXPECT_GE(window.steps(), 1U);
            EXPECT_LE(window.steps(), length);
            count += window.steps();
            for (auto i = window.first; i < window.last; ++i)
                steps.emplace(window.sequence, i);
        }
        EXPECT_EQ(count, 57U + 1U + 21U);
        EXPECT_EQ(steps.size(), count);
        EXPECT_TRUE(steps.contains({0, 90}));
        EXPECT_FALSE(steps.contains({0, 65}));
    }
}

TEST(Windows, AreCutElsewhereEachTime) {
    Random random(1);
    std::set<std::size_t> firstBorders;
    for (int i = 0; i < 200; ++i)
        for (const auto& window : drawnWindows(kLongSpan, 8, random))
            if (window.first == 0)
                firstBorders.insert(window.last);
    EXPECT_EQ(firstBorders, (std::set<std::size_t>{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST(Windows, TranspositionsStayWithinRangeAndLimit) {
    Random random(1);
    std::set<int> drawn;
    for (int i = 0; i < 300; ++i)
        drawn.insert(drawnTransposition({-2, 40}, 5, random));
    EXPECT_EQ(drawn, (std::set<int>{-2, -1, 0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(drawnTransposition({-2, 40}, 0, random), 0);
}

TEST(Windows, HeldOutStretchesJudgeEveryStepOnceAfterWhatPrecedesIt) {
    for (const std::size_t stretch : {1U, 5U, 64U})
        for (const std::size_t context : {0U, 3U, 200U}) {
            std::set<std::pair<std::size_t, std::size_t>> evaluated;
            for (const auto& window : heldOutWindows(kSpans, stretch, context)) {
                EXPECT_LE(window.evaluatedSteps(), stretch);
                EXPECT_EQ(window.evaluated - window.first, std::min(window.evaluated, context));
                for (auto i = window.evaluated; i < window.last; ++i)
                    EXPECT_TRUE(evaluated.emplace(window.sequence, i).second);
            }
            EXPECT_EQ(evaluated.size(), 57U + 1U + 21U);
        }
}

TEST(Windows, BatchesHoldEveryItemOnceInOrder) {
    std::vector<int> items;
    for (std::size_t count = 0; count < 12; ++count, items.push_back(static_cast<int>(count)))
        for (std::size_t size = 1; size < 14; ++size) {
            std::vector<int> all;
            for (std::size_t batch = 0; batch < batchCountOf(items.size(), size); ++batch)
                for (const int item : batchOf(items, batch, size))
                    all.push_back(item);
            EXPECT_EQ(all, items);
        }
}

} // namespace
} // namespace leitmotif
