// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/drum_switch.h"

#include "tests/core/music/midi_song.h"

#include <algorithm>

namespace leitmotif {
namespace {

Score switched(const Score& score, const TrackChoice& choice, bool areDrums) {
    const auto result = applied(score, playedAsDrums(score, choice, areDrums));
    EXPECT_TRUE(result);
    return result ? *result : Score{};
}

bool areAllDrums(const Score& score, std::size_t track) {
    const Parts parts(score);
    return std::ranges::all_of(
        parts.list(), [&](const Part& part) { return part.track != track || part.isDrums; });
}

TEST(DrumSwitch, ATrackBecomesPercussionAndComesBack) {
    const Score before =
        songOf({SongTrack().program(0, 2, 33).notes(0, 2, 16),
                SongTrack().name("Kit").program(0, 5, 0).notes(0, 5, 64, {36, 38})});
    EXPECT_FALSE(areAllDrums(before, 1));
    const Score drums = switched(before, {1}, true);
    EXPECT_TRUE(areAllDrums(drums, 1));
    EXPECT_EQ(drums.tracks[0], before.tracks[0]);
    EXPECT_EQ(drums.tracks[1]->channels(), std::vector<std::uint8_t>{kDrumChannel});
    EXPECT_EQ(switched(drums, {1}, false).tracks[1]->notes(), before.tracks[1]->notes());
    EXPECT_TRUE(playedAsDrums(drums, {1}, true).isEmpty());
}

TEST(DrumSwitch, TheEditIsUndoneByItsInverse) {
    const Score before = songOf({SongTrack().notes(0, 1, 16).notes(8000, 3, 16)}, 0);
    const ScoreEdit edit = playedAsDrums(before, {0, 2}, true);
    const auto after = applied(before, edit);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->tracks[0]->channels(), (std::vector<std::uint8_t>{0, kDrumChannel}))
        << "the other channel stays";
    const auto back = applied(*after, edit.inverted());
    ASSERT_TRUE(back);
    EXPECT_TRUE(*back == before);
}

TEST(DrumSwitch, GoesWhereTheFileHasItsPercussion) {
    // Channel 10 is melodic, channel 11 is drums.
    const Score score =
        songOf({SongTrack().gsReset().gs(0, {0x40, 0x10, 0x15, 0}).gs(0, {0x40, 0x1a, 0x15, 1}),
                SongTrack().notes(0, 1, 16), SongTrack().notes(0, 11, 16)});
    const Score drums = switched(score, {1}, true);
    EXPECT_EQ(drums.tracks[1]->channels(), std::vector<std::uint8_t>{10});
    const Score pitched = switched(score, {2}, false);
    EXPECT_FALSE(areAllDrums(pitched, 2));
    EXPECT_EQ(pitched.tracks[2]->channels(), std::vector<std::uint8_t>{1}) << "the first free one";
}

} // namespace
} // namespace leitmotif
