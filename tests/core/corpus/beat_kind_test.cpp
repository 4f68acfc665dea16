// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/beat_kind.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace leitmotif {
namespace {

constexpr int kTicksPerBeat = 480;

/// A score of tracks that strike at these ticks, one key each.
Score scoreAt(const std::vector<std::vector<std::int64_t>>& tracks,
              const std::vector<Event>& events = {}, int ticksPerBeat = kTicksPerBeat) {
    Score score;
    score.division = {static_cast<std::uint16_t>(ticksPerBeat)};
    score.tracks.push_back(std::make_shared<const Track>(std::vector<Note>{}, events));
    std::uint8_t pitch = 48;
    for (const auto& onsets : tracks) {
        std::vector<Note> notes;
        for (const std::int64_t onset : onsets)
            notes.push_back({.onset = {onset}, .length = {30}, .pitch = {pitch}});
        ++pitch;
        score.tracks.push_back(
            std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
    }
    return score;
}

/// `count` onsets every `step` ticks from `first` on.
std::vector<std::int64_t> every(std::int64_t step, int count, std::int64_t first = 0) {
    std::vector<std::int64_t> onsets;
    for (int i = 0; i < count; ++i)
        onsets.push_back(first + i * step);
    return onsets;
}

/// A rhythm that repeats after two beats, in sixteenths.
std::vector<std::int64_t> rhythm(int beats, std::int64_t delay = 0) {
    std::vector<std::int64_t> onsets;
    for (int beat = 0; beat < beats; beat += 2)
        for (const int sixteenth : {0, 2, 3, 4, 6})
            onsets.push_back(beat * kTicksPerBeat + sixteenth * kTicksPerBeat / 4 + delay);
    return onsets;
}

std::vector<std::int64_t> onsetsOf(const Score& score, std::size_t track) {
    std::vector<std::int64_t> onsets;
    for (const Note& note : score.tracks[track]->notes())
        onsets.push_back(note.onset.value);
    return onsets;
}

/// Onsets of a player at about `bpm` whose tempo drifts by `steadiness`, each note off by 12 ms, in
/// ticks of a file at 120 bpm.
std::vector<std::int64_t> played(double bpm, double steadiness, int beats, Random& random) {
    const auto normal = [&] {
        double sum = -6.0;
        for (int i = 0; i < 12; ++i)
            sum += random.uniform();
        return sum;
    };
    std::vector<std::int64_t> onsets;
    double now = 1.0;
    double tempo = 0.0;
    for (int beat = 0; beat < beats; ++beat) {
        tempo = 0.8 * tempo + 0.6 * steadiness * normal();
        const double seconds = 60.0 / bpm * std::exp(tempo);
        for (const double part : {0.0, 0.5, 0.75})
            onsets.push_back(
                std::llround((now + part * seconds + 0.012 * normal()) * 2 * kTicksPerBeat));
        now += seconds;
    }
    std::ranges::sort(onsets);
    return onsets;
}

/// 400 notes on a grid of `steps` a beat, each off by up to `jitter` beats.
Score onGrid(int ticksPerBeat, int steps, double jitter, std::uint64_t seed) {
    Random random(seed);
    std::vector<Note> notes;
    for (int i = 0; i < 400; ++i) {
        const double beat =
            static_cast<double>(random.below(1600)) / steps + (2 * random.uniform() - 1) * jitter;
        notes.push_back({.onset = {std::max<std::int64_t>(0, std::llround(beat * ticksPerBeat))},
                         .length = {1}});
    }
    Score score;
    score.division = {static_cast<std::uint16_t>(ticksPerBeat)};
    score.tracks = {std::make_shared<const Track>(std::move(notes), std::vector<Event>{})};
    return score;
}

TEST(BeatKind, WrittenMusicIsMetricalAtEveryResolution) {
    for (const int ticksPerBeat : {1, 12, 24, 96, 120, 384, 480, 1024, 32767})
        for (const int steps : {1, 2, 3, 4, 6})
            EXPECT_EQ(beatKindOf(onGrid(ticksPerBeat, steps, 0.0, 1)), BeatKind::Metrical)
                << ticksPerBeat << " ticks, " << steps << " steps";
}

TEST(BeatKind, SlightLiveTimingIsMetrical) {
    EXPECT_EQ(beatKindOf(onGrid(480, 4, 0.02, 2)), BeatKind::Metrical);
}

TEST(BeatKind, PerformancesAreFree) {
    for (const int ticksPerBeat : {96, 384, 480})
        for (std::uint64_t seed = 0; seed < 20; ++seed)
            EXPECT_EQ(beatKindOf(onGrid(ticksPerBeat, 1, 0.5, seed)), BeatKind::Free);
}

TEST(BeatKind, SmpteHasNoBeatAndSilenceNoTiming) {
    Score smpte = onGrid(480, 4, 0.0, 3);
    smpte.division = {0xe728};
    EXPECT_EQ(beatKindOf(smpte), BeatKind::Free);
    EXPECT_EQ(beatKindOf(emptyScore()), BeatKind::Metrical);
}

TEST(BeatKind, EverySubdivisionIsMetrical) {
    for (const int parts : {1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24}) {
        std::vector<std::int64_t> onsets;
        for (int i = 0; i < 200; ++i)
            onsets.push_back(std::llround(static_cast<double>(i) * kTicksPerBeat / parts));
        EXPECT_EQ(beatKindOf(scoreAt({onsets})), BeatKind::Metrical) << parts;
        // Odd bars as well: positions count from where the signature begins.
        for (std::int64_t& onset : onsets)
            onset += 101;
        const Score late =
            scoreAt({onsets}, {timeSignatureEvent({0}, 1, 16), timeSignatureEvent({101}, 4, 4)});
        EXPECT_EQ(beatKindOf(late), BeatKind::Metrical) << parts;
        EXPECT_TRUE(readBeat(late).onsets[1].empty()) << parts;
    }
}

TEST(BeatKind, SwingAndLivePlayingToAClickAreMetrical) {
    Random random(4);
    std::vector<std::int64_t> swing;
    std::vector<std::int64_t> drums;
    for (int beat = 1; beat < 200; ++beat) {
        swing.push_back(beat * kTicksPerBeat);
        swing.push_back(beat * kTicksPerBeat + 290);
        for (int i = 0; i < 4; ++i)
            drums.push_back(std::llround(beat * kTicksPerBeat + i * kTicksPerBeat / 4 +
                                         80.0 * (random.uniform() - 0.5) + 10.0));
    }
    EXPECT_EQ(beatKindOf(scoreAt({swing})), BeatKind::Metrical);
    EXPECT_EQ(beatKindOf(scoreAt({drums})), BeatKind::Metrical);
    // Swing is no delay, and neither is uneven playing.
    EXPECT_TRUE(readBeat(scoreAt({swing})).onsets[1].empty());
    EXPECT_TRUE(readBeat(scoreAt({drums})).onsets[1].empty());
}

TEST(BeatKind, PlayingWithoutAClickIsFree) {
    Random random(9);
    for (const double steadiness : {0.02, 0.05, 0.15})
        for (const double bpm : {57.0, 83.0, 97.0, 143.0})
            EXPECT_EQ(beatKindOf(scoreAt({played(bpm, steadiness, 300, random)})), BeatKind::Free)
                << bpm << " bpm, " << steadiness;
}

TEST(BeatKind, TracksOfAFewNotesTellSomethingTogether) {
    std::vector<std::vector<std::int64_t>> chord(16, {0});
    EXPECT_EQ(beatKindOf(scoreAt(chord)), BeatKind::Metrical);
    std::vector<std::vector<std::int64_t>> scale;
    std::vector<std::vector<std::int64_t>> performance;
    Random random(5);
    for (const std::int64_t onset : played(97.0, 0.05, 10, random))
        performance.push_back({onset});
    for (int i = 0; i < 40; ++i)
        scale.push_back({i * kTicksPerBeat / 2});
    EXPECT_EQ(beatKindOf(scoreAt(scale)), BeatKind::Metrical);
    EXPECT_EQ(beatKindOf(scoreAt(performance)), BeatKind::Free);
}

TEST(BeatKind, AConstantDelayIsTakenOff) {
    for (const std::int64_t delay : {20, 37, 40, 54, -13}) {
        const Score score = scoreAt({rhythm(64, kTicksPerBeat + delay)});
        const BeatReading reading = readBeat(score);
        EXPECT_EQ(reading.kind, BeatKind::Metrical);
        EXPECT_EQ(reading.delays[1][0], Tick{delay});
        EXPECT_EQ(onsetsOf(onTheBeat(score, reading), 1), rhythm(64, kTicksPerBeat)) << delay;
    }
}

TEST(BeatKind, EachTrackHasADelayOfItsOwn) {
    const Score score = scoreAt({rhythm(64),
                                 rhythm(64, 15),
                                 every(kTicksPerBeat, 40, kTicksPerBeat / 2),
                                 every(kTicksPerBeat, 40, 160),
                                 {15, 495, 975}});
    const BeatReading reading = readBeat(score);
    const Score onBeat = onTheBeat(score, reading);
    EXPECT_EQ(onBeat.tracks[1], score.tracks[1]);
    EXPECT_EQ(onsetsOf(onBeat, 2), rhythm(64));
    // Playing off the beat is no delay.
    EXPECT_EQ(onBeat.tracks[3], score.tracks[3]);
    EXPECT_EQ(onBeat.tracks[4], score.tracks[4]);
    // Too short to measure, and most tracks have no delay.
    EXPECT_EQ(onBeat.tracks[5], score.tracks[5]);
}

TEST(BeatKind, WhatIsLateMovesWithItsPedal) {
    Score score = scoreAt({rhythm(64, 30)});
    score.tracks[1] = std::make_shared<const Track>(
        score.tracks[1]->notes(),
        std::vector<Event>{programChange({0}, 0, 4), controllerEvent({510}, 0, 64, 127)});
    const Score onBeat = onTheBeat(score, readBeat(score));
    EXPECT_EQ(onBeat.tracks[1]->events()[0].tick, Tick{0});
    EXPECT_EQ(onBeat.tracks[1]->events()[1].tick, Tick{480});
    EXPECT_EQ(onBeat.tracks[1]->notes()[0].length, Tick{30});
}

TEST(BeatKind, AStrumIsOneChord) {
    std::vector<Note> notes;
    for (std::int64_t beat = 0; beat < 32; ++beat)
        for (std::int64_t string = 0; string < 6; ++string)
            notes.push_back({.onset = {beat * kTicksPerBeat + 10 * string},
                             .length = {400},
                             .pitch = {static_cast<std::uint8_t>(40 + 5 * string)}});
    Score score = scoreAt({});
    score.tracks.push_back(std::make_shared<const Track>(notes, std::vector<Event>{}));
    const BeatReading reading = readBeat(score);
    EXPECT_EQ(reading.strums[1], 32U);
    const Score onBeat = onTheBeat(score, reading);
    ASSERT_EQ(onBeat.noteCount(), notes.size());
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const Note& note = onBeat.tracks[1]->notes()[i];
        EXPECT_EQ(note.onset.value % kTicksPerBeat, 0);
        EXPECT_EQ(note.end(), notes[i].end());
        EXPECT_EQ(note.pitch, notes[i].pitch);
    }
    // A run of 64ths is no strum.
    std::vector<std::int64_t> run = every(kTicksPerBeat / 16, 64);
    EXPECT_TRUE(readBeat(scoreAt({run})).onsets[1].empty());
}

} // namespace
} // namespace leitmotif
