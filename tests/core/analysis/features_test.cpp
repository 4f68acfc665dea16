// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/features.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(Features, CountNotesPitchesAndEmptyBars) {
    Score score = emptyScore();
    EXPECT_EQ(featuresOf(score).notes, 0U);
    EXPECT_EQ(featuresOf(score).emptyBars, featuresOf(score).bars);
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{{.onset = {0}, .length = {1920 * 2}, .pitch = {60}},
                          {.onset = {480}, .length = {480}, .pitch = {60}},
                          {.onset = {1920 * 4}, .length = {480}, .pitch = {64}},
                          {.onset = {1920 * 4}, .length = {480}, .pitch = {36}, .channel = 9}},
        std::vector<Event>{}));
    const SampleFeatures features = featuresOf(score);
    EXPECT_EQ(features.notes, 4U);
    EXPECT_EQ(features.distinctPitches, 2U);
    EXPECT_EQ(features.bars, 5);
    EXPECT_EQ(features.emptyBars, 3);
}

} // namespace
} // namespace leitmotif
