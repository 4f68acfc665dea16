// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/frames_family.h"

#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "models/checkpoint/checkpoint.h"
#include "models/engine.h"
#include "tests/models/support/engine_run.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <torch/torch.h>

namespace leitmotif {
namespace {

Recipe smallFramesRecipe(const char* kind = "lstm") {
    auto recipe = *preset(std::string("frames-") + kind);
    recipe.network = nlohmann::json::parse(R"([{"layer":"dropout"},{"layer":"linear"}])");
    nlohmann::json layer = {{"layer", kind}, {"units", 24}};
    if (std::string(kind) == "tcn") {
        layer["kernel"] = 3;
        layer["dilation"] = 2;
    }
    recipe.network.insert(recipe.network.begin(), layer);
    recipe.training.length = 16;
    recipe.training.batch = 4;
    recipe.training.epochs = 4;
    recipe.sampling.every = 2;
    recipe.training.transposition = 2;
    recipe.training.dropout = 0.1;
    return recipe;
}

std::unique_ptr<Family> framesFamilyOf(const Recipe& recipe, const Corpus& corpus, Random& random) {
    auto family = FramesFamily::create(recipe, corpus, torch::kCPU, random);
    EXPECT_TRUE(family) << describe(family.error());
    return std::move(*family);
}

TEST(FramesFamily, AnEpochShowsEveryTrainingFrameOnce) {
    Random random(1);
    const auto family = framesFamilyOf(smallFramesRecipe(), *wanderingMelody(40, 3), random);
    const auto facts = family->facts();
    EXPECT_EQ(facts.notes, 144U); // of 160 beats
    EXPECT_EQ(facts.validationNotes, 16U);
    for (int epoch = 0; epoch < 3; ++epoch) {
        family->startEpoch(random);
        double frames = 0.0;
        for (std::size_t batch = 0; batch < family->batchCount(); ++batch)
            frames += family->loss(0, batch, random).weight;
        EXPECT_EQ(frames, 144.0);
    }
}

TEST(FramesFamily, AnUntrainedNetworkTossesACoinForEveryKey) {
    Random random(1);
    auto recipe = smallFramesRecipe();
    recipe.training.test = 0.1;
    const auto family = framesFamilyOf(recipe, *wanderingMelody(40, 3), random);
    const torch::NoGradGuard noGradients;
    for (const auto& [name, tensor] : family->weights())
        if (name.starts_with("2."))
            torch::Tensor(tensor).zero_();
    const double coins = kFrameKeys * std::numbers::ln2;
    family->startEpoch(random);
    for (std::size_t batch = 0; batch < family->batchCount(); ++batch)
        EXPECT_NEAR(family->loss(0, batch, random).value.item<double>(), coins, 1e-3);
    EXPECT_NEAR(*family->evaluate(HeldOut::Validation), coins, 1e-3);
    EXPECT_NEAR(*family->evaluate(HeldOut::Test), coins, 1e-3);
}

TEST(FramesFamily, AnUntrainedNetworkSaysWhatCountingSays) {
    Random random(1);
    const auto family = framesFamilyOf(smallFramesRecipe(), *wanderingMelody(80, 3), random);
    const torch::NoGradGuard noGradients;
    for (const auto& [name, tensor] : family->weights())
        if (name == "2.weight")
            torch::Tensor(tensor).zero_();
    EXPECT_NEAR(*family->evaluate(HeldOut::Validation), family->facts().unigramNats, 1e-4);
}

TEST(FramesFamily, UnigramsAreTheEntropyOfTheKeys) {
    // Two keys in turn, each half of the time: held out, ln 2 a key, up to the added counts.
    std::vector<Note> notes;
    for (std::int64_t i = 0; i < 4000; ++i)
        notes.push_back({.onset = {i * 480},
                         .length = {480},
                         .pitch = {static_cast<std::uint8_t>(i % 2 == 0 ? 60 : 64)}});
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(notes, std::vector<Event>{}));
    Random random(1);
    const auto family =
        framesFamilyOf(smallFramesRecipe(), Corpus({{"turns", score, false}}), random);
    EXPECT_NEAR(family->facts().unigramNats, 2.0 * std::numbers::ln2, 0.05);
}

TEST(FramesFamily, HeldOutPiecesAreJudgedFromTheirSecondFrameOn) {
    auto pieces = wanderingMelody(20, 3)->pieces();
    pieces.push_back(wanderingMelody(5, 4)->pieces().front());
    pieces.back().role = PieceRole::Test;
    pieces.push_back(wanderingMelody(10, 5)->pieces().front());
    pieces.back().role = PieceRole::Validation;
    Random random(1);
    const auto family = framesFamilyOf(smallFramesRecipe(), Corpus(pieces), random);
    EXPECT_EQ(family->facts().notes, 80U);
    EXPECT_EQ(family->facts().validationNotes, 39U);
    EXPECT_TRUE(family->evaluate(HeldOut::Test));
}

TEST(FramesFamily, LearnsOnePhraseByHeart) {
    for (const char* kind : {"lstm", "gru", "tcn"}) {
        auto recipe = smallFramesRecipe(kind);
        recipe.network[0]["units"] = 48;
        recipe.training.transposition = 0;
        recipe.training.dropout = 0.0;
        recipe.training.weightDecay = 0.0;
        recipe.training.learningRate = 0.02;
        recipe.training.epochs = 150;
        recipe.sampling.every = 0;
        const auto report = train(requestFor(recipe));
        ASSERT_TRUE(report.finished) << kind;
        // A window may begin at a place that two beats of the phrase share.
        EXPECT_LT(*report.epochs.back().validationLoss, 0.75) << kind;
        EXPECT_LT(report.epochs.back().loss, 0.2 * report.epochs.front().loss) << kind;
    }
}

TEST(FramesFamily, ResumesToTheLastBitWithItsTakes) {
    for (const char* kind : {"lstm", "tcn"}) {
        const auto whole = train(requestFor(smallFramesRecipe(kind)));
        ASSERT_GE(whole.takes.size(), 2U); // the best epoch may have one, too
        const auto again = train(requestFor(smallFramesRecipe(kind)));
        EXPECT_EQ(again.epochs.back().loss, whole.epochs.back().loss);
        for (const auto& checkpoint : whole.checkpoints) {
            if (checkpoint.training == nullptr || checkpoint.epoch == 4)
                continue;
            auto request = requestFor(smallFramesRecipe(kind));
            request.weights = checkpoint.weights;
            request.training = checkpoint.training;
            const auto rest = train(request);
            ASSERT_TRUE(rest.finished) << describe(*rest.error);
            EXPECT_EQ(rest.epochs.back().loss, whole.epochs.back().loss);
            EXPECT_EQ(rest.epochs.back().validationLoss, whole.epochs.back().validationLoss);
            EXPECT_EQ(rest.takes.back().score->hash(), whole.takes.back().score->hash());
        }
    }
}

TEST(FramesFamily, RefusesWhatItCannotLearnFrom) {
    Random random(1);
    const auto few =
        FramesFamily::create(smallFramesRecipe(), *wanderingMelody(2, 1), torch::kCPU, random);
    EXPECT_EQ(few.error().code, ErrorCode::TooFewFrames);
    auto recipe = smallFramesRecipe();
    recipe.network = nlohmann::json::array();
    const auto empty = FramesFamily::create(recipe, *wanderingMelody(30, 1), torch::kCPU, random);
    EXPECT_EQ(empty.error().code, ErrorCode::RecipeUnreadable);
}

TEST(FramesSampler, EverySampleIsAValidScoreWithNotes) {
    for (const char* kind : {"lstm", "gru", "tcn"}) {
        auto recipe = smallFramesRecipe(kind);
        recipe.training.epochs = 1;
        const auto report = train(requestFor(recipe));
        const auto sampler = LibtorchEngine().sampler(report.checkpoints.back().weights, {});
        ASSERT_TRUE(sampler) << describe(sampler.error());
        for (const double temperature : {0.05, 1.0, 5.0}) {
            GenerateRequest request;
            request.seed = 40;
            request.count = 3;
            request.bars = 9; // longer than a window
            request.temperature = temperature;
            const auto scores = (*sampler)->generate(request, {});
            ASSERT_TRUE(scores);
            ASSERT_EQ(scores->size(), 3U);
            for (const auto& score : *scores) {
                EXPECT_GT(score.noteCount(), 0U);
                EXPECT_LE(score.barCount(), 9);
                EXPECT_LE(score.noteCount(), 9U * 4U * 5U); // the most that sound in a beat
                const auto again = readMidi(midiBytes(score), "take");
                ASSERT_TRUE(again);
                EXPECT_EQ(again->score.noteCount(), score.noteCount());
            }
            GenerateRequest one = request;
            one.seed = 42;
            one.count = 1;
            EXPECT_EQ((*sampler)->generate(one, {})->front().hash(), scores->back().hash());
        }
    }
}

TEST(FramesSampler, RefusesCheckpointsThatDoNotFit) {
    auto recipe = smallFramesRecipe();
    recipe.training.epochs = 1;
    const auto report = train(requestFor(recipe));
    const auto good = *weightsFromBytes(*report.checkpoints.back().weights);
    const auto expectRefused = [](const WeightsPart& part, const char* what) {
        const auto bytes = std::make_shared<const Bytes>(toBytes(part));
        const auto sampler = LibtorchEngine().sampler(bytes, {});
        ASSERT_FALSE(sampler) << what;
        EXPECT_EQ(sampler.error().code, ErrorCode::CheckpointUnreadable) << what;
    };
    auto part = good;
    part.description = nullptr;
    expectRefused(part, "description");
    part = good;
    part.description["encoding"] = 5;
    expectRefused(part, "encoding");
    part = good;
    part.recipe.network = nlohmann::json::array();
    expectRefused(part, "network");
    part = good;
    part.recipe.training.transposition += 1;
    expectRefused(part, "start marks");
    part = good;
    part.weights.pop_back();
    expectRefused(part, "weights");
    part = good;
    part.weights.front().values.front() = std::numeric_limits<float>::infinity();
    expectRefused(part, "infinity");
}

} // namespace
} // namespace leitmotif
