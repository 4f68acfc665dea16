// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/import_report.h"

#include "core/midi/smf_reader.h"
#include "tests/core/music/midi_song.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(ImportReport, EveryFindingHasASentence) {
    for (int i = 0; i <= static_cast<int>(ImportFinding::BytesBetweenTracks); ++i) {
        const std::string sentence = describe({static_cast<ImportFinding>(i), 4711, 815});
        EXPECT_FALSE(sentence.empty());
        EXPECT_EQ(sentence.find('%'), std::string::npos) << sentence;
        EXPECT_EQ(sentence.back(), '.') << sentence;
    }
}

TEST(ImportReport, TellsRepairedFromDropped) {
    EXPECT_FALSE(isDropped(ImportFinding::HangingNote));
    EXPECT_FALSE(isDropped(ImportFinding::KeyImpossible));
    EXPECT_TRUE(isDropped(ImportFinding::AlienChunk));
    EXPECT_TRUE(isDropped(ImportFinding::UnreadableBytes));
}

TEST(ImportReport, AddsUpTheFile) {
    const auto read =
        readMidi(file(joined({{0, 0xc0, 40}, kC, kE, {0, 0x99, 36, 9, 1, 0x89, 36, 0}})), "x.mid");
    ASSERT_TRUE(read);
    const ImportReport report = reportOn(read->score, "x.mid", read->findings);
    EXPECT_EQ(report.file, "x.mid");
    EXPECT_EQ(report.notes, 3U);
    EXPECT_EQ(report.bars, 1);
    EXPECT_FALSE(report.isEnough);
    EXPECT_DOUBLE_EQ(report.seconds, 193 / 960.0);
    ASSERT_EQ(report.tracks.size(), 2U);
    EXPECT_TRUE(report.tracks[1].isDrums);
    const TrackReport& track = report.tracks[0];
    EXPECT_EQ(track.channels, (std::vector<std::uint8_t>{0}));
    EXPECT_EQ(track.program, 40);
    EXPECT_EQ(track.lowest, 60);
    EXPECT_EQ(track.highest, 64);
    EXPECT_EQ(track.polyphony, 1);
    EXPECT_FALSE(track.isDrums);
}

