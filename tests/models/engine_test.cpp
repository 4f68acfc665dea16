// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine.h"

#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "models/checkpoint/checkpoint.h"
#include "tests/models/support/engine_run.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <set>

namespace leitmotif {
namespace {

Recipe smallRecipe(const char* kind = "lstm", int units = 24) {
    auto recipe = *preset(kind);
    recipe.network = nlohmann::json::array({{{"layer", "embedding"}, {"size", 16}},
                                            {{"layer", "dropout"}},
                                            {{"layer", kind}, {"units", units}},
                                            {{"layer", "dropout"}},
                                            {{"layer", "linear"}}});
    recipe.training.length = 32;
    recipe.training.batch = 4;
    recipe.training.epochs = 4;
    recipe.sampling.every = 2;
    recipe.sampling.bars = 2;
    recipe.training.transposition = 2;
    recipe.training.dropout = 0.1;
    return recipe;
}

std::uint64_t hashOfAll(const std::vector<Score>& scores) {
    std::uint64_t hash = 0;
    for (const auto& score : scores)
        hash = hash * 31 + score.hash();
    return hash;
}

TEST(Engine, ReportsARunInOrder) {
    auto request = requestFor(smallRecipe());
    request.compute.precision = "f32";
    const auto report = train(request);
    auto order = report.order;
    const auto placeOf = [&](const char* event) { return std::ranges::find(order, event); };
    // Takes are made beside the training: after their epoch, in order, before the end.
    EXPECT_LT(placeOf("epoch 2"), placeOf("take 2"));
    EXPECT_LT(placeOf("take 2"), placeOf("take 4"));
    EXPECT_LT(placeOf("epoch 4"), placeOf("take 4"));
    EXPECT_LT(placeOf("take 4"), placeOf("finished"));
    std::erase_if(order, [](const std::string& event) { return event.starts_with("take"); });
    const std::vector<std::string> expected = {"started", "epoch 1", "epoch 2",
                                               "epoch 3", "epoch 4", "finished"};
    EXPECT_EQ(order, expected);
    EXPECT_EQ(report.started->device, "cpu");
    EXPECT_EQ(report.started->precision, "f32");
    EXPECT_GT(report.started->parameters, 0);
    EXPECT_EQ(report.finished->epochs, 4);
    EXPECT_TRUE(report.checkpoints.back().isLast);
    EXPECT_TRUE(report.checkpointOf(2).isSampled);
    EXPECT_FALSE(report.finished->testLoss);
}

TEST(Engine, SaysWhichPrecisionItChose) {
    auto request = requestFor(smallRecipe());
    const auto chosen = train(request).started->precision;
    request.compute.precision = "bf16";
    const auto report = train(request);
    if (chosen == "bf16") {
        EXPECT_EQ(report.started->precision, "bf16");
    } else {
        EXPECT_EQ(chosen, "f32");
        EXPECT_EQ(report.error->code, ErrorCode::BadSetting);
    }
}

TEST(Engine, EachPrecisionGivesTheSameBitsEachTime) {
    for (const char* kind : {"lstm", "gru"})
        for (const char* precision : {"f32", "auto"})
            for (const int threads : {1, 2}) {
                auto request = requestFor(smallRecipe(kind));
                request.recipe.training.batch = 20; // enough for two threads
                request.compute.precision = precision;
                request.compute.threads = threads;
                const auto first = train(request);
                const auto second = train(request);
                EXPECT_EQ(*first.checkpoints.back().weights, *second.checkpoints.back().weights)
                    << kind << ' ' << precision << ' ' << threads;
            }
}

TEST(Engine, TimesItsSteps) {
    BenchRequest request;
    request.network = "gru";
    request.units = 16;
    request.layers = 1;
    request.batch = 2;
    request.length = 8;
    request.vocabulary = 12;
    const auto report = LibtorchEngine().bench(request);
    ASSERT_TRUE(report) << describe(report.error());
    EXPECT_GT(report->trainStepMilliseconds, 0.0);
    EXPECT_GT(report->sampleStepMicroseconds, 0.0);
    EXPECT_GT(report->sample16StepMicroseconds, report->sampleStepMicroseconds);
    request.network = "choir";
    EXPECT_EQ(LibtorchEngine().bench(request).error().code, ErrorCode::BadSetting);
}

TEST(Engine, LearnsOnePhraseByHeart) {
    auto recipe = smallRecipe("lstm", 48);
    recipe.training.transposition = 0;
    recipe.training.dropout = 0.0;
    recipe.training.weightDecay = 0.0;
    recipe.training.learningRate = 0.01;
    recipe.training.epochs = 100;
    recipe.sampling.every = 100;
    recipe.sampling.bars = 8;
    recipe.sampling.temperature = 0.2;
    const auto report = train(requestFor(recipe));
    ASSERT_EQ(report.epochs.size(), 100U);
    // The remaining loss is at the beginning of each window, where the place in the phrase is
    // unknown.
    EXPECT_LT(*report.epochs.back().validationLoss, 0.1);
    EXPECT_LT(report.epochs.back().loss, 0.15 * report.epochs.front().loss);
    ASSERT_EQ(report.takes.size(), 1U);
    EXPECT_GT(report.takes[0].copied, 0.8);
    EXPECT_GE(report.takes[0].longestCopy, 8U);
}

TEST(Engine, BeatsCountingOnWhatRepeats) {
    for (const char* kind : {"lstm", "gru"}) {
        auto recipe = smallRecipe(kind);
        recipe.training.epochs = 80;
        recipe.training.learningRate = 0.01;
        recipe.sampling.every = 0;
        const auto report = train(requestFor(recipe));
        ASSERT_TRUE(report.finished) << kind;
        EXPECT_LT(*report.epochs.back().validationLoss, 0.5 * report.started->unigramNats) << kind;
        EXPECT_GT(report.started->unigramNats, 1.0);
    }
}

TEST(Engine, TheSameSeedGivesTheSameRun) {
    const auto first = train(requestFor(smallRecipe()));
    const auto second = train(requestFor(smallRecipe()));
    ASSERT_EQ(first.epochs.size(), second.epochs.size());
    for (std::size_t i = 0; i < first.epochs.size(); ++i) {
        EXPECT_EQ(first.epochs[i].loss, second.epochs[i].loss);
        EXPECT_EQ(first.epochs[i].validationLoss, second.epochs[i].validationLoss);
    }
    ASSERT_EQ(first.takes.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i)
        EXPECT_EQ(first.takes[i].score->hash(), second.takes[i].score->hash());
    auto other = smallRecipe();
    other.seed = 2;
    EXPECT_NE(train(requestFor(other)).epochs[0].loss, first.epochs[0].loss);
}

TEST(Engine, SamplingDoesNotChangeTheLosses) {
    auto silent = smallRecipe();
    silent.sampling.every = 0;
    const auto expected = train(requestFor(smallRecipe()));
    const auto actual = train(requestFor(silent));
    for (std::size_t i = 0; i < expected.epochs.size(); ++i)
        EXPECT_EQ(expected.epochs[i].loss, actual.epochs[i].loss);
}

TEST(Engine, ResumesToTheLastBitWithItsTakes) {
    auto recipe = smallRecipe("gru");
    recipe.training.epochs = 6;
    const auto whole = train(requestFor(recipe));
    for (const auto& checkpoint : whole.checkpoints) {
        if (checkpoint.training == nullptr || checkpoint.epoch == 6)
            continue;
        auto request = requestFor(recipe);
        request.weights = checkpoint.weights;
        request.training = checkpoint.training;
        const auto rest = train(request);
        ASSERT_TRUE(rest.finished) << describe(*rest.error);
        ASSERT_EQ(rest.epochs.size(), static_cast<std::size_t>(6 - checkpoint.epoch));
        for (const auto& epoch : rest.epochs) {
            const auto& expected = whole.epochs[static_cast<std::size_t>(epoch.epoch - 1)];
            EXPECT_EQ(epoch.loss, expected.loss) << epoch.epoch;
            EXPECT_EQ(epoch.validationLoss, expected.validationLoss) << epoch.epoch;
        }
        EXPECT_EQ(rest.takes.back().score->hash(), whole.takes.back().score->hash());
        EXPECT_EQ(*rest.checkpointOf(6).weights, *whole.checkpointOf(6).weights);
    }
}

TEST(Engine, ASampledEpochCanBeSampledAgain) {
    const auto report = train(requestFor(smallRecipe()));
    for (const auto& take : report.takes) {
        const auto sampler =
            LibtorchEngine().sampler(report.checkpointOf(take.origin.epoch).weights, {});
        ASSERT_TRUE(sampler) << describe(sampler.error());
        GenerateRequest request;
        request.seed = take.origin.seed;
        request.bars = 2;
        request.temperature = smallRecipe().sampling.temperature;
        request.topP = smallRecipe().sampling.topP;
        const auto scores = (*sampler)->generate(request, {});
        ASSERT_TRUE(scores);
        EXPECT_EQ(scores->front().hash(), take.score->hash());
    }
}

TEST(Sampler, TheFirstOfManyEqualsTheOnlyOne) {
    const auto report = train(requestFor(smallRecipe()));
    const auto sampler = LibtorchEngine().sampler(report.checkpoints.back().weights, {});
    ASSERT_TRUE(sampler);
    GenerateRequest many;
    many.seed = 40;
    many.count = 4;
    const auto all = (*sampler)->generate(many, {});
    ASSERT_EQ(all->size(), 4U);
    std::set<std::uint64_t> distinct;
    for (std::uint64_t i = 0; i < 4; ++i) {
        GenerateRequest one;
        one.seed = 40 + i;
        const auto alone = (*sampler)->generate(one, {});
        EXPECT_EQ(alone->front().hash(), (*all)[i].hash());
        distinct.insert((*all)[i].hash());
    }
    EXPECT_EQ(distinct.size(), 4U);
    EXPECT_EQ(hashOfAll(*all), hashOfAll(*(*sampler)->generate(many, {})));
}

TEST(Sampler, MakesValidMidiOfTheBarsAskedFor) {
    auto recipe = smallRecipe();
    recipe.training.epochs = 1;
    const auto report = train(requestFor(recipe));
    const auto sampler = LibtorchEngine().sampler(report.checkpoints.back().weights, {});
    ASSERT_TRUE(sampler);
    for (const int bars : {1, 5}) {
        GenerateRequest request;
        request.bars = bars;
        request.count = 3;
        request.temperature = 1.5;
        request.topP = 1.0;
        const auto scores = (*sampler)->generate(request, {});
        ASSERT_TRUE(scores);
        ASSERT_EQ(scores->size(), 3U);
        for (const auto& score : *scores) {
            EXPECT_LE(score.barCount(), bars);
            EXPECT_GT(score.noteCount(), 0U);
            const auto bytes = midiBytes(score);
            const auto again = readMidi(bytes, "take");
            ASSERT_TRUE(again) << describe(again.error());
            EXPECT_EQ(again->score.noteCount(), score.noteCount());
        }
    }
}

TEST(Sampler, StopsWhenAsked) {
    const auto report = train(requestFor(smallRecipe()));
    const auto sampler = LibtorchEngine().sampler(report.checkpoints.back().weights, {});
    std::stop_source stop;
    stop.request_stop();
    const auto scores = (*sampler)->generate({}, stop.get_token());
    ASSERT_TRUE(scores);
    EXPECT_TRUE(scores->empty());
}

TEST(Sampler, RefusesWhatCannotBeSampled) {
    const auto report = train(requestFor(smallRecipe()));
    const auto sampler = LibtorchEngine().sampler(report.checkpoints.back().weights, {});
    GenerateRequest wrong;
    wrong.temperature = 0.0;
    EXPECT_EQ((*sampler)->generate(wrong, {}).error().code, ErrorCode::BadArgument);
    wrong = {};
    wrong.topP = std::nan("");
    EXPECT_FALSE((*sampler)->generate(wrong, {}));
    wrong = {};
    wrong.count = 0;
    EXPECT_FALSE((*sampler)->generate(wrong, {}));
}

TEST(Engine, DamagedCheckpointsAreErrorsAndNoCrash) {
    auto request = requestFor(smallRecipe());
    const auto last = train(request).checkpoints.back();
    request.recipe.training.epochs = 5;
    const auto damaged = [](const Bytes& bytes, std::size_t at) {
        auto copy = bytes;
        copy[at % copy.size()] ^= 0x40U;
        return std::make_shared<const Bytes>(std::move(copy));
    };
    const auto cut = [](const Bytes& bytes, std::size_t size) {
        return std::make_shared<const Bytes>(bytes.begin(),
                                             bytes.begin() + static_cast<std::ptrdiff_t>(size));
    };
    for (std::size_t i = 0; i < 12; ++i) {
        const auto flipped = damaged(*last.weights, i * 997);
        EXPECT_EQ(LibtorchEngine().sampler(flipped, {}).error().code,
                  ErrorCode::CheckpointUnreadable);
        EXPECT_FALSE(
            LibtorchEngine().sampler(cut(*last.weights, last.weights->size() * i / 12), {}));
        request.weights = i % 2 == 0 ? last.weights : flipped;
        request.training = i % 2 == 0 ? damaged(*last.training, i * 1009) : last.training;
        const auto report = train(request);
        ASSERT_TRUE(report.error);
        EXPECT_EQ(report.error->code, ErrorCode::CheckpointUnreadable);
    }
    EXPECT_EQ(LibtorchEngine().sampler(nullptr, {}).error().code, ErrorCode::CheckpointUnreadable);
}

/// Checkpoints that are intact but inconsistent.
TEST(Engine, CheckpointsThatDoNotFitAreErrors) {
    const auto last = train(requestFor(smallRecipe())).checkpoints.back();
    const auto good = *weightsFromBytes(*last.weights);
    const auto expectRefused = [](const WeightsPart& part, const char* what) {
        const auto bytes = std::make_shared<const Bytes>(toBytes(part));
        const auto sampler = LibtorchEngine().sampler(bytes, {});
        ASSERT_FALSE(sampler) << what;
        EXPECT_EQ(sampler.error().code, ErrorCode::CheckpointUnreadable) << what;
    };
    auto part = good;
    part.description = {{"encoding", 5}};
    expectRefused(part, "encoding");
    part = good;
    part.description = nullptr;
    expectRefused(part, "description");
    part = good;
    part.recipe.family = "choir";
    expectRefused(part, "family");
    part = good;
    part.recipe.network = nlohmann::json::array();
    expectRefused(part, "network");
    part = good;
    part.recipe.training.transposition += 1;
    expectRefused(part, "start tokens");
}

TEST(Engine, SaysWhatIsWrong) {
    EXPECT_EQ(train(requestFor(smallRecipe(), wanderingMelody(2, 1))).error->code,
              ErrorCode::TooFewNotes);
    auto request = requestFor(smallRecipe());
    request.recipe.family = "choir";
    EXPECT_EQ(train(request).error->code, ErrorCode::RecipeUnreadable);
    request = requestFor(smallRecipe());
    request.compute.device = "abacus";
    EXPECT_EQ(train(request).error->code, ErrorCode::DeviceUnavailable);
    request = requestFor(smallRecipe());
    request.compute.precision = "f8";
    EXPECT_EQ(train(request).error->code, ErrorCode::BadSetting);
}

TEST(Engine, ALearningRateThatExplodesEndsInAClearFailure) {
    auto recipe = smallRecipe();
    recipe.training.learningRate = 1.0;
    recipe.training.optimizer = "rmsprop";
    recipe.training.clip = 0.0;
    recipe.training.epochs = 30;
    recipe.training.weightDecay = 1.0;
    const auto report = train(requestFor(recipe));
    // It survives or reports the failure; it never reports a loss that is not finite.
    for (const auto& epoch : report.epochs)
        EXPECT_TRUE(std::isfinite(epoch.loss) && std::isfinite(*epoch.validationLoss));
    EXPECT_NE(report.finished.has_value(), report.error.has_value());
}

TEST(Engine, DescribesItself) {
    const auto text = LibtorchEngine().description();
    EXPECT_NE(text.find("libtorch "), std::string::npos);
    EXPECT_NE(text.find("cpu"), std::string::npos);
}

} // namespace
} // namespace leitmotif
