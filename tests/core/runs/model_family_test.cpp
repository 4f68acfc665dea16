// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/model_family.h"

#include "core/runs/recipe_settings.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace leitmotif {
namespace {

TEST(ModelFamily, IsFoundByItsName) {
    std::set<std::string_view> names;
    for (const ModelFamily& family : modelFamilies()) {
        EXPECT_EQ(&modelFamily(family.name), &family);
        EXPECT_TRUE(names.insert(family.name).second) << family.name << " twice";
    }
}

TEST(ModelFamily, OfANewerVersionCanDoNothingSpecial) {
    const ModelFamily& unknown = modelFamily("diffusion");
    EXPECT_TRUE(unknown.isTrained);
    EXPECT_FALSE(unknown.canRevise);
    EXPECT_FALSE(unknown.drawsMaps);
    EXPECT_STREQ(unknown.lossKind, "nats_per_note");
}

TEST(ModelFamily, HasAPresetAndEveryPresetHasOne) {
    std::set<std::string_view> used;
    for (const Recipe& recipe : presets()) {
        EXPECT_EQ(modelFamily(recipe.family).name, recipe.family) << recipe.name;
        used.insert(modelFamily(recipe.family).name);
    }
    EXPECT_EQ(used.size(), modelFamilies().size());
}

TEST(ModelFamily, EverySettingIsReadByAModel) {
    for (const Setting& setting : recipeSettings())
        EXPECT_TRUE(std::ranges::any_of(presets(), [&](const Recipe& recipe) {
            return appliesTo(setting, recipe);
        })) << setting.key;
}

TEST(ModelFamily, DrawsPicturesAsAGanOrAsAVae) {
    for (const ModelFamily& family : modelFamilies()) {
        EXPECT_EQ(family.drawsPictures, family.isPictureGan != family.isPictureVae) << family.name;
        EXPECT_LE(family.drawsMaps, family.isPictureVae) << family.name;
        EXPECT_LE(family.hasNucleus, family.hasTemperature) << family.name;
        EXPECT_LE(family.isValidated, family.isTrained) << family.name;
    }
}

} // namespace
} // namespace leitmotif
