// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/pictures/roll_image.h"
#include "core/runs/recipe.h"

#include <torch/types.h>

#include <vector>

namespace leitmotif {

/// What the planes of generated pictures say, see roll_brightness.h.
struct GeneratedPictures {
    torch::Tensor chance;   ///< (N, rows, columns), 0 to 1: what a threshold is about
    torch::Tensor velocity; ///< (N, rows, columns), 0 to 1; undefined: it was not learned
};

/// Of the planes (N, 1 or 2, rows, columns) that a network of such a recipe paints.
[[nodiscard]] GeneratedPictures generatedPictures(const torch::Tensor& planes,
                                                  const Recipe& recipe);

/// The threshold of a chance at which a share of the pixels sounds.
[[nodiscard]] double densityThreshold(const torch::Tensor& chances, double density);

/// What is heard of pictures that follow one another, in their first `columns`: pixels from the
/// threshold on, without notes of fewer columns than `shortestRun` that begin and end in sight.
[[nodiscard]] std::vector<RollPicture> audiblePictures(const GeneratedPictures& generated,
                                                       const RollImage& image, double threshold,
                                                       int shortestRun, std::int64_t columns);

} // namespace leitmotif
