// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/take.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// Notes of a melody that never repeats itself, from the given one on.
Score melody(int first, int notes) {
    std::vector<Note> all;
    for (int i = first; i < first + notes; ++i)
        all.push_back({.onset = {i * 480},
                       .length = {480},
                       .pitch = {static_cast<std::uint8_t>(40 + i * i % 61)}});
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(all), std::vector<Event>{}));
    return score;
}

TEST(Take, IsMeasuredWithItsSizeAndOrigin) {
    const CopyFinder copies(Corpus({{"piece", melody(0, 40)}}));
    const TakeOrigin origin{.run = 3, .preset = "lstm", .epoch = 25, .seed = 9};
    const Take take = measuredTake(melody(8, 16), origin, copies);
    EXPECT_EQ(take.origin, origin);
    EXPECT_EQ(take.notes, 16U);
    EXPECT_EQ(take.bars, take.score->barCount());
    EXPECT_EQ(take.longestCopy, 16U);
    EXPECT_EQ(take.copied, 1.0);
    EXPECT_EQ(static_cast<const TakeMeasures&>(take), measuresOf(*take.score, copies));
    EXPECT_EQ(takeOf(melody(8, 16), origin).copied, 0.0) << "nobody has measured it";
}

TEST(Take, IsMeasuredAnew) {
    const CopyFinder copies(Corpus({{"piece", melody(0, 40)}}));
    Take take = measuredTake(melody(8, 16), {}, copies);
    take.score = std::make_shared<const Score>(melody(36, 8)); // half of it lies past the end
    measure(take, copies);
    EXPECT_EQ(take.copied, 0.0);
    EXPECT_LT(take.longestCopy, 8U);
}

TEST(Take, FileNameTellsPresetRunAndEpoch) {
    Take take;
    take.origin = {.run = 3, .preset = "lstm", .epoch = 25, .seed = 9};
    EXPECT_EQ(fileNameOf(take), "lstm-r3-e25");
}

} // namespace
} // namespace leitmotif
