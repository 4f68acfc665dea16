// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/kernels/rnn_cells.h"
#include "models/kernels/threads.h"
#include "models/layers/fused_rnn.h"

#include <array>
#include <torch/types.h>

namespace leitmotif {

// Code that the passes of LSTM and GRU over a window share. Shapes as in fused_rnn.h.

/// Fewer windows a thread do not pay for reading the weights once more.
inline constexpr std::int64_t kFewestWindows = 8;

/// The pointer to a row of a step of a tensor (T, B, X).
template <class Number>
[[nodiscard]] Number* placeIn(const torch::Tensor& tensor, std::int64_t step, std::int64_t row) {
    return static_cast<Number*>(tensor.data_ptr()) + (step * tensor.size(1) + row) * tensor.size(2);
}

/// As above, or null if the tensor has another dtype.
[[nodiscard]] float* f32At(const torch::Tensor& tensor, std::int64_t step, std::int64_t row);
[[nodiscard]] cells::Bf16* bf16At(const torch::Tensor& tensor, std::int64_t step, std::int64_t row);

/// (T, B, X) as (T·B, X).
[[nodiscard]] torch::Tensor flat(const torch::Tensor& tensor);

/// The sizes of a layer's pass over a window.
struct RnnPass {
    std::int64_t steps, rows, units;
    Precision precision;

    RnnPass(const torch::Tensor& inputs, std::int64_t width, Precision wanted)
        : steps(inputs.size(0)), rows(inputs.size(1)), units(width), precision(wanted) {}

    /// (count, B, width) in f32.
    [[nodiscard]] torch::Tensor empty(std::int64_t count, std::int64_t width) const;
    /// The same in the dtype of the precision, for a factor of products.
    [[nodiscard]] torch::Tensor emptyFactor(std::int64_t count, std::int64_t width) const;
    /// Hidden states, one step longer than the window: index t is the state before step t.
    [[nodiscard]] torch::Tensor states(const torch::Tensor& initial) const;
    /// A row of sums for each thread, (threads, 1, width).
    [[nodiscard]] static torch::Tensor sums(std::int64_t width);
};

/// Throws if a backward pass is itself recorded; called first in it.
void refuseSecondGradients();

/// Gradients of the input side of a layer: of its inputs, if needed, and of their weight. dSums (T,
/// B, G); `read`: the inputs as they were multiplied.
[[nodiscard]] std::array<torch::Tensor, 2> inputGradients(const torch::Tensor& dSums,
                                                          const torch::Tensor& read,
                                                          const torch::Tensor& weightInput,
                                                          bool isWanted);

/// `initial` or zeros (B, H).
[[nodiscard]] torch::Tensor orZeros(const torch::Tensor& initial, const torch::Tensor& inputs,
                                    const torch::Tensor& weightHidden);
/// True if the fused layers compute it, not libtorch's.
[[nodiscard]] bool isOurs(const torch::Tensor& inputs, const RnnOptions& options);
/// A window (T, …) in the order in which the layer reads it.
[[nodiscard]] torch::Tensor ordered(const torch::Tensor& window, const RnnOptions& options);

} // namespace leitmotif
