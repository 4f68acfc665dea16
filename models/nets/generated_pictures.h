// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/pictures/roll_image.h"
#include "core/runs/recipe.h"

#include <torch/types.h>

#include <vector>

namespace leitmotif {

/// Decoded planes of generated pictures; see roll_brightness.h.
struct GeneratedPictures {
    torch::Tensor chance;   ///< (N, rows, columns), 0 to 1: compared with the threshold
    torch::Tensor velocity; ///< (N, rows, columns), 0 to 1; undefined: not learned
};

/// Decodes the planes (N, 1 or 2, rows, columns) that a network of the recipe generates.
[[nodiscard]] GeneratedPictures generatedPictures(const torch::Tensor& planes,
                                                  const Recipe& recipe);

/// The threshold at which a share `density` of the pixels sounds.
[[nodiscard]] double densityThreshold(const torch::Tensor& chances, double density);

/// The sounding pixels of successive pictures, in their first `columns`: those at or above the
/// threshold, without notes that visibly begin and end and have fewer columns than `shortestRun`.
[[nodiscard]] std::vector<RollPicture> audiblePictures(const GeneratedPictures& generated,
                                                       const RollImage& image, double threshold,
                                                       int shortestRun, std::int64_t columns);

} // namespace leitmotif
