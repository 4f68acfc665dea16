// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/product.h"

#include <torch/types.h>

namespace leitmotif {

/// Options of a pass of a recurrent layer.
struct RnnOptions {
    Precision precision = Precision::F32; ///< BF16: REQUIRES hasFastBf16(), on the CPU
    bool isReversed = false;              ///< from the last step to the first
    /// Second-order gradients are needed: uses libtorch's own layer, in f32. The fused layers
    /// throw.
    bool isTwiceDifferentiable = false;
};

/// The state of a layer before its first step, (B, H) each; undefined: zeros. GRU has no cell.
struct RnnState {
    torch::Tensor hidden;
    torch::Tensor cell;
};

/// A layer of LSTM over whole windows, several times faster on few cores than libtorch's own, which
/// makes a dozen small tensors a step. Any thread. On other devices than the CPU it is libtorch's
/// own. A bidirectional layer is two calls, one of them reversed, with their results concatenated.
///
/// Shapes: T steps, B windows, I inputs, H units. inputs (T, B, I), weightInput (4H, I),
/// weightHidden (4H, H), bias (4H), result (T, B, H), all float32; gates in the order i, f, g, o.
[[nodiscard]] torch::Tensor fusedLstm(const torch::Tensor& inputs, const torch::Tensor& weightInput,
                                      const torch::Tensor& weightHidden, const torch::Tensor& bias,
                                      const RnnOptions& options = {}, const RnnState& initial = {});

/// The same for GRU: weightInput (3H, I), weightHidden (3H, H), biasInput and biasHidden (3H);
/// gates in the order r, z, n.
[[nodiscard]] torch::Tensor fusedGru(const torch::Tensor& inputs, const torch::Tensor& weightInput,
                                     const torch::Tensor& weightHidden,
                                     const torch::Tensor& biasInput,
                                     const torch::Tensor& biasHidden,
                                     const RnnOptions& options = {}, const RnnState& initial = {});

/// Weights that do not change between windows, packed once for all of them. Immutable; any thread.
struct PackedRnn {
    PackedMatrix input;
    PackedMatrix hidden;
    Precision inputPrecision; ///< F32 for a few inputs: values that bf16 would round too much
    Precision precision;

    /// weightInput (G, I), weightHidden (G, H). BF16: REQUIRES hasFastBf16().
    PackedRnn(const torch::Tensor& weightInput, const torch::Tensor& weightHidden,
              Precision wanted);
};

/// The layers above with packed weights, without gradients, on the CPU, from a state of zeros.
[[nodiscard]] torch::Tensor fusedLstm(const torch::Tensor& inputs, const PackedRnn& weights,
                                      const torch::Tensor& bias);
[[nodiscard]] torch::Tensor fusedGru(const torch::Tensor& inputs, const PackedRnn& weights,
                                     const torch::Tensor& biasInput,
                                     const torch::Tensor& biasHidden);

} // namespace leitmotif
