// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/limiter.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace leitmotif {
namespace {

constexpr double kRate = 48'000.0;

struct Stereo {
    std::vector<float> left;
    std::vector<float> right;
};

Stereo limited(Stereo sound, std::size_t block) {
    Limiter limiter(kRate);
    for (std::size_t i = 0; i < sound.left.size(); i += block) {
        const std::size_t count = std::min(block, sound.left.size() - i);
        limiter.processRt(std::span(sound.left).subspan(i, count),
                          std::span(sound.right).subspan(i, count));
    }
    return sound;
}

Stereo noise(std::size_t frames, float amplitude, std::uint64_t seed) {
    Random random(seed);
    Stereo sound;
    for (std::size_t i = 0; i < frames; ++i) {
        sound.left.push_back(amplitude * static_cast<float>(random.uniform() * 2 - 1));
        sound.right.push_back(amplitude * static_cast<float>(random.uniform() * 2 - 1));
    }
    return sound;
}

TEST(Limiter, IsADelayBelowTheCeiling) {
    const Stereo in = noise(20'000, Limiter::kCeiling, 1);
    const Stereo out = limited(in, 64);
    for (std::size_t i = 0; i < out.left.size(); ++i) {
        const bool begun = i >= Limiter::kLatency;
        ASSERT_EQ(out.left[i], begun ? in.left[i - Limiter::kLatency] : 0.0F) << i;
        ASSERT_EQ(out.right[i], begun ? in.right[i - Limiter::kLatency] : 0.0F) << i;
    }
}

TEST(Limiter, NeverExceedsTheCeiling) {
    for (const float amplitude : {1.0F, 1.5F, 8.0F, 1e6F, std::numeric_limits<float>::max()}) {
        const Stereo out = limited(noise(30'000, amplitude, 2), 64);
        for (const auto* side : {&out.left, &out.right})
            for (const float sample : *side)
                ASSERT_LE(std::abs(sample), Limiter::kCeiling) << amplitude;
    }
}

TEST(Limiter, TurnsDownSmoothlyInsteadOfCutting) {
    // A loud burst of a sine: while its gain is constant, the shape stays a sine.
    Stereo in;
    for (int i = 0; i < 48'000; ++i) {
        const double amplitude = i > 10'000 && i < 20'000 ? 3.0 : 0.5;
        in.left.push_back(
            static_cast<float>(amplitude * std::sin(2 * std::numbers::pi * 1'000.0 * i / kRate)));
    }
    in.right = in.left;
    const Stereo out = limited(in, 64);
    double peak = 0;
    double flat = 0;
    for (int i = 15'000; i < 19'000; ++i) {
        const double value = std::abs(out.left[static_cast<std::size_t>(i)]);
        peak = std::max(peak, value);
        flat += value > 0.97 * Limiter::kCeiling ? 1 : 0;
    }
    EXPECT_GT(peak, 0.9 * Limiter::kCeiling);
    EXPECT_LT(flat / 4'000, 0.2); // a sine is within 3 % of its peak 16 % of the time
    // Half a second after the burst the gain is back at one within 1 %.
    for (int i = 47'000; i < 48'000; ++i)
        ASSERT_NEAR(out.left[static_cast<std::size_t>(i)],
                    in.left[static_cast<std::size_t>(i - Limiter::kLatency)], 5e-3);
}

TEST(Limiter, RecoversExactly) {
    Stereo in = noise(400'000, 0.5F, 3);
    in.left[100] = 50.0F;
    const Stereo out = limited(in, 64);
    for (std::size_t i = 390'000; i < 400'000; ++i)
        ASSERT_EQ(out.left[i], in.left[i - Limiter::kLatency]);
}

TEST(Limiter, DoesNotDependOnTheBlockSize) {
    const Stereo in = noise(10'000, 2.0F, 4);
    const Stereo expected = limited(in, 64);
    for (const std::size_t block : {1U, 37U, 441U, 10'000U}) {
        const Stereo out = limited(in, block);
        EXPECT_EQ(out.left, expected.left) << block;
        EXPECT_EQ(out.right, expected.right) << block;
    }
}

TEST(Limiter, TakesWhatIsNoNumberAsSilence) {
    Stereo in = noise(1'000, 0.5F, 5);
    in.left[10] = std::numeric_limits<float>::quiet_NaN();
    in.right[20] = std::numeric_limits<float>::infinity();
    const Stereo out = limited(in, 64);
    EXPECT_EQ(out.left[10 + Limiter::kLatency], 0.0F);
    EXPECT_EQ(out.right[20 + Limiter::kLatency], 0.0F);
    EXPECT_TRUE(std::ranges::all_of(out.left, [](float x) { return std::isfinite(x); }));
}

} // namespace
} // namespace leitmotif
