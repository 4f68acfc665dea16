// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace leitmotif {

/// What the rest of the program has to know of one kind of model, which a recipe names as its
/// `family`. Nothing else compares names of families; models/registry.cpp makes the models.
struct ModelFamily {
    std::string_view name;
    /// What its losses are: "nats_per_note" (a likelihood: each note given those before it),
    /// "nats_per_frame" (the same of frames), "masked_nats_per_note" (of hidden notes, given those
    /// on both sides), "reconstruction" or "adversarial". Only losses of one kind compare.
    const char* lossKind = "nats_per_note";

    // How it learns
    bool isTrained = true;    ///< else it counts, and is complete at once
    bool isValidated = false; ///< held-out notes say which epoch is best, and when to stop
    bool isWindowed = false;  ///< learns from windows of a length that can be chosen
    bool appliesDropout = false;
    bool transposes = false;    ///< what it learns from, at random
    bool mixesNgram = false;    ///< can be blended with counts of the piece
    bool countsNgrams = false;  ///< samples may take from counts of the piece
    bool hidesNotes = false;    ///< learns notes from those on both sides
    bool drawsPictures = false; ///< learns pictures of music and samples them
    bool isPictureGan = false;  ///< of those, by a discriminator
    bool isPictureVae = false;  ///< of those, by a code that can be read back

    // How it is sampled
    bool hasTemperature = false;
    bool hasNucleus = false;
    bool hasTopK = false;
    bool countsSampleSteps = false; ///< a sample may be as many tokens as published
    bool canRevise = false;         ///< changes notes of a given score
    bool drawsMaps = false;         ///< of its latent space
};

/// The table, in the order of the registry.
[[nodiscard]] std::span<const ModelFamily> modelFamilies();

/// Of a name that is not in the table (in a file of a newer version): a trained model that can do
/// nothing special.
[[nodiscard]] const ModelFamily& modelFamily(std::string_view name);

} // namespace leitmotif
