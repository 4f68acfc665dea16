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
    double shown = 1.0;   ///< share of the spread of the codes that lies in it
};

/// The plane in which `codes` (N, latent) spread most: through their mean along their first two
/// principal axes (Pearson, 1901), the largest part of each pointing up. Two latent numbers, or
/// fewer, are its x and y themselves.
[[nodiscard]] LatentPlane latentPlane(const torch::Tensor& codes);

/// Draws the plane of all codes of the music; with a `reach` of 0 the sheet is as large as they
/// need. The threshold of its pictures is the recipe's, or the
/// one at which as much of the sheet sounds as of the pictures learned from.
[[nodiscard]] LatentMap drawnMap(const RollVae& nets, const Recipe& recipe, const RollData& data,
                                 int side, double reach);

} // namespace leitmotif
