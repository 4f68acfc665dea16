// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/playback_plan.h"

#include "tests/core/music/midi_song.h"
#include "tests/core/playback/receiver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace leitmotif {
namespace {

Note noteAt(std::int64_t onset, std::int64_t length, std::uint8_t pitch, std::uint8_t channel = 0) {
    Note note;
    note.onset = {onset};
    note.length = {length};
    note.pitch = {pitch};
    note.channel = channel;
    return note;
}

Score scoreOf(std::vector<Note> notes, std::vector<Event> events = {}) {
    Score score;
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::move(events)));
    return score;
}

/// Seconds of a tick, added up tick by tick.
double secondsByAddition(const Score& score, std::int64_t tick) {
    const TempoMap map = score.tempoMap();
    double seconds = 0;
    for (std::int64_t t = 0; t < tick; ++t)
        seconds += 60.0 / map.beatsPerMinuteAt(Tick{t}) / 480.0;
    return seconds;
}

TEST(PlaybackPlan, PutsNotesOnExactFrames) {
    Random random(11);
    const Score score = randomScore(random);
    const PlaybackPlan plan(score, {.sampleRate = 44'100, .tempoFactor = 1.25});
    std::vector<std::int64_t> expected;
    for (const TrackPtr& track : score.tracks)
        for (const Note& note : track->notes())
            expected.push_back(
                std::llround(secondsByAddition(score, note.onset.value) / 1.25 * 44'100));
    std::ranges::sort(expected);
    std::vector<std::int64_t> onsets;
    for (const PlanEvent& event : plan.events())
        if (event.message.isNoteOn())
            onsets.push_back(event.frame);
    ASSERT_EQ(onsets.size(), expected.size());
    for (std::size_t i = 0; i < onsets.size(); ++i)
        EXPECT_LE(std::abs(onsets[i] - expected[i]), 1) << i; // halves may round either way
}

TEST(PlaybackPlan, StartsAndEndsOfAKeyTakeTurns) {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        Random random(seed);
        const PlaybackPlan plan(randomScore(random), {});
        Receiver receiver;
        for (const PlanEvent& event : plan.events())
            receiver.receive(event.message);
        EXPECT_GT(receiver.starts, 0);
        EXPECT_EQ(receiver.doubleStarts, 0);
        EXPECT_EQ(receiver.uselessEnds, 0);
        EXPECT_EQ(receiver.soundingCount(), 0);
    }
}

TEST(PlaybackPlan, AStruckKeyEndsWithItsLastNote) {
    const PlaybackPlan plan(scoreOf({noteAt(0, 480, 60), noteAt(240, 480, 60)}), {});
    ASSERT_EQ(plan.events().size(), 4U); // on, off and on, off
    EXPECT_EQ(plan.events()[1].frame, plan.frameAt(Tick{240}));
    EXPECT_TRUE(plan.events()[1].message.isNoteOff());
    EXPECT_TRUE(plan.events()[2].message.isNoteOn());
    EXPECT_EQ(plan.events()[3].frame, plan.frameAt(Tick{720}));
}

TEST(PlaybackPlan, WithinATickEndsComeFirstAndStartsLast) {
    Score score = scoreOf({noteAt(0, 480, 60), noteAt(480, 480, 62)});
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{}, std::vector<Event>{programChange({480}, 0, 40)}));
    const PlaybackPlan plan(score, {});
    ASSERT_EQ(plan.events().size(), 5U);
    EXPECT_TRUE(plan.events()[1].message.isNoteOff());
    EXPECT_EQ(plan.events()[2].message.kind(), 0xc0);
    EXPECT_TRUE(plan.events()[3].message.isNoteOn());
}

TEST(PlaybackPlan, NotesOfNoLengthSoundAndEnd) {
    const PlaybackPlan plan(scoreOf({noteAt(10, 0, 36, kDrumChannel)}), {});
    ASSERT_EQ(plan.events().size(), 2U);
    EXPECT_TRUE(plan.events()[0].message.isNoteOn());
    EXPECT_TRUE(plan.events()[1].message.isNoteOff());
}

TEST(PlaybackPlan, MutesAndSolosNotesButNotPrograms) {
    Random random(5);
    const Score score = randomScore(random, 3, 10);
    const auto countStarts = [&score](PlanOptions options) {
        const PlaybackPlan plan(score, options);
        return std::ranges::count_if(plan.events(),
                                     [](const PlanEvent& e) { return e.message.isNoteOn(); });
    };
    const auto countOthers = [&score](PlanOptions options) {
        const PlaybackPlan plan(score, options);
        return std::ranges::count_if(plan.events(), [](const PlanEvent& e) {
            return !e.message.isNoteOn() && !e.message.isNoteOff();
        });
    };
    EXPECT_EQ(countStarts({}), 30);
    EXPECT_EQ(countStarts({.muted = {false, true}}), 20);
    EXPECT_EQ(countStarts({.solo = {false, true}}), 10);
    EXPECT_EQ(countStarts({.muted = {true, true, true}, .solo = {false, true}}), 10);
    EXPECT_EQ(countOthers({.muted = {true, true, true}}), countOthers({}));
}

TEST(PlaybackPlan, StateIsThatOfAllEventsBefore) {
    Random random(6);
    const PlaybackPlan plan(randomScore(random, 4, 3'000, 100'000), {});
    ASSERT_GT(plan.events().size(), 10'000U);
    PlaybackState state;
    std::size_t applied = 0;
    for (std::int64_t frame = 0; frame <= plan.lengthFrames(); frame += plan.lengthFrames() / 97) {
        for (; applied < plan.events().size() && plan.events()[applied].frame < frame; ++applied)
            state.applyRt(plan.events()[applied].message);
        EXPECT_TRUE(plan.stateBefore(frame) == state) << frame;
    }
}

TEST(PlaybackPlan, TicksAndFramesAreInverse) {
    Random random(8);
    const PlaybackPlan plan(randomScore(random), {.sampleRate = 44'100, .tempoFactor = 0.7});
    for (std::int64_t tick = 0; tick < 6'000; tick += 7)
        EXPECT_EQ(plan.tickAt(plan.frameAt(Tick{tick})), static_cast<double>(tick));
    for (std::int64_t frame = 0; frame < 300'000; frame += 101)
        EXPECT_EQ(plan.frameAt(plan.tickAt(frame)), frame);
}

TEST(PlaybackPlan, TracksOfDifferentPortsDoNotShareChannels) {
    const auto track = [](std::uint8_t port) {
        const std::vector<std::uint8_t> bytes = {port};
        return std::make_shared<const Track>(
            std::vector<Note>{noteAt(0, 480, 60)},
            std::vector<Event>{metaEvent({0}, meta::kPort, bytes)});
    };
    Score score;
    score.tracks = {track(1), track(4), track(1)};
    const PlaybackPlan plan(score, {});
    std::vector<int> ports;
    for (const PlanEvent& event : plan.events())
        if (event.message.isNoteOn())
            ports.push_back(event.message.port);
    EXPECT_EQ(ports, (std::vector<int>{0, 1, 0}));
}

TEST(PlaybackPlan, TellsWhichChannelsArePercussion) {
    const Score score =
        songOf({SongTrack().gsReset().gs(480, {0x40, 0x1a, 0x15, 1}), SongTrack().xgReset(9600),
                SongTrack()
                    .program(0, 11, 8)
                    .notes(960, 11, 8)
                    .bank(9600, 12, 127, 1)
                    .notes(9600, 12, 8)});
    const PlaybackPlan plan(score, {});
    const auto kindsUpTo = [&](std::int64_t tick) {
        const PlaybackState state = plan.stateBefore(plan.frameAt(Tick{tick}));
        return std::vector<int>{state.channel(0, 10).drumMode, state.channel(0, 11).drumMode,
                                state.channel(0, 9).drumMode};
    };
    constexpr int kUnset = ChannelState::kUnset;
    EXPECT_EQ(kindsUpTo(480), (std::vector<int>{kUnset, kUnset, kUnset}));
    EXPECT_EQ(kindsUpTo(960), (std::vector<int>{1, kUnset, kUnset}));
    EXPECT_EQ(kindsUpTo(9700), (std::vector<int>{0, 1, kUnset})) << "the reset made it melodic";
    // A drum mode is sent before the program that belongs to it.
    const auto mode =
        std::ranges::find(plan.events(), ShortMessage{0xfb, 1, 0, 0}, &PlanEvent::message);
    ASSERT_NE(mode, plan.events().end());
    EXPECT_NE(std::find_if(mode, plan.events().end(),
                           [](const PlanEvent& event) {
                               return event.message == ShortMessage{0xcb, 1, 0, 0};
                           }),
              plan.events().end());
}

TEST(PlaybackPlan, OfTwoRenditionsOneIsPlayed) {
    const PlaybackPlan plan(songOf({SongTrack().meta(0, 0x7f, {0, 0, 0x41}),
                                    SongTrack().notes(0, 3, 16), SongTrack().notes(0, 13, 16)}),
                            {});
    for (const PlanEvent& event : plan.events())
        if (event.message.isNoteOn()) {
            EXPECT_EQ(event.message.channel(), 2);
        }
}

TEST(PlaybackPlan, EmptyAndStrangeScoresAreHarmless) {
    EXPECT_EQ(PlaybackPlan(Score{}, {}).lengthFrames(), 0);
    const PlaybackPlan plan(scoreOf({noteAt(5, 50'000, 60)}), {.sampleRate = 0, .tempoFactor = -1});
    EXPECT_GT(plan.lengthFrames(), 0);
}

} // namespace
} // namespace leitmotif
