// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <torch/types.h>

namespace leitmotif {

// Convolutions by minimal filtering (Winograd 1980; Lavin and Gray, 2016): a quarter of the
// products for kernels of 3 × 3, multiplied by models/layers/product block by block, so that
// intermediate results stay in the cache. Bias and leaky ReLU, and their gradients, are fused. f32;
// second-order gradients are libtorch's own.

/// Which side of a convolution with stride 2 is split into phases. The four phases of a picture,
/// the pixels of even and odd rows and columns, are channels (row, column, channel) of a picture of
/// half the size. Row r of phase 0 is row 2r, of phase 1 row 2r − 1; rows outside are 0, or left
/// out.
enum class Phased { None, Inputs, Outputs };

/// Options of filtered().
struct FilterOptions {
    std::int64_t padding = 1; ///< on each side; 0 for inputs in phases
    double slope = 1.0;       ///< of a leaky ReLU that follows, below 0; 1: none
    /// With a kernel of 2 × 2; outputs have padding 1.
    Phased phased = Phased::None;
};

/// True if filtered() can be used: f32 on the CPU, a square kernel of 2 or 3, and channels, those
/// of each phase, that fill vectors. weight (outputs, channels, kernel, kernel).
[[nodiscard]] bool isForFiltering(const torch::Tensor& values, const torch::Tensor& weight,
                                  const FilterOptions& options);

/// values (N, C, rows, columns), channels last; weight (outputs, C, k, k), of all phases; bias
/// (outputs), of one phase. → (N, outputs, rows', columns'), channels last. REQUIRES:
/// isForFiltering().
[[nodiscard]] torch::Tensor filtered(const torch::Tensor& values, const torch::Tensor& weight,
                                     const torch::Tensor& bias, const FilterOptions& options);

/// filtered() by libtorch's own operations, for any dtype, device and kernel.
[[nodiscard]] torch::Tensor plainlyFiltered(const torch::Tensor& values,
                                            const torch::Tensor& weight, const torch::Tensor& bias,
                                            const FilterOptions& options);

/// Leaky ReLU with `slope` below 0; 1: as it is.
[[nodiscard]] torch::Tensor activated(const torch::Tensor& values, double slope);

} // namespace leitmotif
