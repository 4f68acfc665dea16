// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/sequence_net.h"

#include "models/layers/product.h"
#include "models/train/optimizer.h"

#include <cmath>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

using Matrix = std::vector<std::vector<double>>;

std::vector<LayerSpec> specsOf(const char* kind, const char* rate = "0.5") {
    const bool isTransformer = std::string(kind) == "transformer";
    const auto text = std::string(R"([{"layer":"embedding","size":)") +
                      (isTransformer ? "4" : "3") + R"(},{"layer":"dropout","rate":)" + rate +
                      R"(},{"layer":")" + kind + R"(","units":4)" +
                      (isTransformer ? R"(,"heads":2,"reach":6)" : "") + R"(},{"layer":"linear"}])";
    return *sequenceLayers(nlohmann::json::parse(text), "test");
}

Matrix matrixOf(const NamedArrays& arrays, const std::string& name) {
    const auto* array = findArray(arrays, name);
    Matrix matrix(static_cast<std::size_t>(array->shape[0]));
    const std::size_t columns = array->values.size() / matrix.size();
    for (std::size_t i = 0; i < array->values.size(); ++i)
        matrix[i / columns].push_back(array->values[i]);
    return matrix;
}

double sigmoid(double x) {
    return 1.0 / (1.0 + std::exp(-x));
}

/// Nats of `tokens` after `start` by the textbook's equations, one number at a time.
double lstmNatsByHand(const NamedArrays& arrays, int start, const std::vector<int>& tokens) {
    const auto embedding = matrixOf(arrays, "0.weight");
    const auto input = matrixOf(arrays, "2.weight_input");
    const auto recurrent = matrixOf(arrays, "2.weight_hidden");
    const auto bias = matrixOf(arrays, "2.bias");
    const auto output = matrixOf(arrays, "3.weight");
    const auto outputBias = matrixOf(arrays, "3.bias");
    const std::size_t units = recurrent[0].size();
    std::vector<double> hidden(units);
    std::vector<double> cell(units);
    double nats = 0.0;
    int before = start;
    for (const int token : tokens) {
        const auto sumOf = [&](std::size_t gate) {
            double sum = bias[gate][0];
            for (std::size_t k = 0; k < input[gate].size(); ++k)
                sum += input[gate][k] * embedding[static_cast<std::size_t>(before)][k];
            for (std::size_t k = 0; k < units; ++k)
                sum += recurrent[gate][k] * hidden[k];
            return sum;
        };
        std::vector<double> next(units);
        for (std::size_t k = 0; k < units; ++k) {
            cell[k] = sigmoid(sumOf(units + k)) * cell[k] +
                      sigmoid(sumOf(k)) * std::tanh(sumOf(2 * units + k));
            next[k] = sigmoid(sumOf(3 * units + k)) * std::tanh(cell[k]);
        }
        hidden = next;
        double total = 0.0;
        double chosen = 0.0;
        for (std::size_t row = 0; row < output.size(); ++row) {
            double logit = outputBias[row][0];
            for (std::size_t k = 0; k < units; ++k)
                logit += output[row][k] * hidden[k];
            total += std::exp(logit);
            if (row == static_cast<std::size_t>(token))
                chosen = logit;
        }
        nats += std::log(total) - chosen;
        before = token;
    }
    return nats;
}

TEST(SequenceNet, LossIsThatOfTheEquationsByHand) {
    Random random(3);
    const SequenceNet net(specsOf("lstm"), 7, 6, random, torch::kCPU);
    const std::vector<int> tokens = {2, 5, 0, 0, 3, 1, 4, 2, 5};
    auto inputs = torch::empty({static_cast<std::int64_t>(tokens.size()), 1}, torch::kInt64);
    auto targets = torch::empty({static_cast<std::int64_t>(tokens.size())}, torch::kInt64);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        inputs[static_cast<std::int64_t>(i)][0] = i == 0 ? 6 : tokens[i - 1];
        targets[static_cast<std::int64_t>(i)] = tokens[i];
    }
    const auto logits = net.forward(inputs, 0.5, nullptr);
    ASSERT_EQ(logits.sizes(), (std::vector<std::int64_t>{9, 1, 6}));
    const double nats =
        torch::nll_loss(torch::log_softmax(logits.view({9, 6}), 1), targets, {}, at::Reduction::Sum)
            .item<double>();
    EXPECT_NEAR(nats, lstmNatsByHand(toArrays(net.parameters()), 6, tokens), 1e-5);
}

