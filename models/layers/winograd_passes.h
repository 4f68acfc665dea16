// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <torch/types.h>

namespace leitmotif {

// The forward and weight gradient passes of models/layers/winograd over all tiles, on all threads,
// outside autograd.

/// A view of a picture split into phases: each place has the channels of phases() pixels.
struct Places {
    torch::Tensor pixels; ///< (N, rows, columns, channels), contiguous
    float* data;
    std::int64_t height, width, channels;
    std::int64_t phaseSides;

    explicit Places(torch::Tensor rowsFirst, std::int64_t sides = 1)
        : pixels(std::move(rowsFirst)),
          data(pixels.data_ptr<float>()),
          height(pixels.size(1)),
          width(pixels.size(2)),
          channels(pixels.size(3)),
          phaseSides(sides) {}

    [[nodiscard]] std::int64_t phases() const { return phaseSides * phaseSides; }
    [[nodiscard]] std::int64_t rows() const { return height / phaseSides + phaseSides - 1; }
    [[nodiscard]] std::int64_t columns() const { return width / phaseSides + phaseSides - 1; }
    /// Points at the channels of side × side pixels of a phase, from a row and a column on; at
    /// `none` where there is no pixel.
    void point(std::int64_t picture, std::int64_t row, std::int64_t column, std::int64_t side,
               std::int64_t phase, float* none, float** found) const;
};

/// out = inputs convolved with weight (output channels of all phases, input channels of all phases,
/// k, k), then bias (of one phase, or undefined) and leaky ReLU.
void convolve(const Places& inputs, const torch::Tensor& weight, const torch::Tensor& bias,
              std::int64_t padding, double slope, const Places& out);

struct WeightGradients {
    torch::Tensor weight; ///< (output channels of all phases, input channels of all phases, k, k)
    torch::Tensor bias;   ///< (channels of a phase)
};

/// Gradients of weight and bias, given those of the outputs.
[[nodiscard]] WeightGradients weightGradients(const Places& inputs, const Places& gradients,
                                              std::int64_t kernel, std::int64_t padding);

} // namespace leitmotif
