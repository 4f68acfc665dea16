// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/recipe.h"

#include "core/base/json_text.h"
#include "core/base/limits.h"
#include "core/runs/preset_texts.h"
#include "core/runs/recipe_fields.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

namespace leitmotif {

namespace {

using nlohmann::json;

const RecipeField* findField(std::string_view key) {
    const auto& all = recipeFields();
    const auto found =
        std::ranges::find(all, key, [](const RecipeField& field) { return field.setting.key; });
    return found == all.end() ? nullptr : &*found;
}

/// The shortest text that reads back as the same number.
std::string textOf(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string allowedText(const Setting& setting) {
    switch (setting.kind) {
    case SettingKind::Whole:
        return "whole numbers from " + std::to_string(std::llround(setting.minimum)) + " to " +
               std::to_string(std::llround(setting.maximum));
    case SettingKind::Number:
        return "numbers from " + textOf(setting.minimum) + " to " + textOf(setting.maximum);
    case SettingKind::Switch:
        return "on, off";
    case SettingKind::Choice:
        break;
    }
    std::string text;
    for (const auto& choice : setting.choices)
        text += (text.empty() ? "" : ", ") + choice;
    return text;
}

bool isAllowed(const Setting& setting, const json& value) {
    switch (setting.kind) {
    case SettingKind::Whole:
        return value.is_number_integer() && value.get<double>() >= setting.minimum &&
               value.get<double>() <= setting.maximum;
    case SettingKind::Number:
        return value.is_number() && value.get<double>() >= setting.minimum &&
               value.get<double>() <= setting.maximum;
    case SettingKind::Switch:
        return value.is_boolean();
    case SettingKind::Choice:
        break;
    }
    return value.is_string() &&
           std::ranges::find(setting.choices, value.get<std::string>()) != setting.choices.end();
}

/// What people write as the JSON value of the setting's kind; null if it is none.
template <class Number>
json parsedNumber(const std::string& text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? json(value) : json();
}

json parsed(const Setting& setting, const std::string& text) {
    switch (setting.kind) {
    case SettingKind::Whole:
        return parsedNumber<std::int64_t>(text);
    case SettingKind::Number:
        return parsedNumber<double>(text);
    case SettingKind::Switch:
        if (text == "on" || text == "true" || text == "yes" || text == "1")
            return true;
        if (text == "off" || text == "false" || text == "no" || text == "0")
            return false;
        return {};
    case SettingKind::Choice:
        break;
    }
    return text;
}

/// Fields of a recipe that are texts and no settings.
template <class Visitor>
void visitTexts(auto& recipe, Visitor visit) {
    visit("name", recipe.name);
    visit("title", recipe.title);
    visit("origin", recipe.origin);
    visit("notes", recipe.notes);
    visit("family", recipe.family);
    visit("unit", recipe.unit);
    visit("encoding", recipe.encoding.kind);
}

constexpr double kMostHeldOut = 0.9; // of the notes, so that something is left to learn from

/// A model that is counted and not trained, and the settings of every model that it reads.
constexpr std::string_view kCountedFamily = "ngram";
constexpr std::array<std::string_view, 10> kReadByCounts = {
    "sample_every", "bars", "seed",           "temperature", "top_p",
    "validation",   "test", "steps_per_beat", "velocity",    "tracks"};

std::size_t layerCount(const json& network) {
    std::size_t count = network.is_array() ? network.size() : 0;
    if (network.is_object())
        for (const auto& [name, part] : network.items())
            count += part.is_array() ? part.size() : 1;
    return count;
}

bool isTextFor(std::string_view key, const json& value) {
    const bool isForPeople = key == "title" || key == "origin" || key == "notes";
    return value.is_string() && value.get_ref<const std::string&>().size() <=
                                    (isForPeople ? kLongestText : kLongestName);
}

/// An empty text if `value` was taken over, else what is wrong with it.
std::string takeOver(Recipe& recipe, const std::string& key, const json& value) {
    if (const auto* field = findField(key)) {
        if (!isAllowed(field->setting, value))
            return key + " is not one of: " + allowedText(field->setting);
        field->write(recipe, value);
        return {};
    }
    if (key == "network") {
        if (!value.is_array() && !value.is_object())
            return "network is neither a list of layers nor lists by name";
        if (layerCount(value) > kMostLayers)
            return "network has more than " + std::to_string(kMostLayers) + " layers";
        recipe.network = value;
        return {};
    }
    bool isText = false;
    visitTexts(recipe, [&](const char* name, std::string& text) {
        if (key != name)
            return;
        isText = true;
        if (isTextFor(key, value))
            text = value.get<std::string>();
    });
    if (!isText)
        return "unknown key " + key;
    return isTextFor(key, value) ? std::string() : key + " is no text, or too long";
}

} // namespace

const char* lossKind(const Recipe& recipe) {
    if (recipe.family == "masked")
        return "masked_nats_per_note";
    if (recipe.family == "frames")
        return "nats_per_frame";
    if (recipe.family == "roll-vae")
        return "reconstruction";
    return recipe.family.ends_with("gan") ? "adversarial" : "nats_per_note";
}

json toJson(const Recipe& recipe) {
    json object = json::object();
    visitTexts(recipe, [&](const char* name, const std::string& text) { object[name] = text; });
    object["network"] = recipe.network;
    for (const auto& field : recipeFields())
        object[std::string(field.setting.key)] = field.read(recipe);
    return object;
}

Result<Recipe> recipeFromJson(const json& object, const std::string& name) {
    if (!object.is_object())
        return Error{ErrorCode::RecipeUnreadable, {name, "not a JSON object"}};
    Recipe recipe;
    recipe.name = name;
    for (const auto& [key, value] : object.items())
        if (const auto complaint = takeOver(recipe, key, value); !complaint.empty())
            return Error{ErrorCode::RecipeUnreadable, {name, complaint}};
    if (recipe.unit != "epochs" && recipe.unit != "iterations")
        return Error{ErrorCode::RecipeUnreadable, {name, "unit is not one of: epochs, iterations"}};
    if (const auto checked = checkRecipe(recipe); !checked)
        return Error{ErrorCode::RecipeUnreadable, {name, describe(checked.error())}};
    return recipe;
}

Recipe readablePart(const json& object, const std::string& name) {
    Recipe recipe;
    recipe.name = name;
    if (object.is_object())
        for (const auto& [key, value] : object.items())
            (void)takeOver(recipe, key, value);
    return recipe;
}

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
    if (recipe.family == kCountedFamily &&
        std::ranges::find(kReadByCounts, setting.key) == kReadByCounts.end() &&
        setting.families.empty() && setting.encodings.empty())
        return false;
    const auto isAmong = [](const std::vector<std::string_view>& names, const std::string& name) {
        return names.empty() || std::ranges::find(names, name) != names.end();
    };
    return isAmong(setting.families, recipe.family) &&
           isAmong(setting.encodings, recipe.encoding.kind);
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
        return textOf(value.get<double>());
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
        if (!network || !takeOver(recipe, "network", *network).empty())
            return Error{ErrorCode::BadSetting, {"network", value, "its layers as JSON"}};
        return {};
    }
    const auto* field = findField(key);
    if (field == nullptr)
        return Error{ErrorCode::NoSuchSetting, {std::string(key)}};
    const auto asJson = parsed(field->setting, value);
    if (!isAllowed(field->setting, asJson))
        return Error{ErrorCode::BadSetting, {std::string(key), value, allowedText(field->setting)}};
    field->write(recipe, asJson);
    return {};
}

