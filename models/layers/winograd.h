// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <torch/types.h>

namespace leitmotif {

// Convolutions of stride 1 by minimal filtering (Winograd 1980; Lavin and Gray, 2016): four ninths
// of the products, multiplied by models/layers/product tile by tile, so that what is in between
// stays in the cache. Bias and leaky ReLU are applied, and gradients taken through them, in the
// same pass. f32; gradients of gradients are libtorch's own.

/// What a convolution does beside multiplying.
struct FilterOptions {
    std::int64_t padding = 1; ///< on each side
    double slope = 1.0;       ///< of a leaky ReLU that follows, below 0; 1: none
    /// The outputs of a kernel of 2 × 2 with padding 1 are four phases of a picture of twice the
    /// size: channels are (row, column, channel) of the phase, and each of them lacks the row and
    /// the column that the others have.
    bool isInterleaved = false;
};

/// True if filtered() can be used: f32 on the CPU, a square kernel of 2 or 3, and channels, those
/// of each phase, that fill vectors. weight (outputs, channels, kernel, kernel).
[[nodiscard]] bool isForFiltering(const torch::Tensor& values, const torch::Tensor& weight,
                                  const FilterOptions& options);

/// values (N, C, rows, columns), channels last; weight (outputs, C, k, k); bias (outputs), of one
/// phase where there are four. → (N, outputs, rows', columns'), channels last. REQUIRES:
/// isForFiltering().
[[nodiscard]] torch::Tensor filtered(const torch::Tensor& values, const torch::Tensor& weight,
                                     const torch::Tensor& bias, const FilterOptions& options);

/// The same by libtorch's own operations, for any number format, device and kernel.
[[nodiscard]] torch::Tensor plainlyFiltered(const torch::Tensor& values,
                                            const torch::Tensor& weight, const torch::Tensor& bias,
                                            const FilterOptions& options);

/// Leaky ReLU with `slope` below 0; 1: as it is.
[[nodiscard]] torch::Tensor activated(const torch::Tensor& values, double slope);

} // namespace leitmotif
