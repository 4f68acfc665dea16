// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/reconstruction.h"

#include "models/nets/roll_brightness.h"
#include "models/nets/roll_nets.h"
#include "models/train/roll_data.h"

#include <algorithm>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr double kGapWeight = 5.;      // of the column between two notes of a row
constexpr double kVelocityWeight = 2.; // of the squared error of the velocity of a sounding pixel

/// KL divergence of every latent number from the standard normal: (N, latent).
Tensor divergence(const Reconstruction& made) {
    return 0.5 * (made.mean.pow(2) + made.variance.exp() - 1.0 - made.variance);
}

/// Log odds that a pixel sounds.
Tensor soundingOdds(const Reconstruction& made) {
    return made.planes.slice(1, 0, 1);
}

/// The weight of each pixel's error, for pictures of 0 and 1.
Tensor pixelWeights(const Tensor& sounding) {
    const auto columns = sounding.size(3);
    const auto gap = (1.0 - sounding.slice(3, 1, columns - 1)) * sounding.slice(3, 0, columns - 2) *
                     sounding.slice(3, 2);
    return 1.0 + torch::constant_pad_nd((kGapWeight - 1.0) * gap, {1, 1});
}

} // namespace

void ReconstructionNats::add(const ReconstructionNats& other) {
    reconstruction += other.reconstruction;
    divergence += other.divergence;
    notes += other.notes;
}

double ReconstructionNats::perNote() const {
    return (reconstruction + divergence) / std::max(1.0, notes);
}

Tensor planesToRead(const Tensor& pictures, const Recipe& recipe) {
    return recipe.picture.neurons == "grey" ? pictures
                                            : asPlanes(pictures, generatedPlanes(recipe));
}

Reconstruction reconstructed(const PictureNet& encoder, const PictureNet& decoder,
                             const Recipe& recipe, const Tensor& pictures, Random* dropout,
                             Random& noise) {
    const auto code = encoder.forward(planesToRead(pictures, recipe), dropout);
    const auto mean = code.slice(1, 0, recipe.picture.latent);
    const auto variance = code.slice(1, recipe.picture.latent);
    const auto drawn = normalTensor(mean.sizes().vec(), 1.0, noise).to(code.device());
    return {mean, variance, decoder.forward(mean + drawn * (variance / 2.0).exp(), dropout)};
}

Tensor reconstructionLoss(const Reconstruction& made, const Tensor& pictures, const Recipe& recipe,
                          double beta) {
    const auto perNumber = divergence(made);
    if (recipe.picture.neurons == "grey")
        return torch::binary_cross_entropy_with_logits(made.planes, pictures) +
               beta * 2.0 * perNumber.mean(); // −mean(1 + log σ² − μ² − σ²)
    const auto sounding = pictures.gt(0.0).to(torch::kFloat32);
    auto cost = torch::binary_cross_entropy_with_logits(
        soundingOdds(made), sounding, pixelWeights(sounding), {}, at::Reduction::Sum);
    if (made.planes.size(1) > 1) {
        const auto miss = torch::sigmoid(made.planes.slice(1, 1, 2)) - pictures;
        cost = cost + kVelocityWeight * (sounding * miss.pow(2)).sum();
    }
    const auto count = static_cast<double>(pictures.size(0));
    const auto costly = torch::clamp_min(perNumber.mean(0), recipe.vae.freeBits).sum() * count;
    return (cost + beta * costly) / std::max(1.0, onsetCount(pictures));
}

ReconstructionNats natsOf(const Reconstruction& made, const Tensor& pictures) {
    const torch::NoGradGuard noGradients;
    return {torch::binary_cross_entropy_with_logits(soundingOdds(made),
                                                    pictures.gt(0.0).to(torch::kFloat32), {}, {},
                                                    at::Reduction::Sum)
                .item<double>(),
            divergence(made).sum().item<double>(), onsetCount(pictures)};
}

} // namespace leitmotif
