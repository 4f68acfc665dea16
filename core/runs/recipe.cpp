// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/recipe.h"

#include "core/base/limits.h"
#include "core/runs/model_family.h"
#include "core/runs/preset_texts.h"
#include "core/runs/recipe_fields.h"
#include "core/runs/recipe_settings.h"
#include "core/runs/setting_values.h"

#include <algorithm>
#include <cassert>

namespace leitmotif {

namespace {

using nlohmann::json;

/// Fields of a recipe that are texts, not settings.
template <class Visitor>
void visitTexts(auto& recipe, Visitor visit) {
    visit("name", recipe.name);
    visit("title", recipe.title);
    visit("origin", recipe.origin);
    visit("notes", recipe.notes);
    visit("family", recipe.family);
    visit("unit", recipe.unit);
    visit("pretrained", recipe.pretrained);
    visit("encoding", recipe.encoding.kind);
}

bool isTextFor(std::string_view key, const json& value) {
    const bool isForPeople = key == "title" || key == "origin" || key == "notes";
    return value.is_string() && value.get_ref<const std::string&>().size() <=
                                    (isForPeople ? kLongestText : kLongestName);
}

/// Sets a key of the recipe; returns its fault, empty if there is none.
std::string takeOver(Recipe& recipe, const std::string& key, const json& value) {
    if (const auto* field = findField(key)) {
        if (!isAllowed(field->setting, value))
            return key + " is not one of: " + allowedText(field->setting);
        field->write(recipe, value);
        return {};
    }
    if (key == "network") {
        auto complaint = networkComplaint(value);
        if (complaint.empty())
            recipe.network = value;
        return complaint;
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
    return modelFamily(recipe.family).lossKind;
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
