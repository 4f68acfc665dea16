// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo_pieces.h"

#include "assets/demo/pieces.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

namespace leitmotif {
namespace {

constexpr std::int64_t kQuarter = 480;
constexpr std::int64_t kSixteenth = kQuarter / 4;

Score read(std::string_view id) {
    const auto pieces = demoPieces();
    const auto piece = std::ranges::find(pieces, id, &DemoPiece::id);
    auto result = readMidi(piece->midi, std::string(id));
    return result.value().score;
}

const Track& trackNamed(const Score& score, const std::string& name) {
    const auto track = std::ranges::find_if(
        score.tracks, [&](const TrackPtr& candidate) { return candidate->name() == name; });
    if (track == score.tracks.end())
        throw std::runtime_error("no track " + name);
    return **track;
}

std::vector<int> pitchesBetween(const Track& track, std::int64_t from, std::int64_t to) {
    std::vector<int> result;
    for (const Note& note : track.notes())
        if (note.onset.value >= from && note.onset.value < to)
            result.push_back(note.pitch.value);
    return result;
}

class EachDemoPiece : public testing::TestWithParam<std::size_t> {
  protected:
    const DemoPiece& piece() const { return demoPieces()[GetParam()]; }
};

TEST_P(EachDemoPiece, isAWholeFileWithoutAnythingToMend) {
    const auto result = readMidi(piece().midi, std::string(piece().id));
    ASSERT_TRUE(result) << describe(result.error());
    const ImportReport report = reportOn(result->score, std::string(piece().id), result->findings);
    EXPECT_THAT(report.findings, testing::IsEmpty());
    EXPECT_TRUE(report.isEnough);
    EXPECT_GE(report.notes, 400U);
    EXPECT_EQ(report.beat, BeatKind::Metrical);
    EXPECT_THAT(midiBytes(result->score),
                testing::ElementsAreArray(piece().midi.begin(), piece().midi.end()));
}

TEST_P(EachDemoPiece, saysWhatItIs) {
    const Score score = read(piece().id);
    EXPECT_EQ(score.tracks.front()->name(), piece().title);
    std::set<std::uint8_t> kinds;
    for (const Event& event : score.tracks.front()->events())
        if (event.isMeta())
            kinds.insert(event.data1);
    EXPECT_THAT(kinds, testing::IsSupersetOf({meta::kTrackName, meta::kText, meta::kTempo,
                                              meta::kTimeSignature, meta::kKeySignature}));
    for (std::size_t i = 1; i < score.tracks.size(); ++i) {
        const Track& track = *score.tracks[i];
        EXPECT_FALSE(track.name().empty());
        ASSERT_EQ(track.channels().size(), 1U);
        EXPECT_TRUE(track.program(track.channels().front()).has_value());
    }
}

TEST_P(EachDemoPiece, hasDynamics) {
    std::set<int> velocities;
    for (const TrackPtr& track : read(piece().id).tracks)
        for (const Note& note : track->notes())
            velocities.insert(note.velocity.value);
    EXPECT_GE(velocities.size(), 6U);
    EXPECT_GE(*velocities.rbegin() - *velocities.begin(), 30);
}

TEST_P(EachDemoPiece, hasNoOverlapsOfOnePitch) {
    for (const TrackPtr& track : read(piece().id).tracks) {
        std::map<int, Tick> ends;
        for (const Note& note : track->notes()) {
            EXPECT_GT(note.length, Tick{0});
            EXPECT_GE(note.onset, ends[note.pitch.value]);
            ends[note.pitch.value] = note.end();
        }
    }
}

INSTANTIATE_TEST_SUITE_P(DemoPieces, EachDemoPiece,
                         testing::Range<std::size_t>(0, demoPieces().size()),
                         [](const auto& piece) {
                             return std::string(demoPieces()[piece.param].id);
                         });

TEST(DemoPieces, areWhatTheirNotationSays) {
    const std::map<std::string_view, Score> written = {{"prelude", preludeInC()},
                                                       {"minuet", minuetInG()},
                                                       {"canon", canonInD()},
                                                       {"groove", groove()}};
    ASSERT_EQ(demoPieces().size(), written.size());
    EXPECT_EQ(demoPieces().front().id, "prelude");
    for (const DemoPiece& piece : demoPieces())
        EXPECT_THAT(midiBytes(written.at(piece.id)),
                    testing::ElementsAreArray(piece.midi.begin(), piece.midi.end()));
}

TEST(Prelude, breaksFiveNotesAlikeInEachHalfBar) {
    const Score score = read("prelude");
    const Track& piano = trackNamed(score, "Piano");
    EXPECT_EQ(score.barCount(), 35);
    EXPECT_EQ(piano.notes().size(), 34U * 16 + 5);
    for (std::int64_t bar = 0; bar < 32; ++bar) {
        const std::int64_t start = bar * 4 * kQuarter;
        const auto first = pitchesBetween(piano, start, start + 2 * kQuarter);
        ASSERT_EQ(first.size(), 8U) << bar + 1;
        EXPECT_EQ(first, pitchesBetween(piano, start + 2 * kQuarter, start + 4 * kQuarter));
        EXPECT_TRUE(std::is_sorted(first.begin(), first.begin() + 5)) << bar + 1;
        EXPECT_THAT(std::vector(first.begin() + 5, first.end()),
                    testing::ElementsAre(first[2], first[3], first[4]));
    }
}

TEST(Prelude, holdsTheDominantThenTheTonicInTheBass) {
    const Score score = read("prelude");
    const Track& piano = trackNamed(score, "Piano");
    const auto bassOf = [&](std::int64_t bar) {
        const std::int64_t start = (bar - 1) * 4 * kQuarter;
        return std::ranges::min(pitchesBetween(piano, start, start + 4 * kQuarter));
    };
    for (std::int64_t bar = 24; bar <= 31; ++bar)
        EXPECT_EQ(bassOf(bar), 43) << bar; // G
    for (std::int64_t bar = 32; bar <= 35; ++bar)
        EXPECT_EQ(bassOf(bar), 36) << bar; // C
    EXPECT_THAT(pitchesBetween(piano, 0, 5 * kSixteenth), testing::ElementsAre(60, 64, 67, 72, 76));
    EXPECT_THAT(pitchesBetween(piano, 34 * 4 * kQuarter, 35 * 4 * kQuarter),
                testing::UnorderedElementsAre(36, 48, 64, 67, 72));
}

TEST(Minuet, fillsThreeBeatsOfEveryBarInBothHands) {
    const Score score = read("minuet");
    EXPECT_EQ(score.barCount(), 64);
    const std::int64_t bar = 3 * kQuarter;
    for (const char* hand : {"Right hand", "Left hand"}) {
        std::map<std::int64_t, std::set<std::int64_t>> sounding; // eighths of each bar
        for (const Note& note : trackNamed(score, hand).notes()) {
            EXPECT_EQ(note.onset.value / bar, (note.end().value - 1) / bar) << "crosses a bar";
            for (auto tick = note.onset.value; tick < note.end().value; tick += kQuarter / 2)
                sounding[note.onset.value / bar].insert(tick);
        }
        for (std::int64_t i = 0; i < 64; ++i) {
            const bool rests = std::string(hand) == "Left hand" && (i == 43 || i == 59);
            EXPECT_EQ(sounding[i].size(), rests ? 4U : 6U) << hand << ", bar " << i + 1;
        }
    }
}

TEST(Minuet, playsEachStrainTwiceAndStaysInGMajor) {
    const Score score = read("minuet");
    const std::int64_t strain = 16 * 3 * kQuarter;
    const std::set<int> gMajor = {7, 9, 11, 0, 2, 4, 6};
    for (const char* hand : {"Right hand", "Left hand"}) {
        const Track& track = trackNamed(score, hand);
        for (const std::int64_t start : {std::int64_t{0}, 2 * strain})
            EXPECT_EQ(pitchesBetween(track, start, start + strain),
                      pitchesBetween(track, start + strain, start + 2 * strain));
        // The only foreign note is C sharp, on the way to D in the second strain.
        for (const Note& note : track.notes())
            if (!gMajor.contains(note.pitch.value % 12)) {
                EXPECT_EQ(note.pitch.value % 12, 1);
                EXPECT_GE(note.onset.value, 2 * strain);
            }
    }
    const Track& right = trackNamed(score, "Right hand");
    EXPECT_EQ(pitchesBetween(right, 0, 6 * 3 * kQuarter),
              pitchesBetween(right, 8 * 3 * kQuarter, 14 * 3 * kQuarter));
}

TEST(Canon, followsItselfFourBarsLater) {
    const Score score = read("canon");
    EXPECT_EQ(score.barCount(), 41);
    const std::int64_t distance = 4 * 4 * kQuarter;
    const std::int64_t last = 40 * 4 * kQuarter; // its chord is held
    const auto& leader = trackNamed(score, "Violin I").notes();
    for (const auto& [name, voice] : {std::pair{"Violin II", 1}, std::pair{"Violin III", 2}}) {
        const auto& follower = trackNamed(score, name).notes();
        ASSERT_GT(follower.size(), 100U);
        ASSERT_LT(follower.size(), leader.size());
        for (std::size_t i = 0; i < follower.size(); ++i) {
            EXPECT_EQ(follower[i].pitch, leader[i].pitch) << name << ", note " << i;
            EXPECT_EQ(follower[i].onset.value - leader[i].onset.value, distance * voice);
            if (follower[i].onset.value < last) {
                EXPECT_EQ(follower[i].length, leader[i].length) << name << ", note " << i;
            }
        }
    }
}

TEST(Canon, standsOnOneGroundOfEightNotes) {
    const Score score = read("canon");
    const auto& ground = trackNamed(score, "Cello").notes();
    ASSERT_EQ(ground.size(), 81U);
    const std::vector<int> expected = {50, 45, 47, 42, 43, 38, 43, 45};
    for (std::size_t i = 0; i < ground.size(); ++i) {
        EXPECT_EQ(ground[i].pitch.value, expected[i % 8]);
        EXPECT_EQ(ground[i].onset.value, static_cast<std::int64_t>(i) * 2 * kQuarter);
    }
    for (const TrackPtr& track : score.tracks)
        for (const Note& note : track->notes())
            EXPECT_TRUE((std::set<int>{2, 4, 6, 7, 9, 11, 1}).contains(note.pitch.value % 12));
}

TEST(Groove, isOfDrumsOnASixteenthGrid) {
    const Score score = read("groove");
    EXPECT_EQ(score.barCount(), 32);
    const Track& drums = trackNamed(score, "Drums");
    EXPECT_TRUE(drums.isDrums());
    for (const Note& note : drums.notes()) {
        EXPECT_GE(note.pitch.value, 35); // General MIDI percussion
        EXPECT_LE(note.pitch.value, 81);
        EXPECT_EQ(note.onset.value % kSixteenth, 0);
    }
    for (std::int64_t bar = 0; bar < 32; ++bar) { // backbeat, but where a fill replaces it
        const std::int64_t start = bar * 4 * kQuarter;
        EXPECT_THAT(pitchesBetween(drums, start + kQuarter, start + kQuarter + 1),
                    testing::Contains(38));
        EXPECT_THAT(pitchesBetween(drums, start, start + 1), testing::Contains(36));
    }
}

} // namespace
} // namespace leitmotif
