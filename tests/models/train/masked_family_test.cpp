// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/masked_family.h"

#include "models/checkpoint/checkpoint.h"
#include "models/engine.h"
#include "tests/models/support/phrases.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

Recipe smallMaskedRecipe() {
    auto recipe = *preset("bilstm");
    recipe.network = nlohmann::json::parse(R"({"embedding":12,"context":20,"layers":[
        {"layer":"lstm","units":16,"directions":2},{"layer":"dropout"},{"layer":"linear"}]})");
    recipe.training.length = 24;
    recipe.training.batch = 3;
    recipe.training.epochs = 3;
    recipe.sampling.every = 3;
    recipe.sampling.bars = 2;
    recipe.training.transposition = 2;
    return recipe;
}

std::unique_ptr<Family> maskedFamilyOf(const Recipe& recipe, const Corpus& corpus, Random& random) {
    auto family = MaskedFamily::create(recipe, corpus, torch::kCPU, random);
    EXPECT_TRUE(family) << describe(family.error());
    return std::move(*family);
}

RowPiece phraseRows(const NoteRows& encoding, const Corpus& corpus) {
    return encoding.rows(corpus.pieces().front());
}

TEST(NoteMasks, HideEveryShareAndEveryNote) {
    const auto corpus = repeatedPhrase(3);
    const auto rows = phraseRows(NoteRows::fitted(*corpus, {}, 0), *corpus).rows;
    Random random(1);
    std::vector<int> hidden(rows.size(), 0);
    std::vector<int> shares(10, 0);
    constexpr int kRounds = 2000;
    for (int round = 0; round < kRounds; ++round) {
        const auto mask = drawMask(rows, random);
        ASSERT_EQ(mask.size(), rows.size());
        const auto count = std::ranges::count(mask, 1);
        ASSERT_GE(count, 1);
        ++shares[static_cast<std::size_t>(count - 1) * 10 / mask.size()];
        for (std::size_t i = 0; i < mask.size(); ++i)
            hidden[i] += mask[i];
    }
    for (const int share : shares)
        EXPECT_GT(share, kRounds / 20);
    for (const int count : hidden)
        EXPECT_GT(count, kRounds / 5);
}

TEST(NoteMasks, OfAShareHideAboutSoMuch) {
    const auto corpus = repeatedPhrase(5);
    const auto rows = phraseRows(NoteRows::fitted(*corpus, {}, 0), *corpus).rows;
    Random random(2);
    for (const double share : {0.05, 0.3, 0.8}) {
        double sum = 0.0;
        for (int round = 0; round < 400; ++round)
            sum += static_cast<double>(std::ranges::count(drawMask(rows, share, random), 1));
        EXPECT_NEAR(sum / 400 / static_cast<double>(rows.size()), share, 0.03);
    }
    EXPECT_EQ(std::ranges::count(drawMask(std::span(rows).first(1), 0.01, random), 1), 1);
}

/// A network with the inputs of a piece.
struct ReadPiece {
    std::shared_ptr<const Corpus> corpus = repeatedPhrase(2);
    NoteRows encoding = NoteRows::fitted(*corpus, {}, 2);
    RowPiece piece = phraseRows(encoding, *corpus);
    RowInputs inputs{encoding, 2};
    Random random{3};
    MaskedNet net{*maskedPlan(smallMaskedRecipe().network, "test"), inputs, &random, torch::kCPU};

    [[nodiscard]] torch::Tensor contexts(const NoteMask& mask) const {
        const torch::NoGradGuard noGradients;
        auto rows = torch::empty({static_cast<std::int64_t>(mask.size()), 1,
                                  static_cast<std::int64_t>(RowInputs::kCount)},
                                 torch::kInt64);
        inputs.write(piece, 0, mask, 0, {rows.data_ptr<std::int64_t>()});
        return net.contexts(rows, {});
    }
};

TEST(MaskedNet, HiddenNotesTellNothingAndOthersReachBothWays) {
    ReadPiece read;
    const std::size_t middle = read.piece.rows.size() / 2;
    NoteMask mask(read.piece.rows.size(), 0);
    mask[middle] = 1;
    const auto before = read.contexts(mask);
    auto& row = read.piece.rows[middle];
    row[NoteField::Pitch] = (row[NoteField::Pitch] + 1) % read.encoding.count(NoteField::Pitch);
    row[NoteField::Duration] = 0;
    row[NoteField::Velocity] = 0;
    row[NoteField::When] = 0;
    EXPECT_TRUE(torch::equal(read.contexts(mask), before));
    mask[middle] = 0; // now it is seen, by all
    const auto after = read.contexts(mask);
    const auto last = static_cast<std::int64_t>(mask.size()) - 1;
    for (const std::int64_t far : {std::int64_t{0}, last})
        EXPECT_FALSE(torch::equal(after[far], before[far]));
}

TEST(MaskedNet, AFieldKnowsThoseBeforeItAlone) {
    ReadPiece read;
    const auto contexts =
        read.contexts(NoteMask(read.piece.rows.size(), 1)).squeeze(1).narrow(0, 0, 1);
    auto said = torch::zeros({1, static_cast<std::int64_t>(kNoteFields)}, torch::kInt64);
    const auto pitch = read.net.logits(NoteField::Pitch, contexts, said, {});
    for (const NoteField field : {NoteField::Pitch, NoteField::Duration, NoteField::Velocity})
        said[0][static_cast<std::int64_t>(field)] = 1;
    EXPECT_TRUE(torch::equal(read.net.logits(NoteField::Pitch, contexts, said, {}), pitch));
    said[0][static_cast<std::int64_t>(NoteField::When)] = 1;
    EXPECT_FALSE(torch::equal(read.net.logits(NoteField::Pitch, contexts, said, {}), pitch));
    EXPECT_FALSE(read.net.chooses(NoteField::Part)); // there is one
    EXPECT_TRUE(read.net.chooses(NoteField::Velocity));
}

