// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/player.h"

#include "tests/core/playback/receiver.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace leitmotif {
namespace {

/// The window orders, the keyboard plays and the audio thread advances at once; meant to be run
/// under the thread sanitizer too.
TEST(PlayerThreads, OrdersPlansAndKeysWhileTheAudioRuns) {
    Player player;
    Receiver receiver; // the audio thread's while it runs
    std::atomic<bool> ended = false;
    std::atomic<std::int64_t> blocks = 0;
    std::thread audio([&] {
        while (!ended.load()) {
            player.advanceRt(256, receiver);
            ++blocks;
        }
        player.advanceRt(256, receiver);
    });
    std::thread keyboard([&] {
        for (int i = 0; !ended.load(); ++i) {
            const auto key = static_cast<std::uint8_t>(40 + i % 30);
            player.playLive({0x90, key, 80});
            player.playLive({0x80, key, 0});
            std::this_thread::yield();
        }
    });
    Random random(77);
    for (int i = 0; i < 3'000; ++i) {
        if (i % 10 == 0)
            player.setPlan(
                std::make_unique<const PlaybackPlan>(randomScore(random, 1, 20), PlanOptions{}));
        if (i % 3 == 0)
            player.play();
        if (i % 17 == 0)
            player.stop();
        if (i % 5 == 0)
            player.seek({static_cast<std::int64_t>(random.below(4'000))});
        player.pressKey({static_cast<std::uint8_t>(random.below(128))}, {80});
        player.releaseKey({static_cast<std::uint8_t>(random.below(128))});
        EXPECT_GE(player.position(), 0.0);
    }
    while (blocks.load() < 100)
        std::this_thread::yield();
    player.stop();
    player.panic();
    ended = true;
    keyboard.join();
    audio.join();
    for (int i = 0; i < 20; ++i) { // what waited while the queue was full
        player.panic();
        player.advanceRt(256, receiver);
    }
    EXPECT_EQ(receiver.soundingCount(), 0);
    EXPECT_EQ(receiver.doubleStarts, 0);
    EXPECT_EQ(receiver.uselessEnds, 0);
}

} // namespace
} // namespace leitmotif
