// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/stack_spec.h"

#include "core/runs/recipe.h"
#include "models/nets/gan_plan.h"
#include "models/nets/window_plan.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

using nlohmann::json;

TEST(StackSpec, ReadsWhatIsWritten) {
    const auto specs = stackSpecs(
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
    EXPECT_EQ((*specs)[1].kind, StackKind::Attention);
    EXPECT_EQ((*specs)[3].momentum, 0.8);
    EXPECT_EQ((*specs)[4].units, StackSpec::kAsInputs);
    EXPECT_EQ((*specs)[4].activation, Activation::LeakyRelu);
    EXPECT_EQ((*specs)[5].rate, 0.25);
    EXPECT_FALSE((*specs)[6].rate);
    EXPECT_EQ((*specs)[7].deviation, 0.5);
    EXPECT_EQ((*specs)[8].units, 0);
    EXPECT_TRUE(leavesOneStep(*specs));
}

TEST(StackSpec, RefusesWhatMakesNoNetwork) {
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
        const auto specs = stackSpecs(json::parse(text), "bad");
        ASSERT_FALSE(specs) << text;
        EXPECT_EQ(specs.error().code, ErrorCode::RecipeUnreadable);
        EXPECT_EQ(specs.error().arguments.at(0), "bad");
    }
}

TEST(WindowPlan, ReadsWhatIsWritten) {
    const auto plan = windowPlan(
        json::parse(R"({"input":"one-hot","snippets":60,"start":"nothing","section_steps":50,
            "section_bars":1,"stride":3,"layers":[{"layer":"lstm","units":4},{"layer":"linear"}]})"),
        "test");
    ASSERT_TRUE(plan) << describe(plan.error());
    EXPECT_TRUE(plan->isOneHot);
    EXPECT_TRUE(plan->predictsAll());
    EXPECT_FALSE(plan->startsWithTraining);
    EXPECT_EQ(plan->stride, 3U);
    EXPECT_EQ(plan->sectionSteps, 50);
    EXPECT_EQ(plan->sectionBars, 1);
}

TEST(WindowPlan, RefusesWhatCannotBeLearned) {
    const std::string layers = R"("layers":[{"layer":"lstm","units":4},{"layer":"last"},
        {"layer":"linear"}])";
    EXPECT_TRUE(windowPlan(json::parse("{" + layers + "}"), "good"));
    for (const std::string& text : {
             std::string("{}"),
             std::string("[]"),
             "{\"stride\":0," + layers + "}",
             "{\"input\":\"notes\"," + layers + "}",
             "{\"start\":7," + layers + "}",
             "{\"colour\":1," + layers + "}",
             "{\"snippets\":5," + layers + "}",
             std::string(R"({"layers":[{"layer":"lstm","units":4},{"layer":"linear"}]})"),
             std::string(R"({"layers":[{"layer":"last"},{"layer":"linear","units":4}]})"),
             std::string(R"({"snippets":5,"layers":[{"layer":"lstm","units":4,"directions":2},
                 {"layer":"linear"}]})"),
         })
        EXPECT_FALSE(windowPlan(json::parse(text), "bad")) << text;
}

TEST(GanPlan, RefusesWhatIsIncomplete) {
    const auto whole = preset("musigan-cgan")->network;
    EXPECT_TRUE(conditionalGanPlan(whole, "whole"));
    EXPECT_FALSE(tokenGanPlan(whole, "other kind"));
    for (const auto& [key, value] : whole.items()) {
        auto without = whole;
        without.erase(key);
        EXPECT_FALSE(conditionalGanPlan(without, "bad")) << key;
        auto odd = whole;
        odd[key] = nullptr;
        EXPECT_FALSE(conditionalGanPlan(odd, "bad")) << key;
    }
    const auto gan = preset("coe-gan")->network;
    EXPECT_TRUE(tokenGanPlan(gan, "whole"));
    EXPECT_FALSE(conditionalGanPlan(gan, "other kind"));
}

} // namespace
} // namespace leitmotif
