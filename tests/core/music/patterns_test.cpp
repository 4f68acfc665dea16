// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/patterns.h"

#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/playback/playback_plan.h"
#include "tests/core/midi/smf_bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

using testing::ElementsAre;

TrackPtr trackOf(std::vector<Note> notes, std::vector<Event> events, Tick end = {}) {
    return std::make_shared<const Track>(std::move(notes), std::move(events), end);
}

const Note kNote{.onset = {100}, .length = {200}};

/// Five beats in 3/4 at 90, one beat at 140, one without tempo and signature.
Score threePatterns() {
    Score score;
    score.format = 2;
    score.tracks = {
        trackOf({kNote}, {tempoEvent({0}, 666'667), timeSignatureEvent({0}, 3, 4)}, {2400}),
        trackOf({kNote}, {tempoEvent({0}, 428'571), timeSignatureEvent({0}, 4, 4)}),
        trackOf({kNote}, {})};
    layOutPatterns(score);
    return score;
}

TEST(Patterns, FollowEachOtherInTheirOwnTempoAndSignature) {
    const Score score = threePatterns();
    EXPECT_THAT(score.patternStarts, ElementsAre(Tick{0}, Tick{2880}, Tick{4800}));
    EXPECT_EQ(score.tracks[2]->notes()[0].onset, Tick{4900});
    EXPECT_EQ(score.tempoMap().changes(),
              (std::vector<TempoChange>{{{0}, 666'667}, {{2880}, 428'571}, {{4800}, 500'000}}));
    EXPECT_EQ(score.meterMap().changes(),
              (std::vector<SignatureChange>{{{0}, 3, 4}, {{2880}, 4, 4}, {{4800}, 4, 4}}));
    EXPECT_EQ(score.barCount(), 4);
    EXPECT_NEAR(score.tempoMap().secondsAt(Tick{4800}), 6 * 0.666667 + 4 * 0.428571, 1e-9);
}

TEST(Patterns, ATrackWithoutNotesTakesNoTimeAndSetsWhatFollows) {
    Score score;
    score.format = 2;
    score.tracks = {trackOf({}, {tempoEvent({0}, 300'000)}, {9600}), trackOf({kNote}, {})};
    layOutPatterns(score);
    EXPECT_THAT(score.patternStarts, ElementsAre(Tick{0}, Tick{0}));
    EXPECT_EQ(score.tempoMap().changes(), (std::vector<TempoChange>{{{0}, 300'000}}));
}

TEST(Patterns, ComeApartAgain) {
    const Score score = threePatterns();
    for (std::size_t i = 0; i < 3; ++i) {
        const Score pattern = patternOf(score, i);
        EXPECT_EQ(pattern.format, 0);
        ASSERT_EQ(pattern.tracks.size(), 1U);
        EXPECT_EQ(pattern.tracks[0]->notes(), std::vector{kNote});
    }
    EXPECT_EQ(patternOf(score, 1).tempoMap().changes().front().microseconds, 428'571U);
    const auto patterns = asPatterns(score);
    ASSERT_TRUE(patterns);
    EXPECT_EQ(patterns->tracks[2]->notes(), std::vector{kNote});
}

TEST(Patterns, AFileKeepsThem) {
    const Bytes bytes = midiBytes(threePatterns());
    EXPECT_EQ(bytes[9], 2);
    const auto read = readMidi(bytes, "x");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->score.patternStarts, threePatterns().patternStarts);
    EXPECT_EQ(midiBytes(read->score), bytes);
}

TEST(Patterns, BecomeASequenceWhenAnEditMixesThem) {
    const Score score = threePatterns();
    const auto edited = [&](const Note& note) {
        Score result = score;
        result.tracks[1] = trackOf({note}, score.tracks[1]->events());
        return result;
    };
    const Note inPlace = score.tracks[1]->notes()[0].withPitch({70});
    EXPECT_EQ(midiBytes(edited(inPlace))[9], 2);
    for (const Score& mixed :
         {edited(inPlace.withOnset({10})), edited(inPlace.withLength({9000}))}) {
        const Bytes bytes = midiBytes(mixed);
        EXPECT_EQ(bytes[9], 1);
        const auto read = readMidi(bytes, "x");
        ASSERT_TRUE(read);
        EXPECT_EQ(read->score.tempoMap().changes(), score.tempoMap().changes());
        EXPECT_EQ(read->score.meterMap().changes(), score.meterMap().changes());
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_EQ(read->score.tracks[i]->notes()[0].onset, mixed.tracks[i]->notes()[0].onset);
            EXPECT_EQ(read->score.tracks[i]->notes()[0].length, mixed.tracks[i]->notes()[0].length);
        }
    }
}

TEST(Patterns, ArePlayedOneAfterTheOther) {
    const Score score = threePatterns();
    const PlaybackPlan plan(score, {.sampleRate = 48'000});
    std::vector<std::int64_t> starts;
    for (const PlanEvent& event : plan.events())
        if (event.message.isNoteOn())
            starts.push_back(event.frame);
    const double first = 6 * 0.666667;
    const double second = first + 4 * 0.428571;
    ASSERT_EQ(starts.size(), 3U);
    EXPECT_NEAR(static_cast<double>(starts[0]), 100 / 480.0 * 0.666667 * 48'000, 1);
    EXPECT_NEAR(static_cast<double>(starts[1]), (first + 100 / 480.0 * 0.428571) * 48'000, 1);
    EXPECT_NEAR(static_cast<double>(starts[2]), (second + 100 / 480.0 * 0.5) * 48'000, 1);
}

TEST(Patterns, TooLongOnesStayWhereTheyAre) {
    Score score;
    score.format = 2;
    const Tick late{(std::int64_t{1} << 48U) - 1};
    score.tracks = {trackOf({kNote}, {}, late), trackOf({kNote}, {}, late)};
    layOutPatterns(score);
    EXPECT_TRUE(score.patternStarts.empty());
    EXPECT_EQ(score.tracks[1]->notes(), std::vector{kNote});
}

} // namespace
} // namespace leitmotif
