// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/recipe_settings.h"

#include "core/base/json_text.h"
#include "core/base/limits.h"
#include "core/runs/recipe_fields.h"
#include "core/runs/setting_values.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr double kMostHeldOut = 0.9; // of the notes, so that something is left to learn from

} // namespace

const std::vector<Setting>& recipeSettings() {
    static const std::vector<Setting> settings = [] {
        std::vector<Setting> all;
        for (const auto& field : recipeFields())
            all.push_back(field.setting);
        return all;
    }();
    return settings;
}

bool appliesTo(const Setting& setting, const Recipe& recipe) {
    const bool isOfEncoding =
        setting.encodings.empty() ||
        std::ranges::find(setting.encodings, recipe.encoding.kind) != setting.encodings.end();
    return isOfEncoding &&
           (setting.readBy == nullptr || modelFamily(recipe.family).*setting.readBy);
}

Result<std::string> settingValue(const Recipe& recipe, std::string_view key) {
    const auto* field = findField(key);
    if (field == nullptr)
        return Error{ErrorCode::NoSuchSetting, {std::string(key)}};
    const auto value = field->read(recipe);
    switch (field->setting.kind) {
    case SettingKind::Whole:
        return std::to_string(value.get<std::int64_t>());
    case SettingKind::Number:
        return numberText(value.get<double>());
    case SettingKind::Switch:
        return std::string(value.get<bool>() ? "on" : "off");
    case SettingKind::Choice:
        break;
    }
    return value.get<std::string>();
}

Result<void> changeSetting(Recipe& recipe, std::string_view key, const std::string& value) {
    if (key == "network") {
        const auto network = parseJson(value, kLongestRecipe);
        if (!network || !networkComplaint(*network).empty())
            return Error{ErrorCode::BadSetting, {"network", value, "its layers as JSON"}};
        recipe.network = *network;
        return {};
    }
    const auto* field = findField(key);
    if (field == nullptr)
        return Error{ErrorCode::NoSuchSetting, {std::string(key)}};
    const auto asJson = valueOf(field->setting, value);
    if (!isAllowed(field->setting, asJson))
        return Error{ErrorCode::BadSetting, {std::string(key), value, allowedText(field->setting)}};
    field->write(recipe, asJson);
    if (key == "bars")
        recipe.sampling.steps = 0; // instead of the published number of tokens
    return {};
}

Result<void> checkRecipe(const Recipe& recipe) {
    for (const auto& [setting, read, write] : recipeFields())
        if (!isAllowed(setting, read(recipe)))
            return Error{ErrorCode::BadSetting,
                         {std::string(setting.key), read(recipe).dump(), allowedText(setting)}};
    if (recipe.training.validation + recipe.training.test > kMostHeldOut)
        return Error{ErrorCode::BadSetting,
                     {"validation and test", "more than " + numberText(kMostHeldOut) + " together",
                      "0 to " + numberText(kMostHeldOut)}};
    return {};
}

} // namespace leitmotif
