// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

namespace leitmotif {

/// A layer of LSTM over whole windows from a zero state, several times faster on few cores than
/// libtorch's own, which makes a dozen small tensors a step. Any thread; gradients once (no
/// gradients of gradients). On other devices than the CPU it is libtorch's own.
///
/// Shapes: T steps, B windows, I inputs, H units. inputs (T, B, I), weightInput (4H, I),
/// weightHidden (4H, H), bias (4H), result (T, B, H), all float32; gates in the order i, f, g, o.
[[nodiscard]] torch::Tensor fusedLstm(const torch::Tensor& inputs, const torch::Tensor& weightInput,
                                      const torch::Tensor& weightHidden, const torch::Tensor& bias);

/// The same for GRU: weightInput (3H, I), weightHidden (3H, H), biasInput and biasHidden (3H);
/// gates in the order r, z, n.
[[nodiscard]] torch::Tensor fusedGru(const torch::Tensor& inputs, const torch::Tensor& weightInput,
                                     const torch::Tensor& weightHidden,
                                     const torch::Tensor& biasInput,
                                     const torch::Tensor& biasHidden);

} // namespace leitmotif
