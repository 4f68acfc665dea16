// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/frame_net.h"

#include <cmath>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

namespace leitmotif {
namespace {

const std::vector<const char*> kLayers = {
    R"([{"layer":"lstm","units":5},{"layer":"dropout"},{"layer":"linear"}])",
    R"([{"layer":"gru","units":5},{"layer":"linear","units":4},{"layer":"linear"}])",
    R"([{"layer":"tcn","units":5,"kernel":3,"dilation":1},
        {"layer":"tcn","units":5,"kernel":2,"dilation":4,"rate":0.5},{"layer":"linear"}])"};

FrameNet netOf(const char* layers, std::uint64_t seed = 1) {
    Random random(seed);
    auto net = FrameNet::create(nlohmann::json::parse(layers), "test", 4, 3, random, torch::kCPU);
    EXPECT_TRUE(net) << describe(net.error());
    return *std::move(net);
}

torch::Tensor framesOf(std::int64_t steps, std::int64_t rows) {
    Random random(7);
    return uniformTensor({steps, rows, 4}, 1.0, random);
}

TEST(FrameNet, SeesOnlyThePast) {
    for (const char* layers : kLayers) {
        const auto net = netOf(layers);
        const auto frames = framesOf(12, 2);
        auto changed = frames.clone();
        changed[7].mul_(-1.0);
        const auto before = net.forward(frames, 0.0, nullptr);
        const auto after = net.forward(changed, 0.0, nullptr);
        ASSERT_EQ(before.sizes(), (std::vector<std::int64_t>{12, 2, 3}));
        EXPECT_TRUE(torch::allclose(before.narrow(0, 0, 7), after.narrow(0, 0, 7))) << layers;
        EXPECT_FALSE(torch::allclose(before[7], after[7])) << layers;
    }
}

TEST(FrameNet, RowsDoNotMix) {
    for (const char* layers : kLayers) {
        const auto net = netOf(layers);
        const auto frames = framesOf(9, 3);
        const auto together = net.forward(frames, 0.0, nullptr);
        for (std::int64_t row = 0; row < 3; ++row)
            EXPECT_TRUE(torch::allclose(net.forward(frames.narrow(1, row, 1), 0.0, nullptr),
                                        together.narrow(1, row, 1), 1e-4, 1e-6))
                << layers;
    }
}

TEST(FrameNet, EveryParameterGetsAGradient) {
    for (const char* layers : kLayers) {
        const auto net = netOf(layers);
        net.forward(framesOf(12, 2), 0.0, nullptr).pow(2).sum().backward();
        std::int64_t count = 0;
        for (const auto& [name, tensor] : net.parameters()) {
            ASSERT_TRUE(tensor.grad().defined()) << name;
            EXPECT_GT(tensor.grad().abs().sum().item<double>(), 0.0) << name;
            count += tensor.numel();
        }
        EXPECT_EQ(net.parameterCount(), count);
    }
}

TEST(FrameNet, AConvolutionIsTheSumOverItsReach) {
    // One block of one unit over one input, by hand.
    Random random(3);
    auto net = *FrameNet::create(
        nlohmann::json::parse(
            R"([{"layer":"tcn","units":1,"kernel":2,"dilation":3},{"layer":"linear"}])"),
        "test", 1, 1, random, torch::kCPU);
    const auto arrays = toArrays(net.parameters());
    const auto valueOf = [&](const char* name, std::size_t i = 0) {
        return static_cast<double>(findArray(arrays, name)->values[i]);
    };
    const std::vector<double> input = {0.5, -1.0, 2.0, 0.25, 1.5, -0.75, 3.0};
    const auto relu = [](double x) { return std::max(0.0, x); };
    const auto convolved = [&](const std::vector<double>& values, const std::string& role) {
        const double far = valueOf((role + "_direction").c_str(), 0);
        const double near = valueOf((role + "_direction").c_str(), 1);
        const double scale = valueOf((role + "_length").c_str()) / std::hypot(far, near);
        std::vector<double> result;
        for (std::size_t t = 0; t < values.size(); ++t)
            result.push_back(
                relu(scale * (near * values[t] + (t >= 3 ? far * values[t - 3] : 0.0)) +
                     valueOf((role + "_bias").c_str())));
        return result;
    };
    const auto second = convolved(convolved(input, "0.first"), "0.second");
    auto frames = torch::empty({7, 1, 1});
    for (std::int64_t t = 0; t < 7; ++t)
        frames[t][0][0] = input[static_cast<std::size_t>(t)];
    const auto logits = net.forward(frames, 0.0, nullptr);
    for (std::size_t t = 0; t < input.size(); ++t) {
        const double expected =
            valueOf("1.weight") * relu(second[t] + input[t]) + valueOf("1.bias");
        EXPECT_NEAR(logits[static_cast<std::int64_t>(t)][0][0].item<double>(), expected, 1e-5) << t;
    }
}

TEST(FrameNet, DropoutUsesTheRunsGenerator) {
    for (const char* layers : {kLayers[0], kLayers[2]}) {
        const auto net = netOf(layers);
        Random first(1);
        const auto once = net.forward(framesOf(9, 2), 0.5, &first);
        Random again(1);
        torch::manual_seed(99);
        EXPECT_TRUE(torch::equal(net.forward(framesOf(9, 2), 0.5, &again), once));
        EXPECT_FALSE(torch::equal(net.forward(framesOf(9, 2), 0.5, &again), once));
    }
}

TEST(FrameNet, RefusesWhatIsNoNetwork) {
    Random random(1);
    for (const char* wrong :
         {"[]", R"([{"layer":"lstm","units":5}])", R"([{"layer":"linear"},{"layer":"linear"}])",
          R"([{"layer":"lstm"},{"layer":"linear"}])", R"([{"layer":"choir"},{"layer":"linear"}])",
          R"([{"layer":"tcn","units":5,"kernel":3},{"layer":"linear"}])",
          R"([{"layer":"tcn","units":5,"kernel":0,"dilation":1},{"layer":"linear"}])",
          R"([{"layer":"lstm","units":5,"kernel":3},{"layer":"linear"}])",
          R"([{"layer":"lstm","units":-5},{"layer":"linear"}])",
          R"([{"layer":"dropout","rate":1.0},{"layer":"linear"}])", R"([5,{"layer":"linear"}])",
          R"([{"layer":"lstm","units":"5"},{"layer":"linear"}])"}) {
        const auto net =
            FrameNet::create(nlohmann::json::parse(wrong), "test", 4, 3, random, torch::kCPU);
        ASSERT_FALSE(net) << wrong;
        EXPECT_EQ(net.error().code, ErrorCode::RecipeUnreadable);
    }
}

} // namespace
} // namespace leitmotif
