// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

namespace leitmotif {

/// In each direction.
inline constexpr std::int64_t kPhases = 2;

/// The four phases of a picture of twice the size, each computed with a row and a column more than
/// it has: (N, 4 · channels, rows + 1, columns + 1) → (N, channels, 2 · rows, 2 · columns). Phase
/// (i, j) lacks row i or the other end's, column j likewise. Left to autograd, every view of a
/// phase would fill a whole tensor of gradients.
[[nodiscard]] torch::Tensor interleaved(const torch::Tensor& phases);

} // namespace leitmotif
