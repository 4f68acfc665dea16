// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/track.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace leitmotif {
namespace {

using testing::ElementsAre;

TEST(Track, SortsAndGrowsToItsContent) {
    const Note early{.onset = {0}, .length = {50}};
    const Note late{.onset = {100}, .length = {5}};
    const Track track({late, early}, {programChange({300}, 0, 1), programChange({20}, 0, 2)}, {10});
    EXPECT_EQ(track.notes().front(), early);
    EXPECT_EQ(track.events().front().data1, 2);
    EXPECT_EQ(track.end(), Tick{300});
}

TEST(Track, TellsChannelsInOrderOfUse) {
    const Note high{.onset = {9}, .channel = 9};
    const Note low{.onset = {1}, .channel = 3};
    EXPECT_THAT(Track({high, low}, {programChange({0}, 7, 1)}).channels(), ElementsAre(3, 9));
    EXPECT_THAT(Track({}, {programChange({0}, 7, 1)}).channels(), ElementsAre(7));
    EXPECT_FALSE(Track({high, low}, {}).isDrums());
    EXPECT_TRUE(Track({high}, {}).isDrums());
    EXPECT_FALSE(Track({}, {}).isDrums());
}

TEST(Track, ReadsItsName) {
    const Event named = metaEvent({0}, meta::kTrackName, Bytes{'F', 'l', 0xf6, 't', 'e', 0});
    EXPECT_EQ(Track({}, {named}).name(), "Flöte");
    EXPECT_EQ(Track({}, {textEvent({0}, meta::kText, "no name")}).name(), "");
}

} // namespace
} // namespace leitmotif
