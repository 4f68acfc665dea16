// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/specs/layer_spec.h"

#include "core/runs/recipe.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

using nlohmann::json;

TEST(LayerSpec, ReadsTheNetworksOfAllPresets) {
    for (const auto& recipe : presets())
        if (recipe.family == "sequence") {
            EXPECT_TRUE(sequenceLayers(recipe.network, recipe.name)) << recipe.name;
        }
}

TEST(LayerSpec, ReadsWhatIsWritten) {
    const auto specs = sequenceLayers(json::parse(R"([{"layer":"embedding","size":6},
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
    const auto specs = sequenceLayers(json::parse(R"([{"layer":"embedding","size":12},
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
        EXPECT_FALSE(sequenceLayers(json::parse(text), "odd")) << layer;
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
        const auto specs = sequenceLayers(json::parse(text), "odd");
        ASSERT_FALSE(specs) << text;
        EXPECT_EQ(specs.error().code, ErrorCode::RecipeUnreadable);
        EXPECT_EQ(specs.error().arguments.at(0), "odd");
    }
}

TEST(StackLayers, ReadsWhatIsWritten) {
    const auto specs = stackLayers(
        json::parse(R"([{"layer":"lstm","units":5,"directions":2,"recurrent_dropout":true},
            {"layer":"attention","units":3},{"layer":"last"},{"layer":"batch_norm","momentum":0.8},
            {"layer":"linear","units":"inputs","activation":"leaky_relu"},
            {"layer":"dropout","rate":0.25},{"layer":"dropout"},{"layer":"noise","deviation":0.5},
            {"layer":"linear"}])"),
        "test");
    ASSERT_TRUE(specs) << describe(specs.error());
    ASSERT_EQ(specs->size(), 9U);
    EXPECT_EQ((*specs)[0].units, 5);
    EXPECT_TRUE((*specs)[0].isBidirectional);
    EXPECT_TRUE((*specs)[0].dropsState);
    EXPECT_EQ((*specs)[1].kind, LayerKind::Attention);
    EXPECT_EQ((*specs)[3].momentum, 0.8);
    EXPECT_EQ((*specs)[4].units, LayerSpec::kAsInputs);
    EXPECT_EQ((*specs)[4].activation, Activation::LeakyRelu);
    EXPECT_EQ((*specs)[5].rate, 0.25);
    EXPECT_FALSE((*specs)[6].rate);
    EXPECT_EQ((*specs)[7].deviation, 0.5);
    EXPECT_EQ((*specs)[8].units, 0);
    EXPECT_TRUE(leavesOneStep(*specs));
}

TEST(StackLayers, RefusesWhatMakesNoNetwork) {
    for (const char* text : {
             R"([])",
             R"([{"layer":"lstm","units":4}])",
             R"([{"layer":"harp"},{"layer":"linear"}])",
             R"([{"layer":"lstm"},{"layer":"linear"}])",
             R"([{"layer":"lstm","units":-1},{"layer":"linear"}])",
             R"([{"layer":"lstm","units":4,"directions":3},{"layer":"linear"}])",
             R"([{"layer":"lstm","units":4,"size":3},{"layer":"linear"}])",
             R"([{"layer":"last"},{"layer":"lstm","units":4},{"layer":"linear"}])",
             R"([{"layer":"max_pool"},{"layer":"last"},{"layer":"linear"}])",
             R"([{"layer":"linear"},{"layer":"linear"}])",
             R"([{"layer":"linear","activation":"swish"}])",
             R"([{"layer":"linear","units":"outputs"}])",
             R"([{"layer":"dropout","rate":1.0},{"layer":"linear"}])",
             R"([{"layer":"noise","deviation":-1},{"layer":"linear"}])",
             R"([{"layer":"batch_norm","momentum":2},{"layer":"linear"}])",
             R"([3])",
             R"([{"layer":7}])",
         }) {
        const auto specs = stackLayers(json::parse(text), "bad");
        ASSERT_FALSE(specs) << text;
        EXPECT_EQ(specs.error().code, ErrorCode::RecipeUnreadable);
        EXPECT_EQ(specs.error().arguments.at(0), "bad");
    }
}

TEST(FrameLayers, ReadConvolutions) {
    const auto specs =
        frameLayers(json::parse(R"([{"layer":"tcn","units":7,"kernel":3,"dilation":4,"rate":0.1},
            {"layer":"dropout"},{"layer":"linear"}])"),
                    "test");
    ASSERT_TRUE(specs) << describe(specs.error());
    EXPECT_EQ((*specs)[0].kind, LayerKind::Tcn);
    EXPECT_EQ((*specs)[0].kernel, 3);
    EXPECT_EQ((*specs)[0].dilation, 4);
    EXPECT_EQ((*specs)[0].rate, 0.1);
    EXPECT_TRUE((*specs)[2].units == 0);
}

TEST(LayerSpec, ANetworkHasTheLayersOfItsOwnKindAlone) {
    const auto tcn =
        json::parse(R"([{"layer":"tcn","units":7,"kernel":3,"dilation":4},{"layer":"linear"}])");
    const auto attention =
        json::parse(R"([{"layer":"attention","units":3},{"layer":"last"},{"layer":"linear"}])");
    const auto embedding = json::parse(R"([{"layer":"embedding","size":6},{"layer":"linear"}])");
    EXPECT_TRUE(frameLayers(tcn, "test"));
    EXPECT_TRUE(stackLayers(attention, "test"));
    EXPECT_TRUE(sequenceLayers(embedding, "test"));
    EXPECT_FALSE(stackLayers(tcn, "test"));
    EXPECT_FALSE(frameLayers(attention, "test"));
    EXPECT_FALSE(stackLayers(embedding, "test"));
    EXPECT_FALSE(frameLayers(embedding, "test"));
}

} // namespace
} // namespace leitmotif
