// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/onset_streams.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

using testing::ElementsAre;

constexpr std::int64_t kTicksOfBeat = 480;

TEST(BeatCircle, NotesOnTheBeatGatherAndNotesAnywhereDoNot) {
    const BeatCircle circle(kTicksOfBeat);
    std::vector<std::int64_t> steady;
    std::vector<std::int64_t> wandering;
    for (std::int64_t i = 0; i < 96; ++i) {
        steady.push_back(i * kTicksOfBeat + 7); // all of them late
        wandering.push_back(i * (kTicksOfBeat + 5));
    }
    EXPECT_NEAR(gathering(circle.mean(steady, 1), steady.size()), 1.0, 1e-9);
    EXPECT_NEAR(gathering(circle.mean(wandering, 1), wandering.size()), 0.0, 0.05);
    EXPECT_EQ(gathering(circle.mean({5}, 1), 1), 0.0); // one is no evidence
}

TEST(BeatCircle, TellsHowFarATickIsFromAPartOfTheBeat) {
    const BeatCircle circle(kTicksOfBeat);
    EXPECT_EQ(circle.beside(-3.0, 1), -3.0);
    EXPECT_EQ(circle.beside(kTicksOfBeat / 2.0 + 4.0, 2), 4.0);
    EXPECT_TRUE(circle.canTell(12));
    EXPECT_FALSE(BeatCircle(4).canTell(3));
}

TEST(OnsetStreams, AreOfEachChannelAndCountAStrumOnce) {
    Score score = emptyScore({static_cast<std::uint16_t>(kTicksOfBeat)});
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{{.onset = {0}, .length = {10}, .channel = 1},
                          {.onset = {5}, .length = {10}, .pitch = {64}, .channel = 1},
                          {.onset = {kTicksOfBeat}, .length = {10}, .channel = 1},
                          {.onset = {kTicksOfBeat}, .length = {10}, .channel = 3}},
        std::vector<Event>{}));
    const auto streams = onsetStreamsOf(score);
    ASSERT_EQ(streams.size(), 2U);
    EXPECT_EQ(streams[0].channel, 1);
    EXPECT_THAT(streams[0].onsets, ElementsAre(0, 5, kTicksOfBeat));
    EXPECT_THAT(streams[0].strikes, ElementsAre(0, kTicksOfBeat));
    EXPECT_EQ(streams[1].channel, 3);
    EXPECT_THAT(streams[1].notes, ElementsAre(3U));
}

} // namespace
} // namespace leitmotif
