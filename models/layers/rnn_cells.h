// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace leitmotif {

/// The arithmetic of recurrent cells between their matrix products, on plain arrays, so that
/// training (models/layers/fused_rnn) and sampling (models/generate/step_net) compute the same
/// numbers. Shapes: R rows (streams), H units; gates of a row lie side by side. Order of gates and
/// equations are those of torch::nn::LSTM and torch::nn::GRU.
namespace cells {

/// gates (R, 4H): sums of inputs in, activations i, f, g, o out. cellBefore, cell, hidden (R, H);
/// cell may be cellBefore.
void lstmForward(std::size_t rows, std::size_t units, float* gates, const float* cellBefore,
                 float* cell, float* hidden) noexcept;

/// gates (R, 4H): activations in, gradients of the sums out. dHidden: gradient of hidden.
/// dCell: gradient of cell in, of cellBefore out.
void lstmBackward(std::size_t rows, std::size_t units, float* gates, const float* cellBefore,
                  const float* cell, const float* dHidden, float* dCell) noexcept;

/// gates (R, 3H): sums of the input side r, z, n in, activations out. recurrent (R, 3H): sums of
/// the hidden side; unchanged. hiddenBefore, hidden (R, H); hidden may be hiddenBefore.
void gruForward(std::size_t rows, std::size_t units, float* gates, const float* recurrent,
                const float* hiddenBefore, float* hidden) noexcept;

/// gates: activations in, gradients of the input-side sums out. recurrent: sums in, gradients of
/// the hidden-side sums out. dHidden: gradient of hidden in; out: that of hiddenBefore, without
/// what comes through `recurrent`.
void gruBackward(std::size_t rows, std::size_t units, float* gates, float* recurrent,
                 const float* hiddenBefore, float* dHidden) noexcept;

/// out (outputs) += inputs (I) · weight (I, outputs).
void addProduct(std::size_t inputCount, std::size_t outputCount, const float* inputs,
                const float* weight, float* out) noexcept;

} // namespace cells

} // namespace leitmotif
