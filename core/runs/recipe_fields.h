// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe_settings.h"

#include <functional>
#include <vector>

namespace leitmotif {

/// A setting and how it is read from and written to a recipe as JSON.
struct RecipeField {
    Setting setting;
    std::function<nlohmann::json(const Recipe&)> read;
    /// REQUIRES: the value fits the setting's kind, range or choices.
    std::function<void(Recipe&, const nlohmann::json&)> write;
};

/// The one table of all settings: form, `--set`, JSON and checks follow from it.
[[nodiscard]] const std::vector<RecipeField>& recipeFields();
/// The setting of this key; null if there is none.
[[nodiscard]] const RecipeField* findField(std::string_view key);

} // namespace leitmotif
