// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/smf_reader.h"

#include "core/midi/smf_writer.h"
#include "tests/core/midi/smf_bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace leitmotif {
namespace {

using Finding = ImportFinding;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Finding> kindsOf(const std::vector<ImportNote>& findings) {
    std::vector<Finding> kinds;
    for (const ImportNote& note : findings)
        kinds.push_back(note.finding);
    return kinds;
}

/// A damaged or unusual file, with its expected findings and number of notes.
struct Oddity {
    const char* name;
    Bytes bytes;
    std::vector<Finding> findings;
    std::size_t notes;
    std::size_t tracks = 1;
};

void PrintTo(const Oddity& oddity, std::ostream* stream) {
    *stream << oddity.name;
}

class SmfOddities : public testing::TestWithParam<Oddity> {};

TEST_P(SmfOddities, IsReadAndNamed) {
    const Oddity& oddity = GetParam();
    const auto read = readMidi(oddity.bytes, "odd.mid");
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_THAT(kindsOf(read->findings), testing::ElementsAreArray(oddity.findings));
    EXPECT_EQ(read->score.noteCount(), oddity.notes);
    EXPECT_EQ(read->score.tracks.size(), oddity.tracks);
    for (const ImportNote& note : read->findings)
        EXPECT_EQ(describe(note).find('%'), std::string::npos);
}

const Bytes kTrack = chunk("MTrk", joined({kC, kEndOfTrack}));
const Bytes kTempoOfZero = {0, 0xff, 0x51, 3, 0, 0, 0};

INSTANTIATE_TEST_SUITE_P(
    Files, SmfOddities,
    testing::Values(
        Oddity{"Plain", file(kC), {}, 1},
        Oddity{"LongHeader",
               joined({lyingChunk("MThd", 10, {0, 0, 0, 1, 1, 224, 9, 9, 9, 9}), kTrack}),
               {Finding::HeaderTooLong},
               1},
        Oddity{"HeaderOfFourGigabytes",
               joined({lyingChunk("MThd", 0xffffffff, {0, 0, 0, 1, 1, 224}), kTrack}),
               {Finding::HeaderTooLong},
               1},
        Oddity{"DivisionOfZero", joined({header(0, 1, 0), kTrack}), {Finding::DivisionZero}, 1},
        Oddity{"MoreTracksThanDeclared",
               joined({header(1, 1), kTrack, kTrack}),
               {Finding::TrackCountWrong},
               2,
               2},
        Oddity{"FewerTracksThanDeclared",
               joined({header(1, 65535), kTrack}),
               {Finding::TrackCountWrong},
               1},
        Oddity{"NoTracksAtAll", header(1, 65535), {Finding::TrackCountWrong}, 0, 0},
        Oddity{"AlienChunks",
               joined({header(0, 1), chunk("XFIH", {1, 2, 3}), kTrack, chunk("junk", {})}),
               {Finding::AlienChunk},
               1},
        Oddity{"Rmid",
               joined({ascii("RIFF"), {60, 0, 0, 0}, ascii("RMIDdata"), {34, 0, 0, 0}, file(kC)}),
               {},
               1},
        Oddity{"RmidWithOtherChunks",
               joined({ascii("RIFF"),
                       {80, 0, 0, 0},
                       ascii("RMIDDISP"),
                       {3, 0, 0, 0},
                       ascii("abc"),
                       {0},
                       ascii("data"),
                       {0xff, 0xff, 0, 0},
                       file(kC)}),
               {Finding::AlienChunk},
               1},
        Oddity{"MacBinary", joined({Bytes(128, 7), file(kC)}), {Finding::SearchedForHeader}, 1},
        Oddity{"TrailingBytes", joined({file(kC), {0, 0, 0}}), {Finding::BytesBetweenTracks}, 1},
        Oddity{"EmptyTrack",
               joined({header(1, 2), chunk("MTrk", {}), kTrack}),
               {Finding::EndOfTrackMissing},
               1,
               2}));

INSTANTIATE_TEST_SUITE_P(
    Lengths, SmfOddities,
    testing::Values(
        Oddity{"TooShort",
               joined({header(0, 1), lyingChunk("MTrk", 6, joined({kC, kE, kEndOfTrack}))}),
               {Finding::TrackLengthWrong},
               2},
        Oddity{"TooShortBetweenEvents",
               joined({header(0, 1), lyingChunk("MTrk", 8, joined({kC, kE, kEndOfTrack}))}),
               {Finding::TrackLengthWrong},
               2},
        Oddity{"NeverFilledIn",
               joined({header(0, 1), lyingChunk("MTrk", 0, joined({kC, kE, kEndOfTrack}))}),
               {Finding::TrackLengthWrong},
               2},
        Oddity{"TooShortWithAnotherTrack",
               joined({header(1, 2), lyingChunk("MTrk", 6, joined({kC, kE, kEndOfTrack})), kTrack}),
               {Finding::TrackLengthWrong},
               3,
               2},
        Oddity{"TooLong",
               joined({header(0, 1), lyingChunk("MTrk", 1000, joined({kC, kEndOfTrack}))}),
               {Finding::TrackLengthWrong},
               1},
        Oddity{"FourGigabytes",
               joined({header(1, 2), lyingChunk("MTrk", 0xffffffff, joined({kC, kEndOfTrack})),
                       kTrack}),
               {Finding::TrackLengthWrong},
               2,
               2},
        Oddity{"SwallowsTheNextTrack",
               joined({header(1, 2), lyingChunk("MTrk", 20, joined({kC, kEndOfTrack})), kTrack}),
               {Finding::TrackLengthWrong},
               2,
               2},
        Oddity{"CutInAnEvent",
               joined({header(0, 1), lyingChunk("MTrk", 99, joined({kC, {0, 0x90, 64}}))}),
               {Finding::TrackTruncated},
               1},
        Oddity{"CutBetweenEvents",
               joined({header(0, 1), lyingChunk("MTrk", 99, kC)}),
               {Finding::TrackLengthWrong, Finding::EndOfTrackMissing},
               1},
        Oddity{"NoEndMark",
               joined({header(0, 1), chunk("MTrk", kC)}),
               {Finding::EndOfTrackMissing},
               1},
        Oddity{"EventsBehindTheEndMark",
               joined({header(0, 1), chunk("MTrk", joined({kC, kEndOfTrack, kE, kEndOfTrack}))}),
               {Finding::EndOfTrackEarly},
               2},
        Oddity{"GarbageBehindTheEndMark",
               joined({header(0, 1), chunk("MTrk", joined({kC, kEndOfTrack, {0xf4, 0xf5, 0xfd}}))}),
               {Finding::BytesAfterEnd},
               1}));

INSTANTIATE_TEST_SUITE_P(
    Events, SmfOddities,
    testing::Values(
        Oddity{"RunningStatus", file({0, 0x90, 60, 100, 96, 60, 0, 0, 64, 100, 96, 64, 0}), {}, 2},
        Oddity{"RunningStatusAfterMeta",
               file({0, 0x90, 60, 100, 0, 0xff, 1, 0, 96, 60, 0}),
               {Finding::RunningStatusAfterMeta},
               1},
        Oddity{
            "DataWithoutStatus", file(joined({{0, 60, 64}, kC})), {Finding::DataWithoutStatus}, 1},
        Oddity{
            "DataTooLarge", file(joined({{0, 0xb0, 7, 200}, kC})), {Finding::DataByteTooLarge}, 1},
        Oddity{"UndefinedMessages",
               file(joined({{0, 0xf4}, kC, {0, 0xf9}, {0, 0xfd}, kE})),
               {Finding::UnknownStatus},
               2},
        Oddity{"MetaLongerThanTheFile",
               file(joined({{0, 0xff, 1, 0xff, 0xff, 0xff, 0x7f, 'a', 'b'}, kC, kE})),
               {Finding::UnreadableBytes},
               2},
        Oddity{"LongNumber",
               file(joined({{0x80, 0x80, 0x80, 0x80, 5, 0x90, 60, 1}, {9, 0x80, 60, 0}})),
               {Finding::LongVariableLength},
               1},
        Oddity{"EndlessNumber", file(joined({Bytes(40, 0xff), kC})), {Finding::UnreadableBytes}, 1},
        Oddity{"HangingNote", file({0, 0x90, 60, 100}), {Finding::HangingNote}, 1},
        Oddity{"NoteOffAlone",
               file(joined({{0, 0x80, 60, 100}, kC})),
               {Finding::NoteOffWithoutNoteOn},
               1},
        Oddity{"NoLength", file({0, 0x90, 60, 100, 0, 0x80, 60, 0}), {Finding::ZeroLengthNote}, 1},
        Oddity{"TempoZero", file(joined({kTempoOfZero, kC})), {Finding::TempoZero}, 1},
        Oddity{"TempoOfTwoBytes",
               file(joined({{0, 0xff, 0x51, 2, 7, 7}, kC})),
               {Finding::TempoMalformed},
               1},
        Oddity{"NoBeatsInABar",
               file(joined({{0, 0xff, 0x58, 4, 0, 2, 24, 8}, kC})),
               {Finding::SignatureImpossible},
               1},
        Oddity{"BeatsTooSmall",
               file(joined({{0, 0xff, 0x58, 4, 4, 255, 24, 8}, kC})),
               {Finding::SignatureImpossible},
               1},
        Oddity{"KeyOfNinetyNineSharps",
               file(joined({{0, 0xff, 0x59, 2, 99, 7}, kC})),
               {Finding::KeyImpossible},
               1}));

TEST(SmfReader, RefusesWhatIsNoMidi) {
    const auto codeOf = [](const Bytes& bytes) {
        const auto read = readMidi(bytes, "x.mid");
        return read ? std::nullopt : std::optional(read.error().code);
    };
    EXPECT_EQ(codeOf({}), ErrorCode::MidiEmpty);
    EXPECT_EQ(codeOf({3, 1, 4, 1, 5}), ErrorCode::NotMidi);
    EXPECT_EQ(codeOf(ascii("a text that mentions MThd and MTrk as words")),
              ErrorCode::NotMidiButText);
    EXPECT_EQ(codeOf(ascii("MThd")), ErrorCode::MidiTruncated);
    EXPECT_EQ(codeOf(joined({header(1, 2), ascii("no chunk here, only words")})),
              ErrorCode::MidiUnreadable);
    // Music inside another file, such as a project.
    EXPECT_EQ(codeOf(joined({ascii("SQLite format 3"), Bytes(8192, 0), file(kC)})),
              ErrorCode::NotMidiButOther);
    EXPECT_EQ(readMidiFile("/no/such/file.mid").error().code, ErrorCode::FileNotReadable);
}

TEST(SmfReader, EndsTheFirstOfEqualNotesFirst) {
    const auto read = readMidi(
        file({0, 0x90, 60, 1, 10, 0x90, 60, 2, 10, 0x80, 60, 3, 10, 0x80, 60, 4}), "x.mid");
    ASSERT_TRUE(read);
    const auto& notes = read->score.tracks[0]->notes();
    ASSERT_EQ(notes.size(), 2U);
    EXPECT_EQ(notes[0].velocity, Velocity{1});
    EXPECT_EQ(notes[0].end(), Tick{20});
    EXPECT_EQ(notes[0].releaseVelocity, Velocity{3});
    EXPECT_EQ(notes[1].onset, Tick{10});
    EXPECT_EQ(notes[1].end(), Tick{30});
}

TEST(SmfReader, KeepsChannelsAndPitchesApart) {
    const auto read =
        readMidi(file({0, 0x90, 60, 1, 0, 0x91, 60, 2, 5, 0x81, 60, 0, 5, 0x90, 60, 0}), "x.mid");
    ASSERT_TRUE(read);
    const auto& notes = read->score.tracks[0]->notes();
    ASSERT_EQ(notes.size(), 2U);
    EXPECT_EQ(notes[0].channel, 0);
    EXPECT_EQ(notes[0].length, Tick{10});
    EXPECT_EQ(notes[0].offForm, NoteOffForm::NoteOnZero);
    EXPECT_EQ(notes[1].channel, 1);
    EXPECT_EQ(notes[1].length, Tick{5});
    EXPECT_EQ(notes[1].offForm, NoteOffForm::NoteOff);
}

TEST(SmfReader, NumbersEventsByTheirPlace) {
    const auto read =
        readMidi(file({0, 0xc0, 5, 0, 0x90, 60, 1, 0, 0xb0, 64, 127, 9, 0x80, 60, 0}), "x.mid");
    ASSERT_TRUE(read);
    const Track& track = *read->score.tracks[0];
    EXPECT_EQ(track.events()[0].order, 1U);
    EXPECT_EQ(track.notes()[0].onOrder, 2U);
    EXPECT_EQ(track.events()[1].order, 3U);
    EXPECT_EQ(track.notes()[0].offOrder, 4U);
}

TEST(SmfReader, KeepsSystemMessagesAndSysexInPieces) {
    const auto read = readMidi(file({0,    0xf0, 2, 0x43, 0x12, 3, 0xf7, 2, 7, 0xf7, 0,
                                     0xf2, 1,    2, 0,    0xf8, 0, 0xf1, 9, 0, 0xf6}),
                               "x.mid");
    ASSERT_TRUE(read);
    EXPECT_THAT(read->findings, IsEmpty());
    std::vector<int> statuses;
    for (const Event& event : read->score.tracks[0]->events())
        statuses.push_back(event.status);
    EXPECT_THAT(statuses, ElementsAre(0xf0, 0xf7, 0xf2, 0xf8, 0xf1, 0xf6));
    EXPECT_EQ(read->score.tracks[0]->events()[1].tick, Tick{3});
    EXPECT_EQ(read->score.tracks[0]->events()[2].data2, 2);
}

TEST(SmfReader, SaysWhichTrackAndHowOften) {
    const auto read =
        readMidi(joined({header(1, 2), kTrack,
                         chunk("MTrk", joined({{0, 0x80, 1, 1}, {0, 0x80, 2, 1}, kEndOfTrack}))}),
                 "x.mid");
    ASSERT_TRUE(read);
    EXPECT_THAT(read->findings, ElementsAre(ImportNote{Finding::NoteOffWithoutNoteOn, 2, 2}));
}

TEST(SmfReader, LaysPatternsOneAfterTheOther) {
    const auto read = readMidi(joined({header(2, 2, 0xe728), kTrack, kTrack}), "x.mid");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->score.format, 2);
    EXPECT_TRUE(read->score.division.isSmpte());
    ASSERT_EQ(read->score.tracks.size(), 2U);
    // 25 frames of 40 ticks, four beats a bar: 2000 ticks.
    EXPECT_THAT(read->score.patternStarts, ElementsAre(Tick{0}, Tick{2000}));
    EXPECT_EQ(read->score.tracks[1]->notes()[0].onset, Tick{2000});
    const auto before = readMidi(joined({header(2, 2, 0xe728), kTrack, kTrack}), "x.mid",
                                 {.isBeforeFormat3 = true});
    ASSERT_TRUE(before);
    EXPECT_EQ(before->score.tracks[1]->notes()[0].onset, Tick{0});
}

TEST(SmfReader, JudgesTextsOverTheWholeFile) {
    const Bytes german = {0, 0xff, 3, 6, 'M', 0xe4, 'n', 'n', 'e', 'r'};
    const Bytes short1 = {0, 0xff, 3, 2, 0xc4, 0xd6};
    const auto named = [](const Bytes& name) {
        return chunk("MTrk", joined({name, kC, kEndOfTrack}));
    };
    const Bytes bytes = joined({header(1, 2), named(german), named(short1)});
    const auto read = readMidi(bytes, "x.mid");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->score.textReading, TextReading{});
    EXPECT_EQ(read->score.trackName(0), "Männer");
    EXPECT_EQ(read->score.trackName(1), "ÄÖ");
    const auto chosen = readMidi(bytes, "x.mid", {.text = TextEncoding::Cyrillic});
    ASSERT_TRUE(chosen);
    EXPECT_EQ(chosen->score.trackName(1), "ДЦ");
    EXPECT_EQ(midiBytes(chosen->score), midiBytes(read->score));
}

} // namespace
} // namespace leitmotif
