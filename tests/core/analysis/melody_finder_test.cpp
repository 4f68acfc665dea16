// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/melody_finder.h"

#include "core/base/random.h"

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

Score scoreOf(std::vector<TrackPtr> tracks) {
    Score score;
    score.tracks = std::move(tracks);
    return score;
}

TEST(MelodyFinder, PrefersTheHighSingleVoice) {
    EXPECT_EQ(melodyTrackOf(scoreOf({line(40, 1, 64), line(55, 3, 64), line(72, 1, 64),
                                     line(80, 1, 64, kDrumChannel)})),
              2U);
}

TEST(MelodyFinder, PrefersWhoPlaysMostOfTheTime) {
    EXPECT_EQ(melodyTrackOf(scoreOf({line(70, 1, 64), line(84, 1, 3)})), 0U);
}

TEST(MelodyFinder, BelievesNamesAndPrograms) {
    const auto named = [](const char* name) {
        return std::vector<Event>{textEvent({0}, meta::kTrackName, name)};
    };
    EXPECT_EQ(melodyTrackOf(scoreOf({line(67, 1, 64, 0), line(64, 1, 64, 1, named("MELODY"))})),
              1U);
    EXPECT_EQ(melodyTrackOf(
                  scoreOf({line(67, 1, 64, 0, {programChange({0}, 0, 33)}), line(64, 1, 64, 1)})),
              1U);
}

TEST(MelodyFinder, FindsNoneWithoutPitchedNotes) {
    EXPECT_EQ(melodyTrackOf(scoreOf({line(60, 1, 10, kDrumChannel)})), std::nullopt);
    EXPECT_EQ(melodyTrackOf(scoreOf({})), std::nullopt);
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
        EXPECT_EQ(polyphonyOf(track), most);
    }
}

} // namespace
} // namespace leitmotif
