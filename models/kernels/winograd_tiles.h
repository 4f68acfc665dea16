// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/kernels/lanes.h"

#include <cstddef>

namespace leitmotif {

/// The arithmetic of minimal filtering (Winograd 1980; Lavin and Gray, 2016) around its matrix
/// products, on plain arrays: tiles of 6 × 6 places with channels last. The evaluation points are
/// 0, 1, −1, 2, −2 and infinity whatever the kernel, so a tile is read in the same way for kernels
/// of 2 × 2, which give 5 × 5 outputs, and of 3 × 3, which give 4 × 4: 36 products each, not 100
/// and 144. Larger tiles would need points whose powers lose too much precision in f32.
///
/// `pixels` are pointers to the channels of pixels, row by row. Places of a tile lie `stride`
/// floats apart in `tile`. REQUIRES: channels is a multiple of kLanes.
namespace tiles {

inline constexpr std::size_t kSide = 6;
inline constexpr std::size_t kPlaces = kSide * kSide;
/// The place that holds the sums of a tile's outputs after spread().
inline constexpr std::size_t kSumPlace = kSide + 1;

/// tile = Bᵀ · pixels · B of 6 × 6 pixels.
void read(std::size_t channels, const float* const* pixels, float* tile,
          std::size_t stride) noexcept;

/// pixels = Aᵀ · tile · A + bias, then leaky ReLU with `slope` below 0, for `side` × `side` pixels;
/// null ones are skipped. bias (channels) or null.
void write(std::size_t channels, std::size_t side, const float* tile, std::size_t stride,
           const float* bias, float slope, float* const* pixels) noexcept;

/// tile = A · pixels · Aᵀ, the adjoint of write(), for `side` × `side` pixels.
void spread(std::size_t channels, std::size_t side, const float* const* pixels, float* tile,
            std::size_t stride) noexcept;

/// Adds the contributions of a row of pixels to a row of outputs: outputs from `sums` + i on += the
/// kTaps numbers at `products` + i · stride, for each i below `columns`.
inline constexpr std::size_t kTaps = 8;
void addTaps(std::size_t columns, const float* products, std::size_t stride, float* sums) noexcept;

/// sums (channels) += each of `count` rows.
void addRows(std::size_t channels, std::size_t count, const float* rows, float* sums) noexcept;

} // namespace tiles

} // namespace leitmotif
