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

/// What `train` was told, before it is looked at.
struct TrainOptions {
    std::vector<std::string> inputs;
    std::vector<std::string> presets;
    /// Settings of the recipe by their keys, those with an option of their own first.
    std::vector<std::pair<std::string, std::string>> settings;
    std::vector<std::string> assignments; ///< of --set, "key=value"
    std::vector<std::string> validation;  ///< files and folders that are held out whole
    std::vector<std::string> test;        ///< likewise
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

/// The recipes of all presets with all settings. What `--set` changes, but for `beat`, must be read
/// by one of them at least, and is changed in those that read it. Errors: NoSuchPreset,
/// NoSuchSetting, BadSetting, BadArgument.
Result<std::vector<Recipe>> recipesOf(const TrainOptions& options);

/// "1,3-5" as 0-based indices in ascending order, each once. Errors: BadArgument.
Result<std::vector<std::size_t>> trackList(const std::string& text);

/// What `--set beat=` says of how the sources are learned; the last one counts. Errors:
/// BadArgument.
Result<BeatChoice> beatChoiceIn(const TrainOptions& options);

/// The inputs without files that are held out: those are judged by and not learned from.
[[nodiscard]] std::vector<std::string> inputsToLearnFrom(const TrainOptions& options);

/// The bars of one score, from 1; an open end is the score's own. Nothing: all of them.
[[nodiscard]] std::optional<BarRange> barsFor(const Score& score, std::optional<std::int64_t> from,
                                              std::optional<std::int64_t> to);

} // namespace leitmotif
