// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace leitmotif {

/// The arithmetic of models/layers/conv_from_one_channel on plain arrays, a row of outputs at a
/// time. REQUIRES: channels is a multiple of kLanes.
namespace conv_from_one_channel {

inline constexpr std::size_t kKernel = 3;
inline constexpr std::size_t kTaps = kKernel * kKernel;

/// A row of outputs and its place in the picture.
struct Row {
    const float* pixels; ///< first pixel of the first output
    std::size_t width;   ///< of the picture, in pixels
    std::size_t stride;  ///< between outputs, in pixels
    std::size_t columns; ///< outputs
    std::size_t channels;

    [[nodiscard]] float tap(std::size_t column, std::size_t place) const noexcept {
        return pixels[place / kKernel * width + column * stride + place % kKernel];
    }
};

/// out (columns, channels), after leaky ReLU with `slope` below 0; weights (9 + 1, channels), the
/// last of them the bias.
void writeRow(const Row& row, const float* weights, float slope, float* out) noexcept;

/// sums (9 + 1, channels) += the gradients of the weights and of the bias, from outputs `made` with
/// gradients `outer`, both (columns, channels).
void addGradients(const Row& row, const float* made, const float* outer, float slope,
                  float* sums) noexcept;

} // namespace conv_from_one_channel

} // namespace leitmotif
