// SPDX-License-Identifier: GPL-3.0-or-later
// How takes play: programs, channels, ports and percussion of their source.
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "tests/core/encoding/events/event_fitting.h"
#include "tests/core/encoding/random_pieces.h"
#include "tests/core/music/midi_song.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <tuple>

namespace leitmotif {
namespace {

TEST(EventTakes, PiecesShareTheirPrograms) {
    const auto piece = [](std::uint8_t channel, std::uint8_t program) {
        std::vector<Note> notes;
        for (std::int64_t i = 0; i < 16; ++i)
            notes.push_back({.onset = {i * 480}, .length = {480}, .channel = channel});
        return CorpusPiece{"piece", scoreOf(notes, {programChange({0}, channel, program)}), false};
    };
    const Corpus corpus({piece(0, 40), piece(0, 33), piece(5, 40)});
    const auto encoding = fit(corpus);
    const Score first = encoding->decode(encoding->encode(corpus.pieces()[0]).tokens);
    const Score second = encoding->decode(encoding->encode(corpus.pieces()[1]).tokens);
    const Score third = encoding->decode(encoding->encode(corpus.pieces()[2]).tokens);
    EXPECT_EQ(describeNotes(first), describeNotes(third));
    ASSERT_EQ(first.tracks.size(), 2U);
    EXPECT_EQ(first.tracks[1]->program(0), 40);
    ASSERT_EQ(second.tracks.size(), 2U);
    EXPECT_EQ(second.tracks[1]->channels().size(), 1U);
    EXPECT_NE(second.tracks[1]->channels().front(), 0) << "another program needs another channel";
}

/// A take that repeats a whole piece.
Score takeOf(const Score& score) {
    const Corpus corpus(*corpusPieces(score, "song"));
    const auto encoding = fit(corpus);
    const TokenSequence sequence = encoding->encode(corpus.pieces().front());
    const Score take = encoding->decode(sequence.tokens);
    EXPECT_EQ(encoding->encode({"take", take, false}).tokens, sequence.tokens);
    return take;
}

/// {channel from 1, program, notes} of the parts of a score.
std::vector<std::tuple<int, int, std::size_t>> partsOf(const Score& score) {
    std::vector<std::tuple<int, int, std::size_t>> list;
    const Parts parts(score);
    for (const Part& part : parts.list())
        list.emplace_back(part.channel + 1, part.program.value_or(0), part.notes);
    return list;
}

using ListedParts = std::vector<std::tuple<int, int, std::size_t>>;

TEST(EventTakes, TakesHaveEveryProgramOfATrack) {
    const Score take = takeOf(songOf(
        {SongTrack().program(0, 1, 40).notes(0, 1, 40).program(9600, 1, 56).notes(9600, 1, 24),
         SongTrack().program(0, 2, 33).notes(0, 2, 64, {36, 38})}));
    EXPECT_EQ(partsOf(take), (ListedParts{{1, 40, 40}, {3, 56, 24}, {2, 33, 64}}))
        << "what comes second moves, not what has its channel for itself";
}

TEST(EventTakes, TakesPlayPercussionOnChannelTen) {
    const Score gs = songOf({SongTrack().gsReset().gs(0, {0x40, 0x1a, 0x15, 1}),
                             SongTrack().program(0, 1, 73).notes(480, 1, 64),
                             SongTrack().program(0, 11, 8).notes(480, 11, 64, {36, 38, 42})});
    EXPECT_EQ(partsOf(takeOf(gs)), (ListedParts{{1, 73, 64}, {10, 8, 64}}));
    const Score xg =
        songOf({SongTrack().xgReset().bank(0, 11, 127, 0).notes(480, 11, 64, {36, 38})});
    EXPECT_EQ(partsOf(takeOf(xg)), (ListedParts{{10, 0, 64}}));
    // A melody on channel 10 moves to another one.
    const Score melodic = songOf({SongTrack().gsReset().gs(0, {0x40, 0x10, 0x15, 0}),
                                  SongTrack().program(0, 10, 73).notes(480, 10, 64)});
    EXPECT_EQ(partsOf(takeOf(melodic)), (ListedParts{{1, 73, 64}}));
}

TEST(EventTakes, TakesSoundThoughTheirSourceFadesInOrOut) {
    const auto volumeOf = [](const Score& take) {
        int volume = -1;
        for (const Event& event : take.tracks[1]->events())
            if (event.isController(7))
                volume = event.data2;
        return volume;
    };
    EXPECT_EQ(volumeOf(takeOf(songOf({SongTrack()
                                          .controller(0, 1, 7, 0)
                                          .program(0, 1, 48)
                                          .notes(0, 1, 4)
                                          .controller(960, 1, 7, 100)
                                          .notes(960, 1, 196)}))),
              100);
    EXPECT_EQ(volumeOf(takeOf(songOf(
                  {SongTrack().program(0, 1, 73).notes(0, 1, 200).controller(48010, 1, 7, 0)}))),
              100);
}

TEST(EventTakes, ASecondPortPlaysAsItWasSetUp) {
    const Score take = takeOf(songOf({SongTrack()
                                          .meta(0, 0x21, {0})
                                          .controller(0, 1, 7, 40)
                                          .program(0, 1, 73)
                                          .controller(0, 1, 64, 127) // its pedal is its own, too
                                          .notes(0, 1, 32),
                                      SongTrack().meta(0, 0x21, {1}).notes(120, 1, 32)}));
    EXPECT_EQ(partsOf(take), (ListedParts{{1, 73, 32}, {2, 0, 32}}));
    for (const Event& event : take.tracks[2]->events())
        EXPECT_FALSE(event.isController(7));
    EXPECT_EQ(take.tracks[2]->notes().front().length, Tick{240});
}

TEST(EventTakes, PartsWithoutANoteAreLeftOut) {
    const Score song = songOf({SongTrack().name("Flute").program(0, 1, 73).notes(0, 1, 16),
                               SongTrack().name("Oboe").program(0, 2, 68).notes(9600, 2, 16)});
    const Corpus corpus(*corpusPieces(song, "song"));
    const auto encoding = fit(corpus);
    const auto sequence = encoding->encode(corpus.pieces().front());
    // The second half of the tokens, where the oboe is alone.
    const std::size_t half = sequence.noteStarts[16];
    const std::vector<int> tokens(sequence.tokens.begin() + static_cast<std::ptrdiff_t>(half),
                                  sequence.tokens.end());
    const Score take = encoding->decode(tokens);
    EXPECT_EQ(partsOf(take), (ListedParts{{2, 68, 16}}));
    ASSERT_EQ(take.tracks.size(), 2U);
    EXPECT_EQ(take.tracks[1]->name(), "Oboe");
    EXPECT_EQ(encoding->encode({"take", take, false}).tokens, tokens) << "and still the oboe";
}

TEST(EventTakes, TakesOfRealFilesSurviveBeingWritten) {
    const char* folder = std::getenv("LEITMOTIF_MIDI_FOLDER");
    if (!folder)
        GTEST_SKIP() << "LEITMOTIF_MIDI_FOLDER names no folder of MIDI files";
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().string();
        auto read = entry.is_regular_file() ? readMidiFile(entry.path())
                                            : Result<ReadMidi>(Error{ErrorCode::NotMidi, {name}});
        auto pieces =
            read ? corpusPieces(read->score, name) : Result<std::vector<CorpusPiece>>(read.error());
        if (!pieces)
            continue;
        ++files;
        const Corpus corpus(*std::move(pieces));
        const auto encoding = fit(corpus);
        for (const CorpusPiece& piece : corpus.pieces()) {
            const TokenSequence sequence = encoding->encode(piece);
            const auto written = midiBytes(encoding->decode(sequence.tokens));
            const auto again = readMidi(written, name);
            ASSERT_TRUE(again.has_value()) << name;
            EXPECT_TRUE(again->findings.empty()) << name;
            EXPECT_EQ(encoding->encode({name, again->score, piece.hasFreeBeat}).tokens,
                      sequence.tokens)
                << name;
        }
    }
    EXPECT_GT(files, 0U);
}

} // namespace
} // namespace leitmotif
