// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checkpoint/checkpoint.h"

#include <memory>
#include <string>

namespace leitmotif {

/// Weights that runs begin with.
struct PretrainedWeights {
    WeightsPart part;
    std::uint64_t hash = 0; ///< of the file: what was tuned fits only the weights it began with
};

/// The pretrained weights of this name, from the file NAME.weights: beside the module that holds
/// this code, or in ../lib/leitmotif from there. Read once and kept while somebody uses them. Any
/// thread. Errors: PretrainedMissing, CheckpointUnreadable.
Result<std::shared_ptr<const PretrainedWeights>> pretrainedWeights(const std::string& name);

} // namespace leitmotif
