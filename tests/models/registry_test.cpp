// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry.h"

#include "core/runs/model_family.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// The error of making a model without a corpus: the family's own, or that there is no such family.
std::string complaintOf(std::string_view family) {
    Recipe recipe;
    recipe.family = family;
    Random random(1);
    const auto made = makeFamily(recipe, Corpus(std::vector<CorpusPiece>()), torch::kCPU, random);
    return made ? std::string() : describe(made.error());
}

// The registry asserts that it has as many as the table.
TEST(Registry, MakesEveryFamilyOfTheTable) {
    for (const ModelFamily& family : modelFamilies())
        EXPECT_EQ(complaintOf(family.name).find("unknown family"), std::string::npos)
            << family.name;
    EXPECT_NE(complaintOf("diffusion").find("unknown family"), std::string::npos);
}

} // namespace
} // namespace leitmotif
