// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "models/layers/tensors.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <torch/torch.h>
#include <vector>

namespace leitmotif {

/// Gradients of a sum of the output's elements with random weights.
inline std::vector<torch::Tensor> gradientsOf(const torch::Tensor& output,
                                              const std::vector<torch::Tensor>& tensors) {
    Random random(11);
    const auto weights = normalTensor(output.sizes().vec(), 1.0, random);
    return torch::autograd::grad({(output * weights).sum()}, tensors);
}

/// The largest difference as a share of the largest number.
inline double difference(const torch::Tensor& ours, const torch::Tensor& theirs) {
    EXPECT_EQ(ours.sizes(), theirs.sizes());
    return (ours - theirs).abs().max().item<double>() /
           std::max(1e-3, theirs.abs().max().item<double>());
}

} // namespace leitmotif
