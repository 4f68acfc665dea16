// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/placed_score.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace leitmotif {
namespace {

TrackPtr trackOf(std::vector<Note> notes, std::uint8_t channel, int program) {
    for (Note& note : notes)
        note.channel = channel;
    return std::make_shared<const Track>(
        std::move(notes),
        std::vector<Event>{programChange({0}, channel, static_cast<std::uint8_t>(program))});
}

Note note(std::int64_t onset, std::int64_t length, int pitch) {
    return {.onset = {onset}, .length = {length}, .pitch = {static_cast<std::uint8_t>(pitch)}};
}

TEST(Placed, GoesToTheTrackOfTheSameInstrumentOnItsTimeBase) {
    Score score = emptyScore({480});
    score.tracks.push_back(trackOf({note(0, 480, 60)}, 0, 0));
    Score take = emptyScore({96});
    take.tracks.push_back(trackOf({note(0, 96, 64), note(96, 48, 65)}, 0, 0));

    const ScoreEdit edit = placed(score, take, {960}).edit;
    ASSERT_EQ(edit.tracks.size(), 1U);
    EXPECT_TRUE(edit.addedTracks.empty());
    const auto result = applied(score, edit);
    ASSERT_TRUE(result);
    const auto& notes = result->tracks[1]->notes();
    ASSERT_EQ(notes.size(), 3U);
    EXPECT_EQ(notes[1].onset, Tick{960});
    EXPECT_EQ(notes[1].length, Tick{480});
    EXPECT_EQ(notes[2].onset, Tick{1440});
    EXPECT_EQ(notes[2].length, Tick{240});
}

TEST(Placed, MakesATrackForANewInstrumentAndTakesItBack) {
    Score score = emptyScore({480});
    score.tracks.push_back(trackOf({note(0, 480, 60)}, 0, 0));
    Score take = emptyScore({480});
    take.tracks.push_back(trackOf({note(0, 480, 40)}, 1, 33));

    const ScoreEdit edit = placed(score, take, {0}).edit;
    const auto result = applied(score, edit);
    ASSERT_TRUE(result);
    ASSERT_EQ(result->tracks.size(), 3U);
    EXPECT_EQ(result->tracks[2]->program(1), 33);
    EXPECT_EQ(result->tracks[2]->notes().front().pitch, Pitch{40});
    const auto back = applied(*result, edit.inverted());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->hash(), score.hash());
}

TEST(Placed, HoldsKeysAsLongAsThePedalOfTheTakeDid) {
    Score score = emptyScore({480});
    score.tracks.push_back(trackOf({note(0, 480, 60)}, 0, 0));
    Score take = emptyScore({480});
    take.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{note(0, 120, 64), note(120, 120, 67), note(960, 120, 67)},
        std::vector<Event>{controllerEvent({0}, 0, 64, 127), controllerEvent({480}, 0, 64, 0)}));

    const auto result = applied(score, placed(score, take, {960}).edit);
    ASSERT_TRUE(result);
    const auto& notes = result->tracks[1]->notes();
    ASSERT_EQ(notes.size(), 4U);
    EXPECT_EQ(notes[1].end(), Tick{1440});
    EXPECT_EQ(notes[2].end(), Tick{1440});
    EXPECT_EQ(notes[3].end(), Tick{2040});
}

TEST(Placed, ShortensWhatItMeetsOnTheSameKey) {
    Score score = emptyScore({480});
    score.tracks.push_back(trackOf({note(0, 960, 60)}, 0, 0));
    Score take = emptyScore({480});
    take.tracks.push_back(trackOf({note(0, 480, 60)}, 0, 0));
    const auto result = applied(score, placed(score, take, {480}).edit);
    ASSERT_TRUE(result);
    ASSERT_EQ(result->tracks[1]->notes().size(), 2U);
    EXPECT_EQ(result->tracks[1]->notes()[0].length, Tick{480});
}

TEST(Placed, TellsWhichNotesAreItsOwnAndWhatTheyMet) {
    Score score = emptyScore({480});
    score.tracks.push_back(
        trackOf({note(0, 480, 60), note(960, 960, 62), note(480, 960, 64)}, 0, 0));
    Score take = emptyScore({480});
    take.tracks.push_back(trackOf({note(0, 480, 62), note(0, 480, 64), note(240, 240, 67)}, 0, 0));
    take.tracks.push_back(trackOf({note(0, 480, 40)}, 1, 33));

    const Settlement settlement = placed(score, take, {960});
    EXPECT_EQ(settlement.collisions, (Collisions{.replaced = 1, .joined = 0, .shortened = 1}));
    const auto result = applied(score, settlement.edit);
    ASSERT_TRUE(result);
    ASSERT_EQ(settlement.notes.size(), 2U);
    EXPECT_EQ(settlement.notes.at(1).size(), 3U) << "without the one that was shortened";
    EXPECT_EQ(settlement.notes.at(2), result->tracks[2]->notes());
    for (const Note& one : settlement.notes.at(1)) {
        EXPECT_GE(one.onset, Tick{960});
        EXPECT_NE(std::ranges::find(result->tracks[1]->notes(), one),
                  result->tracks[1]->notes().end());
    }
}

} // namespace
} // namespace leitmotif
