// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/compute_options.h"
#include "core/corpus/corpus.h"
#include "core/runs/recipe.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace leitmotif {

/// The options of `train`, unchecked.
struct TrainOptions {
    std::vector<std::string> inputs;
    std::vector<std::string> presets;
    /// Settings of the recipe by their keys; those with own options first.
    std::vector<std::pair<std::string, std::string>> settings;
    std::vector<std::string> assignments; ///< of --set, "key=value"
    std::vector<std::string> validation;  ///< files and folders that are held out whole
    std::vector<std::string> test;        ///< files and folders for the test part
    std::string tracks;
    std::optional<std::int64_t> from; ///< bar, 1-based
    std::optional<std::int64_t> to;
    ComputeOptions compute;
    std::string project;
    std::string out;
    bool isJson = false;
};

/// Key and value of a --set. Errors: BadArgument.
Result<std::pair<std::string, std::string>> settingIn(const std::string& assignment);

void addTrainOptions(CLI::App& command, TrainOptions& options);

/// The recipes of all presets with all settings. At least one of them must read each setting of
/// `--set` (except `beat`); it is changed in those that do. Errors: NoSuchPreset, NoSuchSetting,
/// BadSetting, BadArgument.
Result<std::vector<Recipe>> recipesOf(const TrainOptions& options);

/// The choice of `--set beat=`; the last one counts. Errors: BadArgument.
Result<BeatChoice> beatChoiceIn(const TrainOptions& options);

/// The inputs without held-out files.
[[nodiscard]] std::vector<std::string> inputsToLearnFrom(const TrainOptions& options);

/// The chosen bars of a score; `from` and `to` count from 1, an open end is the score's own.
/// Nothing: all of them.
[[nodiscard]] std::optional<BarRange> barsFor(const Score& score, std::optional<std::int64_t> from,
                                              std::optional<std::int64_t> to);

} // namespace leitmotif
