// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/latent_map.h"
#include "core/runs/recipe.h"
#include "models/nets/roll_nets.h"
#include "models/train/roll_data.h"

namespace leitmotif {

/// A plane through a latent space.
struct LatentPlane {
    torch::Tensor origin; ///< (latent)
    torch::Tensor axes;   ///< (2, latent), of length 1 and at right angles
    double shown = 1.0;   ///< share of the variance of the codes that lies in it
};

/// The plane of largest variance of `codes` (N, latent): through their mean along their first two
/// principal axes (Pearson, 1901), signed so that the largest component is positive. Up to two
/// latent dimensions are x and y themselves.
[[nodiscard]] LatentPlane latentPlane(const torch::Tensor& codes);

/// The map of all codes of the music. With a `reach` of 0 the sheet covers all of them. The
/// threshold of its pictures is the recipe's, or the one that gives the sheet the density of the
/// training pictures.
[[nodiscard]] LatentMap drawnMap(const RollVae& nets, const Recipe& recipe, const RollData& data,
                                 int side, double reach);

} // namespace leitmotif
