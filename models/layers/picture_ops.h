// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <array>
#include <cstdint>
#include <torch/types.h>

namespace leitmotif {

// Layers over pictures (N, channels, rows, columns) in channels-last memory format, f32 or bf16;
// weights and biases have the same dtype.

/// (N, rows · columns · channels) → a picture, without a copy.
[[nodiscard]] torch::Tensor asPicture(const torch::Tensor& vectors, std::int64_t rows,
                                      std::int64_t columns);
/// A picture → (N, rows · columns · channels), without a copy.
[[nodiscard]] torch::Tensor asVector(const torch::Tensor& values);

/// A convolution with weights (outputs, channels, kernel rows, kernel columns) and "same" padding:
/// an output for every stride that begins within the picture. Then leaky ReLU with `slope` below 0;
/// 1: none.
[[nodiscard]] torch::Tensor convolved(const torch::Tensor& values, const torch::Tensor& weight,
                                      const torch::Tensor& bias, std::array<std::int64_t, 2> stride,
                                      double slope = 1.0);

/// Transposed convolution of stride 2 with a kernel of 3 or 4: twice the rows and columns. With
/// weights (outputs, channels, kernel, kernel) equal to libtorch's conv_transpose2d with padding 1
/// (and output padding 1 for a kernel of 3). Each of the four phases of the output is a 2 × 2
/// convolution of the input; all four are computed as one. Then leaky ReLU with `slope`, as in
/// convolved().
[[nodiscard]] torch::Tensor doubled(const torch::Tensor& values, const torch::Tensor& weight,
                                    const torch::Tensor& bias, double slope = 1.0);

/// Every place becomes a patch of rows × columns pixels: weights (outputs · rows · columns,
/// channels), outputs last; bias (outputs).
[[nodiscard]] torch::Tensor fromPatches(const torch::Tensor& values, const torch::Tensor& weight,
                                        const torch::Tensor& bias, std::int64_t rows,
                                        std::int64_t columns);

/// Appends a channel with the mean standard deviation of all places over the batch, so that a
/// critic detects mode collapse (Karras et al., 2018).
[[nodiscard]] torch::Tensor withDeviation(const torch::Tensor& values);

/// As applyDropout(), for channels-last pictures and vectors of any dtype.
[[nodiscard]] torch::Tensor droppedInPlaceOrder(const torch::Tensor& values, double rate,
                                                Random& random);

} // namespace leitmotif
