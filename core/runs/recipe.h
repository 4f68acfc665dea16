// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/encoding/common/encoding.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace leitmotif {

/// How a network is trained. Read by the Trainer and by every family.
struct TrainingOptions {
    int epochs = 40;
    int maxUpdates = 0;   ///< of the weights; a large corpus gets fewer epochs; 0: no limit
    double minutes = 0.0; ///< stop after so many, 0: by epochs alone
    int batch = 8;        ///< windows; small, as one piece has few windows
    int length = 128;     ///< tokens a window: a few bars, so that phrases are learned
    std::string optimizer = "adamw";
    double learningRate = 3e-3;
    std::string schedule = "cosine"; ///< or "constant", "decay"
    double decay = 0.01; ///< with schedule "decay": the rate is divided by 1 + decay · steps
    double weightDecay = 0.05;
    double clip = 1.0;       ///< largest gradient norm, 0: none
    double dropout = 0.3;    ///< share of the activations; high, as one piece is soon overfitted
    int transposition = 5;   ///< semitones up and down, within the range; drums stay
    double validation = 0.1; ///< share of the notes held out to evaluate epochs
    double test = 0.0;       ///< share of the notes held out until the end
    int patience = 0;        ///< epochs without a better validation loss before stopping, 0: never

    bool operator==(const TrainingOptions&) const = default;
};

/// The n-gram model of the piece. Read by the families `sequence` and `ngram`.
struct NgramOptions {
    bool isMixed = false; ///< the network is blended with it
    int depth = 4;        ///< tokens of context that a sample takes from the counts, at most

    bool operator==(const NgramOptions&) const = default;
};

/// Pictures of music (encoding `rolls`). Read by the GANs and VAEs of pictures.
struct PictureOptions {
    std::string form = "fitted";    ///< or "published": see RollOptions
    int bars = 2;                   ///< of a fitted picture
    int latent = 64;                ///< dimensions of the latent vector
    std::string noise = "normal";   ///< or "uniform": distribution of latent vectors
    double spread = 1.0;            ///< deviation of normal noise, bound of uniform noise
    std::string neurons = "binary"; ///< or "grey": whether a pixel sounds, or its brightness
    double threshold = 0.5; ///< of a pixel that sounds, 0 to 1; 0: as much sounds as in the piece
    int shortestRun = 1;    ///< columns; shorter notes of a picture are removed
    int timeShift = 0;      ///< beats by which pictures are moved while learning

    bool operator==(const PictureOptions&) const = default;
};

/// GANs of pictures.
struct GanOptions {
    std::string loss = "hinge";   ///< or "cross_entropy"
    double gradientPenalty = 0.0; ///< R1, on real pictures
    double reconstruction =
        0.0;                  ///< weight of the reconstruction beside the adversarial loss; 0: none
    double balance = 1.0;     ///< accuracy of the discriminator above which it rests; 1: never
    double average = 0.0;     ///< decay of the generator's moving average; 0: none
    bool hasRollback = false; ///< goes back to its last good weights when its pictures become alike

    bool operator==(const GanOptions&) const = default;
};

/// VAEs of pictures, and GANs with an encoder.
struct VaeOptions {
    double beta = 0.2;     ///< weight of the KL divergence
    int cycles = 0;        ///< times that beta rises from 0 during the run; 0: constant
    double freeBits = 0.0; ///< KL divergence of a latent dimension, in nats, without cost

    bool operator==(const VaeOptions&) const = default;
};

/// Maps of the latent space, which the family `roll-vae` draws.
struct MapOptions {
    int every = 0;      ///< epochs between two maps, 0: never
    int side = 10;      ///< pictures a row and a column
    double reach = 2.0; ///< from the middle to the edge; 0: as far as the music reaches
    int endSide = 20;   ///< side of the last map, which may be larger
    double endReach = 5.0;

    bool operator==(const MapOptions&) const = default;
};

/// Sampling of takes. Each family's sampler reads the options that it supports.
struct SamplingOptions {
    int every = 5; ///< epochs, 0: never
    int bars = 8;
    int steps = 0;             ///< tokens of a sample, 0: by bars
    int topK = 0;              ///< > 0: draws evenly among so many likeliest tokens
    double temperature = 0.95; ///< slightly sharper than the learned distribution
    double topP = 0.95;        ///< nucleus: total probability of the likeliest tokens
    int passes = 8;            ///< Gibbs passes of masked prediction over a take
    int candidates = 1;        ///< drawn for a take; the best one is kept
    int maxCopy = 16;          ///< notes that a take may copy in a row, if a candidate copies less

    bool operator==(const SamplingOptions&) const = default;
};

/// One system and how to train and sample it: what a preset file holds. A value; a run keeps its
/// own copy. Every number, switch and choice is also a setting by its JSON key; the keys know no
/// groups.
struct Recipe {
    std::string name;   ///< of the preset, such as "lstm"
    std::string title;  ///< one line for people
    std::string origin; ///< where the system was published, or "Leitmotif"
    std::string notes;  ///< how it differs from what was published

    std::string family = "sequence"; ///< of the table in core/runs/model_family.h
    std::string unit = "epochs";     ///< or "iterations": then an epoch is a single batch
    std::string pretrained;          ///< weights to begin with, such as "base"; empty: from nothing
    EncodingOptions encoding;
    /// The network; read by the family. A list of layers from input to output, such as
    /// {"layer":"lstm","units":128}, or an object with a list for each of several networks.
    nlohmann::json network = nlohmann::json::array();

    std::uint64_t seed = 1; ///< of the run and of its samples; exact in JSON up to 2^53
    TrainingOptions training;
    NgramOptions ngram;
    PictureOptions picture;
    GanOptions gan;
    VaeOptions vae;
    MapOptions maps;
    SamplingOptions sampling;

    [[nodiscard]] bool countsIterations() const { return unit == "iterations"; }

    bool operator==(const Recipe&) const = default;
};

/// The kind of the losses of a run; see ModelFamily::lossKind.
[[nodiscard]] const char* lossKind(const Recipe& recipe);

[[nodiscard]] nlohmann::json toJson(const Recipe& recipe);
/// Missing keys keep their defaults; unknown keys are errors. Errors: RecipeUnreadable, also where
/// checkRecipe() fails.
Result<Recipe> recipeFromJson(const nlohmann::json& json, const std::string& name);
/// The readable part of an unreadable recipe; all else keeps its default.
[[nodiscard]] Recipe readablePart(const nlohmann::json& json, const std::string& name);

/// The preset of those who choose none.
inline constexpr const char* kDefaultPreset = "base";

/// The presets that are built into the program, by name. Errors: NoSuchPreset.
[[nodiscard]] const std::vector<Recipe>& presets();
Result<Recipe> preset(const std::string& name);

} // namespace leitmotif
