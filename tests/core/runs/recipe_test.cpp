// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/preset_texts.h"
#include "core/runs/recipe_settings.h"

#include <gtest/gtest.h>
#include <set>

namespace leitmotif {
namespace {

using nlohmann::json;

/// A recipe that differs from the default in every setting.
Recipe unusualRecipe() {
    Recipe recipe;
    for (const auto& setting : recipeSettings()) {
        std::string value;
        const auto current = *settingValue(recipe, setting.key);
        switch (setting.kind) {
        case SettingKind::Whole:
            value = std::to_string(static_cast<std::int64_t>(setting.minimum) + 3);
            break;
        case SettingKind::Number:
            value = std::to_string((setting.minimum * 2 + setting.maximum) / 3);
            break;
        case SettingKind::Switch:
            value = current == "on" ? "off" : "on";
            break;
        case SettingKind::Choice:
            value = setting.choices.back() == current ? setting.choices.front()
                                                      : setting.choices.back();
            break;
        }
        EXPECT_TRUE(changeSetting(recipe, setting.key, value)) << setting.key << " " << value;
        EXPECT_NE(*settingValue(recipe, setting.key), current) << setting.key;
    }
    recipe.name = "odd";
    recipe.network = json::parse(R"([{"layer":"linear"}])");
    return recipe;
}

TEST(Recipe, GoesThroughJsonUnchanged) {
    const auto recipe = unusualRecipe();
    const auto text = toJson(recipe).dump();
    const auto again = recipeFromJson(json::parse(text), "other name");
    ASSERT_TRUE(again) << describe(again.error());
    EXPECT_EQ(*again, recipe);
}

TEST(Recipe, MissingKeysKeepTheirDefaults) {
    const auto recipe = recipeFromJson(json::object(), "empty");
    ASSERT_TRUE(recipe);
    Recipe expected;
    expected.name = "empty";
    EXPECT_EQ(*recipe, expected);
}

TEST(Recipe, RefusesWhatItDoesNotKnow) {
    for (const char* text :
         {R"({"epoch":3})", R"({"epochs":0})", R"({"epochs":2.5})", R"({"velocity":"on"})",
          R"({"tracks":"some"})", R"({"title":7})", R"({"network":7})", R"({"unit":"hours"})",
          R"([])", R"({"learning_rate":null})"}) {
        const auto recipe = recipeFromJson(json::parse(text), "bad");
        ASSERT_FALSE(recipe) << text;
        EXPECT_EQ(recipe.error().code, ErrorCode::RecipeUnreadable);
        EXPECT_EQ(recipe.error().arguments.at(0), "bad");
    }
}

TEST(Recipe, IsCheckedAsAWhole) {
    EXPECT_TRUE(checkRecipe(unusualRecipe()));
    Recipe recipe;
    ASSERT_TRUE(changeSetting(recipe, "validation", "0.5"));
    ASSERT_TRUE(changeSetting(recipe, "test", "0.4"));
    EXPECT_TRUE(checkRecipe(recipe));
    EXPECT_TRUE(recipeFromJson(toJson(recipe), "good"));
    ASSERT_TRUE(changeSetting(recipe, "test", "0.45"));
    const auto refused = checkRecipe(recipe);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(),
              (Error{ErrorCode::BadSetting,
                     {"validation and test", "more than 0.9 together", "0 to 0.9"}}));
    EXPECT_FALSE(recipeFromJson(toJson(recipe), "bad"));
    recipe = {};
    recipe.training.epochs = 0;
    EXPECT_EQ(checkRecipe(recipe).error().arguments.front(), "epochs");
    EXPECT_FALSE(recipeFromJson(toJson(recipe), "bad"));
}

TEST(Recipe, WhatCanBeReadOfOneIsRead) {
    const auto part = readablePart(
        json::parse(R"({"name":"gru","title":7,"epochs":0,"batch":3,"invented":1,"network":7})"),
        "run 1");
    Recipe expected;
    expected.name = "gru";
    expected.training.batch = 3;
    EXPECT_EQ(part, expected);
    EXPECT_EQ(readablePart(json::array(), "run 1").name, "run 1");
    EXPECT_EQ(readablePart(json::parse("no", nullptr, false), "run 1").name, "run 1");
}

TEST(Recipe, EveryValueThatASettingShowsCanBeSet) {
    auto recipe = unusualRecipe();
    const auto before = recipe;
    for (const auto& setting : recipeSettings()) {
        const auto value = settingValue(recipe, setting.key);
        ASSERT_TRUE(value);
        EXPECT_TRUE(changeSetting(recipe, setting.key, *value)) << setting.key << "=" << *value;
        if (setting.key == "bars")
            recipe.sampling.steps = before.sampling.steps;
    }
    EXPECT_EQ(recipe, before);
}

TEST(Recipe, ANumberOfBarsTakesThePlaceOfTheNumberOfTokens) {
    Recipe recipe;
    recipe.sampling.steps = 500;
    ASSERT_FALSE(changeSetting(recipe, "bars", "none"));
    EXPECT_EQ(recipe.sampling.steps, 500);
    ASSERT_TRUE(changeSetting(recipe, "bars", "12"));
    EXPECT_EQ(recipe.sampling.bars, 12);
    EXPECT_EQ(recipe.sampling.steps, 0);
    ASSERT_TRUE(changeSetting(recipe, "sample_steps", "300"));
    EXPECT_EQ(recipe.sampling.bars, 12);
    EXPECT_EQ(recipe.sampling.steps, 300);
}

TEST(Recipe, SettingsAreTheKeysOfTheJson) {
    const auto object = toJson(Recipe());
    std::set<std::string> keys;
    for (const auto& setting : recipeSettings()) {
        EXPECT_TRUE(object.contains(std::string(setting.key))) << setting.key;
        EXPECT_TRUE(keys.insert(std::string(setting.key)).second) << setting.key << " twice";
        EXPECT_STRNE(setting.label, "");
        EXPECT_STRNE(setting.help, "");
    }
    for (const char* key : {"name", "title", "origin", "notes", "family", "unit", "pretrained",
                            "encoding", "network"})
        keys.insert(key);
    EXPECT_EQ(keys.size(), object.size());
}

TEST(Recipe, ChangesByWords) {
    Recipe recipe;
    EXPECT_TRUE(changeSetting(recipe, "velocity", "off"));
    EXPECT_FALSE(recipe.encoding.hasVelocity);
    EXPECT_TRUE(changeSetting(recipe, "tracks", "merged"));
    EXPECT_TRUE(recipe.encoding.mergesTracks);
    EXPECT_TRUE(changeSetting(recipe, "learning_rate", "1e-3"));
    EXPECT_EQ(recipe.training.learningRate, 1e-3);
    EXPECT_TRUE(changeSetting(recipe, "epochs", "80"));
    EXPECT_EQ(recipe.training.epochs, 80);
}

TEST(Recipe, RefusesBadWordsAndChangesNothing) {
    const std::pair<const char*, const char*> wrong[] = {
        {"epochs", "0"},
        {"epochs", "ten"},
        {"epochs", "10x"},
        {"epochs", ""},
        {"epochs", "1e3"},
        {"velocity", "2"},
        {"tracks", "both"},
        {"dropout", "1"},
        {"dropout", "nan"},
        {"top_p", "inf"},
        {"temperature", "-1"},
        {"seed", "-1"},
        {"seed", "99999999999999999999"},
    };
    for (const auto& [key, value] : wrong) {
        Recipe recipe;
        const auto result = changeSetting(recipe, key, value);
        ASSERT_FALSE(result) << key << "=" << value;
        EXPECT_EQ(result.error().code, ErrorCode::BadSetting);
        EXPECT_EQ(recipe, Recipe());
    }
    Recipe recipe;
    EXPECT_EQ(changeSetting(recipe, "colour", "red").error().code, ErrorCode::NoSuchSetting);
    EXPECT_EQ(settingValue(recipe, "name").error().code, ErrorCode::NoSuchSetting);
}

TEST(Recipe, TheNetworkIsSetAsJson) {
    Recipe recipe;
    ASSERT_TRUE(changeSetting(recipe, "network", R"([{"layer": "linear"}])"));
    EXPECT_EQ(recipe.network, nlohmann::json::parse(R"([{"layer": "linear"}])"));
    const Recipe before = recipe;
    for (const char* wrong : {"", "lstm", "3", "[{", "\"linear\""})
        EXPECT_EQ(changeSetting(recipe, "network", wrong).error().code, ErrorCode::BadSetting);
    EXPECT_EQ(recipe, before);
}

TEST(Recipe, ACountedModelReadsNoSettingsOfTraining) {
    const auto recipe = *preset("ngram");
    std::set<std::string_view> read;
    for (const Setting& setting : recipeSettings())
        if (appliesTo(setting, recipe))
            read.insert(setting.key);
    for (const char* key : {"seed", "bars", "temperature", "top_p", "validation", "steps_per_beat"})
        EXPECT_TRUE(read.contains(key)) << key;
    for (const char* key : {"epochs", "learning_rate", "batch", "length", "dropout", "optimizer",
                            "transposition", "patience", "minutes", "max_updates"})
        EXPECT_FALSE(read.contains(key)) << key;
}

TEST(Presets, AreReadableAndNamedOnce) {
    std::set<std::string> names;
    for (const char* text : presetTexts()) {
        const auto object = json::parse(text, nullptr, false);
        ASSERT_FALSE(object.is_discarded()) << text;
        const auto recipe = recipeFromJson(object, "preset");
        ASSERT_TRUE(recipe) << describe(recipe.error());
        EXPECT_TRUE(names.insert(recipe->name).second) << recipe->name;
        EXPECT_FALSE(recipe->title.empty()) << recipe->name;
        EXPECT_EQ(recipe->network.empty(), recipe->family == "ngram") << recipe->name;
    }
    EXPECT_EQ(names.size(), presets().size());
    EXPECT_TRUE(names.contains("lstm"));
    EXPECT_TRUE(names.contains("gru"));
}

TEST(Presets, AreFoundByName) {
    for (const auto& recipe : presets()) {
        const auto found = preset(recipe.name);
        ASSERT_TRUE(found);
        EXPECT_EQ(*found, recipe);
    }
    EXPECT_EQ(preset("theremin").error().code, ErrorCode::NoSuchPreset);
}

TEST(Recipe, OnlyLossesOfOneKindCompare) {
    const auto kindOf = [](const char* name) { return std::string(lossKind(*preset(name))); };
    EXPECT_EQ(kindOf("lstm"), kindOf("coe-bilstm"));
    EXPECT_EQ(kindOf("lstm"), kindOf("ngram"));
    std::set<std::string> kinds;
    for (const char* name : {"lstm", "bilstm", "gan", "vae", "frames-lstm"})
        kinds.insert(kindOf(name));
    EXPECT_EQ(kinds.size(), 5U);
    for (const char* name : {"coe-gan", "musigan-cgan", "tuc-gan"})
        EXPECT_EQ(kindOf(name), kindOf("gan"));
}

} // namespace
} // namespace leitmotif
