// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <torch/types.h>

namespace leitmotif {

// Convolutions from one channel to many: the time goes into reading and writing the outputs, not
// into products. So bias and leaky ReLU are fused into the only write, and the gradients of the
// weights into the only read.

/// True if convFromOneChannel() can be used: f32 on the CPU, one channel, a kernel of 3 × 3, and
/// outputs that fill vectors. weight (outputs, channels, kernel, kernel).
[[nodiscard]] bool canConvFromOneChannel(const torch::Tensor& values, const torch::Tensor& weight);

/// torch::conv2d without padding, then leaky ReLU with `slope` below 0; 1: none. values (N, 1,
/// rows, columns); weight (outputs, 1, 3, 3); bias (outputs); `stride` down and across → (N,
/// outputs, rows', columns'), channels last. REQUIRES: canConvFromOneChannel().
[[nodiscard]] torch::Tensor convFromOneChannel(const torch::Tensor& values,
                                               const torch::Tensor& weight,
                                               const torch::Tensor& bias,
                                               std::array<std::int64_t, 2> stride, double slope);

} // namespace leitmotif
