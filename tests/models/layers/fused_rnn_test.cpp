// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/fused_rnn.h"

#include "models/layers/rnn_cells.h"
#include "models/layers/tensors.h"

#include <cmath>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

using torch::Tensor;

struct Shape {
    std::int64_t steps, rows, inputs, units;
};

/// Leaves of a layer: inputs, then weights.
std::vector<Tensor> leaves(const Shape& shape, std::int64_t gates, bool hasHiddenBias) {
    Random random(7);
    std::vector<Tensor> tensors = {
        normalTensor({shape.steps, shape.rows, shape.inputs}, 1.0, random),
        normalTensor({gates * shape.units, shape.inputs}, 0.4, random),
        normalTensor({gates * shape.units, shape.units}, 0.4, random),
        normalTensor({gates * shape.units}, 0.4, random)};
    if (hasHiddenBias)
        tensors.push_back(normalTensor({gates * shape.units}, 0.4, random));
    for (auto& tensor : tensors)
        tensor.requires_grad_();
    return tensors;
}

/// The gradients of a weighted sum of the layer's outputs.
std::vector<Tensor> gradientsOf(const Tensor& output, const std::vector<Tensor>& tensors) {
    Random random(11);
    const auto weights = normalTensor(output.sizes().vec(), 1.0, random);
    return torch::autograd::grad({(output * weights).sum()}, tensors);
}

void expectClose(const Tensor& ours, const Tensor& theirs, const char* what) {
    ASSERT_EQ(ours.sizes(), theirs.sizes()) << what;
    const double scale = std::max(1.0, theirs.abs().max().item<double>());
    EXPECT_LT((ours - theirs).abs().max().item<double>(), 1e-5 * scale) << what;
}

class FusedRnn : public testing::TestWithParam<Shape> {};

TEST_P(FusedRnn, LstmEqualsLibtorchsOwn) {
    const auto shape = GetParam();
    const auto tensors = leaves(shape, 4, false);
    const auto ours = fusedLstm(tensors[0], tensors[1], tensors[2], tensors[3]);
    const auto state = torch::zeros({1, shape.rows, shape.units});
    const auto theirs = std::get<0>(
        torch::lstm(tensors[0], {state, state},
                    {tensors[1], tensors[2], tensors[3], torch::zeros({4 * shape.units})}, true, 1,
                    0.0, true, false, false));
    expectClose(ours, theirs, "output");
    const auto oursBack = gradientsOf(ours, tensors);
    const auto theirsBack = gradientsOf(theirs, tensors);
    for (std::size_t i = 0; i < tensors.size(); ++i)
        expectClose(oursBack[i], theirsBack[i], "gradient");
}

TEST_P(FusedRnn, GruEqualsLibtorchsOwn) {
    const auto shape = GetParam();
    const auto tensors = leaves(shape, 3, true);
    const auto ours = fusedGru(tensors[0], tensors[1], tensors[2], tensors[3], tensors[4]);
    const auto state = torch::zeros({1, shape.rows, shape.units});
    const auto theirs =
        std::get<0>(torch::gru(tensors[0], state, {tensors[1], tensors[2], tensors[3], tensors[4]},
                               true, 1, 0.0, true, false, false));
    expectClose(ours, theirs, "output");
    const auto oursBack = gradientsOf(ours, tensors);
    const auto theirsBack = gradientsOf(theirs, tensors);
    for (std::size_t i = 0; i < tensors.size(); ++i)
        expectClose(oursBack[i], theirsBack[i], "gradient");
}

INSTANTIATE_TEST_SUITE_P(Shapes, FusedRnn,
                         testing::Values(Shape{1, 1, 1, 1}, Shape{1, 3, 2, 5}, Shape{9, 1, 3, 7},
                                         Shape{12, 5, 6, 33}),
                         [](const auto& shape) {
                             return "T" + std::to_string(shape.param.steps) + "H" +
                                    std::to_string(shape.param.units);
                         });

TEST(RnnCells, GatesAreAccurateAndSaturate) {
    // One unit whose sums are all x: h = σ(x)·tanh(σ(x)·tanh(x)) from an empty cell.
    for (double x = -100.0; x <= 100.0; x += 0.37) {
        float gates[4];
        std::fill(std::begin(gates), std::end(gates), static_cast<float>(x));
        float cell = 0.0F;
        float hidden = 0.0F;
        cells::lstmForward(1, 1, gates, &cell, &cell, &hidden);
        const double sum = static_cast<float>(x);
        const double sigmoid = 1.0 / (1.0 + std::exp(-sum));
        EXPECT_NEAR(cell, sigmoid * std::tanh(sum), 3e-7) << x;
        EXPECT_NEAR(hidden, sigmoid * std::tanh(sigmoid * std::tanh(sum)), 3e-7) << x;
    }
}

TEST(RnnCells, PassOnWhatIsNotANumber) {
    float gates[4] = {std::nanf(""), 0.0F, 0.0F, 0.0F};
    float cell = 0.0F;
    float hidden = 0.0F;
    cells::lstmForward(1, 1, gates, &cell, &cell, &hidden);
    EXPECT_TRUE(std::isnan(hidden));
}

} // namespace
} // namespace leitmotif
