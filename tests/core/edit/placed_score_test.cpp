// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/placed_score.h"

#include <gtest/gtest.h>

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

    const ScoreEdit edit = placed(score, take, {960});
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

    const ScoreEdit edit = placed(score, take, {0});
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

    const auto result = applied(score, placed(score, take, {960}));
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
    const auto result = applied(score, placed(score, take, {480}));
    ASSERT_TRUE(result);
    ASSERT_EQ(result->tracks[1]->notes().size(), 2U);
    EXPECT_EQ(result->tracks[1]->notes()[0].length, Tick{480});
}

} // namespace
} // namespace leitmotif
