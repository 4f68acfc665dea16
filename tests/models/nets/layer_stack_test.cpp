// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/layer_stack.h"

#include "core/runs/recipe.h"
#include "models/nets/window_net.h"

#include <cmath>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

namespace leitmotif {
namespace {

LayerStack stackOf(const char* layers, std::int64_t inputs, std::int64_t outputs, Random& random) {
    auto specs = stackLayers(nlohmann::json::parse(layers), "test");
    EXPECT_TRUE(specs) << describe(specs.error());
    return LayerStack(*std::move(specs), inputs, outputs, &random, torch::kCPU);
}

torch::Tensor weightOf(const LayerStack& stack, const std::string& name) {
    for (const auto& [known, tensor] : stack.parameters())
        if (known == name)
            return tensor;
    ADD_FAILURE() << name;
    return {};
}

/// Makes a linear layer the identity.
void passThrough(const LayerStack& stack, const std::string& number) {
    const torch::NoGradGuard noGradients;
    auto weight = weightOf(stack, number + ".weight");
    weight.copy_(torch::eye(weight.size(0)));
}

TEST(LayerStack, TwoDirectionsReadTheWindowForthAndBack) {
    Random random(1);
    const auto stack =
        stackOf(R"([{"layer":"lstm","units":4,"directions":2},{"layer":"linear"}])", 3, 8, random);
    passThrough(stack, "1");
    const auto window = normalTensor({7, 2, 3}, 1.0, random);
    auto lstm = torch::nn::LSTM(torch::nn::LSTMOptions(3, 4).bidirectional(true));
    {
        const torch::NoGradGuard noGradients;
        for (auto& parameter : lstm->named_parameters()) {
            const auto& name = parameter.key();
            const std::string back = name.ends_with("_reverse") ? "0.back." : "0.";
            if (name.starts_with("weight_ih"))
                parameter.value().copy_(weightOf(stack, back + "weight_input"));
            else if (name.starts_with("weight_hh"))
                parameter.value().copy_(weightOf(stack, back + "weight_hidden"));
            else if (name.starts_with("bias_ih"))
                parameter.value().copy_(weightOf(stack, back + "bias"));
            else
                parameter.value().zero_();
        }
    }
    const auto expected = std::get<0>(lstm->forward(window));
    EXPECT_TRUE(torch::allclose(stack.forward(window, {}), expected, 1e-4, 1e-5));
}

TEST(LayerStack, TheLastStepOfTwoDirectionsIsTheLastOfEach) {
    Random random(2);
    const char* layers = R"([{"layer":"gru","units":4,"directions":2},{"layer":"last"},
        {"layer":"linear"}])";
    const auto stack = stackOf(layers, 3, 8, random);
    passThrough(stack, "2");
    Random again(2);
    const auto whole =
        stackOf(R"([{"layer":"gru","units":4,"directions":2},{"layer":"linear"}])", 3, 8, again);
    passThrough(whole, "1");
    const auto window = normalTensor({6, 2, 3}, 1.0, random);
    const auto steps = whole.forward(window, {});
    const auto expected = torch::cat({steps[5].narrow(-1, 0, 4), steps[0].narrow(-1, 4, 4)}, -1);
    EXPECT_TRUE(torch::equal(stack.forward(window, {}), expected));
}

TEST(LayerStack, PackedItEvaluatesTheSame) {
    Random random(3);
    auto stack = stackOf(R"([{"layer":"lstm","units":8,"directions":2},{"layer":"gru","units":4},
                             {"layer":"last"},{"layer":"linear"}])",
                         16, 8, random);
    const auto window = normalTensor({6, 2, 16}, 1.0, random);
    const auto expected = stack.forward(window, {});
    stack.pack(Precision::F32);
    const auto packed = stack.forward(window, {});
    EXPECT_TRUE(torch::allclose(packed, expected, 1e-5, 1e-6));
    const torch::NoGradGuard noGradients;
    torch::Tensor(stack.parameters()[0].second).zero_(); // they are taken as they were
    EXPECT_TRUE(torch::equal(stack.forward(window, {}), packed));
}

TEST(LayerStack, AttentionIsAWeightedMeanOfAllSteps) {
    Random random(3);
    const auto stack =
        stackOf(R"([{"layer":"attention","units":5},{"layer":"linear"}])", 3, 3, random);
    passThrough(stack, "1");
    const auto window = normalTensor({4, 2, 3}, 1.0, random);
    const auto actual = stack.forward(window, {});
    const auto here = weightOf(stack, "0.here"), there = weightOf(stack, "0.there");
    const auto bias = weightOf(stack, "0.bias"), score = weightOf(stack, "0.score");
    for (std::int64_t row = 0; row < 2; ++row)
        for (std::int64_t step = 0; step < 4; ++step) {
            auto sum = torch::zeros({3});
            double total = 0.0;
            for (std::int64_t other = 0; other < 4; ++other) {
                const auto inner =
                    torch::tanh(here.mv(window[step][row]) + there.mv(window[other][row]) + bias);
                const double weight = std::exp(score[0].dot(inner).item<double>());
                sum += weight * window[other][row];
                total += weight;
            }
            EXPECT_TRUE(torch::allclose(actual[step][row], sum / total, 1e-4, 1e-5));
        }
}

