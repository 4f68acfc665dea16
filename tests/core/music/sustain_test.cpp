// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/sustain.h"

#include "tests/core/encoding/random_pieces.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

Event pedal(std::int64_t tick, std::uint8_t value, std::uint8_t channel = 0) {
    return controllerEvent({tick}, channel, 64, value);
}

TEST(Sustain, HoldsUntilThePedalIsLifted) {
    const Sustain sustain(
        scoreOf({{.onset = {0}, .length = {2000}}},
                {pedal(100, 127), pedal(150, 90), pedal(500, 0), pedal(700, 64), pedal(900, 63)}));
    EXPECT_EQ(sustain.endOf(0, {50}), Tick{50});
    EXPECT_EQ(sustain.endOf(0, {100}), Tick{500});
    EXPECT_EQ(sustain.endOf(0, {499}), Tick{500});
    EXPECT_EQ(sustain.endOf(0, {500}), Tick{500});
    EXPECT_EQ(sustain.endOf(0, {600}), Tick{600});
    EXPECT_EQ(sustain.endOf(0, {800}), Tick{900});
    EXPECT_EQ(sustain.endOf(1, {100}), Tick{100});
}

TEST(Sustain, APedalThatIsNeverLiftedEndsWithTheMusic) {
    const Sustain sustain(scoreOf({{.onset = {0}, .length = {2000}}}, {pedal(100, 127)}));
    EXPECT_EQ(sustain.endOf(0, {300}), Tick{2000});
    EXPECT_EQ(sustain.endOf(0, {2000}), Tick{2000});
}

TEST(Sustain, ThePedalOfAnotherTrackCountsOnItsChannel) {
    Score score = scoreOf({{.onset = {0}, .length = {100}, .channel = 3}});
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{}, std::vector<Event>{pedal(50, 127, 3), pedal(400, 0, 3)}));
    EXPECT_EQ(Sustain(score).endOf(3, {100}), Tick{400});
}

} // namespace
} // namespace leitmotif
