// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/precision.h"

#include <torch/types.h>

namespace leitmotif {

/// inputs (…, I) · weightᵀ + bias for weight (O, I), bias (O), as (…, O); f32. First-order
/// gradients only; on other devices than the CPU it is libtorch's own in f32. BF16: REQUIRES
/// hasFastBf16().
[[nodiscard]] torch::Tensor fusedLinear(const torch::Tensor& inputs, const torch::Tensor& weight,
                                        const torch::Tensor& bias, Precision precision);

/// Target of a row that does not count, as in libtorch.
inline constexpr std::int64_t kIgnoredTarget = -100;

/// Summed cross-entropy in nats of logits (R, V), f32, against targets (R) of int64; a scalar.
/// Computes the gradient in the same pass as the loss. First-order gradients only; on other devices
/// than the CPU it is libtorch's own. REQUIRES: each target is kIgnoredTarget or in [0, V).
[[nodiscard]] torch::Tensor crossEntropySum(const torch::Tensor& logits,
                                            const torch::Tensor& targets);

} // namespace leitmotif
