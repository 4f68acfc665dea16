// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/import_report.h"

#include "core/midi/smf_reader.h"
#include "tests/core/midi/smf_bytes.h"

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
    ASSERT_EQ(report.tracks.size(), 1U);
    const TrackReport& track = report.tracks[0];
    EXPECT_EQ(track.channels, (std::vector<std::uint8_t>{0, 9}));
    EXPECT_EQ(track.program, 40);
    EXPECT_EQ(track.lowest, 36);
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