TEST(SequenceNet, SeesOnlyThePast) {
    for (const char* kind : {"lstm", "gru", "transformer"}) {
        Random random(5);
        const SequenceNet net(specsOf(kind), 9, 9, random, torch::kCPU);
        const auto tokens = torch::arange(8, torch::kInt64).view({8, 1});
        auto changed = tokens.clone();
        changed[5][0] = 0;
        const auto before = net.forward(tokens, 0.0, nullptr);
        const auto after = net.forward(changed, 0.0, nullptr);
        EXPECT_TRUE(torch::equal(before.narrow(0, 0, 5), after.narrow(0, 0, 5))) << kind;
        for (std::int64_t t = 5; t < 8; ++t)
            EXPECT_FALSE(torch::equal(before[t], after[t])) << kind << t;
    }
}

TEST(SequenceNet, EveryParameterGetsAGradient) {
    for (const char* kind : {"lstm", "gru", "transformer"}) {
        Random random(5);
        const SequenceNet net(specsOf(kind, "0.0"), 9, 8, random, torch::kCPU);
        const auto tokens = torch::arange(9, torch::kInt64).view({9, 1});
        net.forward(tokens, 0.0, nullptr).pow(2).sum().backward();
        std::int64_t count = 0;
        for (const auto& [name, tensor] : net.parameters()) {
            ASSERT_TRUE(tensor.grad().defined()) << name;
            EXPECT_GT(tensor.grad().abs().sum().item<double>(), 0.0) << name;
            count += tensor.numel();
        }
        EXPECT_EQ(net.parameterCount(), count);
    }
}

TEST(SequenceNet, DropoutKeepsTheMeanAndUsesTheRunsGenerator) {
    const auto ones = torch::ones({200, 500});
    Random random(1);
    const auto some = applyDropout(ones, 0.3, random);
    EXPECT_NEAR(some.mean().item<double>(), 1.0, 0.01);
    EXPECT_NEAR((some == 0.0).to(torch::kFloat).mean().item<double>(), 0.3, 0.01);
    Random again(1);
    torch::manual_seed(99);
    EXPECT_TRUE(torch::equal(some, applyDropout(ones, 0.3, again)));
    EXPECT_FALSE(torch::equal(some, applyDropout(ones, 0.3, again)));
    Random untouched(4);
    EXPECT_TRUE(torch::equal(ones, applyDropout(ones, 0.0, untouched)));
    EXPECT_EQ(untouched.state(), Random(4).state());
}

TEST(SequenceNet, WeightsComeFromTheRunsGeneratorAlone) {
    torch::manual_seed(1);
    Random random(3);
    const auto first =
        toArrays(SequenceNet(specsOf("gru"), 9, 8, random, torch::kCPU).parameters());
    torch::manual_seed(2);
    Random again(3);
    const auto second =
        toArrays(SequenceNet(specsOf("gru"), 9, 8, again, torch::kCPU).parameters());
    EXPECT_EQ(first, second);
    EXPECT_EQ(random.state(), again.state());
}

TEST(SequenceNet, RefusesArraysOfAnotherShapeAndStaysAsItWas) {
    Random random(3);
    const SequenceNet net(specsOf("lstm"), 9, 8, random, torch::kCPU);
    const auto before = toArrays(net.parameters());
    Random other(4);
    auto arrays = toArrays(SequenceNet(specsOf("lstm"), 9, 7, other, torch::kCPU).parameters());
    EXPECT_EQ(fill(net.parameters(), arrays).error().code, ErrorCode::CheckpointUnreadable);
    arrays.pop_back();
    EXPECT_FALSE(fill(net.parameters(), arrays));
    EXPECT_EQ(toArrays(net.parameters()), before);
}

