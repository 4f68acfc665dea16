// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/encoding/common/encoding.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace leitmotif {

/// One system and how to train and sample it: what a preset file holds. A value; a run keeps its
/// own copy. Every number, switch and choice is also a setting by its JSON key.
struct Recipe {
    std::string name;   ///< of the preset, such as "lstm"
    std::string title;  ///< one line for people
    std::string origin; ///< where the system was published, or "Leitmotif"
    std::string notes;  ///< how it differs from what was published

    std::string family = "sequence";
    std::string unit = "epochs"; ///< or "iterations": then an epoch is a single batch
    EncodingOptions encoding;
    /// The network; read by the family. A list of layers from input to output, such as
    /// {"layer":"lstm","units":128}, or an object with a list for each of several networks.
    nlohmann::json network = nlohmann::json::array();

    // Training
    std::uint64_t seed = 1;
    int epochs = 40;
    int maxUpdates = 0;   ///< of the weights; a large corpus gets fewer epochs; 0: no limit
    double minutes = 0.0; ///< stop after so many, 0: by epochs alone
    int batch = 8;        ///< windows
    int length = 128;     ///< tokens a window
    std::string optimizer = "adamw";
    double learningRate = 3e-3;
    std::string schedule = "cosine"; ///< or "constant", "decay"
    double decay = 0.01; ///< with schedule "decay": the rate is divided by 1 + decay · steps
    double weightDecay = 0.05;
    double clip = 1.0; ///< largest gradient norm, 0: none
    double dropout = 0.3;
    bool mixesNgram = false;
    int ngramDepth = 4;      ///< tokens of context that a sample takes from the counts, at most
    int transposition = 5;   ///< semitones up and down, within the range
    double validation = 0.1; ///< share of the notes
    double test = 0.0;
    int patience = 0; ///< epochs without a better validation loss before stopping, 0: never

    // Pictures (encoding `rolls`)
    std::string picture = "fitted"; ///< or "published": see RollOptions
    int pictureBars = 2;
    int latent = 64;              ///< numbers that a picture is made from
    std::string noise = "normal"; ///< or "uniform": how those numbers are drawn
    double spread = 1.0;          ///< deviation of normal noise, bound of uniform noise
    std::string neurons =
        "binary"; ///< or "grey": whether a network learns what sounds, or how bright
    double threshold =
        0.5;             ///< of a pixel that sounds, 0 to 1; 0: as much as in the pictures sounds
    int shortestRun = 1; ///< columns; shorter notes of a picture are removed

    // GANs of pictures
    std::string adversarial = "hinge"; ///< or "cross_entropy"
    int timeShift = 0; ///< beats by which pictures are moved while learning; of VAEs, too
    double gradientPenalty = 0.0; ///< R1, on real pictures
    double reconstruction = 0.0;  ///< weight of repainting beside the adversarial loss; 0: none
    double balance = 1.0;         ///< share told apart above which the critic rests; 1: never
    double average = 0.0;         ///< decay of the generator's moving average; 0: none

    // VAEs of pictures, and GANs that repaint
    double beta = 0.2; ///< weight of the latent code's information
    int cycles = 0;    ///< times that beta rises from 0 during the run; 0: it stands from the start
    double freeBits = 0.0; ///< information of a latent number, in nats, that costs nothing
    int mapEvery = 0;      ///< epochs between two maps of the latent space, 0: never
    int mapSide = 10;      ///< pictures a row and a column of such a map
    double mapReach = 2.0; ///< from its middle to its edge; 0: as far as the music reaches
    int endMapSide = 20;   ///< likewise of the map at the end
    double endMapReach = 5.0;

    // Sampling
    int sampleEvery = 5; ///< epochs, 0: never
    int bars = 8;
    int sampleSteps = 0; ///< tokens of a sample, 0: as many as the bars need
    int topK = 0;        ///< > 0: any of so many likeliest tokens, with equal chances
    double temperature = 0.95;
    double topP = 0.95;
    int passes = 8; ///< of masked prediction over a take that it has written

    [[nodiscard]] bool countsIterations() const { return unit == "iterations"; }

    bool operator==(const Recipe&) const = default;
};

/// What the losses of such a run are: "nats_per_note" (a likelihood: each note given those before
/// it), "nats_per_frame" (the same of frames), "masked_nats_per_note" (of hidden notes, given those
/// on both sides), "reconstruction" or "adversarial". Only losses of one kind compare.
[[nodiscard]] const char* lossKind(const Recipe& recipe);

[[nodiscard]] nlohmann::json toJson(const Recipe& recipe);
/// Missing keys keep their defaults; unknown keys are errors. Errors: RecipeUnreadable, also of
/// what checkRecipe() refuses.
Result<Recipe> recipeFromJson(const nlohmann::json& json, const std::string& name);
/// What can be understood of a recipe that is unreadable; all else keeps its default.
[[nodiscard]] Recipe readablePart(const nlohmann::json& json, const std::string& name);

enum class SettingKind : std::uint8_t { Whole, Number, Switch, Choice };

/// One setting of a recipe as forms and `--set` show it.
struct Setting {
    std::string_view key;
    const char* label; ///< English source text for translation (context "Recipe")
    const char* help;
    SettingKind kind;
    double minimum = 0.0; ///< of numbers
    double maximum = 0.0;
    std::vector<std::string> choices = {};
    bool isAdvanced = true; ///< folded away in the window
    /// Kinds of models and of encodings that read it; empty: all.
    std::vector<std::string_view> families = {};
    std::vector<std::string_view> encodings = {};
};

/// True if the recipe's model and encoding read the setting.
[[nodiscard]] bool appliesTo(const Setting& setting, const Recipe& recipe);

[[nodiscard]] const std::vector<Setting>& recipeSettings();
/// Errors: NoSuchSetting.
Result<std::string> settingValue(const Recipe& recipe, std::string_view key);
/// Also of "network", with its layers as JSON. Errors: NoSuchSetting, BadSetting.
Result<void> changeSetting(Recipe& recipe, std::string_view key, const std::string& value);

/// Whether every setting is allowed and all of them go together; to be asked before a run is
/// stored, as a change looks at one setting alone. Errors: BadSetting.
Result<void> checkRecipe(const Recipe& recipe);

/// The presets that are built into the program, by name. Errors: NoSuchPreset.
[[nodiscard]] const std::vector<Recipe>& presets();
Result<Recipe> preset(const std::string& name);

} // namespace leitmotif
