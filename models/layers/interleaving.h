// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

namespace leitmotif {

/// Number of phases in each direction.
inline constexpr std::int64_t kPhases = 2;

/// Interleaves the four phases of a picture of twice the size, each with one surplus row and
/// column: (N, 4 · channels, rows + 1, columns + 1) → (N, channels, 2 · rows, 2 · columns). The
/// surplus row of phase (i, j) is the last for i = 0, the first for i = 1; columns likewise. With
/// plain autograd, every view of a phase would fill a whole tensor of gradients.
[[nodiscard]] torch::Tensor interleaved(const torch::Tensor& phases);

} // namespace leitmotif
