// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/layer_spec.h"

#include "core/runs/recipe.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

using nlohmann::json;

TEST(LayerSpec, ReadsTheNetworksOfAllPresets) {
    for (const auto& recipe : presets())
        if (recipe.family == "sequence") {
            EXPECT_TRUE(layerSpecs(recipe.network, recipe.name)) << recipe.name;
        }
}

TEST(LayerSpec, ReadsWhatIsWritten) {
    const auto specs = layerSpecs(json::parse(R"([{"layer":"embedding","size":6},
        {"layer":"dropout","rate":0.25},{"layer":"gru","units":5},{"layer":"dropout"},
        {"layer":"linear","units":4},{"layer":"linear"}])"),
                                  "test");
    ASSERT_TRUE(specs);
    ASSERT_EQ(specs->size(), 6U);
    EXPECT_EQ((*specs)[0].units, 6);
    EXPECT_EQ((*specs)[1].rate, 0.25);
    EXPECT_EQ((*specs)[2].kind, LayerKind::Gru);
    EXPECT_FALSE((*specs)[3].rate);
    EXPECT_EQ((*specs)[4].units, 4);
    EXPECT_EQ((*specs)[5].units, 0);
}

TEST(LayerSpec, ReadsTransformers) {
    const auto specs = layerSpecs(json::parse(R"([{"layer":"embedding","size":12},
        {"layer":"dropout"},{"layer":"transformer","units":12,"heads":3,"reach":64,"rate":0.1},
        {"layer":"linear"}])"),
                                  "test");
    ASSERT_TRUE(specs);
    EXPECT_EQ((*specs)[2].kind, LayerKind::Transformer);
    EXPECT_EQ((*specs)[2].units, 12);
    EXPECT_EQ((*specs)[2].heads, 3);
    EXPECT_EQ((*specs)[2].reach, 64);
    EXPECT_EQ((*specs)[2].rate, 0.1);
    for (const char* layer : {R"({"layer":"transformer","units":12,"heads":5,"reach":64})",
                              R"({"layer":"transformer","units":12,"heads":0,"reach":64})",
                              R"({"layer":"transformer","units":12,"heads":3,"reach":0})",
                              R"({"layer":"transformer","units":12,"heads":3})",
                              R"({"layer":"transformer","heads":3,"reach":64})",
                              R"({"layer":"transformer","units":24,"heads":3,"reach":64})",
                              R"({"layer":"lstm","units":12,"heads":3})"}) {
        const auto text =
            std::string(R"([{"layer":"embedding","size":12},)") + layer + R"(,{"layer":"linear"}])";
        EXPECT_FALSE(layerSpecs(json::parse(text), "odd")) << layer;
    }
}

TEST(LayerSpec, RefusesWhatCannotBeANetwork) {
    for (const char* text :
         {"[]", R"([{"layer":"linear"}])", R"([{"layer":"embedding","size":8}])",
          R"([{"layer":"embedding"},{"layer":"linear"}])",
          R"([{"layer":"embedding","size":0},{"layer":"linear"}])",
          R"([{"layer":"embedding","size":8},{"layer":"lstm"},{"layer":"linear"}])",
          R"([{"layer":"embedding","size":8},{"layer":"harp","units":3},{"layer":"linear"}])",
          R"([{"layer":"embedding","size":8,"colour":1},{"layer":"linear"}])",
          R"([{"layer":"embedding","size":8},{"layer":"dropout","rate":1.0},{"layer":"linear"}])",
          R"([{"layer":"embedding","size":"8"},{"layer":"linear"}])", R"([1,2])", R"([{}])",
          R"([{"layer":"embedding","size":8},{"layer":"linear","units":3}])"}) {
        const auto specs = layerSpecs(json::parse(text), "odd");
        ASSERT_FALSE(specs) << text;
        EXPECT_EQ(specs.error().code, ErrorCode::RecipeUnreadable);
        EXPECT_EQ(specs.error().arguments.at(0), "odd");
    }
}

} // namespace
} // namespace leitmotif
