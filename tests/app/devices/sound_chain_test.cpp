// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/sound_chain.h"

#include "core/base/random.h"
#include "tests/app/devices/score_builder.h"
#include "tests/core/music/midi_song.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace leitmotif {
namespace {

constexpr double kRate = 48'000.0;

std::shared_ptr<SynthEngine> builtinSynth(double rate = kRate) {
    auto engine = SynthEngine::create(findSoundFonts({}, {}).back(), rate);
    EXPECT_TRUE(engine);
    return engine ? std::shared_ptr<SynthEngine>(std::move(*engine)) : nullptr;
}

/// Chords and drums, dense enough to meet the limiter.
Score denseScore() {
    Random random(3);
    Score score;
    for (std::uint8_t channel : {std::uint8_t{0}, std::uint8_t{1}, kDrumChannel}) {
        std::vector<Note> notes;
        for (int i = 0; i < 120; ++i) {
            Note note;
            note.onset = {static_cast<std::int64_t>(random.below(1'500))};
            note.length = {static_cast<std::int64_t>(100 + random.below(800))};
            note.pitch = {static_cast<std::uint8_t>(36 + random.below(48))};
            note.velocity = {127};
            note.channel = channel;
            notes.push_back(note);
        }
        score.tracks.push_back(std::make_shared<const Track>(
            notes, std::vector<Event>{
                       programChange({0}, channel, static_cast<std::uint8_t>(48 * channel))}));
    }
    return score;
}

struct Sound {
    std::vector<float> left;
    std::vector<float> right;
};

Sound rendered(SoundChain& chain, std::size_t frames, std::size_t block) {
    Sound sound{std::vector<float>(frames), std::vector<float>(frames)};
    for (std::size_t i = 0; i < frames; i += block) {
        const std::size_t count = std::min(block, frames - i);
        chain.renderRt(std::span(sound.left).subspan(i, count),
                       std::span(sound.right).subspan(i, count));
    }
    return sound;
}

Sound played(const Score& score, std::size_t block) {
    Player player;
    SoundChain chain(player);
    chain.setReceivers({.synth = builtinSynth(), .sampleRate = kRate});
    player.setPlan(std::make_unique<const PlaybackPlan>(score, PlanOptions{.sampleRate = kRate}));
    player.play();
    return rendered(chain, 100'000, block);
}

float peakOf(const std::vector<float>& side) {
    float peak = 0;
    for (const float x : side)
        peak = std::max(peak, std::abs(x));
    return peak;
}

TEST(SoundChain, PercussionSoundsAsSuchOnAnyChannel) {
    // The same notes on channel 10, and on another one that is made percussion in each way.
    const Bytes sounds = {36, 38, 42, 49};
    const auto sound = [&](const SongTrack& setUp, int channel) {
        SongTrack track = setUp;
        return played(songOf({track.notes(480, channel, 16, sounds)}), 64).left;
    };
    const std::vector<float> drums = sound(SongTrack().program(10, 10, 0), 10);
    ASSERT_GT(peakOf(drums), 0.05F);
    EXPECT_NE(drums, sound(SongTrack().program(10, 11, 0), 11)) << "a piano";
    EXPECT_EQ(drums,
              sound(SongTrack().gsReset().gs(0, {0x40, 0x1a, 0x15, 1}).program(10, 11, 0), 11));
    EXPECT_EQ(drums,
              sound(SongTrack().gsReset().program(10, 11, 0).gs(20, {0x40, 0x1a, 0x15, 1}), 11));
    EXPECT_EQ(drums, sound(SongTrack().xgReset().bank(10, 11, 127, 0), 11));
    EXPECT_EQ(drums, sound(SongTrack().gmReset(0, 3).bank(10, 11, 120, 0), 11));
    // And channel 10 as a piano.
    const std::vector<float> piano = sound(SongTrack().program(10, 1, 0), 1);
    EXPECT_EQ(piano,
              sound(SongTrack().gsReset().gs(0, {0x40, 0x10, 0x15, 0}).program(10, 10, 0), 10));
    EXPECT_EQ(piano, sound(SongTrack().gmReset(0, 3).bank(10, 10, 121, 0), 10));
    EXPECT_EQ(piano, sound(SongTrack().xgReset().bank(10, 10, 0, 0), 10));
}

TEST(SoundChain, SoundDoesNotDependOnTheBlocksOfTheDevice) {
    const Score score = denseScore();
    const Sound expected = played(score, 64);
    EXPECT_GT(peakOf(expected.left), 0.3F);
    for (const std::size_t block : {1U, 441U, 1'000U, 65'536U}) {
        const Sound sound = played(score, block);
        EXPECT_TRUE(sound.left == expected.left && sound.right == expected.right) << block;
    }
}

TEST(SoundChain, ADenseTakeDoesNotClip) {
    const Sound sound = played(denseScore(), 512);
    EXPECT_LE(std::max(peakOf(sound.left), peakOf(sound.right)), Limiter::kCeiling);
    EXPECT_GT(peakOf(sound.left), 0.9F); // it is dense indeed
}

TEST(SoundChain, NotesSoundWithin64FramesOfTheirPlace) {
    const std::vector<std::int64_t> ticks = {0, 301, 607, 1'001, 1'333, 1'900};
    const Sound sound = played(strokes(ticks), 333);
    const auto onsets = onsetsOf(sound.left, 0.02F * peakOf(sound.left), 4'000);
    ASSERT_EQ(onsets.size(), ticks.size());
    for (std::size_t i = 0; i < ticks.size(); ++i)
        EXPECT_LE(std::abs(onsets[i] - Limiter::kLatency - ticks[i] * 50), 48) << i;
}

TEST(SoundChain, AnotherSynthesizerTakesOverWhileItPlays) {
    Player player;
    SoundChain chain(player);
    auto first = builtinSynth();
    const std::weak_ptr<SynthEngine> watched = first;
    chain.setReceivers({.synth = std::move(first), .sampleRate = kRate});
    player.setPlan(
        std::make_unique<const PlaybackPlan>(denseScore(), PlanOptions{.sampleRate = kRate}));
    player.play();
    EXPECT_GT(peakOf(rendered(chain, 10'000, 100).left), 0.0F);
    chain.setReceivers({.synth = builtinSynth(), .sampleRate = kRate});
    EXPECT_GT(peakOf(rendered(chain, 30'000, 100).left), 0.0F);
    EXPECT_FALSE(watched.expired()); // kept until this side has heard that it is free
    chain.setReceivers({});
    rendered(chain, 100, 100);
    EXPECT_TRUE(watched.expired());
    EXPECT_TRUE(player.isPlaying()); // silently
    EXPECT_GT(player.position(), 300.0);
}

TEST(SoundChain, VolumeAndLevelBelongTogether) {
    Player player;
    SoundChain chain(player);
    chain.setReceivers({.synth = builtinSynth(), .sampleRate = kRate});
    player.setPlan(
        std::make_unique<const PlaybackPlan>(denseScore(), PlanOptions{.sampleRate = kRate}));
    player.play();
    const Sound sound = rendered(chain, 20'000, 256);
    EXPECT_EQ(chain.takeLevel(), std::max(peakOf(sound.left), peakOf(sound.right)));
    EXPECT_EQ(chain.takeLevel(), 0.0F);
    chain.setVolume(0.0F);
    rendered(chain, 256, 256);
    (void)chain.takeLevel();
    EXPECT_EQ(peakOf(rendered(chain, 10'000, 256).left), 0.0F);
    EXPECT_EQ(chain.takeLevel(), 0.0F);
}

/// Records the messages to a MIDI port.
class RecordingPort : public TimedSink {
  public:
    RecordingPort() { times.reserve(10'000); }
    void sendRt(std::chrono::steady_clock::time_point due, ShortMessage message) noexcept override {
        if (message.isNoteOn())
            times.push_back(due);
    }
    std::vector<std::chrono::steady_clock::time_point> times;
};

TEST(SoundChain, AMidiPortIsToldWhenEachNoteIsDue) {
    Player player;
    SoundChain chain(player);
    const auto port = std::make_shared<RecordingPort>();
    chain.setReceivers({.midi = port, .sampleRate = kRate});
    const std::vector<std::int64_t> ticks = {0, 30, 61, 95, 300};
    player.setPlan(std::make_unique<const PlaybackPlan>(strokes(ticks, 60, 0),
                                                        PlanOptions{.sampleRate = kRate}));
    player.play();
    EXPECT_EQ(peakOf(rendered(chain, 48'000, 48'000).left), 0.0F); // in one go: one clock reading
    ASSERT_EQ(port->times.size(), ticks.size());
    for (std::size_t i = 1; i < ticks.size(); ++i) {
        const std::chrono::duration<double> passed = port->times[i] - port->times[0];
        EXPECT_NEAR(passed.count(), static_cast<double>(ticks[i]) / 960.0, 1e-6);
    }
}

TEST(SynthEngine, SaysWhatItCannotLoad) {
    const auto missing = SynthEngine::create({"x", "/nowhere/x.sf2"}, kRate);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::FileNotReadable);
    const auto rate = SynthEngine::create(findSoundFonts({}, {}).back(), 500'000);
    ASSERT_FALSE(rate);
    EXPECT_EQ(rate.error().code, ErrorCode::AudioUnavailable);
}

} // namespace
} // namespace leitmotif
