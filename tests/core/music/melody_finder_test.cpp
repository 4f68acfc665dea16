// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/melody_finder.h"

#include "core/base/random.h"
#include "tests/core/music/midi_song.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace leitmotif {
namespace {

TrackPtr line(int pitch, int voices, int notes, std::uint8_t channel = 0,
              std::vector<Event> events = {}) {
    std::vector<Note> result;
    for (int i = 0; i < notes; ++i)
        for (int voice = 0; voice < voices; ++voice)
            result.push_back({.onset = {i * 480},
                              .length = {480},
                              .pitch = {static_cast<std::uint8_t>(pitch + 4 * voice + i % 3)},
                              .channel = channel});
    return std::make_shared<const Track>(std::move(result), std::move(events));
}

Score scoreOfTracks(std::vector<TrackPtr> tracks) {
    Score score;
    score.tracks = std::move(tracks);
    return score;
}

std::optional<std::size_t> melodyTrack(const Score& score) {
    const auto melody = melodyOf(score);
    return melody ? std::optional(melody->track) : std::nullopt;
}

TEST(MelodyFinder, PrefersTheHighSingleVoice) {
    EXPECT_EQ(melodyTrack(scoreOfTracks({line(40, 1, 64), line(55, 3, 64), line(72, 1, 64),
                                         line(80, 1, 64, kDrumChannel)})),
              2U);
}

TEST(MelodyFinder, PrefersWhoPlaysMostOfTheTime) {
    EXPECT_EQ(melodyTrack(scoreOfTracks({line(70, 1, 64), line(84, 1, 3)})), 0U);
}

TEST(MelodyFinder, BelievesNamesAndPrograms) {
    const auto named = [](const char* name) {
        return std::vector<Event>{textEvent({0}, meta::kTrackName, name)};
    };
    EXPECT_EQ(melodyTrack(scoreOfTracks({line(67, 1, 64, 0), line(64, 1, 64, 1, named("MELODY"))})),
              1U);
    EXPECT_EQ(melodyTrack(scoreOfTracks(
                  {line(67, 1, 64, 0, {programChange({0}, 0, 33)}), line(64, 1, 64, 1)})),
              1U);
}

TEST(MelodyFinder, ALeftHandAccompanies) {
    const auto playedBy = [](std::uint8_t program) {
        return std::vector<Event>{programChange({0}, 0, program)};
    };
    // Thirds over a single bass voice, as organ preludes have it.
    EXPECT_EQ(melodyTrack(scoreOfTracks({line(67, 2, 64, 0, playedBy(19)),
                                         line(48, 1, 64, 1, {programChange({0}, 1, 19)})})),
              0U);
    const std::vector<Event> named = {textEvent({0}, meta::kTrackName, "Melody")};
    EXPECT_EQ(melodyTrack(scoreOfTracks({line(72, 2, 64, 0), line(64, 1, 64, 1, named)})), 1U);
    // A cello below a piano is no left hand, and neither is what is above a few notes.
    EXPECT_EQ(melodyTrack(scoreOfTracks({line(67, 2, 64, 0, playedBy(0)),
                                         line(52, 1, 64, 1, {programChange({0}, 1, 42)})})),
              1U);
    EXPECT_EQ(melodyTrack(scoreOfTracks({line(72, 1, 8, 0), line(60, 1, 64, 1)})), 1U);
}

TEST(MelodyFinder, ADroneOrAPadIsNone) {
    const SongTrack chanter = SongTrack().notes(0, 1, 128, {69, 71, 73, 74, 76, 78, 79, 81});
    const SongTrack drone =
        SongTrack().name("Drone").program(0, 2, 48).notes(0, 2, 1, {45}, 1, 30720);
    const SongTrack pad =
        SongTrack().program(0, 2, 48).notes(0, 2, 8, {84, 86, 88, 91}, 3840, 3830);
    for (const SongTrack& slow : {drone, pad}) {
        EXPECT_EQ(melodyTrack(songOf({slow, chanter})), 1U);
        EXPECT_EQ(melodyTrack(songOf({slow})), std::nullopt);
    }
}

TEST(MelodyFinder, DrumsAreNoneOnAnyChannel) {
    const SongTrack tune = SongTrack().notes(0, 1, 32, {50, 52, 53, 55});
    const Bytes groove = {36, 42, 38, 46};
    const SongTrack gs =
        SongTrack().gsReset().gs(0, {0x40, 0x1a, 0x15, 1}).notes(10, 11, 128, groove);
    const SongTrack alike = SongTrack().name("Drum Kit").notes(0, 2, 128, groove);
    EXPECT_EQ(melodyTrack(songOf({gs, alike, tune})), 2U);
    EXPECT_EQ(melodyTrack(songOf({gs, alike})), std::nullopt);
}

TEST(MelodyFinder, FindsTheChannelWithinATrack) {
    const auto melody = melodyOf(songOf(
        {SongTrack().notes(0, 1, 32, {40, 43, 45, 47}).notes(8000, 4, 64, {72, 74, 76, 79})}, 0));
    ASSERT_TRUE(melody);
    EXPECT_EQ(melody->channel, 3);
}

TEST(MelodyFinder, FindsNoneWithoutPitchedNotes) {
    EXPECT_EQ(melodyTrack(scoreOfTracks({line(60, 1, 10, kDrumChannel)})), std::nullopt);
    EXPECT_EQ(melodyTrack(scoreOfTracks({})), std::nullopt);
}

TEST(Polyphony, EqualsCountingAtEveryTick) {
    Random random(8);
    for (int round = 0; round < 100; ++round) {
        std::vector<Note> notes;
        for (std::uint64_t i = random.below(40); i > 0; --i)
            notes.push_back({.onset = {static_cast<std::int64_t>(random.below(60))},
                             .length = {static_cast<std::int64_t>(random.below(20))}});
        const Track track(notes, {});
        int most = 0;
        for (std::int64_t tick = 0; tick < 80; ++tick) {
            const auto sounding = std::ranges::count_if(notes, [tick](const Note& note) {
                return note.onset.value <= tick &&
                       tick < std::max(note.end().value, note.onset.value + 1);
            });
            most = std::max(most, static_cast<int>(sounding));
        }
        EXPECT_EQ(polyphonyOf(track.notes()), most);
    }
}

} // namespace
} // namespace leitmotif
