// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/sequence_family.h"

#include "tests/models/support/phrases.h"

#include <cmath>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

Recipe smallSequenceRecipe() {
    auto recipe = *preset("lstm");
    recipe.network = nlohmann::json::parse(R"([{"layer":"embedding","size":8},
        {"layer":"dropout"},{"layer":"lstm","units":12},{"layer":"linear"}])");
    recipe.training.length = 24;
    recipe.training.batch = 3;
    return recipe;
}

std::unique_ptr<Family> sequenceFamilyOf(const Recipe& recipe, const Corpus& corpus,
                                         Random& random) {
    auto family = SequenceFamily::create(recipe, corpus, torch::kCPU, random);
    EXPECT_TRUE(family) << describe(family.error());
    return std::move(*family);
}

TEST(SequenceFamily, AnEpochShowsEveryTrainingNoteOnce) {
    Random random(1);
    const auto corpus = wanderingMelody(30, 3);
    const auto family = sequenceFamilyOf(smallSequenceRecipe(), *corpus, random);
    const auto facts = family->facts();
    EXPECT_EQ(facts.notes + facts.validationNotes, corpus->noteCount());
    EXPECT_NEAR(static_cast<double>(facts.validationNotes), 0.1 * 240, 1.0);
    for (int epoch = 0; epoch < 3; ++epoch) {
        family->startEpoch(random);
        double notes = 0.0;
        for (std::size_t batch = 0; batch < family->batchCount(); ++batch)
            notes += family->loss(0, batch, random).weight;
        EXPECT_NEAR(notes, static_cast<double>(facts.notes), 1e-6);
    }
}

TEST(SequenceFamily, AnUntrainedNetworkKnowsNothing) {
    // With every output weight at 0 all tokens are equally likely: ln V nats each.
    Random random(1);
    const auto corpus = wanderingMelody(30, 3);
    const auto family = sequenceFamilyOf(smallSequenceRecipe(), *corpus, random);
    const torch::NoGradGuard noGradients;
    std::int64_t tokens = 0;
    for (const auto& [name, tensor] : family->weights())
        if (name.starts_with("3.")) {
            torch::Tensor(tensor).zero_();
            tokens = tensor.size(0);
        }
    family->startEpoch(random);
    for (std::size_t batch = 0; batch < family->batchCount(); ++batch)
        EXPECT_NEAR(family->loss(0, batch, random).value.item<double>(),
                    std::log(static_cast<double>(tokens)), 1e-4);
}

TEST(SequenceFamily, HeldOutLossDependsOnNothingButTheWeights) {
    Random random(1);
    auto recipe = smallSequenceRecipe();
    recipe.training.test = 0.1;
    const auto family = sequenceFamilyOf(recipe, *wanderingMelody(30, 3), random);
    const auto first = family->evaluate(HeldOut::Validation);
    const auto state = random.state();
    family->startEpoch(random);
    torch::manual_seed(5);
    EXPECT_EQ(family->evaluate(HeldOut::Validation), first);
    EXPECT_NE(family->evaluate(HeldOut::Test), first);
    EXPECT_NE(random.state(), state);
}

TEST(SequenceFamily, TheMixtureKnowsWhatTheNetworkDoesNot) {
    Random random(1);
    auto recipe = smallSequenceRecipe();
    recipe.ngram.isMixed = true;
    const auto mixed = sequenceFamilyOf(recipe, *repeatedPhrase(12), random);
    const auto nats = mixed->evaluate(HeldOut::Validation);
    const auto network = mixed->networkNats();
    ASSERT_TRUE(nats && network);
    EXPECT_LT(*nats, 0.3 * *network); // not trained yet
    EXPECT_EQ(mixed->weights().size(), mixed->phases().front().parameters.size() + 1);

    Random sameAgain(1);
    recipe.ngram.isMixed = false;
    const auto alone = sequenceFamilyOf(recipe, *repeatedPhrase(12), sameAgain);
    EXPECT_EQ(alone->evaluate(HeldOut::Validation), network);
    EXPECT_FALSE(alone->networkNats());
}

TEST(SequenceFamily, NothingHeldOutGivesNoLoss) {
    Random random(1);
    auto recipe = smallSequenceRecipe();
    recipe.training.validation = 0.0;
    const auto family = sequenceFamilyOf(recipe, *wanderingMelody(30, 3), random);
    EXPECT_FALSE(family->evaluate(HeldOut::Validation));
    EXPECT_EQ(family->facts().validationNotes, 0U);
    EXPECT_GT(family->facts().unigramNats, 0.0);
}

TEST(SequenceFamily, WindowsLongerThanThePieceAreShortened) {
    Random random(1);
    auto recipe = smallSequenceRecipe();
    recipe.training.length = 8192;
    const auto family = sequenceFamilyOf(recipe, *wanderingMelody(30, 3), random);
    family->startEpoch(random);
    EXPECT_LE(family->batchCount(), 1U);
    EXPECT_TRUE(std::isfinite(family->loss(0, 0, random).sum));
}

TEST(SequenceFamily, RefusesTooFewNotesAndUnreadableNetworks) {
    Random random(1);
    const auto few =
        SequenceFamily::create(smallSequenceRecipe(), *wanderingMelody(2, 1), torch::kCPU, random);
    ASSERT_FALSE(few);
    EXPECT_EQ(few.error().code, ErrorCode::TooFewNotes);
    EXPECT_EQ(few.error().arguments.at(1), "16");
    auto recipe = smallSequenceRecipe();
    recipe.network = nlohmann::json::array();
    const auto empty = SequenceFamily::create(recipe, *wanderingMelody(30, 1), torch::kCPU, random);
    EXPECT_EQ(empty.error().code, ErrorCode::RecipeUnreadable);
    recipe = smallSequenceRecipe();
    recipe.training.validation = recipe.training.test = 0.5;
    const auto nothingLeft =
        SequenceFamily::create(recipe, *wanderingMelody(30, 1), torch::kCPU, random);
    EXPECT_EQ(nothingLeft.error().code, ErrorCode::BadSetting);
}

} // namespace
} // namespace leitmotif
