// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/player.h"

#include "tests/core/playback/receiver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace leitmotif {
namespace {

std::unique_ptr<const PlaybackPlan> planOf(const Score& score, PlanOptions options = {}) {
    return std::make_unique<const PlaybackPlan>(score, options);
}

void advance(Player& player, Recorder& recorder, std::int64_t frames, std::int64_t block) {
    for (std::int64_t done = 0; done < frames; done += block) {
        const std::int64_t count = std::min(block, frames - done);
        player.advanceRt(count, recorder);
        recorder.start += count;
    }
}

std::vector<Recorder::Entry> played(const Score& score, std::int64_t block,
                                    const LoopRegion& loop = {}) {
    Player player;
    Recorder recorder;
    player.setPlan(planOf(score));
    player.setLoop(loop);
    player.play();
    advance(player, recorder, PlaybackPlan(score, {}).lengthFrames() * 2 + 1'000, block);
    return recorder.entries;
}

/// Ticks of one beat at 120 bpm and 480 ticks a beat, so that a tick is 50 frames.
Score fourNotes() {
    std::vector<Note> notes(4);
    for (std::size_t i = 0; i < notes.size(); ++i) {
        notes[i].onset = {static_cast<std::int64_t>(i) * 480};
        notes[i].length = {240};
        notes[i].pitch = {static_cast<std::uint8_t>(60 + i)};
    }
    Score score;
    score.tracks.push_back(std::make_shared<const Track>(
        notes, std::vector<Event>{programChange({0}, 0, 12), controllerEvent({960}, 0, 7, 50)}));
    return score;
}

TEST(Player, SendsThePlanAsItStands) {
    Random random(1);
    const Score score = randomScore(random);
    const PlaybackPlan plan(score, {});
    const auto entries = played(score, 64);
    // The last notes end on the frame after the last one, where the player silences.
    std::size_t i = 0;
    for (const PlanEvent& event : plan.events()) {
        if (event.frame >= plan.lengthFrames())
            break;
        ASSERT_LT(i, entries.size());
        EXPECT_EQ(entries[i].frame, event.frame);
        EXPECT_EQ(entries[i].message, event.message);
        ++i;
    }
    EXPECT_GT(i, 100U);
}

TEST(Player, OutputDoesNotDependOnTheBlockSize) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        Random random(seed);
        const Score score = randomScore(random);
        const LoopRegion loop{{300}, {1'777}, true};
        const auto expected = played(score, 64, loop);
        for (const std::int64_t block : {1, 441, 1'000, 65'536})
            EXPECT_EQ(played(score, block, loop), expected) << "block " << block;
    }
}

TEST(Player, SeekChasesWhatThePieceSaidBefore) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Random random(seed);
        const Score score = randomScore(random);
        const PlaybackPlan plan(score, {});
        const Tick target{static_cast<std::int64_t>(random.below(3'500))};

        Player straight;
        Receiver whole;
        straight.setPlan(planOf(score));
        straight.play();
        straight.advanceRt(plan.frameAt(target), whole);

        Player jumping;
        Receiver jumped;
        jumping.setPlan(planOf(score));
        jumping.play();
        jumping.advanceRt(static_cast<std::int64_t>(random.below(200'000)), jumped);
        jumping.seek(target);
        if (!jumping.isPlaying())
            jumping.play();
        jumping.advanceRt(0, jumped);
        for (int channel = 0; channel < 3; ++channel) {
            auto expected = whole.state(0, channel);
            auto actual = jumped.state(0, channel);
            expected.bank = actual.bank = {}; // compared by the tests of PlaybackState
            EXPECT_TRUE(actual == expected) << "seed " << seed << " channel " << channel;
        }
        EXPECT_EQ(jumped.soundingCount(), 0);
    }
}

TEST(Player, LoopWrapsOnItsExactFrame) {
    Player player;
    Recorder recorder;
    player.setPlan(planOf(fourNotes()));
    player.setLoop({{480}, {1'440}, true}); // notes 61 and 62; 48,000 frames
    player.play();
    advance(player, recorder, 24'000 + 5 * 48'000, 333);
    std::vector<std::pair<std::int64_t, int>> starts;
    for (const auto& entry : recorder.entries)
        if (entry.message.isNoteOn())
            starts.emplace_back(entry.frame, entry.message.data1);
    std::vector<std::pair<std::int64_t, int>> expected = {{0, 60}};
    for (int turn = 0; turn < 5; ++turn) {
        expected.emplace_back(24'000 + turn * 48'000, 61);
        expected.emplace_back(48'000 + turn * 48'000, 62);
    }
    EXPECT_EQ(starts, expected);
    EXPECT_TRUE(player.isPlaying());
}

TEST(Player, LoopRestoresControllersOfItsBeginning) {
    Player player;
    Receiver receiver;
    player.setPlan(planOf(fourNotes()));
    player.setLoop({{480}, {1'440}, true});
    player.play();
    player.advanceRt(70'000, receiver); // behind the volume change at tick 960
    EXPECT_EQ(receiver.state(0, 0).controllers[7], 50);
    player.advanceRt(10'000, receiver); // into the second turn
    EXPECT_EQ(receiver.state(0, 0).controllers.count(7), 0U);
}

TEST(Player, StopsAtTheEndAndStartsAgain) {
    Player player;
    Recorder recorder;
    player.setPlan(planOf(fourNotes()));
    player.play();
    EXPECT_TRUE(player.isPlaying());
    advance(player, recorder, 200'000, 64);
    EXPECT_FALSE(player.isPlaying());
    EXPECT_EQ(player.position(), 1'680.0);
    const auto lastEnd = recorder.entries.back();
    EXPECT_TRUE(lastEnd.message.isNoteOff());
    EXPECT_EQ(lastEnd.frame, 84'000);
    player.play();
    EXPECT_TRUE(player.isPlaying());
    advance(player, recorder, 64, 64);
    EXPECT_LT(player.position(), 2.0);
}

TEST(Player, QueriesAnswerWithWhatWasOrderedUntilItIsReached) {
    Player player;
    Recorder recorder;
    player.setPlan(planOf(fourNotes()));
    player.seek({960});
    EXPECT_EQ(player.position(), 960.0); // before any block
    player.play();
    EXPECT_TRUE(player.isPlaying());
    advance(player, recorder, 5'000, 1'000);
    EXPECT_EQ(player.position(), 1'060.0);
    player.pause();
    EXPECT_FALSE(player.isPlaying());
    advance(player, recorder, 5'000, 1'000);
    EXPECT_EQ(player.position(), 1'060.0);
    player.stop();
    EXPECT_EQ(player.position(), 0.0);
    player.seek({-5});
    advance(player, recorder, 64, 64);
    EXPECT_EQ(player.position(), 0.0);
}

TEST(Player, AnEqualPlanInTheMiddleChangesNothing) {
    Random random(4);
    const Score score = randomScore(random);
    const auto expected = played(score, 64);
    Player player;
    Recorder recorder;
    player.setPlan(planOf(score));
    player.play();
    for (int i = 0; i < 50; ++i) {
        advance(player, recorder, 64 * 97, 64);
        player.setPlan(planOf(score));
    }
    advance(player, recorder, 64 * 10'000, 64);
    EXPECT_EQ(recorder.entries, expected);
}

TEST(Player, ASwapKeepsThePositionInTicks) {
    Player player;
    Recorder recorder;
    player.setPlan(planOf(fourNotes()));
    player.play();
    advance(player, recorder, 36'000, 100); // tick 720
    player.setPlan(planOf(fourNotes(), {.sampleRate = 44'100, .tempoFactor = 2.0}));
    player.advanceRt(0, recorder);
    EXPECT_EQ(player.position(), 720.0);
    const std::size_t before = recorder.entries.size();
    advance(player, recorder, 44'100, 63);
    const auto next = std::find_if(recorder.entries.begin() + static_cast<std::ptrdiff_t>(before),
                                   recorder.entries.end(),
                                   [](const auto& entry) { return entry.message.isNoteOn(); });
    ASSERT_NE(next, recorder.entries.end());
    EXPECT_EQ(next->message.data1, 62);
    // 240 ticks at double speed; both ends of the way are rounded to frames.
    EXPECT_NEAR(static_cast<double>(next->frame), 36'000 + 0.125 * 44'100, 1);
}

TEST(Player, ANoteThatWasErasedWhileItSoundsEnds) {
    Player player;
    Receiver receiver;
    player.setPlan(planOf(fourNotes()));
    player.play();
    player.advanceRt(100, receiver);
    EXPECT_EQ(receiver.soundingCount(), 1);
    Score without = fourNotes();
    auto notes = without.tracks[0]->notes();
    notes.erase(notes.begin());
    without.tracks[0] = std::make_shared<const Track>(notes, std::vector<Event>{});
    player.setPlan(planOf(without));
    player.advanceRt(100, receiver);
    EXPECT_EQ(receiver.soundingCount(), 0);
}

TEST(Player, NoNoteHangsWhateverIsOrdered) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Random random(seed);
        Player player;
        Receiver receiver;
        for (int step = 0; step < 200; ++step) {
            const auto tick = [&random] {
                return Tick{static_cast<std::int64_t>(random.below(5'000))};
            };
            const Pitch pitch{static_cast<std::uint8_t>(60 + random.below(4))};
            switch (random.below(11)) {
            case 0:
                player.setPlan(planOf(randomScore(random, 2, 30)));
                break;
            case 1:
                player.play();
                break;
            case 2:
                player.pause();
                break;
            case 3:
                player.stop();
                break;
            case 4:
                player.seek(tick());
                break;
            case 5:
                player.setLoop({tick(), tick(), true});
                break;
            case 6:
                player.setLoop({});
                break;
            case 7:
                player.pressKey(pitch, {90});
                break;
            case 8:
                player.releaseKey(pitch);
                break;
            case 9:
                player.setLiveInstrument(3, 0, random.below(2) == 0);
                break;
            default:
                player.playLive(
                    {0x90, pitch.value, static_cast<std::uint8_t>(random.below(2) * 70)});
            }
            player.advanceRt(static_cast<std::int64_t>(random.below(20'000)), receiver);
        }
        EXPECT_EQ(receiver.doubleStarts, 0) << seed;
        EXPECT_EQ(receiver.uselessEnds, 0) << seed;
        player.stop();
        player.panic();
        player.advanceRt(1, receiver);
        EXPECT_EQ(receiver.soundingCount(), 0) << seed;
    }
}

TEST(Player, LiveNotesSoundWhileStoppedOnTheirOwnPort) {
    Player player;
    Recorder recorder;
    player.setLiveInstrument(40, 0, false);
    player.pressKey({64}, {100});
    player.advanceRt(64, recorder);
    const auto& press = recorder.entries.back().message;
    EXPECT_EQ(press, (ShortMessage{0x90, 64, 100, kLivePort}));
    EXPECT_TRUE(std::ranges::any_of(recorder.entries, [](const auto& entry) {
        return entry.message == ShortMessage{0xc0, 40, 0, kLivePort};
    }));
    player.releaseKey({64});
    player.advanceRt(64, recorder);
    EXPECT_EQ(recorder.entries.back().message, (ShortMessage{0x80, 64, 64, kLivePort}));
    EXPECT_EQ(player.position(), 0.0);
}

TEST(Player, TheKeyboardPlaysTheChosenInstrument) {
    Player player;
    Recorder recorder;
    player.setLiveInstrument(0, 0, true);
    player.playLive({0x95, 38, 90});
    player.playLive({0xc5, 7, 0}); // programs and banks stay as chosen
    player.playLive({0xb5, 0, 3});
    player.playLive({0xe5, 0, 70});
    player.advanceRt(64, recorder);
    ASSERT_GE(recorder.entries.size(), 2U);
    const auto last = recorder.entries.end();
    EXPECT_EQ((last - 2)->message, (ShortMessage{0x99, 38, 90, kLivePort}));
    EXPECT_EQ((last - 1)->message, (ShortMessage{0xe9, 0, 70, kLivePort}));
}

TEST(Player, AnotherReceiverIsToldEverything) {
    Random random(9);
    const Score score = randomScore(random);
    Player player;
    Receiver first;
    Receiver second;
    player.setPlan(planOf(score));
    player.setLiveInstrument(17, 0, false);
    player.play();
    player.advanceRt(90'000, first);
    player.leaveRt(first);
    EXPECT_EQ(first.soundingCount(), 0);
    player.enterRt(second);
    player.advanceRt(0, second);
    for (int channel = 0; channel < 3; ++channel) {
        auto expected = first.state(0, channel);
        auto actual = second.state(0, channel);
        expected.bank = actual.bank = {};
        expected.controllers.erase(64); // the pedal was lifted in the one that left
        actual.controllers.erase(64);
        EXPECT_TRUE(actual == expected) << channel;
    }
    EXPECT_EQ(second.state(kLivePort, 0).program, 17);
}

} // namespace
} // namespace leitmotif
