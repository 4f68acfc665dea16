// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/transformer_block.h"

#include "models/layers/tensors.h"

#include <cmath>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

constexpr std::int64_t kUnits = 6;
constexpr std::int64_t kHeads = 2;
constexpr std::int64_t kReach = 4;

/// Random weights, changed so that biases, norms and distances have an effect.
std::vector<torch::Tensor> weightsOf(Random& random) {
    std::vector<torch::Tensor> weights;
    for (const auto& [role, values] : transformer::drawnWeights(kUnits, kHeads, kReach, random))
        weights.push_back(values + uniformTensor(values.sizes().vec(), 0.4, random));
    return weights;
}

double at(const torch::Tensor& tensor, std::int64_t i, std::int64_t j = -1, std::int64_t k = -1) {
    auto place = tensor[i];
    if (j >= 0)
        place = place[j];
    if (k >= 0)
        place = place[k];
    return place.item<double>();
}

using Row = std::vector<double>;

Row normed(const Row& row, const torch::Tensor& gain, const torch::Tensor& bias) {
    double mean = 0.0;
    double variance = 0.0;
    for (const double value : row)
        mean += value / static_cast<double>(row.size());
    for (const double value : row)
        variance += (value - mean) * (value - mean) / static_cast<double>(row.size());
    Row result;
    for (std::size_t i = 0; i < row.size(); ++i)
        result.push_back((row[i] - mean) / std::sqrt(variance + 1e-5) *
                             at(gain, static_cast<std::int64_t>(i)) +
                         at(bias, static_cast<std::int64_t>(i)));
    return result;
}

Row linear(const Row& row, const torch::Tensor& weight, const torch::Tensor& bias) {
    Row result;
    for (std::int64_t o = 0; o < weight.size(0); ++o) {
        double sum = at(bias, o);
        for (std::size_t i = 0; i < row.size(); ++i)
            sum += at(weight, o, static_cast<std::int64_t>(i)) * row[i];
        result.push_back(sum);
    }
    return result;
}

/// The equations of the block, one number at a time.
std::vector<Row> byHand(const std::vector<Row>& inputs, const std::vector<torch::Tensor>& w) {
    constexpr std::int64_t kWidth = kUnits / kHeads;
    std::vector<Row> qkv;
    for (const Row& row : inputs)
        qkv.push_back(linear(normed(row, w[0], w[1]), w[2], w[3]));
    const auto query = [&](std::size_t t, std::int64_t i) {
        return qkv[t][static_cast<std::size_t>(i)];
    };
    const auto key = [&](std::size_t t, std::int64_t i) { return query(t, kUnits + i); };
    const auto value = [&](std::size_t t, std::int64_t i) { return query(t, 2 * kUnits + i); };
    std::vector<Row> outputs;
    for (std::size_t t = 0; t < inputs.size(); ++t) {
        Row taken(kUnits, 0.0);
        for (std::int64_t head = 0; head < kHeads; ++head) {
            std::vector<double> shares;
            double total = 0.0;
            const std::size_t seen = std::min<std::size_t>(t + 1, kReach);
            for (std::size_t back = 0; back < seen; ++back) {
                double score = 0.0;
                for (std::int64_t i = 0; i < kWidth; ++i) {
                    const auto place = head * kWidth + i;
                    score += query(t, place) * (key(t - back, place) +
                                                at(w[4], head, static_cast<std::int64_t>(back), i));
                }
                shares.push_back(std::exp(score / std::sqrt(static_cast<double>(kWidth))));
                total += shares.back();
            }
            for (std::size_t back = 0; back < seen; ++back)
                for (std::int64_t i = 0; i < kWidth; ++i)
                    taken[static_cast<std::size_t>(head * kWidth + i)] +=
                        shares[back] / total * value(t - back, head * kWidth + i);
        }
        Row mixed = linear(taken, w[5], w[6]);
        for (std::size_t i = 0; i < mixed.size(); ++i)
            mixed[i] += inputs[t][i];
        Row wide = linear(normed(mixed, w[7], w[8]), w[9], w[10]);
        for (double& x : wide)
            x = 0.5 * x * (1.0 + std::erf(x / std::sqrt(2.0)));
        Row output = linear(wide, w[11], w[12]);
        for (std::size_t i = 0; i < output.size(); ++i)
            output[i] += mixed[i];
        outputs.push_back(output);
    }
    return outputs;
}

TEST(TransformerBlock, IsWhatTheEquationsSay) {
    Random random(5);
    const auto weights = weightsOf(random);
    const auto values = uniformTensor({9, 2, kUnits}, 1.0, random);
    const auto outputs = transformer::forward(values, weights, kHeads, 0.5, nullptr);
    ASSERT_EQ(outputs.sizes(), values.sizes());
    for (std::int64_t row = 0; row < 2; ++row) {
        std::vector<Row> inputs(9);
        for (std::int64_t t = 0; t < 9; ++t)
            for (std::int64_t i = 0; i < kUnits; ++i)
                inputs[static_cast<std::size_t>(t)].push_back(at(values, t, row, i));
        const auto expected = byHand(inputs, weights);
        for (std::int64_t t = 0; t < 9; ++t)
            for (std::int64_t i = 0; i < kUnits; ++i)
                ASSERT_NEAR(at(outputs, t, row, i),
                            expected[static_cast<std::size_t>(t)][static_cast<std::size_t>(i)],
                            1e-4)
                    << t;
    }
}

TEST(TransformerBlock, KnowsDistancesAndNoPlaces) {
    Random random(6);
    const auto weights = weightsOf(random);
    const auto heard = uniformTensor({kReach, 1, kUnits}, 1.0, random);
    const auto early = transformer::forward(heard, weights, kHeads, 0.0, nullptr);
    const auto before = uniformTensor({11, 1, kUnits}, 1.0, random);
    const auto late =
        transformer::forward(torch::cat({before, heard}), weights, kHeads, 0.0, nullptr);
    EXPECT_TRUE(torch::allclose(early[kReach - 1], late[11 + kReach - 1], 1e-4, 1e-5));
    EXPECT_FALSE(torch::allclose(early[kReach - 2], late[11 + kReach - 2], 1e-4, 1e-5));
}

TEST(TransformerBlock, DropoutUsesTheRunsGenerator) {
    Random random(7);
    const auto weights = weightsOf(random);
    const auto values = uniformTensor({9, 2, kUnits}, 1.0, random);
    Random first(1);
    const auto once = transformer::forward(values, weights, kHeads, 0.5, &first);
    Random again(1);
    torch::manual_seed(99);
    EXPECT_TRUE(torch::equal(transformer::forward(values, weights, kHeads, 0.5, &again), once));
    EXPECT_FALSE(torch::equal(transformer::forward(values, weights, kHeads, 0.5, &again), once));
}

} // namespace
} // namespace leitmotif