Result<void> checkRecipe(const Recipe& recipe) {
    for (const auto& [setting, read, write] : recipeFields())
        if (!isAllowed(setting, read(recipe)))
            return Error{ErrorCode::BadSetting,
                         {std::string(setting.key), read(recipe).dump(), allowedText(setting)}};
    if (recipe.training.validation + recipe.training.test > kMostHeldOut)
        return Error{ErrorCode::BadSetting,
                     {"validation and test", "more than " + textOf(kMostHeldOut) + " together",
                      "0 to " + textOf(kMostHeldOut)}};
    return {};
}

const std::vector<Recipe>& presets() {
    static const std::vector<Recipe> all = [] {
        std::vector<Recipe> recipes;
        for (const char* text : presetTexts()) {
            const auto object = json::parse(text);
            auto recipe = recipeFromJson(object, object.at("name").get<std::string>());
            assert(recipe && "a preset file is wrong; tests/core/runs names it");
            recipes.push_back(std::move(*recipe));
        }
        std::ranges::sort(recipes, {}, &Recipe::name);
        return recipes;
    }();
    return all;
}

Result<Recipe> preset(const std::string& name) {
    const auto& all = presets();
    const auto found = std::ranges::find(all, name, &Recipe::name);
    if (found == all.end())
        return Error{ErrorCode::NoSuchPreset, {name}};
    return *found;
}

} // namespace leitmotif
