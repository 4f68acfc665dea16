// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

namespace leitmotif {

// Convolutions to a few channels, which would leave most of a vector unit idle: each pixel is
// multiplied by all taps of the kernel at once, and the contributions to its neighbours are added
// up. The gradient of the inputs is a convolution from few channels, which is fast.

/// True if convToFewChannels() can be used: f32 on the CPU, few outputs, channels that fill
/// vectors, an odd square kernel that is not too large. weight (outputs, channels, kernel, kernel).
[[nodiscard]] bool canConvToFewChannels(const torch::Tensor& values, const torch::Tensor& weight);

/// torch::conv2d of stride 1, padded so that the size stays. values (N, C, rows, columns), channels
/// last; weight (outputs, C, k, k); bias (outputs) → (N, outputs, rows, columns). REQUIRES:
/// canConvToFewChannels().
[[nodiscard]] torch::Tensor convToFewChannels(const torch::Tensor& values,
                                              const torch::Tensor& weight,
                                              const torch::Tensor& bias);

} // namespace leitmotif
