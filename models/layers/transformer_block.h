// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <torch/types.h>
#include <utility>
#include <vector>

namespace leitmotif::transformer {

// A block of causal self-attention with relative positions (Vaswani et al. 2017; Shaw et al. 2018;
// Huang et al., Music Transformer, 2019): the score of a head for the token d steps back is the
// product of its query with the sum of that token's key and a learned vector for d. So the block
// knows distances, not positions, and music may be longer than a window. It sees `reach` tokens,
// the present one included. Pre-norm: layer norm comes before attention and before the feed-forward
// part (4 · units wide, GELU); both are residual.

/// Weights in the order that forward() wants, with their roles in a checkpoint.
[[nodiscard]] std::vector<std::pair<const char*, torch::Tensor>>
drawnWeights(std::int64_t units, std::int64_t heads, std::int64_t reach, Random& random);

/// values (T, B, units) → (T, B, units). `dropout` acts on the residual branches; with a null
/// `random` (evaluation) nothing is dropped.
[[nodiscard]] torch::Tensor forward(const torch::Tensor& values,
                                    const std::vector<torch::Tensor>& weights, std::int64_t heads,
                                    double dropout, Random* random);

} // namespace leitmotif::transformer
