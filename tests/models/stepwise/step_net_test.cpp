// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stepwise/step_net.h"

#include "models/nets/sequence_net.h"

#include <gtest/gtest.h>
#include <limits>
#include <torch/torch.h>

namespace leitmotif {
namespace {

constexpr int kInputs = 23;
constexpr int kOutputs = 19;

/// Odd widths, and some beyond a panel of the kernel.
std::vector<LayerSpec> specs() {
    return *sequenceLayers(nlohmann::json::parse(R"([
        {"layer":"embedding","size":7}, {"layer":"lstm","units":37}, {"layer":"dropout"},
        {"layer":"linear","units":5}, {"layer":"gru","units":43}, {"layer":"linear"}])"),
                           "test");
}

NamedArrays weights() {
    Random random(8);
    return toArrays(SequenceNet(specs(), kInputs, kOutputs, random, torch::kCPU).parameters());
}

std::vector<int> randomTokens(std::size_t count, std::uint64_t seed) {
    Random random(seed);
    std::vector<int> tokens(count);
    for (int& token : tokens)
        token = static_cast<int>(random.below(kInputs));
    return tokens;
}

TEST(StepNet, SaysWhatTheTrainedNetworkSaysWithItsMatricesInBf16) {
    Random random(8);
    const SequenceNet trained(specs(), kInputs, kOutputs, random, torch::kCPU);
    const auto net = StepNet::create(specs(), toArrays(trained.parameters()));
    ASSERT_TRUE(net) << describe(net.error());
    EXPECT_EQ(net->inputCount(), kInputs);
    EXPECT_EQ(net->outputCount(), kOutputs);

    const auto tokens = randomTokens(50, 3);
    auto column = torch::empty({50, 1}, torch::kInt64);
    for (std::int64_t t = 0; t < 50; ++t)
        column[t][0] = tokens[static_cast<std::size_t>(t)];
    const auto exact = trained.forward(column, 0.5, nullptr);
    {
        const torch::NoGradGuard noGradients;
        for (const auto& [name, tensor] : trained.parameters())
            if (tensor.dim() > 1 && name != "0.weight")
                torch::Tensor(tensor).copy_(tensor.to(torch::kBFloat16).to(torch::kFloat32));
    }
    const auto rounded = trained.forward(column, 0.5, nullptr);

    auto state = net->start();
    std::vector<float> logits(kOutputs);
    for (std::int64_t t = 0; t < 50; ++t) {
        net->step(state, tokens[static_cast<std::size_t>(t)], logits);
        for (std::int64_t k = 0; k < kOutputs; ++k) {
            ASSERT_NEAR(logits[static_cast<std::size_t>(k)], rounded[t][0][k].item<float>(), 2e-5)
                << "step " << t;
            ASSERT_NEAR(logits[static_cast<std::size_t>(k)], exact[t][0][k].item<float>(), 1e-2)
                << "step " << t;
        }
    }
}

TEST(StepNet, AStreamsNumbersDoNotDependOnTheOthers) {
    const auto net = *StepNet::create(specs(), weights());
    constexpr std::size_t kSteps = 12;
    for (const std::size_t count : {1, 2, 7, 8, 9, 16, 19}) {
        std::vector<StepNet::State> together(count, net.start());
        std::vector<StepNet::State> alone(count, net.start());
        std::vector<float> row(kOutputs);
        for (std::size_t t = 0; t < kSteps; ++t) {
            // Streams end at different times: one less each few steps.
            const auto left = count > t / 3 ? count - t / 3 : 1;
            std::vector<StepNet::State*> streams;
            for (std::size_t s = 0; s < left; ++s)
                streams.push_back(&together[s]);
            const auto tokens = randomTokens(left, t);
            std::vector<float> logits(left * kOutputs);
            net.step(streams, tokens, logits);
            for (std::size_t s = 0; s < left; ++s) {
                net.step(alone[s], tokens[s], row);
                for (std::size_t k = 0; k < kOutputs; ++k)
                    ASSERT_EQ(logits[s * kOutputs + k], row[k])
                        << count << " streams, stream " << s << ", step " << t;
            }
        }
    }
}

/// Steps give the same as a whole window, also beyond the reach.
TEST(StepNet, ATransformerSaysWhatTheWindowSays) {
    const auto layers = *sequenceLayers(nlohmann::json::parse(R"([
        {"layer":"embedding","size":12}, {"layer":"dropout"},
        {"layer":"transformer","units":12,"heads":3,"reach":7},
        {"layer":"transformer","units":12,"heads":2,"reach":20,"rate":0.1},
        {"layer":"lstm","units":8}, {"layer":"linear"}])"),
                                        "test");
    Random random(8);
    const SequenceNet trained(layers, kInputs, kOutputs, random, torch::kCPU);
    {
        const torch::NoGradGuard noGradients; // norms and distances that have an effect
        for (const auto& [name, tensor] : trained.parameters())
            torch::Tensor(tensor).add_(uniformTensor(tensor.sizes().vec(), 0.3, random));
    }
    const auto net = StepNet::create(layers, toArrays(trained.parameters()));
    ASSERT_TRUE(net) << describe(net.error());
    constexpr std::int64_t kSteps = 50;
    auto tokens = torch::empty({kSteps, 1}, torch::kInt64);
    for (std::int64_t t = 0; t < kSteps; ++t)
        tokens[t][0] = static_cast<std::int64_t>(random.below(kInputs));
    const auto expected = trained.forward(tokens, 0.5, nullptr);
    auto state = net->start();
    std::vector<float> logits(kOutputs);
    for (std::int64_t t = 0; t < kSteps; ++t) {
        net->step(state, static_cast<int>(tokens[t][0].item<std::int64_t>()), logits);
        for (std::int64_t k = 0; k < kOutputs; ++k)
            ASSERT_NEAR(logits[static_cast<std::size_t>(k)], expected[t][0][k].item<float>(), 1e-2)
                << "step " << t;
    }
    const auto arrays = toArrays(trained.parameters());
    for (std::size_t i = 0; i < arrays.size(); ++i) {
        auto damaged = arrays;
        damaged.erase(damaged.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(StepNet::create(layers, damaged)) << "without " << arrays[i].name;
        damaged = arrays;
        damaged[i].shape.push_back(1);
        EXPECT_FALSE(StepNet::create(layers, damaged)) << "shape of " << arrays[i].name;
    }
}

TEST(StepNet, RefusesWeightsThatDoNotFit) {
    ASSERT_TRUE(StepNet::create(specs(), weights()));
    EXPECT_FALSE(StepNet::create(specs(), {}));
    for (std::size_t i = 0; i < weights().size(); ++i) {
        auto arrays = weights();
        arrays.erase(arrays.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(StepNet::create(specs(), arrays)) << "without " << weights()[i].name;
        arrays = weights();
        std::swap(arrays[i].shape.front(), arrays[i].shape.back());
        arrays[i].shape.push_back(1);
        EXPECT_FALSE(StepNet::create(specs(), arrays)) << "shape of " << weights()[i].name;
        arrays = weights();
        arrays[i].values.back() = std::numeric_limits<float>::quiet_NaN();
        EXPECT_FALSE(StepNet::create(specs(), arrays)) << "not a number in " << weights()[i].name;
    }
}

} // namespace
} // namespace leitmotif
