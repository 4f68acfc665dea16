// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/smf_writer.h"

#include "core/midi/smf_reader.h"
#include "tests/core/midi/smf_bytes.h"

#include <gtest/gtest.h>

#include <filesystem>

#include <unistd.h>

namespace leitmotif {
namespace {

Bytes eventsOf(std::vector<Note> notes, std::vector<Event> events = {}) {
    Score score;
    score.format = 0;
    score.tracks = {std::make_shared<const Track>(std::move(notes), std::move(events))};
    const Bytes bytes = midiBytes(score);
    return {bytes.begin() + 22, bytes.end() - 4}; // without headers and end mark
}

TEST(SmfWriter, WritesHeaderAndTracksByTheBook) {
    const auto read = readMidi(file(kC), "x.mid");
    ASSERT_TRUE(read);
    EXPECT_EQ(midiBytes(read->score), file(kC));
}

TEST(SmfWriter, EndsNotesBeforeOthersBegin) {
    const Note first{.onset = {0}, .length = {10}, .pitch = {60}, .velocity = {1}};
    const Note second{.onset = {10}, .length = {10}, .pitch = {60}, .velocity = {2}};
    EXPECT_EQ(
        eventsOf({second, first}, {programChange({10}, 0, 7)}),
        (Bytes{0, 0x90, 60, 1, 10, 0x80, 60, 64, 0, 0xc0, 7, 0, 0x90, 60, 2, 10, 0x80, 60, 64}));
}

TEST(SmfWriter, EndsNotesWithoutLengthAfterTheyBegin) {
    const Note note{.onset = {5}, .length = {0}, .pitch = {60}, .velocity = {1}};
    EXPECT_EQ(eventsOf({note}), (Bytes{5, 0x90, 60, 1, 0, 0x80, 60, 64}));
}

TEST(SmfWriter, RunsOnlyBetweenNeighbours) {
    const Event text = textEvent({0}, meta::kText, "a");
    Event clock{.tick = {0}, .status = 0xf8};
    std::vector<Event> events = {controllerEvent({0}, 0, 1, 1),
                                 controllerEvent({0}, 0, 2, 2),
                                 text,
                                 controllerEvent({0}, 0, 3, 3),
                                 clock,
                                 controllerEvent({0}, 0, 4, 4)};
    EXPECT_EQ(eventsOf({}, events), (Bytes{0,   0xb0, 1,    1, 0, 2, 2,    0, 0xff, 1, 1,
                                           'a', 0,    0xb0, 3, 3, 0, 0xf8, 0, 0xb0, 4, 4}));
}

TEST(SmfWriter, LeavesHangingNotesHanging) {
    const Bytes hanging = file({0, 0x90, 60, 100});
    const auto read = readMidi(hanging, "x.mid");
    ASSERT_TRUE(read);
    EXPECT_EQ(midiBytes(read->score), hanging);
}

TEST(SmfWriter, EndsAHangingNoteThatWouldBeReadAsEndedByTheNextOne) {
    const Note hanging{.onset = {0}, .length = {10}, .offForm = NoteOffForm::Missing};
    const Note later{.onset = {20}, .length = {10}};
    EXPECT_EQ(eventsOf({hanging, later}),
              (Bytes{0, 0x90, 60, 64, 20, 60, 64, 10, 0x80, 60, 64, 0, 60, 64}));
}

TEST(SmfWriter, LeavesOutImpliedEndsWhileTheyReadBackTheSame) {
    const Bytes restruck = file({0, 0x90, 60, 100, 96, 60, 100, 96, 0x80, 60, 64});
    auto read = readMidi(restruck, "x.mid");
    ASSERT_TRUE(read);
    EXPECT_EQ(midiBytes(read->score), restruck);
    const Track& track = *read->score.tracks[0];
    ASSERT_EQ(track.notes()[0].offForm, NoteOffForm::Implied);
    // Without the note that ended it, it needs an end of its own.
    const Score alone{.format = 0,
                      .division = read->score.division,
                      .tracks = {std::make_shared<const Track>(std::vector{track.notes()[0]},
                                                               track.events(), Tick{192})}};
    EXPECT_EQ(midiBytes(alone), joined({header(0, 1), chunk("MTrk", {0, 0x90, 60, 100, 96, 0x80, 60,
                                                                     64, 96, 0xff, 0x2f, 0})}));
}

TEST(SmfWriter, KeepsTheDeclaredTracksOfAnUneditedFile) {
    const Bytes track = chunk("MTrk", kEndOfTrack);
    const Bytes bytes = joined({header(1, 1), track, track});
    auto read = readMidi(bytes, "x.mid");
    ASSERT_TRUE(read);
    EXPECT_EQ(midiBytes(read->score), bytes);
    read->score.declaredTracks.reset(); // as adding a track does
    EXPECT_EQ(midiBytes(read->score), joined({header(1, 2), track, track}));
}

TEST(SmfWriter, MovingANoteInTimeLeavesTheOrderOfOthers) {
    // A chord and a pedal at one tick, in an order of their own.
    const Bytes before = {0, 0x90, 60, 1, 0, 0xb0, 64, 127, 0, 0x90, 64, 1, 0, 0x90, 67, 1,
                          9, 0x80, 67, 1, 0, 0x80, 60, 1,   0, 0xb0, 64, 0, 0, 0x80, 64, 1};
    const auto read = readMidi(file(before), "x.mid");
    ASSERT_TRUE(read);
    const Track& track = *read->score.tracks[0];
    std::vector<Note> notes = track.notes();
    ASSERT_EQ(notes[1].pitch, Pitch{64});
    notes[1] = notes[1].withOnset({3});
    EXPECT_EQ(eventsOf(notes, track.events()),
              (Bytes{0, 0x90, 60, 1, 0, 0xb0, 64, 127, 0,    0x90, 67, 1, 3,    64, 1,
                     6, 0x80, 67, 1, 0, 60,   1,  0,   0xb0, 64,   0,  3, 0x80, 64, 1}));
}

TEST(SmfWriter, ReplacesFilesWhole) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("leitmotif_writer_test_" + std::to_string(::getpid()) + ".mid");
    const auto read = readMidi(file(kC), "x.mid");
    ASSERT_TRUE(read);
    ASSERT_TRUE(writeMidiFile(read->score, path));
    const auto again = readMidiFile(path);
    std::filesystem::remove(path);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->score == read->score);
    EXPECT_EQ(writeMidiFile(read->score, "/no/such/folder/x.mid").error().code,
              ErrorCode::FileNotWritable);
}

} // namespace
} // namespace leitmotif