TEST(ImportReport, TempoAndSignatureAreThoseThatHold) {
    const auto read = readMidi(file(joined({{0, 0xff, 0x51, 3, 0, 0, 0},
                                            {0, 0xff, 0x58, 4, 0, 2, 24, 8},
                                            {0, 0xff, 0x58, 4, 3, 3, 24, 8},
                                            kC})),
                               "x.mid");
    ASSERT_TRUE(read);
    const ImportReport report = reportOn(read->score, "x.mid");
    EXPECT_EQ(report.tempos, std::vector<TempoChange>({{{0}, 500'000}}));
    EXPECT_EQ(report.signatures, std::vector<SignatureChange>({{{0}, 3, 8}}));
}

TEST(ImportReport, UsualIsWhatHoldsAtMostNotes) {
    const ImportReport report =
        reportOn(songOf({SongTrack()
                             .meta(0, 0x51, {0x0f, 0x42, 0x40}) // a bar to set devices up
                             .meta(0, 0x58, {1, 2, 24, 8})
                             .meta(480, 0x51, {0x06, 0x1a, 0x80})
                             .meta(480, 0x58, {3, 2, 24, 8})
                             .meta(480, 0x59, {0xfe, 0}),
                         SongTrack().notes(480, 1, 64, {65, 70, 62, 72, 65, 70, 65, 72})}),
                 "x.mid");
    EXPECT_EQ(report.usual.microseconds, 400'000U);
    EXPECT_EQ(report.usual.numerator, 3);
    EXPECT_EQ(report.key, "Bb major") << "as it is written, although F sounds most";
}

TEST(ImportReport, SaysWhoPlays) {
    const ImportReport report = reportOn(
        songOf({SongTrack().gsReset().gs(60, {0x40, 0x1a, 0x15, 1}),
                SongTrack().name("Solo").program(0, 1, 0).program(10, 1, 56).notes(
                    480, 1, 64, {60, 64, 67, 72}),
                SongTrack().name("Perc 2").program(120, 11, 0).notes(480, 11, 128, {37, 44, 49})}),
        "x.mid");
    EXPECT_EQ(report.tracks[1].program, 56);
    EXPECT_FALSE(report.tracks[1].isDrums);
    EXPECT_TRUE(report.tracks[1].isMelody);
    EXPECT_TRUE(report.tracks[2].isDrums);
    EXPECT_FALSE(report.tracks[2].isMelody);
    EXPECT_EQ(report.key, "C major") << "percussion has no key";
}

TEST(ImportReport, ListsTheChannelsOfASingleTrack) {
    const ImportReport report = reportOn(songOf({SongTrack()
                                                     .name("Song")
                                                     .program(0, 1, 0)
                                                     .program(0, 2, 0)
                                                     .notes(0, 10, 4, {42})
                                                     .program(1920, 1, 56)
                                                     .program(1920, 2, 33)
                                                     .notes(1920, 1, 64, {72, 74, 76, 79})
                                                     .notes(20000, 2, 64, {40, 43})},
                                                0),
                                         "x.mid");
    ASSERT_EQ(report.tracks.size(), 3U);
    EXPECT_EQ(report.tracks[0].number, 1);
    EXPECT_EQ(report.tracks[0].channels, std::vector<std::uint8_t>{0});
    EXPECT_EQ(report.tracks[0].program, 56);
    EXPECT_EQ(report.tracks[0].notes, 64U);
    EXPECT_TRUE(report.tracks[0].isMelody);
    EXPECT_EQ(report.tracks[1].program, 33);
    EXPECT_FALSE(report.tracks[1].isMelody);
    EXPECT_TRUE(report.tracks[2].isDrums);
}

TEST(ImportReport, HintsAtDrumsAndCountsOneRendition) {
    const ImportReport drums =
        reportOn(songOf({SongTrack().name("Drum Kit").notes(0, 1, 192, {36, 42, 38, 42})}), "x");
    EXPECT_TRUE(drums.tracks[0].maybeDrums);
    EXPECT_FALSE(drums.tracks[0].isDrums);
    EXPECT_FALSE(drums.tracks[0].isMelody);
    EXPECT_TRUE(drums.key.empty());
    const ImportReport both =
        reportOn(songOf({SongTrack().meta(0, 0x7f, {0, 0, 0x41}), SongTrack().notes(0, 3, 16),
                         SongTrack().notes(0, 13, 20)}),
                 "x");
    EXPECT_EQ(both.notes, 16U);
    EXPECT_TRUE(both.tracks[2].isSilent);
    EXPECT_FALSE(both.tracks[1].isSilent);
}

TEST(ImportReport, WhatIsSaidAgainIsNoChange) {
    const Bytes waltz = {0, 0xff, 0x58, 4, 3, 2, 24, 8, 0, 0xff, 0x51, 3, 7, 161, 32};
    Bytes later = waltz;
    later[0] = 0x60;
    const auto read = readMidi(file(joined({waltz, kC, later, kC})), "x.mid");
    ASSERT_TRUE(read);
    const ImportReport report = reportOn(read->score, "x.mid");
    EXPECT_EQ(report.tempos.size(), 1U);
    EXPECT_EQ(report.signatures.size(), 1U);
}

TEST(ImportReport, SaysWhatIsLearnedOtherwiseThanItStands) {
    const auto findingsOf = [](std::vector<Note> notes, std::vector<Event> events) {
        Score score;
        score.tracks = {std::make_shared<const Track>(std::move(notes), std::move(events))};
        return reportOn(score, "x.mid").findings;
    };
    const auto every = [](std::int64_t step, std::int64_t first) {
        std::vector<Note> notes;
        for (std::int64_t i = 0; i < 100; ++i)
            notes.push_back({.onset = {first + i * step}, .length = {30}});
        return notes;
    };
    using Findings = std::vector<ImportNote>;
    EXPECT_EQ(findingsOf(every(240, 0), {}), Findings{});
    EXPECT_EQ(findingsOf(every(240, 37), {}), (Findings{{ImportFinding::BesideTheBeat, 1, 37}}));
    EXPECT_EQ(findingsOf(every(240, 5), {}), Findings{}) << "nobody hears a 96th of a beat";
    EXPECT_EQ(findingsOf(every(60, 0), {}), (Findings{{ImportFinding::FineNotes, 0, 50}}));
    EXPECT_EQ(findingsOf(every(240, 0), {timeSignatureEvent({0}, 1, 4)}),
              (Findings{{ImportFinding::BarsGrouped, 0, 4}}));
    EXPECT_EQ(
        findingsOf(every(240, 0), {timeSignatureEvent({0}, 1, 4), timeSignatureEvent({480}, 3, 4)}),
        (Findings{{ImportFinding::FirstBarsFilled}}));
    EXPECT_EQ(findingsOf(every(240, 480),
                         {timeSignatureEvent({0}, 1, 4), timeSignatureEvent({480}, 3, 4)}),
              (Findings{{ImportFinding::FirstBarsLeft}}));
}

TEST(ImportReport, AScoreWithoutTracksIsNoProblem) {
    const auto read = readMidi(header(1, 0), "x.mid");
    ASSERT_TRUE(read);
    const ImportReport report = reportOn(read->score, "x.mid");
    EXPECT_EQ(report.bars, 1);
    EXPECT_TRUE(report.key.empty());
    EXPECT_TRUE(report.tracks.empty());
}

} // namespace
} // namespace leitmotif
