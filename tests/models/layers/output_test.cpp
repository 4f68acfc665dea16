// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/output.h"

#include "models/layers/product.h"
#include "models/layers/tensors.h"
#include "tests/models/layers/gradients.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

using torch::Tensor;

void expectLinearLikeLibtorchs(Precision precision, double tolerance) {
    for (const auto& [rows, width, outputs] :
         {std::tuple(1, 1, 1), std::tuple(5, 3, 7), std::tuple(131, 64, 200)}) {
        Random random(7);
        const std::vector<Tensor> leaves = {
            normalTensor({rows, 2, width}, 1.0, random).requires_grad_(),
            normalTensor({outputs, width}, 1.0, random).requires_grad_(),
            normalTensor({outputs}, 1.0, random).requires_grad_()};
        const auto ours = fusedLinear(leaves[0], leaves[1], leaves[2], precision);
        const auto theirs = torch::linear(leaves[0], leaves[1], leaves[2]);
        EXPECT_LT(difference(ours, theirs), tolerance) << rows;
        const auto oursBack = gradientsOf(ours, leaves);
        const auto theirsBack = gradientsOf(theirs, leaves);
        for (std::size_t i = 0; i < leaves.size(); ++i)
            EXPECT_LT(difference(oursBack[i], theirsBack[i]), tolerance) << rows << ' ' << i;
    }
}

TEST(FusedLinear, EqualsLibtorchsOwn) {
    expectLinearLikeLibtorchs(Precision::F32, 1e-5);
}

TEST(FusedLinear, IsNearInBf16) {
    if (!hasFastBf16())
        GTEST_SKIP() << "this processor does not multiply bf16";
    expectLinearLikeLibtorchs(Precision::BF16, 2e-2);
}

TEST(CrossEntropySum, EqualsLibtorchsOwn) {
    for (const std::int64_t tokens : {1, 3, 16, 37, 257}) {
        Random random(3);
        const auto logits = normalTensor({300, tokens}, 20.0, random).requires_grad_();
        auto targets = torch::empty({300}, torch::kInt64);
        for (std::int64_t row = 0; row < 300; ++row)
            targets[row] =
                row % 5 == 4
                    ? kIgnoredTarget
                    : static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(tokens)));
        const auto ours = crossEntropySum(logits, targets);
        const auto theirs = torch::nll_loss(torch::log_softmax(logits.to(torch::kFloat64), 1),
                                            targets, {}, at::Reduction::Sum, kIgnoredTarget);
        EXPECT_NEAR(ours.item<double>(), theirs.item<double>(),
                    1e-6 * std::max(1.0, theirs.item<double>()));
        const auto oursBack = torch::autograd::grad({ours * 0.5}, {logits})[0];
        const auto theirsBack = torch::autograd::grad({theirs * 0.5}, {logits})[0];
        EXPECT_LT((oursBack - theirsBack).abs().max().item<double>(), 1e-6) << tokens;
    }
}

TEST(CrossEntropySum, IsNotFiniteWhereALogitIsNot) {
    for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
        auto logits = torch::zeros({2, 20});
        logits[1][18] = bad;
        EXPECT_FALSE(
            std::isfinite(crossEntropySum(logits, torch::zeros({2}, torch::kInt64)).item<float>()));
    }
}

} // namespace
} // namespace leitmotif
