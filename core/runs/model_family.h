// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace leitmotif {

/// The properties of one kind of model, which a recipe names as its `family`. Nothing else compares
/// names of families; models/registry.cpp makes the models.
struct ModelFamily {
    std::string_view name;
    /// The kind of its losses: "nats_per_note" (a likelihood: each note given those before it),
    /// "nats_per_frame" (a likelihood of frames), "masked_nats_per_note" (of masked notes, given
    /// those on both sides), "reconstruction" or "adversarial". Only losses of one kind are
    /// comparable.
    const char* lossKind = "nats_per_note";

    // How it learns
    bool isTrained = true;    ///< false: it only counts, in one epoch
    bool isValidated = false; ///< chooses the best epoch, and stops, by held-out notes
    bool isWindowed = false;  ///< learns from windows of a length set in the recipe
    bool appliesDropout = false;
    bool transposes = false;    ///< augments the training data by transposition
    bool mixesNgram = false;    ///< can be blended with counts of the piece
    bool countsNgrams = false;  ///< samples may take from counts of the piece
    bool hidesNotes = false;    ///< learns masked notes from those on both sides
    bool readsFiles = false;    ///< learns from a corpus that is not in memory (Corpus::isSample)
    bool sharesBatches = false; ///< learns in several processes together
    bool drawsPictures = false; ///< learns and generates pictures of music
    bool isPictureGan = false;  ///< a GAN of pictures
    bool isPictureVae = false;  ///< a VAE of pictures

    // How it is sampled
    bool hasTemperature = false;
    bool hasNucleus = false;
    bool hasTopK = false;
    bool countsSampleSteps = false; ///< reads `sample_steps`, the sample length in tokens
    bool canRevise = false;         ///< changes notes of a given score
    bool plansTakes = false;        ///< takes go on from music, come to an end, or loop
    bool drawsMaps = false;         ///< maps of its latent space
};

/// The table, in the order of the registry.
[[nodiscard]] std::span<const ModelFamily> modelFamilies();

/// The family of that name. Unknown names (in a file of a newer version) give a trained model
/// without special properties.
[[nodiscard]] const ModelFamily& modelFamily(std::string_view name);

} // namespace leitmotif
