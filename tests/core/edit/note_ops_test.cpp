// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/note_ops.h"

#include "tests/core/edit/random_score.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

std::vector<Note> randomNotes(Random& random, int count) {
    std::vector<Note> notes;
    for (int i = 0; i < count; ++i)
        notes.push_back(
            randomNote(random).withPitch({static_cast<std::uint8_t>(random.below(128))}));
    return notes;
}

TEST(NoteOps, MovedKeepsTheShapeAndTheRange) {
    Random random(21);
    for (int round = 0; round < 300; ++round) {
        const auto notes = randomNotes(random, 5);
        const Tick by{static_cast<std::int64_t>(random.below(200)) - 100};
        const int semitones = static_cast<int>(random.below(300)) - 150;
        const auto result = moved(notes, by, semitones);
        ASSERT_EQ(result.size(), notes.size());
        for (std::size_t i = 0; i < notes.size(); ++i) {
            EXPECT_EQ(result[i].onset - notes[i].onset, result[0].onset - notes[0].onset);
            EXPECT_EQ(result[i].pitch.value - notes[i].pitch.value,
                      result[0].pitch.value - notes[0].pitch.value);
            EXPECT_GE(result[i].onset, Tick{0});
            EXPECT_LT(result[i].pitch.value, 128);
            EXPECT_EQ(result[i].length, notes[i].length);
        }
    }
}

TEST(NoteOps, TransposedIsAllOrNothing) {
    const std::vector<Note> notes = {{.length = {1}, .pitch = {60}},
                                     {.length = {1}, .pitch = {120}}};
    EXPECT_EQ(transposed(notes, 12), notes);
    EXPECT_EQ(transposed(notes, -12)[1].pitch, Pitch{108});
    EXPECT_EQ(transposed(transposed(notes, 7), -7), notes);
}

TEST(NoteOps, QuantizedLandsOnTheGridOrHalfWay) {
    Random random(22);
    const SnapGrid grid(MeterMap({16}), Snap::Eighth);
    const auto notes = randomNotes(random, 50);
    const auto whole = quantized(notes, grid);
    const auto half = quantized(notes, grid, 0.5);
    const auto none = quantized(notes, grid, 0.0);
    for (std::size_t i = 0; i < notes.size(); ++i) {
        EXPECT_EQ(grid.nearest(whole[i].onset), whole[i].onset);
        EXPECT_EQ(whole[i].length, notes[i].length);
        const auto way = (whole[i].onset - notes[i].onset).value;
        EXPECT_NEAR(static_cast<double>((half[i].onset - notes[i].onset).value),
                    static_cast<double>(way) / 2.0, 0.5);
    }
    EXPECT_EQ(none, notes);
    EXPECT_EQ(quantized(whole, grid), whole);
}

TEST(NoteOps, EdgesMoveAlone) {
    Random random(23);
    for (int round = 0; round < 300; ++round) {
        const auto notes = randomNotes(random, 4);
        const Tick by{static_cast<std::int64_t>(random.below(80)) - 40};
        const auto ends = lengthened(notes, by, {4});
        const auto starts = startsMoved(notes, by, {4});
        for (std::size_t i = 0; i < notes.size(); ++i) {
            EXPECT_EQ(ends[i].onset, notes[i].onset);
            EXPECT_GE(ends[i].length, std::min(notes[i].length, Tick{4}));
            EXPECT_EQ(starts[i].end(), notes[i].end());
            EXPECT_GE(starts[i].length, std::min(notes[i].length, Tick{4}));
            EXPECT_GE(starts[i].onset, Tick{0});
        }
    }
}

TEST(NoteOps, VelocitiesStayPlayable) {
    Random random(24);
    for (const Note& note : louder(randomNotes(random, 50), 100))
        EXPECT_LE(note.velocity.value, 127);
    for (const Note& note : louder(randomNotes(random, 50), -200))
        EXPECT_EQ(note.velocity.value, 1);
    EXPECT_EQ(withVelocity(randomNotes(random, 1), {0})[0].velocity, Velocity{1});
}

TEST(NoteOps, DuplicatedFollowsInTheSameMetre) {
    const MeterMap meter({480});
    const SnapGrid grid(meter, Snap::Sixteenth);
    const auto onsetAfter = [&](Tick onset, Tick length) {
        return duplicated(std::vector<Note>{{.onset = onset, .length = length}}, meter, grid)[0]
            .onset;
    };
    EXPECT_EQ(onsetAfter({0}, {100}), Tick{120}) << "a short note on the grid";
    EXPECT_EQ(onsetAfter({480}, {700}), Tick{1440}) << "more than a beat: in beats";
    EXPECT_EQ(onsetAfter({120}, {1700}), Tick{1920 + 120}) << "most of a bar: in bars";
}

TEST(NoteOps, DuplicatedNeverOverlapsItsSource) {
    Random random(25);
    const MeterMap meter({16}, {{{0}, 3, 4}});
    for (int round = 0; round < 300; ++round) {
        const auto notes = randomNotes(random, 3);
        const SnapGrid grid(meter, kSnaps[random.below(kSnaps.size())]);
        Tick end;
        for (const Note& note : notes)
            end = std::max(end, note.end());
        for (const Note& copy : duplicated(notes, meter, grid))
            EXPECT_GE(copy.onset + Tick{60}, end);
        const auto copies = duplicated(notes, meter, grid);
        EXPECT_GE(std::ranges::min(copies, {}, &Note::onset).onset, end);
    }
}

TEST(NoteOps, TracksKeepTogether) {
    Random random(26);
    for (int round = 0; round < 200; ++round) {
        const TrackNotes notes{{1, randomNotes(random, 3)}, {4, randomNotes(random, 5)}};
        const Tick by{static_cast<std::int64_t>(random.below(200)) - 150};
        const TrackNotes changed =
            changedTogether(notes, [by](std::span<const Note> all) { return moved(all, by, -3); });
        ASSERT_EQ(changed.size(), 2U);
        const Tick distance = changed.at(1)[0].onset - notes.at(1)[0].onset;
        for (const auto& [track, some] : notes)
            for (std::size_t i = 0; i < some.size(); ++i) {
                EXPECT_EQ(changed.at(track)[i].onset, some[i].onset + distance);
                EXPECT_GE(changed.at(track)[i].onset, Tick{0});
            }
    }
}

TEST(NoteOps, ChannelForNewNotesIsTheTracksOwn) {
    Score score = emptyScore();
    EXPECT_EQ(channelForNewNotes(score, 0), 0);
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{{.length = {1}, .channel = 0}}, std::vector<Event>{}));
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{}, std::vector<Event>{programChange({0}, 5, 1)}));
    EXPECT_EQ(channelForNewNotes(score, 0), 1) << "the first that nobody uses";
    EXPECT_EQ(channelForNewNotes(score, 1), 0);
    EXPECT_EQ(channelForNewNotes(score, 2), 5);
}

} // namespace
} // namespace leitmotif
