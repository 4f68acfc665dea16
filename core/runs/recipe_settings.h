// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/model_family.h"
#include "core/runs/recipe.h"

#include <string_view>

namespace leitmotif {

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
    bool isAdvanced = true; ///< in the folded part of the form
    /// The models that read it; null: all.
    bool ModelFamily::*readBy = nullptr;
    /// Kinds of encodings that read it; empty: all.
    std::vector<std::string_view> encodings = {};
};

/// True if the recipe's model and encoding read the setting.
[[nodiscard]] bool appliesTo(const Setting& setting, const Recipe& recipe);

[[nodiscard]] const std::vector<Setting>& recipeSettings();
/// Errors: NoSuchSetting.
Result<std::string> settingValue(const Recipe& recipe, std::string_view key);
/// Also of "network", with its layers as JSON. A number of bars takes the place of `sample_steps`.
/// Errors: NoSuchSetting, BadSetting.
Result<void> changeSetting(Recipe& recipe, std::string_view key, const std::string& value);

/// Checks all settings and that they fit together. Called before a run is stored, as
/// changeSetting() checks one setting alone. Errors: BadSetting.
Result<void> checkRecipe(const Recipe& recipe);

} // namespace leitmotif
