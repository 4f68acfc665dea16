// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "models/checkpoint/blob.h"

#include <cstdint>
#include <string>
#include <torch/types.h>
#include <utility>
#include <vector>

namespace leitmotif {

/// The parameters (or other tensors) of a network by their names in a checkpoint.
using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

/// The total number of elements.
[[nodiscard]] std::int64_t elementCount(const NamedTensors& tensors);
/// Copies on the CPU.
[[nodiscard]] NamedArrays toArrays(const NamedTensors& tensors);
/// Fills each tensor with the array of its name. Nothing is changed if one is missing or of another
/// shape. Errors: CheckpointUnreadable.
Result<void> fill(const NamedTensors& tensors, const NamedArrays& arrays);

// Random tensors are drawn on the CPU from the run's own generator, not from libtorch's, so that
// runs which take turns do not affect each other.

/// Uniform in [−bound, bound).
[[nodiscard]] torch::Tensor uniformTensor(std::vector<std::int64_t> shape, double bound,
                                          Random& random);
/// Normal with mean 0.
[[nodiscard]] torch::Tensor normalTensor(std::vector<std::int64_t> shape, double deviation,
                                         Random& random);
/// 0 for a share `rate` of the elements, 1 / (1 − rate) for the others. REQUIRES: 0 < rate < 1.
[[nodiscard]] torch::Tensor dropoutMask(std::vector<std::int64_t> shape, double rate,
                                        Random& random);
/// `input` with a share `rate` of its elements set to 0 and the others scaled up to match.
[[nodiscard]] torch::Tensor applyDropout(const torch::Tensor& input, double rate, Random& random);

} // namespace leitmotif
