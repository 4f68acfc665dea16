// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/playback_state.h"

#include "core/playback/playback_plan.h"
#include "tests/core/playback/receiver.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// Law: from any state, the difference that is sent leads to the state of a receiver that got the
/// target's messages from power-on.
TEST(PlaybackState, ADifferenceLeadsFromAnyStateToAnyOther) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Random random(seed);
        const PlaybackPlan plan(randomScore(random), {});
        Receiver receiver;
        PlaybackState told;
        for (int jump = 0; jump < 20; ++jump) {
            const auto frame = static_cast<std::int64_t>(
                random.below(static_cast<std::uint64_t>(plan.lengthFrames() + 1)));
            told.changeToRt(plan.stateBefore(frame), SoundingNotes::End, 0, receiver);
            Receiver straight;
            for (const PlanEvent& event : plan.events().first(plan.firstEventAt(frame)))
                straight.receive(event.message);
            for (int channel = 0; channel < 3; ++channel) {
                Receiver::State expected = straight.state(0, channel);
                Receiver::State actual = receiver.state(0, channel);
                // A bank without a program change behind it waits for one in a receiver.
                const auto state =
                    plan.stateBefore(frame).channel(0, static_cast<std::uint8_t>(channel));
                const auto bank = [&state](std::size_t number) {
                    const int value = state.controllers[number];
                    return value == ChannelState::kUnset ? 0 : value;
                };
                expected.bank = {bank(0), bank(32)};
                EXPECT_TRUE(actual == expected) << "seed " << seed << " channel " << channel;
            }
        }
    }
}

TEST(PlaybackState, AnEqualStateNeedsNoMessage) {
    Random random(3);
    const PlaybackPlan plan(randomScore(random), {});
    const PlaybackState target = plan.stateBefore(plan.lengthFrames() / 2);
    Recorder recorder;
    PlaybackState told;
    told.changeToRt(target, SoundingNotes::End, 0, recorder);
    EXPECT_FALSE(recorder.entries.empty());
    recorder.entries.clear();
    told.changeToRt(target, SoundingNotes::End, 0, recorder);
    EXPECT_TRUE(recorder.entries.empty());
}

TEST(PlaybackState, PercussionIsToldAndTakenBack) {
    struct Sent : NoteSink {
        std::vector<ShortMessage> messages;
        void sendRt(std::int64_t, ShortMessage message) noexcept override {
            messages.push_back(message);
        }
    };
    PlaybackState drums;
    drums.applyRt({0xfa, 1, 0, 0});
    PlaybackState now;
    Sent there;
    now.changeToRt(drums, SoundingNotes::End, 0, there);
    ASSERT_FALSE(there.messages.empty());
    EXPECT_EQ(there.messages.front(), (ShortMessage{0xfa, 1, 0, 0}));
    EXPECT_EQ(there.messages.back(), (ShortMessage{0xca, 0, 0, 0})) << "and its program anew";
    Sent back;
    now.changeToRt(PlaybackState{}, SoundingNotes::End, 0, back);
    ASSERT_FALSE(back.messages.empty());
    EXPECT_EQ(back.messages.front(), (ShortMessage{0xfa, 0, 0, 0}));
    PlaybackState melodicTen;
    melodicTen.applyRt({0xf9, 0, 0, 0});
    Sent ten;
    PlaybackState{}.changeToRt(melodicTen, SoundingNotes::End, 0, ten);
    ASSERT_FALSE(ten.messages.empty());
    EXPECT_EQ(ten.messages.front(), (ShortMessage{0xf9, 0, 0, 0}));
}

TEST(PlaybackState, SilenceEndsNotesAndLiftsPedals) {
    PlaybackState state;
    Receiver receiver;
    for (const ShortMessage message : {ShortMessage{0x90, 60, 1, 0}, ShortMessage{0x93, 61, 90, 2},
                                       ShortMessage{0xb3, 64, 127, 2}}) {
        state.applyRt(message);
        receiver.receive(message);
    }
    EXPECT_EQ(receiver.soundingCount(), 2);
    state.silenceRt(0, receiver);
    EXPECT_EQ(receiver.soundingCount(), 0);
    EXPECT_EQ(receiver.state(2, 3).controllers.count(64), 0U);
}

TEST(PlaybackState, KeepsNotesThatAreStillThere) {
    PlaybackState told;
    PlaybackState target;
    for (const std::uint8_t key : {60, 64, 67})
        told.applyRt({0x90, key, 80, 0});
    target.applyRt({0x90, 64, 80, 0});
    target.applyRt({0x90, 72, 80, 0});
    Recorder recorder;
    told.changeToRt(target, SoundingNotes::KeepIfStillThere, 5, recorder);
    ASSERT_EQ(recorder.entries.size(), 2U);
    EXPECT_EQ(recorder.entries[0].message.data1, 60);
    EXPECT_EQ(recorder.entries[1].message.data1, 67);
    EXPECT_EQ(told.channel(0, 0).sounding.count(), 1U);
}

} // namespace
} // namespace leitmotif
