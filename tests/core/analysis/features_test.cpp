// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/features.h"

#include <gtest/gtest.h>
#include <numeric>

namespace leitmotif {
namespace {

Score scoreWith(std::vector<Note> notes) {
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
    return score;
}

TEST(Features, CountNotesPitchesAndEmptyBars) {
    Score score = emptyScore();
    EXPECT_EQ(featuresOf(score).notes, 0U);
    EXPECT_EQ(featuresOf(score).emptyBars, featuresOf(score).bars);
    score = scoreWith({{.onset = {0}, .length = {1920 * 2}, .pitch = {60}},
                       {.onset = {480}, .length = {480}, .pitch = {60}},
                       {.onset = {1920 * 4}, .length = {480}, .pitch = {64}},
                       {.onset = {1920 * 4}, .length = {480}, .pitch = {36}, .channel = 9}});
    const SampleFeatures features = featuresOf(score);
    EXPECT_EQ(features.notes, 4U);
    EXPECT_EQ(features.distinctPitches, 2U);
    EXPECT_EQ(features.bars, 5);
    EXPECT_EQ(features.emptyBars, 2) << "the first note sounds through the second bar";
}

TEST(Features, CountedByHand) {
    // Beats 0 to 4: C for 2 beats, E for 1 beat from beat 1, C an octave up for a sixteenth on beat
    // 3; silence from 3.25 on. Sounding: 3.25 − 1 (silent from 2 to 3) = 2.25 beats, in which C
    // sounds for 2, E for 1 and high C for .25: 3.25 / 2.25.
    const auto features =
        featuresOf(scoreWith({{.onset = {0}, .length = {960}, .pitch = {60}},
                              {.onset = {480}, .length = {480}, .pitch = {64}},
                              {.onset = {1440}, .length = {120}, .pitch = {72}}}));
    EXPECT_NEAR(features.polyphony, 3.25 / 2.25, 1e-12);
    EXPECT_NEAR(features.qualifiedNotes, 2.0 / 3.0, 1e-12);
    EXPECT_NEAR(features.pitchClasses[0], 2.0 / 3.0, 1e-12);
    EXPECT_NEAR(features.pitchClasses[4], 1.0 / 3.0, 1e-12);
}

TEST(Features, UnisonsAreOnePitch) {
    const auto features =
        featuresOf(scoreWith({{.onset = {0}, .length = {480}, .pitch = {60}},
                              {.onset = {240}, .length = {480}, .pitch = {60}, .channel = 1}}));
    EXPECT_NEAR(features.polyphony, 1.0, 1e-12);
}

TEST(Features, ThreeSixteenthsAreQualified) {
    EXPECT_EQ(featuresOf(scoreWith({{.onset = {0}, .length = {360}}})).qualifiedNotes, 1.0);
    EXPECT_EQ(featuresOf(scoreWith({{.onset = {0}, .length = {359}}})).qualifiedNotes, 0.0);
}

TEST(Features, RepeatedBarsAreNotDistinct) {
    std::vector<Note> notes;
    for (int bar = 0; bar < 4; ++bar)
        notes.push_back({.onset = {bar * 1920},
                         .length = {480},
                         .pitch = {static_cast<std::uint8_t>(bar == 2 ? 62 : 60)}});
    EXPECT_EQ(featuresOf(scoreWith(notes)).distinctBars, 2);
    notes.erase(notes.begin() + 1); // an empty bar is one more
    EXPECT_EQ(featuresOf(scoreWith(notes)).distinctBars, 3);
}

TEST(Features, PercussionHasNoPitch) {
    const auto features =
        featuresOf(scoreWith({{.onset = {0}, .length = {480}, .pitch = {38}, .channel = 9}}));
    EXPECT_EQ(features.notes, 1U);
    EXPECT_EQ(features.polyphony, 0.0);
    EXPECT_EQ(std::accumulate(features.pitchClasses.begin(), features.pitchClasses.end(), 0.0),
              0.0);
}

TEST(Features, HistogramsOverlap) {
    std::array<double, 12> a{};
    std::array<double, 12> b{};
    a[0] = 0.75;
    a[7] = 0.25;
    b[0] = 0.5;
    b[4] = 0.5;
    EXPECT_EQ(overlapOf(a, a), 1.0);
    EXPECT_EQ(overlapOf(a, b), 0.5);
    EXPECT_EQ(overlapOf(b, a), 0.5);
    EXPECT_EQ(overlapOf(a, {}), 0.0);
}

TEST(Features, PicturesDifferByTheirPixels) {
    const std::vector<RollPicture> pictures = {{0, 90, 0, 0}, {0, 80, 70, 0}, {50, 0, 0, 0}};
    // 1 and 2 differ in one pixel of four, 1 and 3 in two, 2 and 3 in three.
    EXPECT_NEAR(meanPairwiseDistance(pictures), (1.0 + 2.0 + 3.0) / 3.0 / 4.0, 1e-12);
    EXPECT_EQ(meanPairwiseDistance(std::vector<RollPicture>(5, pictures[1])), 0.0);
    EXPECT_EQ(meanPairwiseDistance(std::span(pictures).first(1)), 0.0);
}

} // namespace
} // namespace leitmotif
