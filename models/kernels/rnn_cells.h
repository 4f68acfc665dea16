// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace leitmotif {

/// The arithmetic of recurrent cells between their matrix products, on plain arrays, so that
/// training (models/layers/fused_rnn) and sampling (models/stepwise/step_net) compute the same
/// numbers. Shapes: R rows (streams), H units; gates of a row lie side by side. Order of gates and
/// equations are those of torch::nn::LSTM and torch::nn::GRU.
namespace cells {

/// Results as bf16, too, for the next matrix product; may be null.
using Bf16 = std::uint16_t;

/// gates (R, 4H): sums of inputs without bias in, activations i, f, g, o out. bias (4H).
/// cellBefore, cell, hidden (R, H); cell may be cellBefore. hiddenBf16 (R, H) or null.
void lstmForward(std::size_t rows, std::size_t units, float* gates, const float* bias,
                 const float* cellBefore, float* cell, float* hidden, Bf16* hiddenBf16) noexcept;

/// Inputs and outputs of a backward step of LSTM; gradients of sums go to one of the two arrays.
struct LstmBackward {
    const float* gates;      ///< (R, 4H), activations
    const float* cellBefore; ///< (R, H), likewise below
    const float* cell;
    const float* dOutput; ///< gradient of hidden from outside
    const float* dHidden; ///< and from the step that follows
    float* dCell;         ///< gradient of cell in, of cellBefore out
    float* dSums;         ///< (R, 4H) or null
    Bf16* dSumsBf16;      ///< (R, 4H) or null
    float* dBias;         ///< (4H), is added to
};
void lstmBackward(std::size_t rows, std::size_t units, const LstmBackward& step) noexcept;

/// gates (R, 3H): sums of the input side r, z, n without bias in, activations out. recurrent
/// (R, 3H): those of the hidden side; the n part gets its bias. bias, biasHidden (3H).
/// hiddenBefore, hidden (R, H); hidden may be hiddenBefore. hiddenBf16 (R, H) or null.
void gruForward(std::size_t rows, std::size_t units, float* gates, float* recurrent,
                const float* bias, const float* biasHidden, const float* hiddenBefore,
                float* hidden, Bf16* hiddenBf16) noexcept;

struct GruBackward {
    const float* gates;        ///< (R, 3H), activations
    const float* recurrent;    ///< (R, 3H), as gruForward left it
    const float* hiddenBefore; ///< (R, H), likewise below
    const float* dOutput;      ///< gradient of hidden from outside
    const float* dRecurrent;   ///< and from the step that follows, through `recurrent`
    float* dDirect;            ///< and past it; out: that of hiddenBefore
    float* dSums;              ///< (R, 3H) or null: of the input side
    Bf16* dSumsBf16;
    float* dHiddenSums; ///< (R, 3H) or null: of the hidden side
    Bf16* dHiddenSumsBf16;
    float* dBias;           ///< (3H), is added to
    float* dBiasRemembered; ///< (H), likewise: the n part of biasHidden's; r and z as in dBias
};
void gruBackward(std::size_t rows, std::size_t units, const GruBackward& step) noexcept;

} // namespace cells

} // namespace leitmotif
