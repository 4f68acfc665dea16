// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/optimizer.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <torch/torch.h>

namespace leitmotif {
namespace {

using torch::Tensor;

constexpr double kRate = 0.02;
constexpr double kDecay = 0.1;

/// An ill-conditioned quadratic, and a vector without decay.
Tensor lossOf(const Tensor& matrix, const Tensor& vector) {
    const auto steep = torch::tensor({1.0F, 30.0F, 0.1F}).view({1, 3});
    return (steep * (matrix - 1.0F).pow(2)).sum() + (vector + 2.0F).pow(4).sum();
}

NamedTensors startValues() {
    Random random(2);
    return {{"matrix", normalTensor({2, 3}, 1.0, random).requires_grad_()},
            {"vector", normalTensor({4}, 1.0, random).requires_grad_()}};
}

template <class Theirs, class Options>
void expectSameAs(const char* kind, Options options) {
    auto ours = startValues();
    auto theirs = startValues();
    Optimizer optimizer({.kind = kind, .weightDecay = kDecay}, ours);
    std::vector<torch::optim::OptimizerParamGroup> groups;
    groups.emplace_back(std::vector<Tensor>{theirs[0].second},
                        std::make_unique<Options>(Options(options).weight_decay(kDecay)));
    groups.emplace_back(std::vector<Tensor>{theirs[1].second},
                        std::make_unique<Options>(Options(options).weight_decay(0.0)));
    Theirs reference(groups, options);
    for (int step = 0; step < 60; ++step) {
        optimizer.clearGradients();
        lossOf(ours[0].second, ours[1].second).backward();
        ASSERT_TRUE(optimizer.step(kRate));
        reference.zero_grad();
        lossOf(theirs[0].second, theirs[1].second).backward();
        reference.step();
        for (std::size_t i = 0; i < ours.size(); ++i)
            ASSERT_LT((ours[i].second - theirs[i].second).abs().max().item<double>(), 1e-5)
                << kind << " step " << step;
    }
    EXPECT_EQ(optimizer.steps(), 60);
}

TEST(Optimizer, StepsAsLibtorchsOwn) {
    expectSameAs<torch::optim::AdamW>("adamw", torch::optim::AdamWOptions(kRate));
    expectSameAs<torch::optim::Adam>("adam", torch::optim::AdamOptions(kRate));
    expectSameAs<torch::optim::RMSprop>("rmsprop", torch::optim::RMSpropOptions(kRate).alpha(0.99));
}

TEST(Optimizer, LimitsTheNormOfAllGradientsTogether) {
    auto parameters = startValues();
    Optimizer optimizer({.kind = "adamw", .clip = 0.5}, parameters);
    parameters[0].second.mutable_grad() = torch::full({2, 3}, 3.0F);
    parameters[1].second.mutable_grad() = torch::full({4}, -4.0F);
    ASSERT_TRUE(optimizer.step(kRate));
    const double squares = parameters[0].second.grad().pow(2).sum().item<double>() +
                           parameters[1].second.grad().pow(2).sum().item<double>();
    EXPECT_NEAR(std::sqrt(squares), 0.5, 1e-6);
    EXPECT_NEAR(parameters[0].second.grad()[0][0].item<double>() /
                    parameters[1].second.grad()[0].item<double>(),
                -0.75, 1e-6);
}

TEST(Optimizer, RefusesWhatIsNotFiniteAndChangesNothing) {
    for (const float bad : {std::numeric_limits<float>::infinity(), std::nanf("")}) {
        auto parameters = startValues();
        Optimizer optimizer({.kind = "adamw", .weightDecay = 0.1, .clip = 1.0}, parameters);
        parameters[0].second.mutable_grad() = torch::ones({2, 3});
        parameters[1].second.mutable_grad() = torch::full({4}, bad);
        EXPECT_FALSE(optimizer.step(kRate));
        EXPECT_EQ(toArrays(parameters), toArrays(startValues()));
        EXPECT_EQ(optimizer.steps(), 0);
    }
}

} // namespace
} // namespace leitmotif
