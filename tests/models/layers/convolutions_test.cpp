// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/threads.h"
#include "models/layers/conv_from_one_channel.h"
#include "models/layers/conv_to_few_channels.h"
#include "models/layers/tensors.h"
#include "models/layers/winograd.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

using torch::Tensor;

Tensor normal(std::vector<std::int64_t> shape, Random& random) {
    return normalTensor(std::move(shape), 1.0, random);
}

Tensor channelsLast(const Tensor& values) {
    return values.contiguous(torch::MemoryFormat::ChannelsLast);
}

void expectClose(const Tensor& actual, const Tensor& expected, double tolerance = 1e-4) {
    ASSERT_EQ(actual.sizes(), expected.sizes());
    EXPECT_LE((actual - expected).abs().max().item<double>(),
              tolerance * expected.abs().max().item<double>());
}

struct Factors {
    Tensor values, weight, bias;

    [[nodiscard]] std::vector<Tensor> all() const { return {values, weight, bias}; }
};

Factors factorsOf(std::int64_t count, std::int64_t channels, std::array<std::int64_t, 2> size,
                  std::int64_t outputs, std::int64_t kernel, std::int64_t biases, Random& random) {
    return {channelsLast(normal({count, channels, size[0], size[1]}, random)).requires_grad_(),
            normal({outputs, channels, kernel, kernel}, random).requires_grad_(),
            normal({biases}, random).requires_grad_()};
}

void expectSameGradients(const Tensor& actual, const Tensor& expected, const Factors& factors,
                         Random& random) {
    expectClose(actual, expected);
    const auto outer = normal(expected.sizes().vec(), random);
    const auto wanted = torch::autograd::grad({expected}, factors.all(), {outer});
    const auto made = torch::autograd::grad({actual}, factors.all(), {outer});
    for (std::size_t i = 0; i < wanted.size(); ++i)
        expectClose(made[i], wanted[i]);
}

TEST(Filtered, IsLibtorchsConvolutionWithItsGradients) {
    Random random(1);
    for (const std::int64_t kernel : {2, 3})
        for (const std::int64_t padding : {0, 1})
            for (const double slope : {1.0, 0.2, 0.0})
                for (const auto size : {std::array<std::int64_t, 2>{3, 4}, {7, 9}, {12, 5}}) {
                    const auto factors = factorsOf(3, 16, size, 32, kernel, 32, random);
                    const FilterOptions options{padding, slope, Phased::None};
                    ASSERT_TRUE(isForFiltering(factors.values, factors.weight, options));
                    const auto plain =
                        torch::conv2d(factors.values, factors.weight, factors.bias, 1, padding);
                    expectSameGradients(
                        filtered(factors.values, factors.weight, factors.bias, options),
                        slope == 1.0 ? plain : torch::leaky_relu(plain, slope), factors, random);
                }
}

TEST(Filtered, MakesPhasesLikeLibtorchsOperations) {
    Random random(2);
    for (const auto size : {std::array<std::int64_t, 2>{1, 1}, {5, 8}, {6, 7}}) {
        const auto factors = factorsOf(2, 32, size, 4 * 16, 2, 16, random);
        const FilterOptions options{.padding = 1, .slope = 0.2, .phased = Phased::Outputs};
        expectSameGradients(filtered(factors.values, factors.weight, factors.bias, options),
                            plainlyFiltered(factors.values, factors.weight, factors.bias, options),
                            factors, random);
    }
}

TEST(Filtered, ReadsPhasesLikeLibtorchsOperations) {
    Random random(8);
    for (const auto size : {std::array<std::int64_t, 2>{1, 2}, {9, 6}, {12, 21}}) {
        const auto factors = factorsOf(2, 16, size, 32, 4, 32, random);
        const FilterOptions options{.padding = 0, .slope = 0.2, .phased = Phased::Inputs};
        // (row, column, channel) of the phase; the first pixel of four is of phase 1.
        const auto phases = [&] {
            return factors.weight.view({32, 16, 2, 2, 2, 2})
                .flip({3, 5})
                .permute({0, 3, 5, 1, 2, 4})
                .reshape({32, 64, 2, 2});
        };
        const auto expected = [&] {
            const auto around =
                torch::constant_pad_nd(factors.values, {1, 1 + size[1] % 2, 1, 1 + size[0] % 2});
            return torch::leaky_relu(torch::conv2d(around, factors.weight, factors.bias, 2), 0.2);
        };
        expectSameGradients(filtered(factors.values, phases(), factors.bias, options), expected(),
                            factors, random);
        expectSameGradients(plainlyFiltered(factors.values, phases(), factors.bias, options),
                            expected(), factors, random);
    }
}

TEST(Filtered, NeedsChannelsThatFillVectors) {
    Random random(7);
    const auto values = normal({1, 16, 4, 4}, random);
    const FilterOptions phases{.padding = 1, .phased = Phased::Outputs};
    EXPECT_TRUE(isForFiltering(values, normal({64, 16, 2, 2}, random), phases));
    EXPECT_FALSE(isForFiltering(values, normal({32, 16, 2, 2}, random), phases)); // 8 a phase
    EXPECT_TRUE(isForFiltering(values, normal({32, 16, 2, 2}, random), {}));
    EXPECT_FALSE(isForFiltering(values, normal({8, 16, 3, 3}, random), {}));
}

