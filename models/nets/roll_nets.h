// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "models/nets/picture_net.h"

#include <optional>

namespace leitmotif {

/// The networks of a roll GAN: latent numbers → picture, picture → one score, and where the
/// generator also learns to reconstruct, picture → mean and log variance of the latent numbers.
struct RollGan {
    PictureNet generator;
    PictureNet critic;
    std::optional<PictureNet> encoder;
};

/// The networks of a roll VAE: picture → mean and log variance of the latent numbers, and back.
struct RollVae {
    PictureNet encoder;
    PictureNet decoder;
};

/// Planes that a network paints: one of brightness ("grey"), or one that says what sounds and, with
/// velocities, one that says how loud ("binary").
[[nodiscard]] std::int64_t generatedPlanes(const Recipe& recipe);

/// From lists of layers under "generator", "discriminator" and perhaps "encoder", or "encoder" and
/// "decoder", of the recipe's network. `picture` says rows and columns. Errors: RecipeUnreadable.
Result<RollGan> makeRollGan(const Recipe& recipe, PictureShape picture, Precision precision,
                            torch::Device device, Random& random);
Result<RollVae> makeRollVae(const Recipe& recipe, PictureShape picture, Precision precision,
                            torch::Device device, Random& random);
/// The network alone that paints, "generator" or "decoder", for sampling.
Result<PictureNet> makeRollGenerator(const Recipe& recipe, const char* name, PictureShape picture,
                                     Random& random);

/// `count` × latent numbers as the recipe draws them, times `temperature`.
[[nodiscard]] torch::Tensor latentNoise(const Recipe& recipe, std::int64_t count,
                                        double temperature, Random& random);

} // namespace leitmotif
