// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "models/nets/picture_net.h"

namespace leitmotif {

/// Pictures that a decoder reconstructs from an encoder's latent codes (Kingma and Welling, 2014):
/// the task of a VAE, and an additional one for the generator of a GAN (Larsen et al., 2016).
struct Reconstruction {
    torch::Tensor mean;     ///< (N, latent)
    torch::Tensor variance; ///< its logarithm
    torch::Tensor planes;   ///< decoded, see roll_brightness.h
};

/// Sums over some pictures, in nats.
struct ReconstructionNats {
    double reconstruction = 0.0; ///< cross-entropy of sounding pixels
    double divergence = 0.0;     ///< KL divergence of the codes from the standard normal
    double notes = 0.0;

    void add(const ReconstructionNats& other);
    /// The negative evidence lower bound (ELBO), nats per note.
    [[nodiscard]] double perNote() const;
};

/// The planes that the recipe's encoder reads, from pictures (N, 1, rows, columns) of brightness.
[[nodiscard]] torch::Tensor planesToRead(const torch::Tensor& pictures, const Recipe& recipe);

/// `pictures` (N, 1, rows, columns) of brightness. With a null `dropout` nothing is dropped.
[[nodiscard]] Reconstruction reconstructed(const PictureNet& encoder, const PictureNet& decoder,
                                           const Recipe& recipe, const torch::Tensor& pictures,
                                           Random* dropout, Random& noise);

/// The training loss: for binary neurons the negative ELBO per note, with the KL divergence
/// weighted by `beta` and free bits for each latent dimension (Kingma et al., 2016); for grey ones
/// the published mean over pixels.
[[nodiscard]] torch::Tensor reconstructionLoss(const Reconstruction& made,
                                               const torch::Tensor& pictures, const Recipe& recipe,
                                               double beta);

[[nodiscard]] ReconstructionNats natsOf(const Reconstruction& made, const torch::Tensor& pictures);

} // namespace leitmotif