TEST(Filtered, HasGradientsOfGradients) {
    Random random(3);
    const auto factors = factorsOf(2, 16, {5, 6}, 16, 3, 16, random);
    const FilterOptions options{.padding = 1, .slope = 0.2};
    const auto outer = normal({2, 16, 5, 6}, random);
    const auto penalty = [&](const Tensor& made) {
        const auto slopes =
            torch::autograd::grad({made}, {factors.values}, {outer}, true, true).front();
        return torch::autograd::grad({slopes.pow(2).sum()}, {factors.weight}).front();
    };
    expectClose(penalty(filtered(factors.values, factors.weight, factors.bias, options)),
                penalty(plainlyFiltered(factors.values, factors.weight, factors.bias, options)));
}

TEST(Filtered, LosesAFewDigitsOnly) {
    Random random(11);
    for (const std::int64_t kernel : {2, 3}) {
        const auto factors = factorsOf(2, 64, {24, 24}, 64, kernel, 64, random);
        const auto exact = [](const Tensor& values) {
            return values.detach().to(torch::kFloat64).requires_grad_();
        };
        const Factors exactly{exact(factors.values), exact(factors.weight), exact(factors.bias)};
        const auto made = filtered(factors.values, factors.weight, factors.bias, {});
        const auto expected = torch::conv2d(exactly.values, exactly.weight, exactly.bias, 1, 1);
        expectClose(made, expected, 3e-5);
        const auto outer = normal(made.sizes().vec(), random);
        const auto gradients = torch::autograd::grad({made}, factors.all(), {outer});
        const auto wanted =
            torch::autograd::grad({expected}, exactly.all(), {outer.to(torch::kFloat64)});
        for (std::size_t i = 0; i < wanted.size(); ++i)
            expectClose(gradients[i], wanted[i], 3e-5);
    }
}

TEST(Filtered, LeavesFrozenWeightsAlone) {
    Random random(4);
    const auto factors = factorsOf(2, 16, {5, 6}, 16, 3, 16, random);
    Tensor(factors.weight).set_requires_grad(false);
    Tensor(factors.bias).set_requires_grad(false);
    filtered(factors.values, factors.weight, factors.bias, {}).sum().backward();
    EXPECT_TRUE(factors.values.grad().defined());
    EXPECT_FALSE(factors.weight.grad().defined());
}

TEST(ConvToFewChannels, IsLibtorchsConvolutionWithItsGradients) {
    Random random(5);
    for (const std::int64_t outputs : {1, 2})
        for (const std::int64_t kernel : {1, 3, 5, 7})
            for (const auto size : {std::array<std::int64_t, 2>{1, 1}, {4, 20}, {37, 9}}) {
                const auto factors = factorsOf(2, 16, size, outputs, kernel, outputs, random);
                ASSERT_TRUE(canConvToFewChannels(factors.values, factors.weight));
                expectSameGradients(
                    convToFewChannels(factors.values, factors.weight, factors.bias),
                    torch::conv2d(factors.values, factors.weight, factors.bias, 1, kernel / 2),
                    factors, random);
            }
}

TEST(ConvToFewChannels, HasGradientsOfGradients) {
    Random random(6);
    const auto factors = factorsOf(2, 16, {6, 7}, 1, 3, 1, random);
    const auto penalty = [&](const Tensor& made) {
        const auto slopes =
            torch::autograd::grad({made.pow(2).sum()}, {factors.values}, {}, true, true).front();
        return torch::autograd::grad({slopes.pow(2).sum()}, {factors.weight}).front();
    };
    expectClose(penalty(convToFewChannels(factors.values, factors.weight, factors.bias)),
                penalty(torch::conv2d(factors.values, factors.weight, factors.bias, 1, 1)));
}

TEST(ConvFromOneChannel, IsLibtorchsConvolutionWithItsGradients) {
    Random random(9);
    for (const auto stride : {std::array<std::int64_t, 2>{1, 1}, {2, 2}, {1, 3}})
        for (const double slope : {1.0, 0.2, 0.0})
            for (const auto size : {std::array<std::int64_t, 2>{3, 3}, {4, 9}, {11, 6}}) {
                const auto factors = factorsOf(3, 1, size, 48, 3, 48, random);
                ASSERT_TRUE(canConvFromOneChannel(factors.values, factors.weight));
                const auto plain =
                    torch::conv2d(factors.values, factors.weight, factors.bias, stride);
                expectSameGradients(
                    convFromOneChannel(factors.values, factors.weight, factors.bias, stride, slope),
                    slope == 1.0 ? plain : torch::leaky_relu(plain, slope), factors, random);
            }
}

TEST(ConvFromOneChannel, HasGradientsOfGradients) {
    Random random(10);
    const auto factors = factorsOf(2, 1, {6, 7}, 16, 3, 16, random);
    const auto penalty = [&](const Tensor& made) {
        const auto slopes =
            torch::autograd::grad({made.pow(2).sum()}, {factors.values}, {}, true, true).front();
        return torch::autograd::grad({slopes.pow(2).sum()}, {factors.weight}).front();
    };
    expectClose(
        penalty(convFromOneChannel(factors.values, factors.weight, factors.bias, {2, 2}, 0.2)),
        penalty(torch::leaky_relu(torch::conv2d(factors.values, factors.weight, factors.bias, 2),
                                  0.2)));
}

} // namespace
} // namespace leitmotif
