// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/note_clip.h"

#include "core/edit/note_ops.h"
#include "tests/core/edit/random_score.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(NoteClip, PlacesWhatWasCopied) {
    Random random(31);
    std::vector<Note> notes;
    for (int i = 0; i < 10; ++i)
        notes.push_back(randomNote(random).withOnset({100 + i * 3}));
    const NoteClip clip(notes, {480});
    EXPECT_EQ(clip.notes().front().onset, Tick{0});
    EXPECT_EQ(clip.placedAt({100}, {480}, 7), asNew(notes));
    EXPECT_EQ(clip.placedAt({250}, {480}, 7), asNew(moved(notes, {150}, 0)));
}

TEST(NoteClip, TakesTheChannelOfItsNewTrackUnlessItHasSeveral) {
    const Note one{.length = {10}, .channel = 3};
    EXPECT_EQ(NoteClip(std::vector{one}, {}).placedAt({0}, {}, 5)[0].channel, 5);
    const std::vector two = {one, one.withChannel(9)};
    EXPECT_EQ(NoteClip(two, {}).placedAt({0}, {}, 5)[1].channel, 9);
}

TEST(NoteClip, KeepsBeatsInAnotherTimeBase) {
    const std::vector<Note> notes = {{.onset = {480}, .length = {240}},
                                     {.onset = {960}, .length = {1}}};
    const auto placed = NoteClip(notes, {480}).placedAt({96}, {96}, 0);
    EXPECT_EQ(placed[0].onset, Tick{96});
    EXPECT_EQ(placed[0].length, Tick{48});
    EXPECT_EQ(placed[1].onset, Tick{192});
    EXPECT_EQ(placed[1].length, Tick{1}) << "no note vanishes";
}

TEST(NoteClip, SeveralTracksKeepTheirPlaceInTime) {
    const Note first{.onset = {960}, .length = {240}, .pitch = {60}, .channel = 1};
    const Note second{.onset = {1200}, .length = {240}, .pitch = {40}, .channel = 2};
    const NoteClip clip(TrackNotes{{2, {second}}, {1, {first}}}, {480});
    EXPECT_FALSE(clip.isOfOneTrack());
    const TrackNotes placed = clip.placedInTracks({96}, {96});
    ASSERT_EQ(placed.size(), 2U);
    EXPECT_EQ(placed.at(1)[0].onset, Tick{96});
    EXPECT_EQ(placed.at(2)[0].onset, Tick{96 + 48});
    EXPECT_EQ(placed.at(2)[0].length, Tick{48});
    EXPECT_EQ(placed.at(2)[0].channel, 2);
    EXPECT_TRUE(NoteClip(TrackNotes{{7, {first, second}}}, {480}).isOfOneTrack());
}

TEST(NoteClip, EmptyIsEmpty) {
    EXPECT_TRUE(NoteClip().isEmpty());
    EXPECT_TRUE(NoteClip(std::vector<Note>{}, {}).placedAt({5}, {}, 0).empty());
}

} // namespace
} // namespace leitmotif
