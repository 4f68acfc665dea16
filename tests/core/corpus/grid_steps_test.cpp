// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/grid_steps.h"

#include "core/base/random.h"

#include <cmath>
#include <gtest/gtest.h>

#include <vector>

namespace leitmotif {
namespace {

/// 30 beats of `usual` notes, then `fine` beats of `parts` notes.
CorpusPiece pieceOf(int usual, int parts, int fine, int ticksPerBeat = 480, double jitter = 0.0) {
    Random random(5);
    std::vector<Note> notes;
    const auto add = [&](double beat) {
        const double ticks = (beat + jitter * (random.uniform() - 0.5)) * ticksPerBeat;
        notes.push_back({.onset = {std::llround(std::max(0.0, ticks))}, .length = {1}});
    };
    for (int i = 0; i < 30 * usual; ++i)
        add(static_cast<double>(i) / usual);
    for (int i = 0; i < fine * parts; ++i)
        add(30.0 + static_cast<double>(i) / parts);
    Score score;
    score.division = {static_cast<std::uint16_t>(ticksPerBeat)};
    score.tracks = {std::make_shared<const Track>(std::move(notes), std::vector<Event>{})};
    return {"piece", score};
}

int stepsFor(const CorpusPiece& piece) {
    return stepsPerBeatFor(Corpus({piece}), 0);
}

TEST(GridSteps, TwelveServeSixteenthsAndTriplets) {
    for (const int ticksPerBeat : {24, 25, 96, 120, 384, 480, 1024})
        for (const int parts : {1, 2, 3, 4, 6})
            EXPECT_EQ(stepsFor(pieceOf(4, parts, 40, ticksPerBeat)), 12)
                << parts << " parts of " << ticksPerBeat;
}

TEST(GridSteps, FollowTheMusic) {
    for (const int ticksPerBeat : {96, 384, 480, 960}) {
        EXPECT_EQ(stepsFor(pieceOf(4, 8, 40, ticksPerBeat)), 16) << ticksPerBeat;
        EXPECT_EQ(stepsFor(pieceOf(3, 8, 40, ticksPerBeat)), 24) << ticksPerBeat;
    }
    EXPECT_EQ(stepsFor(pieceOf(4, 16, 40)), 16);
    EXPECT_EQ(stepsFor(pieceOf(3, 16, 40)), 48);
    EXPECT_EQ(stepsFor(pieceOf(4, 5, 40)), 20);
    EXPECT_EQ(stepsFor(pieceOf(3, 5, 40)), 60);
    EXPECT_EQ(stepsFor(pieceOf(4, 7, 40)), 28);
}

TEST(GridSteps, AFewFineNotesAndAPlayersTimingChangeNothing) {
    EXPECT_EQ(stepsFor(pieceOf(4, 8, 1)), 12);
    EXPECT_EQ(stepsFor(pieceOf(4, 8, 40, 480, 0.1)), 12);
    CorpusPiece free = pieceOf(4, 8, 40);
    free.hasFreeBeat = true;
    EXPECT_EQ(stepsFor(free), 12);
    EXPECT_EQ(stepsPerBeatFor(Corpus({pieceOf(4, 8, 40)}), 12), 12);
    EXPECT_EQ(fineNotesOf(Corpus({pieceOf(4, 8, 40)})).count, 160U);
}

} // namespace
} // namespace leitmotif
