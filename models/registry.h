// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checkpoint/checkpoint.h"
#include "models/train/family.h"

namespace leitmotif {

/// Makes the family that the recipe names. Errors: RecipeUnreadable (no such family) and those of
/// the family.
Result<std::unique_ptr<Family>> makeFamily(const Recipe& recipe, const Corpus& corpus,
                                           torch::Device device, Random& random);

/// Makes the sampler of the family that trained these weights. Errors: CheckpointUnreadable.
Result<std::unique_ptr<Sampler>> makeSampler(const WeightsPart& part);

} // namespace leitmotif