TEST(MaskedPlan, RefusesOtherNetworks) {
    for (const char* text :
         {R"([])", R"({"embedding":8,"layers":[{"layer":"linear"}]})",
          R"({"embedding":0,"context":8,"layers":[{"layer":"linear"}]})",
          R"({"embedding":8,"context":8,"layers":[{"layer":"linear","units":8}]})",
          R"({"embedding":8,"context":8,"layers":[{"layer":"lstm","units":8},{"layer":"last"},
              {"layer":"linear"}]})",
          R"({"embedding":8,"context":8,"layers":[{"layer":"linear"}],"more":1})"})
        EXPECT_EQ(maskedPlan(nlohmann::json::parse(text), "x").error().code,
                  ErrorCode::RecipeUnreadable)
            << text;
}

TEST(MaskedFamily, AnUntrainedNetworkKnowsNothing) {
    // With all logits at 0 every word of every field is equally likely.
    Random random(1);
    const auto corpus = repeatedPhrase(6);
    const auto recipe = smallMaskedRecipe();
    const auto family = maskedFamilyOf(recipe, *corpus, random);
    const torch::NoGradGuard noGradients;
    double nats = 0.0;
    for (const auto& [name, tensor] : family->weights())
        if (name.starts_with("output.")) {
            torch::Tensor(tensor).zero_();
            nats += std::log(static_cast<double>(tensor.size(0)));
        }
    family->startEpoch(random);
    for (std::size_t batch = 0; batch < family->batchCount(); ++batch) {
        const auto loss = family->loss(0, batch, random);
        EXPECT_NEAR(loss.value.item<double>(), nats, 1e-4);
        EXPECT_NEAR(loss.sum / loss.weight, nats, 1e-4);
    }
    EXPECT_NEAR(*family->evaluate(HeldOut::Validation), nats, 1e-4);
    EXPECT_LT(family->measures().at(kMaskedUnigramNats), nats);
    EXPECT_EQ(family->facts().unigramNats, 0.0); // it has no likelihood to compare
    EXPECT_FALSE(family->facts().ngramNats);
}

TEST(MaskedFamily, GradientsAreThoseOfTheLoss) {
    auto recipe = smallMaskedRecipe();
    recipe.training.dropout = 0.0;
    Random random(1);
    const auto family = maskedFamilyOf(recipe, *repeatedPhrase(3), random);
    family->startEpoch(random);
    Random pass(9);
    family->loss(0, 0, pass).value.backward();
    for (const auto& [name, tensor] : family->weights()) {
        // Along the gradient the loss grows by its norm.
        const auto gradient = tensor.grad().clone();
        const double norm = gradient.norm().item<double>();
        ASSERT_GT(norm, 0.0) << name;
        constexpr double kStep = 2e-2;
        const torch::NoGradGuard noGradients;
        const auto moved = [&](double by) {
            torch::Tensor(tensor).add_(gradient, by / norm);
            const double value = family->loss(0, 0, pass).sum / family->loss(0, 0, pass).weight;
            torch::Tensor(tensor).add_(gradient, -by / norm);
            return value;
        };
        EXPECT_NEAR((moved(kStep) - moved(-kStep)) / (2 * kStep), norm, 0.03 * norm + 1e-3) << name;
    }
}

TEST(MaskedFamily, HeldOutLossDependsOnNothingButTheWeights) {
    Random random(1);
    auto recipe = smallMaskedRecipe();
    recipe.training.test = 0.1;
    const auto family = maskedFamilyOf(recipe, *wanderingMelody(30, 3), random);
    const auto first = family->evaluate(HeldOut::Validation);
    family->startEpoch(random);
    torch::manual_seed(5);
    EXPECT_EQ(family->evaluate(HeldOut::Validation), first);
    EXPECT_NE(family->evaluate(HeldOut::Test), first);
    recipe.training.validation = recipe.training.test = 0.0;
    EXPECT_FALSE(
        maskedFamilyOf(recipe, *wanderingMelody(30, 3), random)->evaluate(HeldOut::Validation));
}

TEST(MaskedFamily, RefusesWhatItCannotLearn) {
    Random random(1);
    const auto create = [&](const Recipe& recipe, const Corpus& corpus) {
        return MaskedFamily::create(recipe, corpus, torch::kCPU, random).error().code;
    };
    EXPECT_EQ(create(smallMaskedRecipe(), *wanderingMelody(2, 1)), ErrorCode::TooFewNotes);
    auto recipe = smallMaskedRecipe();
    recipe.training.validation = recipe.training.test = 0.5;
    EXPECT_EQ(create(recipe, *wanderingMelody(30, 1)), ErrorCode::BadSetting);
    recipe = smallMaskedRecipe();
    recipe.encoding.kind = "chords";
    EXPECT_EQ(create(recipe, *wanderingMelody(30, 1)), ErrorCode::RecipeUnreadable);
    recipe = smallMaskedRecipe();
    recipe.network = nlohmann::json::array();
    EXPECT_EQ(create(recipe, *wanderingMelody(30, 1)), ErrorCode::RecipeUnreadable);
}

} // namespace
} // namespace leitmotif
