// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

namespace leitmotif {

/// libtorch's own LSTM layer with initial states (B, H): on any device, twice differentiable on the
/// CPU. Shapes as in fused_rnn.h.
[[nodiscard]] torch::Tensor stockLstm(const torch::Tensor& inputs, const torch::Tensor& weightInput,
                                      const torch::Tensor& weightHidden, const torch::Tensor& bias,
                                      const torch::Tensor& hidden, const torch::Tensor& cell);

/// The same for GRU.
[[nodiscard]] torch::Tensor stockGru(const torch::Tensor& inputs, const torch::Tensor& weightInput,
                                     const torch::Tensor& weightHidden,
                                     const torch::Tensor& biasInput,
                                     const torch::Tensor& biasHidden, const torch::Tensor& hidden);

} // namespace leitmotif
