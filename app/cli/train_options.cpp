// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/train_options.h"

#include "app/cli/command.h"
#include "app/cli/input_files.h"
#include "core/runs/recipe_settings.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <set>

namespace leitmotif {

namespace {

/// The one setting of the sources, not of the recipe.
constexpr std::string_view kBeatKey = "beat";

struct SettingOption {
    const char* option;
    const char* key;
    const char* type;
    const char* help;
};

constexpr std::array kSettingOptions = {
    SettingOption{"--epochs", "epochs", "N", "Epochs to train in all"},
    SettingOption{"--minutes", "minutes", "M",
                  "Stop after so many minutes, changing nothing before"},
    SettingOption{"--sample-every", "sample_every", "N",
                  "Sample every N epochs, the last and the best; 0: never"},
    SettingOption{"--bars", "bars", "N", "Bars of a sample"},
    SettingOption{"--seed", "seed", "S", "Same seed, same result"},
};

struct HeldOutOption {
    const char* option;
    const char* key;
    std::vector<std::string> TrainOptions::*inputs;
    const char* help;
};

constexpr std::array kHeldOutOptions = {
    HeldOutOption{"--validation", "validation", &TrainOptions::validation,
                  "What to hold out: a share of the notes, or a folder or file of its own"},
    HeldOutOption{"--test", "test", &TrainOptions::test, "What only judges the result, likewise"},
};

bool isNumber(std::string_view text) {
    double number = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

/// True if the model of a recipe reads the setting; so it is of one that does not exist, for
/// changeSetting() to say so.
bool reads(const Recipe& recipe, const std::string& key) {
    const auto setting = std::ranges::find(recipeSettings(), key, &Setting::key);
    return setting == recipeSettings().end() || appliesTo(*setting, recipe);
}

/// "sequence (events), roll-vae (rolls)"
std::string kindsOf(const std::vector<Recipe>& recipes) {
    std::string kinds;
    for (const Recipe& recipe : recipes)
        kinds += (kinds.empty() ? "" : ", ") + recipe.family + " (" + recipe.encoding.kind + ')';
    return kinds;
}

Result<void> assign(std::vector<Recipe>& recipes, const std::string& assignment) {
    const auto setting = settingIn(assignment);
    if (!setting)
        return setting.error();
    const auto& [key, value] = *setting;
    if (key == kBeatKey)
        return {};
    bool isRead = false;
    for (Recipe& recipe : recipes) {
        if (!reads(recipe, key))
            continue;
        isRead = true;
        if (const auto changed = changeSetting(recipe, key, value); !changed)
            return changed;
    }
    if (!isRead)
        return Error{
            ErrorCode::BadArgument,
            {"--set " + assignment, "what a model of the kind " + kindsOf(recipes) + " reads"}};
    return {};
}

} // namespace

Result<std::pair<std::string, std::string>> settingIn(const std::string& assignment) {
    const auto equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0)
        return Error{ErrorCode::BadArgument, {"--set " + assignment, "--set key=value"}};
    return std::pair(assignment.substr(0, equals), assignment.substr(equals + 1));
}

void addTrainOptions(CLI::App& command, TrainOptions& options) {
    command.add_option("INPUT", options.inputs, "MIDI files, and folders of them")->required();
    command.add_option("--preset", options.presets, "Presets, by name; \"base\" unless given")
        ->type_name("NAME")
        ->delimiter(',')
        ->allow_extra_args(false); // the next argument may be a file
    for (const SettingOption& setting : kSettingOptions)
        command
            .add_option_function<std::string>(
                setting.option,
                [&options, &setting](const std::string& value) {
                    options.settings.emplace_back(setting.key, value);
                },
                setting.help)
            ->type_name(setting.type);
    for (const HeldOutOption& heldOut : kHeldOutOptions)
        command
            .add_option_function<std::string>(
                heldOut.option,
                [&options, &heldOut](const std::string& value) {
                    if (isNumber(value))
                        options.settings.emplace_back(heldOut.key, value);
                    else
                        (options.*heldOut.inputs).push_back(value);
                },
                heldOut.help)
            ->type_name("DIR|FRACTION");
    command.add_option("--set", options.assignments, "Change a setting of the recipe")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command.add_option("--tracks", options.tracks, "Tracks to learn from, such as 1,3-5")
        ->type_name("LIST");
    command.add_option("--from", options.from, "First bar to learn from")
        ->type_name("BAR")
        ->check(CLI::Range(std::int64_t{1}, kMostBars));
    command.add_option("--to", options.to, "Last bar to learn from")
        ->type_name("BAR")
        ->check(CLI::Range(std::int64_t{1}, kMostBars));
    addComputeOptions(command, options.compute);
    command.add_option("--project", options.project, "The project to keep the runs in")
        ->type_name("FILE.leitmotif");
    command.add_option("--out", options.out, "Folder for the samples")->type_name("DIR");
    command.add_flag("--json", options.isJson, "Print one JSON object a line");
}

Result<std::vector<Recipe>> recipesOf(const TrainOptions& options) {
    std::vector<Recipe> recipes;
    auto names = options.presets;
    if (names.empty())
        names = {kDefaultPreset};
    for (const std::string& name : names) {
        auto recipe = preset(name);
        if (!recipe)
            return recipe.error();
        for (const auto& [key, value] : options.settings)
            if (const auto changed = changeSetting(*recipe, key, value); !changed)
                return changed.error();
        recipes.push_back(std::move(*recipe));
    }
    for (const std::string& assignment : options.assignments)
        if (const auto assigned = assign(recipes, assignment); !assigned)
            return assigned.error();
    for (const Recipe& recipe : recipes)
        if (const auto checked = checkRecipe(recipe); !checked)
            return checked.error();
    return recipes;
}

Result<BeatChoice> beatChoiceIn(const TrainOptions& options) {
    BeatChoice choice = BeatChoice::Automatic;
    for (const std::string& assignment : options.assignments) {
        const auto setting = settingIn(assignment);
        if (!setting)
            return setting.error();
        const auto& [key, value] = *setting;
        if (key != kBeatKey)
            continue;
        const auto named = beatChoiceNamed(value);
        if (!named)
            return Error{ErrorCode::BadSetting, {key, value, "automatic, fixed, free"}};
        choice = *named;
    }
    return choice;
}

std::vector<std::string> inputsToLearnFrom(const TrainOptions& options) {
    std::set<std::string> heldOut;
    const auto canonical = [](const std::string& path) {
        std::error_code code;
        const auto whole = std::filesystem::canonical(path, code);
        return code ? path : whole.string();
    };
    for (const HeldOutOption& option : kHeldOutOptions)
        for (const std::string& path : expandedInputs(options.*option.inputs))
            heldOut.insert(canonical(path));
    if (heldOut.empty())
        return options.inputs;
    auto inputs = expandedInputs(options.inputs);
    std::erase_if(inputs,
                  [&](const std::string& path) { return heldOut.contains(canonical(path)); });
    return inputs;
}

std::optional<BarRange> barsFor(const Score& score, std::optional<std::int64_t> from,
                                std::optional<std::int64_t> to) {
    if (!from && !to)
        return std::nullopt;
    return BarRange{from.value_or(1) - 1, to.value_or(score.barCount()) - 1};
}

} // namespace leitmotif
