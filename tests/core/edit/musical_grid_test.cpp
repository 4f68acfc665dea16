// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/musical_grid.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <vector>

namespace leitmotif {
namespace {

constexpr std::int64_t kBeat = 480;

/// Onsets at whole multiples of a step in ticks, each up to `looseness` ticks off.
std::vector<Note> notesAt(std::int64_t step, std::int64_t looseness = 0) {
    Random random{3};
    std::vector<Note> notes;
    for (std::int64_t i = 0; i < 96; ++i) {
        const auto off = looseness == 0 ? 0
                                        : static_cast<std::int64_t>(random.below(
                                              static_cast<std::uint64_t>(2 * looseness + 1))) -
                                              looseness;
        notes.push_back({.onset = {std::max<std::int64_t>(0, i * step + off)}, .length = {step}});
    }
    return notes;
}

Snap gridOf(const std::vector<Note>& notes) {
    Division division;
    division.raw = kBeat;
    return musicalGrid(notes, MeterMap(division));
}

TEST(MusicalGrid, IsTheCoarsestThatAllNotesStandOnButNeverCoarserThanSixteenths) {
    EXPECT_EQ(gridOf({}), Snap::Sixteenth);
    EXPECT_EQ(gridOf(notesAt(4 * kBeat)), Snap::Sixteenth);
    EXPECT_EQ(gridOf(notesAt(kBeat / 2)), Snap::Sixteenth);
    EXPECT_EQ(gridOf(notesAt(kBeat / 4)), Snap::Sixteenth);
    EXPECT_EQ(gridOf(notesAt(kBeat / 3)), Snap::EighthTriplet);
    EXPECT_EQ(gridOf(notesAt(kBeat / 6)), Snap::SixteenthTriplet);
    EXPECT_EQ(gridOf(notesAt(kBeat / 8)), Snap::ThirtySecond);
}

TEST(MusicalGrid, IsFoundInLoosePlayingToo) {
    EXPECT_EQ(gridOf(notesAt(kBeat, 40)), Snap::Sixteenth);
    EXPECT_EQ(gridOf(notesAt(kBeat / 4, 25)), Snap::Sixteenth);
    EXPECT_EQ(gridOf(notesAt(kBeat / 3, 25)), Snap::EighthTriplet);
    EXPECT_EQ(gridOf(notesAt(7, 3)), Snap::Sixteenth); // no grid at all
}

} // namespace
} // namespace leitmotif
