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
    EXPECT_EQ(track.longestNote(), Tick{50});
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

std::string fromBytes(std::initializer_list<int> bytes) {
    Bytes text;
    for (const int byte : bytes)
        text.push_back(static_cast<std::uint8_t>(byte));
    return textFromMidi(text);
}

TEST(Track, ReadsNamesInTheirEncodings) {
    EXPECT_EQ(fromBytes({'P', 'i', 'a', 'n', 'o', 0}), "Piano");
    EXPECT_EQ(fromBytes({'F', 'l', 0xc3, 0xb6, 't', 'e'}), "Flöte");      // UTF-8
    EXPECT_EQ(fromBytes({'F', 'l', 0xf6, 't', 'e'}), "Flöte");            // Latin-1
    EXPECT_EQ(fromBytes({0x83, 0x73, 0x83, 0x41, 0x83, 0x6d}), "ピアノ"); // Shift-JIS
    EXPECT_EQ(fromBytes({}), "");
}

TEST(Track, NamesAreAlwaysUtf8) {
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; second += 5) {
            const std::string text = fromBytes({first, second, 'x'});
            const Bytes again(text.begin(), text.end());
            EXPECT_EQ(textFromMidi(again), text) << first << ' ' << second;
        }
}

} // namespace
} // namespace leitmotif
