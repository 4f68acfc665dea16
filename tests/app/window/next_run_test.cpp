// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/next_run.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(NextRun, TellsTheFormWhatComesFromOutsideAndNotWhatItTold) {
    NextRun next;
    EXPECT_EQ(next.recipe().name, kDefaultPreset);
    const QSignalSpy recipes(&next, &NextRun::recipeSet);
    const QSignalSpy computes(&next, &NextRun::computeSet);
    next.takeRecipes({*preset("gru"), *preset("vae")});
    next.takeCompute({3, "cpu", "auto"});
    EXPECT_EQ(recipes.count(), 0);
    EXPECT_EQ(computes.count(), 0);
    EXPECT_EQ(next.recipes().size(), 2U);
    EXPECT_EQ(next.recipe().name, "gru");
    next.setThreads(5);
    EXPECT_EQ(computes.count(), 1);
    EXPECT_EQ(next.compute().threads, 5);
    EXPECT_EQ(next.compute().device, "cpu") << "as the form had it";
    next.setRecipe(next.recipe());
    EXPECT_EQ(recipes.count(), 1);
    EXPECT_EQ(next.recipes().size(), 1U);
    EXPECT_EQ(next.recipe().name, "gru");
}

} // namespace
} // namespace leitmotif
