// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/factory.h"
#include "models/train/ngram_family.h"

#include "core/analysis/baselines.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "models/checkpoint/checkpoint.h"
#include "models/engine.h"
#include "tests/models/support/engine_run.h"

#include <cmath>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

TEST(NgramFamily, OneEpochSaysAll) {
    const auto report = train(requestFor(*preset("ngram")));
    ASSERT_TRUE(report.finished) << describe(*report.error);
    ASSERT_EQ(report.epochs.size(), 1U);
    EXPECT_EQ(report.epochs[0].validationLoss, report.started->ngramNats);
    EXPECT_TRUE(report.epochs[0].measures.empty());
    EXPECT_LT(*report.epochs[0].validationLoss, 0.5 * report.started->unigramNats);
    EXPECT_GT(report.epochs[0].loss, *report.epochs[0].validationLoss); // it learned while reading
    EXPECT_TRUE(report.epochs[0].isBest);
    ASSERT_EQ(report.takes.size(), 1U);
    EXPECT_GT(report.takes[0].notes, 0U);
}

TEST(NgramFamily, ReadingAgainChangesNothing) {
    auto recipe = *preset("ngram");
    recipe.training.test = 0.2;
    Random random(1);
    const auto family =
        NgramFamily::create(recipe, *wanderingMelody(40, 3), torch::kCPU, random).value();
    family->startEpoch(random);
    const auto validation = family->evaluate(HeldOut::Validation);
    const auto test = family->evaluate(HeldOut::Test);
    const auto loss = family->measures().at("loss");
    EXPECT_NE(validation, test);
    family->startEpoch(random);
    EXPECT_EQ(family->evaluate(HeldOut::Test), test);
    EXPECT_EQ(family->evaluate(HeldOut::Validation), validation);
    EXPECT_EQ(family->measures().at("loss"), loss);
    EXPECT_EQ(random.state(), Random(1).state());
}

TEST(NgramFamily, LossIsThatOfTheModelByHand) {
    auto recipe = *preset("ngram");
    recipe.training.validation = 0.0;
    const auto corpus = wanderingMelody(40, 3);
    Random random(1);
    const auto family = NgramFamily::create(recipe, *corpus, torch::kCPU, random).value();
    family->startEpoch(random);
    EXPECT_FALSE(family->evaluate(HeldOut::Validation));

    const auto encoding = fitEncoding(*corpus, recipe.encoding, 0).value();
    const auto tokens = encoding->encode(corpus->pieces().front()).tokens;
    const int size = encoding->vocabularySize();
    NgramModel model(size, 4);
    std::vector<double> chances(static_cast<std::size_t>(size));
    double nats = 0.0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        model.fillProbabilities(std::span(tokens).first(i), chances);
        nats -= std::log(chances[static_cast<std::size_t>(tokens[i])]);
        model.observe(std::span(tokens).first(i), tokens[i]);
    }
    EXPECT_NEAR(family->measures().at("loss"), nats / static_cast<double>(corpus->noteCount()),
                1e-9);
}

TEST(NgramFamily, AResumedRunGoesOnAsBefore) {
    auto recipe = *preset("ngram");
    recipe.training.epochs = 3;
    const auto whole = train(requestFor(recipe));
    ASSERT_EQ(whole.takes.size(), 3U);
    for (const auto& checkpoint : whole.checkpoints) {
        if (checkpoint.training == nullptr || checkpoint.epoch == 3)
            continue;
        auto request = requestFor(recipe);
        request.weights = checkpoint.weights;
        request.training = checkpoint.training;
        const auto rest = train(request);
        ASSERT_TRUE(rest.finished) << describe(*rest.error);
        EXPECT_EQ(rest.epochs.back().validationLoss, whole.epochs.back().validationLoss);
        EXPECT_EQ(rest.takes.back().score->hash(), whole.takes.back().score->hash());
    }
}

TEST(NgramFamily, RefusesTooFewNotes) {
    EXPECT_EQ(train(requestFor(*preset("ngram"), wanderingMelody(2, 1))).error->code,
              ErrorCode::TooFewNotes);
}

TEST(NgramSampler, MakesValidMidiFromItsCheckpoint) {
    const auto report = train(requestFor(*preset("ngram")));
    const auto sampler = LibtorchEngine().sampler(report.checkpoints.back().weights, {});
    ASSERT_TRUE(sampler) << describe(sampler.error());
    for (const double temperature : {0.1, 1.0, 5.0}) {
        GenerateRequest request;
        request.seed = 40;
        request.count = 3;
        request.bars = 5;
        request.temperature = temperature;
        const auto scores = (*sampler)->generate(request, {});
        ASSERT_TRUE(scores);
        ASSERT_EQ(scores->size(), 3U);
        for (const auto& score : *scores) {
            EXPECT_GT(score.noteCount(), 0U);
            EXPECT_LE(score.barCount(), 5);
            const auto again = readMidi(midiBytes(score), "take");
            ASSERT_TRUE(again);
            EXPECT_EQ(again->score.noteCount(), score.noteCount());
        }
        auto one = request;
        one.seed = 42;
        one.count = 1;
        EXPECT_EQ((*sampler)->generate(one, {})->front().hash(), scores->back().hash());
    }
    GenerateRequest wrong;
    wrong.temperature = 0.0;
    EXPECT_EQ((*sampler)->generate(wrong, {}).error().code, ErrorCode::BadArgument);
}

TEST(NgramSampler, CopiesLessTheShorterItLooksBack) {
    const auto copied = [&](int depth) {
        auto recipe = *preset("ngram");
        recipe.ngram.depth = depth;
        double sum = 0.0;
        for (const std::uint64_t seed : {1, 2, 3, 4}) {
            recipe.seed = seed;
            const auto report = train(requestFor(recipe));
            EXPECT_FALSE(report.takes.empty());
            for (const Take& take : report.takes)
                sum += take.copied;
        }
        return sum;
    };
    EXPECT_LT(copied(1), copied(8));
}

TEST(NgramSampler, RefusesCheckpointsThatDoNotFit) {
    const auto report = train(requestFor(*preset("ngram")));
    const auto good = *weightsFromBytes(*report.checkpoints.back().weights);
    const auto expectRefused = [](const WeightsPart& part, const char* what) {
        const auto bytes = std::make_shared<const Bytes>(toBytes(part));
        const auto sampler = LibtorchEngine().sampler(bytes, {});
        ASSERT_FALSE(sampler) << what;
        EXPECT_EQ(sampler.error().code, ErrorCode::CheckpointUnreadable) << what;
    };
    for (const char* key : {"encoding", "order", "counted"}) {
        auto part = good;
        part.description.erase(key);
        expectRefused(part, key);
        part.description[key] = "no";
        expectRefused(part, key);
    }
    auto part = good;
    part.description["counted"][0][0] = 100'000;
    expectRefused(part, "token");
    part = good;
    part.description["order"] = -1;
    expectRefused(part, "order");
}

} // namespace
} // namespace leitmotif
