// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/kernels/rnn_cells.h"
#include "models/layers/fused_rnn.h"
#include "models/kernels/threads.h"

#include <array>
#include <torch/types.h>

namespace leitmotif {

// What a pass of LSTM and one of GRU over a window do alike. Shapes as in fused_rnn.h.

/// Fewer windows a thread than this, and it would only read the weights once more.
inline constexpr std::int64_t kFewestWindows = 8;

/// A tensor (T, B, X) as the loops over its steps see it.
template <class Number>
[[nodiscard]] Number* placeIn(const torch::Tensor& tensor, std::int64_t step, std::int64_t row) {
    return static_cast<Number*>(tensor.data_ptr()) + (step * tensor.size(1) + row) * tensor.size(2);
}

/// The same, or null if it holds the other kind of numbers.
[[nodiscard]] float* f32At(const torch::Tensor& tensor, std::int64_t step, std::int64_t row);
[[nodiscard]] cells::Bf16* bf16At(const torch::Tensor& tensor, std::int64_t step, std::int64_t row);

/// (T, B, X) as (T·B, X).
[[nodiscard]] torch::Tensor flat(const torch::Tensor& tensor);

/// The sizes of a layer's pass.
struct RnnPass {
    std::int64_t steps, rows, units;
    Precision precision;

    RnnPass(const torch::Tensor& inputs, std::int64_t width, Precision wanted)
        : steps(inputs.size(0)), rows(inputs.size(1)), units(width), precision(wanted) {}

    /// (count, B, width) in f32.
    [[nodiscard]] torch::Tensor empty(std::int64_t count, std::int64_t width) const;
    /// The same in the precision's numbers, as a factor of products.
    [[nodiscard]] torch::Tensor emptyFactor(std::int64_t count, std::int64_t width) const;
    /// Hidden states, one step longer than the window: index t is the state before step t.
    [[nodiscard]] torch::Tensor states(const torch::Tensor& initial) const;
    /// A row of sums for each thread, (threads, 1, width).
    [[nodiscard]] static torch::Tensor sums(std::int64_t width);
};

/// Called first by a backward pass.
void refuseSecondGradients();

/// Gradients of the input side of a layer: of its inputs, if wanted, and of their weight. dSums
/// (T, B, G); read as it was multiplied.
[[nodiscard]] std::array<torch::Tensor, 2> inputGradients(const torch::Tensor& dSums,
                                                          const torch::Tensor& read,
                                                          const torch::Tensor& weightInput,
                                                          bool isWanted);

/// `initial` or zeros (B, H).
[[nodiscard]] torch::Tensor orZeros(const torch::Tensor& initial, const torch::Tensor& inputs,
                                    const torch::Tensor& weightHidden);
/// Whether the layers of this project compute it, and not libtorch's.
[[nodiscard]] bool isOurs(const torch::Tensor& inputs, const RnnOptions& options);
/// A window (T, …) in the order in which the layer reads it.
[[nodiscard]] torch::Tensor ordered(const torch::Tensor& window, const RnnOptions& options);

} // namespace leitmotif
