// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/beat_kind.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>

namespace leitmotif {
namespace {

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

} // namespace
} // namespace leitmotif
