// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "models/nets/picture_net.h"

#include <optional>

namespace leitmotif {

/// The networks of a roll GAN: latent vector → picture, picture → one score, and if the generator
/// also learns to reconstruct, picture → mean and log variance of the latent vector.
struct RollGan {
    PictureNet generator;
    PictureNet critic;
    std::optional<PictureNet> encoder;
};

/// The networks of a roll VAE: picture → mean and log variance of the latent vector, and back.
struct RollVae {
    PictureNet encoder;
    PictureNet decoder;
};

/// Number of planes that a network generates: one of brightness ("grey"), or one of sounding pixels
/// and, with velocities, one of loudness ("binary").
[[nodiscard]] std::int64_t generatedPlanes(const Recipe& recipe);

/// From lists of layers under "generator", "discriminator" and perhaps "encoder", or "encoder" and
/// "decoder", of the recipe's network. `picture` holds rows and columns. Errors: RecipeUnreadable.
Result<RollGan> makeRollGan(const Recipe& recipe, PictureShape picture, Precision precision,
                            torch::Device device, Random& random);
Result<RollVae> makeRollVae(const Recipe& recipe, PictureShape picture, Precision precision,
                            torch::Device device, Random& random);
/// Only the "generator" or "decoder", for sampling.
Result<PictureNet> makeRollGenerator(const Recipe& recipe, const char* name, PictureShape picture,
                                     Random& random);

/// `count` latent vectors drawn as the recipe says, times `temperature`: (count, latent).
[[nodiscard]] torch::Tensor latentNoise(const Recipe& recipe, std::int64_t count,
                                        double temperature, Random& random);

} // namespace leitmotif
