// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/recipe.h"
#include "models/specs/gan_plan.h"
#include "models/specs/window_plan.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

using nlohmann::json;

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
