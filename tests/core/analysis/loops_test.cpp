// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/loops.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

Score melody(const std::vector<int>& pitches, std::int64_t firstOnset = 0) {
    std::vector<Note> notes;
    for (std::size_t i = 0; i < pitches.size(); ++i)
        notes.push_back({.onset = {firstOnset + static_cast<std::int64_t>(i) * 240},
                         .length = {240},
                         .pitch = {static_cast<std::uint8_t>(pitches[i])}});
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
    return score;
}

std::vector<int> wander(int count, std::uint64_t seed) {
    Random random(seed);
    std::vector<int> pitches;
    for (int i = 0; i < count; ++i)
        pitches.push_back(40 + static_cast<int>(random.below(40)));
    return pitches;
}

std::vector<int> with(std::vector<int> pitches, const std::vector<int>& phrase, int times) {
    for (int i = 0; i < times; ++i)
        pitches.insert(pitches.end(), phrase.begin(), phrase.end());
    return pitches;
}

TEST(Loops, OneRepeatedNoteIsALoop) {
    const auto tail = periodicTail(melody(with(wander(30, 1), {100}, 20)));
    EXPECT_EQ(tail.period, 1U);
    EXPECT_EQ(tail.events, 20U);
    EXPECT_EQ(periodicTail(melody(std::vector<int>(24, 60))).events, 24U);
}

TEST(Loops, APhraseThatRepeatsIsALoop) {
    for (int period = 2; period <= 64; ++period) {
        std::vector<int> phrase;
        for (int i = 0; i < period; ++i)
            phrase.push_back(20 + i);
        const auto tail = periodicTail(melody(with(wander(30, 2), phrase, 4)));
        EXPECT_EQ(tail.period, static_cast<std::size_t>(period));
        EXPECT_GE(tail.events, static_cast<std::size_t>(4 * period)); // it may begin by chance
        EXPECT_LE(tail.events, static_cast<std::size_t>(4 * period + 2));
        const auto steps = static_cast<std::int64_t>(tail.events - 1) * 6;
        EXPECT_EQ(tail.steps, steps);
        EXPECT_DOUBLE_EQ(tail.share, static_cast<double>(steps) / ((30 + 4 * period - 1) * 6));
    }
}

TEST(Loops, LengthsDoNotMatterButOnsetsDo) {
    std::vector<Note> notes;
    for (int i = 0; i < 20; ++i)
        notes.push_back({.onset = {i * 240}, .length = {40 + 10 * i}, .pitch = {60}});
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(notes, std::vector<Event>{}));
    EXPECT_EQ(periodicTail(score).events, 20U);
    for (int i = 0; i < 20; ++i)
        notes[static_cast<std::size_t>(i)].onset = {i * i * 40};
    score.tracks.back() = std::make_shared<const Track>(notes, std::vector<Event>{});
    EXPECT_EQ(periodicTail(score).events, 0U);
}

TEST(Loops, TwiceAndWanderingAreNone) {
    const auto phrase = wander(9, 8);
    EXPECT_EQ(periodicTail(melody(with(wander(30, 3), phrase, 2))).events, 0U);
    EXPECT_LT(periodicTail(melody(wander(200, 4))).events, 5U);
    EXPECT_EQ(periodicTail(emptyScore()).events, 0U);
    EXPECT_EQ(periodicTail(melody({60})).events, 0U);
}

/// All stretches, by definition.
PeriodicRun slowLongest(const std::vector<int>& pitches, bool atEnd) {
    PeriodicRun longest;
    for (std::size_t first = 0; first < pitches.size(); ++first)
        for (std::size_t end = atEnd ? pitches.size() : first + 3; end <= pitches.size(); ++end)
            for (std::size_t period = 1; 3 * period <= end - first; ++period) {
                bool isRun = true;
                for (std::size_t i = first + period; i < end; ++i)
                    isRun = isRun && pitches[i] == pitches[i - period];
                if (isRun && end - first > longest.events)
                    longest = {end - first, period, static_cast<std::int64_t>(end - first - 1) * 6};
            }
    return longest;
}

TEST(Loops, FindsWhatTheDefinitionSays) {
    Random random(11);
    for (int i = 0; i < 300; ++i) {
        std::vector<int> pitches;
        for (int k = 0; k < 25; ++k)
            pitches.push_back(60 + static_cast<int>(random.below(i % 2 == 0 ? 2 : 3)));
        const auto score = melody(pitches);
        EXPECT_EQ(longestPeriodicRun(score).events, slowLongest(pitches, false).events) << i;
        EXPECT_EQ(periodicTail(score).events, slowLongest(pitches, true).events) << i;
    }
}

TEST(Loops, RunsInTheMiddleAreOfThePiece) {
    auto pitches = with(wander(20, 5), {100, 101, 102, 103}, 5);
    const auto rest = wander(20, 6);
    pitches.insert(pitches.end(), rest.begin(), rest.end());
    const auto score = melody(pitches);
    EXPECT_LT(periodicTail(score).events, 5U);
    EXPECT_EQ(longestPeriodicRun(score).events, 20U);
    EXPECT_EQ(longestPeriodicRun(score).period, 4U);
}

} // namespace
} // namespace leitmotif