/// Two layers of `kind` as libtorch computes them, with the weights of `net`.
torch::Tensor stockForward(const SequenceNet& net, const char* kind, const torch::Tensor& tokens) {
    std::vector<torch::Tensor> w;
    for (const auto& [name, tensor] : net.parameters())
        w.push_back(tensor);
    auto values = torch::embedding(w[0], tokens);
    const bool isLstm = std::string(kind) == "lstm";
    std::size_t next = 1;
    for (int layer = 0; layer < 2; ++layer) {
        const auto zero = torch::zeros({1, tokens.size(1), w[next + 1].size(1)});
        if (isLstm)
            values = std::get<0>(torch::lstm(values, {zero, zero},
                                             {w[next], w[next + 1], w[next + 2], w[next + 2] * 0},
                                             true, 1, 0.0, true, false, false));
        else
            values = std::get<0>(torch::gru(values, zero,
                                            {w[next], w[next + 1], w[next + 2], w[next + 3]}, true,
                                            1, 0.0, true, false, false));
        next += isLstm ? 3 : 4;
    }
    return torch::linear(values, w[next], w[next + 1]);
}

/// Steps of Adam until a fixed random batch costs less than a nat a token; 0: more than 400.
template <class Forward>
int stepsToMemorise(const SequenceNet& net, const Forward& forward) {
    Random random(9);
    auto tokens = torch::empty({24, 8}, torch::kInt64);
    for (std::int64_t i = 0; i < tokens.numel(); ++i)
        tokens.view(-1)[i] = static_cast<std::int64_t>(random.below(30));
    const auto inputs = tokens.narrow(0, 0, 23);
    const auto targets = tokens.narrow(0, 1, 23).reshape(-1);
    Optimizer optimizer({.kind = "adam"}, net.parameters());
    for (int step = 1; step <= 400; ++step) {
        optimizer.clearGradients();
        const auto loss =
            torch::nn::functional::cross_entropy(forward(inputs).reshape({-1, 30}), targets);
        if (loss.template item<double>() < 1.0)
            return step;
        loss.backward();
        EXPECT_TRUE(optimizer.step(3e-3));
    }
    return 0;
}

TEST(SequenceNet, LearnsInAsManyStepsAsWithLibtorchsLayers) {
    for (const char* kind : {"lstm", "gru"}) {
        const auto specs =
            *sequenceLayers(nlohmann::json::array({{{"layer", "embedding"}, {"size", 32}},
                                                   {{"layer", kind}, {"units", 64}},
                                                   {{"layer", kind}, {"units", 64}},
                                                   {{"layer", "linear"}}}),
                            "test");
        const auto made = [&] {
            Random random(3);
            return SequenceNet(specs, 30, 30, random, torch::kCPU);
        };
        const auto stock = made();
        const double theirs = stepsToMemorise(
            stock, [&](const torch::Tensor& tokens) { return stockForward(stock, kind, tokens); });
        ASSERT_GT(theirs, 0.0);
        const auto f32 = made();
        const double ours = stepsToMemorise(
            f32, [&](const torch::Tensor& tokens) { return f32.forward(tokens, 0.0, nullptr); });
        EXPECT_NEAR(ours, theirs, 0.1 * theirs) << kind;
        if (!hasFastBf16())
            continue;
        const auto bf16 = made();
        const double low = stepsToMemorise(bf16, [&](const torch::Tensor& tokens) {
            return bf16.forward(tokens, 0.0, nullptr, Precision::BF16);
        });
        EXPECT_NEAR(low, theirs, 0.2 * theirs) << kind;
    }
}

} // namespace
} // namespace leitmotif
