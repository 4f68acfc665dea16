// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <torch/types.h>
#include <utility>
#include <vector>

namespace leitmotif::transformer {

// A block of causal self-attention with relative positions (Vaswani et al. 2017; Shaw et al. 2018;
// Huang et al., Music Transformer, 2019): what a head thinks of the token d steps back is the
// product of its query with that token's key and with a vector that is learned for d. So the block
// knows distances and no places, and music may go on for longer than a window. It sees `reach`
// tokens, the present one included. Norms stand before attention and before the two linear layers
// behind it (4 units wide for each unit, GELU); both are added to what comes in.

/// Weights in the order that forward() wants, with their roles in a checkpoint.
[[nodiscard]] std::vector<std::pair<const char*, torch::Tensor>>
drawnWeights(std::int64_t units, std::int64_t heads, std::int64_t reach, Random& random);

/// values (T, B, units) → (T, B, units). `dropout` acts on what is added; with a null `random`
/// (evaluation) nothing is dropped.
[[nodiscard]] torch::Tensor forward(const torch::Tensor& values,
                                    const std::vector<torch::Tensor>& weights, std::int64_t heads,
                                    double dropout, Random* random);

} // namespace leitmotif::transformer
