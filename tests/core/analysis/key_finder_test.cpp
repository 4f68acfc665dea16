// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/key_finder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace leitmotif {
namespace {

std::array<double, 12> rotated(std::array<double, 12> durations, int semitones) {
    std::ranges::rotate(durations, durations.begin() + (12 - semitones) % 12);
    return durations;
}

TEST(KeyFinder, KnowsTheKeyOfAScaleAndItsTransposition) {
    // Scales with weight on tonic and fifth, as melodies have it.
    const std::array<double, 12> major = {4, 0, 2, 0, 3, 2, 0, 4, 0, 2, 0, 1};
    const std::array<double, 12> minor = {4, 0, 2, 3, 0, 2, 0, 4, 2, 0, 0, 1};
    for (int semitones = 0; semitones < 12; ++semitones) {
        EXPECT_EQ(keyOf(rotated(major, semitones)), (Key{semitones, false}));
        EXPECT_EQ(keyOf(rotated(minor, semitones)), (Key{semitones, true}));
    }
}

TEST(KeyFinder, LoudnessOfTheWholeDoesNotMatter) {
    std::array<double, 12> durations = {5, 1, 2, 0, 3, 2, 0, 4, 0.5, 2, 0, 1};
    const auto key = keyOf(durations);
    for (double& duration : durations)
        duration = 1000 * duration + 7; // correlation knows neither scale nor offset
    EXPECT_EQ(keyOf(durations), key);
}

TEST(KeyFinder, SaysNothingWithoutATonality) {
    EXPECT_EQ(keyOf({}), std::nullopt);
    std::array<double, 12> chromatic;
    chromatic.fill(3.0);
    EXPECT_EQ(keyOf(chromatic), std::nullopt);
}

TEST(KeyFinder, ASignatureDecidesBetweenKeysThatFit) {
    // B flat major that dwells on its dominant.
    const std::array<double, 12> durations = {3, 0, 2, 1, 0, 4, 0, 2, 0, 2, 3, 0};
    EXPECT_EQ(keyOf(durations), (Key{5, false}));
    EXPECT_EQ(keyOf(durations, -2), (Key{10, false}));
    EXPECT_EQ(keyOf(durations, 0), (Key{5, false})) << "written by programs unasked";
    EXPECT_EQ(keyOf(durations, 4), (Key{5, false})) << "the notes are far from E major";
    // Relative keys have the same signature: the notes decide.
    const std::array<double, 12> minor = {4, 0, 2, 3, 0, 2, 0, 4, 2, 0, 0, 1};
    EXPECT_EQ(keyOf(minor, -3), (Key{0, true}));
}

TEST(KeyFinder, CountsBeatsOfPitchedNotesOnly) {
    Score score;
    score.tracks = {std::make_shared<const Track>(
        std::vector<Note>{{.onset = {0}, .length = {480}, .pitch = {60}},
                          {.onset = {0}, .length = {48'000}, .pitch = {50}},
                          {.onset = {0}, .length = {480}, .pitch = {36}, .channel = kDrumChannel}},
        std::vector<Event>{})};
    const auto durations = pitchClassDurations(score);
    EXPECT_DOUBLE_EQ(durations[0], 1.0);
    EXPECT_DOUBLE_EQ(durations[2], 4.0); // a drone counts for a bar
}

TEST(KeyFinder, NamesKeys) {
    EXPECT_EQ(nameOf({0, false}), "C major");
    EXPECT_EQ(nameOf({6, true}), "F# minor");
    EXPECT_EQ(nameOf({10, false}), "Bb major");
}

} // namespace
} // namespace leitmotif
