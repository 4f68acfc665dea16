// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/conv_from_one_channel_rows.h"
#include "models/kernels/lanes.h"
#include "models/kernels/softmax.h"
#include "models/kernels/update_rules.h"
#include "tests/models/kernels/arrays.h"

#include <gtest/gtest.h>
#include <limits>

namespace leitmotif {
namespace {

TEST(Softmax, IsTheCrossEntropyWithItsGradient) {
    Random random(2);
    for (const std::size_t count : {1U, 2U, 15U, 64U, 1001U}) {
        const auto logits = randomArray(count, random, 8.0);
        const auto target = static_cast<std::int64_t>(random.below(count));
        std::vector<float> gradient(count);
        const double loss = crossEntropyRow(count, logits.data(), target, gradient.data());
        double sum = 0.0;
        for (const float logit : logits)
            sum += std::exp(double(logit));
        const auto chosen = static_cast<std::size_t>(target);
        EXPECT_NEAR(loss, std::log(sum) - logits[chosen], 1e-4);
        for (std::size_t i = 0; i < count; ++i)
            EXPECT_NEAR(gradient[i], std::exp(double(logits[i])) / sum - (i == chosen ? 1.0 : 0.0),
                        1e-5);
    }
}

TEST(Softmax, ARowThatIsNotFiniteHasNoFiniteLoss) {
    for (const float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        std::vector<float> logits = {0.5F, bad, -1.0F};
        std::vector<float> gradient(3);
        EXPECT_FALSE(std::isfinite(crossEntropyRow(3, logits.data(), 0, gradient.data())));
    }
}

TEST(UpdateRules, AdamIsItsFormula) {
    Random random(3);
    constexpr std::size_t kCount = 37;
    auto parameter = randomArray(kCount, random);
    const auto gradient = randomArray(kCount, random);
    auto first = randomArray(kCount, random);
    auto second = randomArray(kCount, random);
    for (float& value : second)
        value = std::abs(value);
    const AdamRule rule{.rate = 0.01F, .secondScale = 1.5F, .shrink = 0.99F, .gradientDecay = 0.1F};
    const auto before = parameter;
    const auto firstBefore = first;
    const auto secondBefore = second;
    rule.apply(kCount, parameter.data(), gradient.data(), first.data(), second.data());
    for (std::size_t i = 0; i < kCount; ++i) {
        const double slope = gradient[i] + 0.1 * before[i];
        const double one = 0.9 * firstBefore[i] + 0.1 * slope;
        const double two = 0.999 * secondBefore[i] + 0.001 * slope * slope;
        EXPECT_NEAR(first[i], one, 1e-6);
        EXPECT_NEAR(second[i], two, 1e-6);
        EXPECT_NEAR(parameter[i], 0.99 * before[i] - 0.01 * one / (std::sqrt(two) * 1.5 + 1e-8),
                    1e-5);
    }
}

TEST(UpdateRules, RmspropIsItsFormulaAndSquaresAreSummed) {
    Random random(4);
    constexpr std::size_t kCount = 21;
    auto parameter = randomArray(kCount, random);
    const auto gradient = randomArray(kCount, random);
    std::vector<float> second(kCount, 0.25F);
    const auto before = parameter;
    const RmspropRule rule{.rate = 0.02F, .smoothing = 0.9F};
    rule.apply(kCount, parameter.data(), gradient.data(), second.data());
    double squares = 0.0;
    for (std::size_t i = 0; i < kCount; ++i) {
        const double two = 0.9 * 0.25 + 0.1 * double(gradient[i]) * gradient[i];
        EXPECT_NEAR(second[i], two, 1e-6);
        EXPECT_NEAR(parameter[i], before[i] - 0.02 * gradient[i] / (std::sqrt(two) + 1e-8), 1e-5);
        squares += double(gradient[i]) * gradient[i];
    }
    EXPECT_NEAR(sumOfSquares(kCount, gradient.data()), squares, 1e-9);
}

TEST(ConvFromOneChannelRows, WriteAndGradientsAreThoseOfTheConvolution) {
    using namespace conv_from_one_channel;
    Random random(5);
    constexpr std::size_t kChannels = kLanes;
    for (const std::size_t stride : {1U, 2U}) {
        constexpr std::size_t kColumns = 6;
        const std::size_t width = (kColumns - 1) * stride + kKernel;
        const auto pixels = randomArray(kKernel * width, random);
        const auto weights = randomArray((kTaps + 1) * kChannels, random);
        const Row row{pixels.data(), width, stride, kColumns, kChannels};
        constexpr float kSlope = 0.2F;
        std::vector<float> made(kColumns * kChannels);
        writeRow(row, weights.data(), kSlope, made.data());
        const auto outer = randomArray(kColumns * kChannels, random);
        std::vector<float> sums((kTaps + 1) * kChannels, 0.0F);
        addGradients(row, made.data(), outer.data(), kSlope, sums.data());
        std::vector<double> wanted((kTaps + 1) * kChannels, 0.0);
        for (std::size_t x = 0; x < kColumns; ++x)
            for (std::size_t c = 0; c < kChannels; ++c) {
                double sum = weights[kTaps * kChannels + c];
                for (std::size_t tap = 0; tap < kTaps; ++tap)
                    sum += double(weights[tap * kChannels + c]) * row.tap(x, tap);
                const double value = sum > 0.0 ? sum : kSlope * sum;
                EXPECT_NEAR(made[x * kChannels + c], value, 1e-5);
                const double slope = (sum > 0.0 ? 1.0 : kSlope) * outer[x * kChannels + c];
                for (std::size_t tap = 0; tap < kTaps; ++tap)
                    wanted[tap * kChannels + c] += slope * row.tap(x, tap);
                wanted[kTaps * kChannels + c] += slope;
            }
        for (std::size_t i = 0; i < sums.size(); ++i)
            EXPECT_NEAR(sums[i], wanted[i], 1e-4);
    }
}

} // namespace
} // namespace leitmotif