TEST(LayerStack, PoolsTheLargestValues) {
    Random random(4);
    const auto stack = stackOf(R"([{"layer":"max_pool"},{"layer":"linear"}])", 3, 3, random);
    passThrough(stack, "1");
    const auto window = normalTensor({5, 2, 3}, 1.0, random);
    EXPECT_TRUE(torch::equal(stack.forward(window, {}), std::get<0>(window.max(0))));
}

TEST(LayerStack, BatchNormLearnsByTheBatchAndEvaluatesByWhatItSaw) {
    Random random(5);
    const auto stack =
        stackOf(R"([{"layer":"batch_norm","momentum":0.5},{"layer":"linear"}])", 3, 3, random);
    passThrough(stack, "1");
    const auto rows = normalTensor({64, 3}, 3.0, random) + 5.0;
    const auto before = stack.forward(rows, {});
    EXPECT_TRUE(torch::allclose(before, rows, 1e-3, 1e-2)); // mean 0 and variance 1 so far
    const auto learned = stack.forward(rows, {0.0, &random});
    EXPECT_LT(learned.mean(0).abs().max().item<double>(), 1e-4);
    EXPECT_NEAR(learned.var(0, false).mean().item<double>(), 1.0, 1e-3);
    for (int i = 0; i < 30; ++i)
        (void)stack.forward(rows, {0.0, &random});
    EXPECT_TRUE(torch::allclose(stack.forward(rows, {}), learned, 1e-2, 2e-2));
    // A single row has no variance of its own; statistics stay as they are.
    const auto single = stack.forward(rows.narrow(0, 0, 1), {0.0, &random});
    EXPECT_TRUE(torch::isfinite(single).all().item<bool>());
    for (const auto& [name, tensor] : stack.statistics())
        EXPECT_TRUE(torch::isfinite(tensor).all().item<bool>()) << name;
}

TEST(LayerStack, DropsAndDisturbsOnlyWhileLearning) {
    Random random(6);
    for (const char* layers :
         {R"([{"layer":"dropout","rate":0.5},{"layer":"linear"}])",
          R"([{"layer":"noise","deviation":0.5},{"layer":"linear"}])",
          R"([{"layer":"lstm","units":9,"recurrent_dropout":true},{"layer":"linear"}])"}) {
        const auto stack = stackOf(layers, 3, 3, random);
        const auto window = normalTensor({5, 2, 3}, 1.0, random);
        EXPECT_TRUE(torch::equal(stack.forward(window, {}), stack.forward(window, {})));
        Random first(7);
        Random second(7);
        const auto learned = stack.forward(window, {0.5, &first});
        EXPECT_FALSE(torch::equal(learned, stack.forward(window, {}))) << layers;
        EXPECT_TRUE(torch::equal(learned, stack.forward(window, {0.5, &second}))) << layers;
        EXPECT_FALSE(torch::equal(learned, stack.forward(window, {0.5, &first}))) << layers;
    }
}

TEST(LayerStack, GradientsReachEveryWeight) {
    Random random(8);
    const auto stack = stackOf(
        R"([{"layer":"lstm","units":4,"directions":2,"recurrent_dropout":true},
            {"layer":"gru","units":4},{"layer":"attention","units":3},{"layer":"max_pool"},
            {"layer":"batch_norm"},{"layer":"linear","units":5,"activation":"tanh"},
            {"layer":"linear","units":"inputs","activation":"leaky_relu"},{"layer":"linear"}])",
        3, 2, random);
    const auto window = normalTensor({5, 6, 3}, 1.0, random);
    stack.forward(window, {0.3, &random}).pow(2).sum().backward();
    for (const auto& [name, tensor] : stack.parameters()) {
        ASSERT_TRUE(tensor.grad().defined()) << name;
        EXPECT_GT(tensor.grad().abs().sum().item<double>(), 0.0) << name;
    }
}

std::int64_t parametersOf(const char* name, int vocabulary) {
    const auto plan = windowPlan(preset(name)->network, name);
    EXPECT_TRUE(plan);
    return WindowNet(*plan, vocabulary, nullptr, torch::kCPU).stack().parameterCount();
}

TEST(LayerStack, PublishedNetworksHaveTheirPublishedSizes) {
    EXPECT_EQ(parametersOf("jazz-64", 78), 41'678);
    EXPECT_NEAR(static_cast<double>(parametersOf("xr-complex", 300)), 8.39e6, 0.04e6);
}

TEST(WindowNet, NothingIsZeroInBothKindsOfInput) {
    const auto tokens = torch::tensor({kNothing, 2, 0}, torch::kInt64).view({3, 1});
    for (const bool isOneHot : {false, true}) {
        const auto plan = windowPlan(nlohmann::json{{"input", isOneHot ? "one-hot" : "index"},
                                                    {"snippets", 1},
                                                    {"layers", {{{"layer", "linear"}}}}},
                                     "test");
        ASSERT_TRUE(plan);
        Random random(9);
        const WindowNet net(*plan, 4, &random, torch::kCPU);
        const auto weight = weightOf(net.stack(), "0.weight");
        const auto logits = net.forward(tokens, {});
        EXPECT_TRUE(torch::equal(logits[0][0], torch::zeros({4})));
        const auto expected = isOneHot ? weight.select(1, 2) : weight.select(1, 0) * 0.5;
        EXPECT_TRUE(torch::allclose(logits[1][0], expected));
    }
}

} // namespace
} // namespace leitmotif
