// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "models/nets/picture_net.h"

namespace leitmotif {

/// Pictures that an encoder reads and a painter paints again from their latent codes (Kingma and
/// Welling, 2014): what a VAE learns, and what holds the generator of a GAN to the music (Larsen et
/// al., 2016).
struct Reconstruction {
    torch::Tensor mean;     ///< (N, latent)
    torch::Tensor variance; ///< its logarithm
    torch::Tensor planes;   ///< painted, see roll_brightness.h
};

/// Sums over some pictures, in nats.
struct ReconstructionNats {
    double reconstruction = 0.0; ///< cross-entropy of which pixels sound
    double divergence = 0.0;     ///< of the codes from the standard normal
    double notes = 0.0;

    void add(const ReconstructionNats& other);
    /// The negative evidence bound, nats per note.
    [[nodiscard]] double perNote() const;
};

/// What an encoder of such a recipe reads of pictures (N, 1, rows, columns) of brightness.
[[nodiscard]] torch::Tensor planesToRead(const torch::Tensor& pictures, const Recipe& recipe);

/// `pictures` (N, 1, rows, columns) of brightness. With a null `dropout` nothing is dropped.
[[nodiscard]] Reconstruction reconstructed(const PictureNet& encoder, const PictureNet& decoder,
                                           const Recipe& recipe, const torch::Tensor& pictures,
                                           Random* dropout, Random& noise);

/// What is minimised: for binary neurons the negative evidence bound per note, with codes weighted
/// by `beta` and some nats of each latent number for free (Kingma et al., 2016); for grey ones the
/// published mean over pixels.
[[nodiscard]] torch::Tensor reconstructionLoss(const Reconstruction& made,
                                               const torch::Tensor& pictures, const Recipe& recipe,
                                               double beta);

[[nodiscard]] ReconstructionNats natsOf(const Reconstruction& made, const torch::Tensor& pictures);

} // namespace leitmotif
