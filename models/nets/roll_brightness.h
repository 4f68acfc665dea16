// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "models/nets/picture_net.h"

namespace leitmotif {

// The meaning of the planes of a generated picture. Grey networks generate brightness, velocity /
// 127. Binary ones generate the log odds of sounding and, if they learn velocities, the log odds of
// brightness.

/// Brightness (0: silent, 1: loudest) with soft notes lifted clear of silence.
[[nodiscard]] torch::Tensor lifted(const torch::Tensor& brightness);

/// The lifted brightness of planes (N, 1 or 2, rows, columns) of a binary network: pixels with a
/// probability above 1/2 sound, with the gradient of the probability (straight-through estimator).
[[nodiscard]] torch::Tensor binarized(const torch::Tensor& planes);

/// The same for planes that are shifted so that `density` of their pixels sound.
[[nodiscard]] torch::Tensor binarizedAtDensity(const torch::Tensor& planes, double density);

/// Brightness planes (N, 1, rows, columns) as the planes that a binary network reads: whether a
/// pixel sounds (0 or 1), and its brightness.
[[nodiscard]] torch::Tensor asPlanes(const torch::Tensor& brightness, std::int64_t planes);

/// Initialises the output bias of a binary network so that its first pictures are as dense as the
/// source.
void beginAtDensity(const PictureNet& decoder, const Recipe& recipe, double density);

} // namespace leitmotif
