// SPDX-License-Identifier: GPL-3.0-or-later
// The families of the published systems: windows, GANs of tokens, and every preset of theirs.
#include "core/encoding/factory.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "models/checkpoint/checkpoint.h"
#include "models/engine.h"
#include "models/nets/window_net.h"
#include "models/registry.h"
#include "models/train/family.h"
#include "tests/models/support/engine_run.h"
#include "tests/models/support/small_presets.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

constexpr std::array kFamilies = {"window", "token-gan", "conditional-gan"};

bool isPublished(const Recipe& recipe) {
    return std::ranges::find(kFamilies, recipe.family) != kFamilies.end();
}

std::vector<std::string> publishedPresets() {
    std::vector<std::string> names;
    for (const auto& recipe : presets())
        if (isPublished(recipe))
            names.push_back(recipe.name);
    return names;
}

class PublishedPreset : public testing::TestWithParam<std::string> {};

TEST_P(PublishedPreset, TrainsAndGivesAValidSampleWithNotes) {
    auto recipe = smallPreset(GetParam());
    recipe.training.epochs = 1;
    recipe.sampling.every = 1;
    const auto report = train(requestFor(recipe, repeatedPhrase(5)));
    ASSERT_EQ(report.epochs.size(), 1U);
    EXPECT_TRUE(std::isfinite(report.epochs[0].loss));
    ASSERT_EQ(report.takes.size(), 1U);
    const Score& score = *report.takes[0].score;
    EXPECT_GT(score.noteCount(), 0U);
    const auto again = readMidi(midiBytes(score), "take");
    ASSERT_TRUE(again) << describe(again.error());
    EXPECT_EQ(again->score.noteCount(), score.noteCount());
    EXPECT_TRUE(again->findings.empty());
    if (recipe.family == "window") {
        EXPECT_GT(report.started->unigramNats, 0.0);
        EXPECT_TRUE(report.epochs[0].validationLoss);
    } else {
        EXPECT_FALSE(report.epochs[0].validationLoss);
        for (const char* measure : {"generator_loss", "discriminator_loss"})
            EXPECT_GT(report.epochs[0].measures.at(measure), 0.0);
        for (const char* measure : {"discriminator_accuracy_real", "discriminator_accuracy_fake"}) {
            EXPECT_GE(report.epochs[0].measures.at(measure), 0.0);
            EXPECT_LE(report.epochs[0].measures.at(measure), 1.0);
        }
    }
}

TEST_P(PublishedPreset, TrainsOnLessThanAWindow) {
    auto recipe = smallPreset(GetParam());
    recipe.training.length = 200;
    recipe.training.epochs = 1;
    recipe.sampling.every = 1;
    const auto report = train(requestFor(recipe, repeatedPhrase(4)));
    ASSERT_EQ(report.takes.size(), 1U);
    EXPECT_GT(report.takes[0].notes, 0U);
}

TEST_P(PublishedPreset, TheFirstOfManySamplesEqualsTheOnlyOne) {
    auto recipe = smallPreset(GetParam());
    recipe.training.epochs = 1;
    recipe.sampling.every = 0;
    const auto report = train(requestFor(recipe, repeatedPhrase(4)));
    const auto sampler = LibtorchEngine().sampler(report.checkpoints.back().weights, {});
    ASSERT_TRUE(sampler) << describe(sampler.error());
    GenerateRequest many;
    many.count = 3;
    many.bars = 2;
    const auto all = (*sampler)->generate(many, {});
    ASSERT_EQ(all->size(), 3U);
    for (std::uint64_t i = 0; i < 3; ++i) {
        GenerateRequest one = many;
        one.seed = many.seed + i;
        one.count = 1;
        EXPECT_EQ((*sampler)->generate(one, {})->front().hash(), (*all)[i].hash());
    }
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE((*sampler)->generate(many, stop.get_token())->empty());
    many.count = 0;
    EXPECT_EQ((*sampler)->generate(many, {}).error().code, ErrorCode::BadArgument);
}

TEST_P(PublishedPreset, DamagedDescriptionsAreErrors) {
    auto recipe = smallPreset(GetParam());
    recipe.training.epochs = 1;
    recipe.sampling.every = 0;
    const auto last = train(requestFor(recipe, repeatedPhrase(4))).checkpoints.back();
    const auto good = *weightsFromBytes(*last.weights);
    const auto expectRefused = [](const WeightsPart& part, const std::string& what) {
        const auto bytes = std::make_shared<const Bytes>(toBytes(part));
        const auto sampler = LibtorchEngine().sampler(bytes, {});
        ASSERT_FALSE(sampler) << what;
        EXPECT_EQ(sampler.error().code, ErrorCode::CheckpointUnreadable) << what;
    };
    for (const auto& [key, value] : good.description.items()) {
        auto part = good;
        part.description.erase(key);
        expectRefused(part, key);
        part.description[key] = {-5};
        expectRefused(part, key);
    }
    auto part = good;
    part.recipe.network = nlohmann::json::array();
    expectRefused(part, "network");
    part = good;
    part.weights.pop_back();
    if (recipe.family == "window")
        expectRefused(part, "weights");
}

INSTANTIATE_TEST_SUITE_P(All, PublishedPreset, testing::ValuesIn(publishedPresets()),
                         [](const auto& tested) {
                             std::string name = tested.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

TEST(PublishedPresets, AreAllThere) {
    for (const char* name :
         {"coe-bilstm", "coe-bilstm-1024", "coe-lstm", "coe-state", "coe-gan", "musigan-lstm",
          "musigan-gru", "musigan-gan", "musigan-cgan", "xr-base", "xr-bidirectional", "xr-half",
          "xr-complex", "jazz-64", "deepjazz-128"})
        EXPECT_TRUE(preset(name)) << name;
}

Recipe smallWindows() {
    auto recipe = smallPreset("coe-lstm");
    recipe.network = nlohmann::json::parse(R"({"input":"one-hot","layers":[
        {"layer":"lstm","units":32},{"layer":"last"},{"layer":"dropout"},{"layer":"linear"}]})");
    recipe.training.length = 8;
    recipe.training.batch = 16;
    recipe.training.optimizer = "adam";
    recipe.training.learningRate = 0.01;
    return recipe;
}

std::unique_ptr<Family> familyOf(const Recipe& recipe, const Corpus& corpus, Random& random) {
    auto family = makeFamily(recipe, corpus, torch::kCPU, random);
    EXPECT_TRUE(family) << describe(family.error());
    return std::move(*family);
}

TEST(WindowFamily, AnEpochShowsEveryTrainingNoteOnce) {
    Random random(1);
    auto recipe = smallWindows();
    recipe.training.transposition = 3;
    const auto corpus = wanderingMelody(30, 3);
    const auto family = familyOf(recipe, *corpus, random);
    EXPECT_EQ(family->facts().notes + family->facts().validationNotes, corpus->noteCount());
    for (int epoch = 0; epoch < 2; ++epoch) {
        family->startEpoch(random);
        double notes = 0.0;
        for (std::size_t batch = 0; batch < family->batchCount(); ++batch)
            notes += family->loss(0, batch, random).weight;
        EXPECT_NEAR(notes, static_cast<double>(family->facts().notes), 1e-6);
    }
}

TEST(WindowFamily, AStrideLeavesWindowsOut) {
    Random random(1);
    auto recipe = smallWindows();
    recipe.network["stride"] = 3;
    recipe.training.batch = 1;
    const auto family = familyOf(recipe, *wanderingMelody(30, 3), random);
    family->startEpoch(random);
    EXPECT_EQ(family->batchCount(), (family->facts().notes + 2) / 3);
}

TEST(WindowFamily, AnUntrainedNetworkKnowsNothing) {
    for (const bool predictsAll : {false, true}) {
        Random random(1);
        auto recipe = smallWindows();
        if (predictsAll) {
            recipe.network = smallPreset("jazz-64").network;
            recipe.encoding = smallPreset("jazz-64").encoding;
        }
        const auto family = familyOf(recipe, *wanderingMelody(30, 3), random);
        const torch::NoGradGuard noGradients;
        double tokens = 0.0;
        for (const auto& [name, tensor] : family->weights())
            if (name.starts_with(predictsAll ? "1." : "3.")) {
                torch::Tensor(tensor).zero_();
                tokens = static_cast<double>(tensor.size(0));
            }
        family->startEpoch(random);
        // All tokens equally likely: ln V nats each, as many as a window predicts; a note a token.
        EXPECT_NEAR(family->loss(0, 0, random).value.item<double>(),
                    (predictsAll ? 8.0 : 1.0) * std::log(tokens), 1e-3);
        EXPECT_NEAR(*family->evaluate(HeldOut::Validation), std::log(tokens), 1e-3);
    }
}

TEST(WindowFamily, LearnsOnePhraseByHeart) {
    auto recipe = smallWindows();
    recipe.training.dropout = 0.0;
    recipe.training.epochs = 60;
    recipe.sampling.every = 60;
    recipe.sampling.steps = 80;
    const auto report = train(requestFor(recipe, repeatedPhrase(6)));
    EXPECT_LT(*report.epochs.back().validationLoss, 0.1);
    EXPECT_LT(*report.epochs.back().validationLoss, 0.1 * report.started->unigramNats);
    // The sample goes round the phrase: the same tokens every 20 steps.
    const auto& tracks = report.takes.back().score->tracks;
    const auto& notes = tracks[1]->notes();
    const std::int64_t phrase = 20 * 240;
    std::size_t repeated = 0;
    std::size_t judged = 0;
    for (const Note& played : notes)
        if (played.onset.value >= phrase) {
            ++judged;
            repeated += std::ranges::any_of(notes, [&](const Note& other) {
                return other.onset.value == played.onset.value - phrase &&
                       other.pitch == played.pitch;
            });
        }
    EXPECT_GT(judged, 40U);
    EXPECT_EQ(repeated, judged);
}

TEST(WindowFamily, SnippetsLearnThePhraseToo) {
    auto recipe = smallPreset("jazz-64");
    recipe.network = preset("jazz-64")->network;
    recipe.training.epochs = 60;
    recipe.sampling.every = 0;
    const auto report = train(requestFor(recipe, repeatedPhrase(6)));
    EXPECT_LT(*report.epochs.back().validationLoss, 0.5 * report.started->unigramNats);
}

TEST(WindowFamily, RefusesWhatItCannotLearn) {
    Random random(1);
    const auto create = [&](const Recipe& recipe, const Corpus& corpus) {
        return makeFamily(recipe, corpus, torch::kCPU, random).error();
    };
    EXPECT_EQ(create(smallWindows(), *wanderingMelody(2, 1)).code, ErrorCode::TooFewNotes);
    auto recipe = smallWindows();
    recipe.network = nlohmann::json::array();
    EXPECT_EQ(create(recipe, *wanderingMelody(30, 1)).code, ErrorCode::RecipeUnreadable);
    recipe = smallWindows();
    recipe.training.validation = recipe.training.test = 0.5;
    EXPECT_EQ(create(recipe, *wanderingMelody(30, 1)).code, ErrorCode::BadSetting);
    recipe = smallWindows();
    recipe.encoding.kind = "events";
    recipe.network["section_bars"] = 1;
    EXPECT_EQ(create(recipe, *wanderingMelody(30, 1)).code, ErrorCode::RecipeUnreadable);
    recipe = smallPreset("coe-gan");
    recipe.encoding.kind = "events";
    EXPECT_EQ(create(recipe, *wanderingMelody(30, 1)).code, ErrorCode::RecipeUnreadable);
}

TEST(WindowSampler, StepsAndLikeliestTokensAreAsAsked) {
    auto recipe = smallWindows();
    recipe.training.epochs = 1;
    recipe.sampling.every = 0;
    const auto report = train(requestFor(recipe, repeatedPhrase(4)));
    const auto sampler = LibtorchEngine().sampler(report.checkpoints.back().weights, {});
    GenerateRequest request;
    request.steps = 37;
    request.topK = 1;
    const auto score = (*sampler)->generate(request, {})->front();
    EXPECT_EQ(score.lastNoteEnd(), Tick{37 * 240});
    request.steps = 0;
    request.bars = 3;
    EXPECT_EQ((*sampler)->generate(request, {})->front().barCount(), 3);
}

TEST(WindowSampler, GuessesChangeNothing) {
    // The likeliest token after each window, one window at a time.
    auto recipe = smallWindows();
    recipe.training.epochs = 12;
    recipe.sampling.every = 0;
    const auto report = train(requestFor(recipe, repeatedPhrase(4)));
    const auto part = *weightsFromBytes(*report.checkpoints.back().weights);
    const auto encoding = *encodingFromJson(part.description.at("encoding"));
    const WindowNet net(*windowPlan(recipe.network, "test"), encoding->vocabularySize(), nullptr,
                        torch::kCPU);
    ASSERT_TRUE(fill(net.weights(), part.weights));
    const auto beginning = part.description.at("beginning").get<std::vector<int>>();
    constexpr std::uint64_t kSeed = 5;
    constexpr int kSteps = 70;
    Random random(kSeed);
    const auto length = static_cast<std::size_t>(recipe.training.length);
    const auto first = beginning.begin() +
                       static_cast<std::ptrdiff_t>(random.below(beginning.size() - length + 1));
    std::vector<std::int64_t> history(first, first + recipe.training.length);
    std::vector<int> expected;
    for (int step = 0; step < kSteps; ++step) {
        const auto window = torch::tensor(
            std::vector<std::int64_t>(history.end() - recipe.training.length, history.end()));
        const torch::NoGradGuard noGradients;
        expected.push_back(static_cast<int>(
            net.forward(window.view({-1, 1}), {}).argmax(-1).item<std::int64_t>()));
        history.push_back(expected.back());
    }
    const auto sampler = LibtorchEngine().sampler(report.checkpoints.back().weights, {});
    GenerateRequest request;
    request.seed = kSeed;
    request.steps = kSteps;
    request.topK = 1;
    EXPECT_EQ((*sampler)->generate(request, {})->front().hash(), encoding->decode(expected).hash());
}

TEST(ConditionalGan, TheChorusReturnsAndTheVerseGoesOn) {
    auto recipe = smallPreset("musigan-cgan");
    recipe.encoding.hasRests = false;
    recipe.encoding.hasDurations = false;
    recipe.training.epochs = 1;
    recipe.sampling.every = 1;
    recipe.sampling.steps = 6 * 16;
    const auto report = train(requestFor(recipe, repeatedPhrase(8)));
    const auto& notes = report.takes.back().score->tracks[1]->notes();
    // Every token lasts half a beat; a section is 16 of them.
    const auto section = [&](int number) {
        std::vector<std::pair<std::int64_t, int>> played;
        for (const Note& note : notes)
            if (note.onset.value / (16 * 240) == number)
                played.emplace_back(note.onset.value % (16 * 240), note.pitch.value);
        return played;
    };
    EXPECT_FALSE(section(1).empty());
    EXPECT_EQ(section(1), section(3));
    EXPECT_EQ(section(1), section(5));
    EXPECT_NE(section(0), section(2));
    EXPECT_NE(section(4), section(1));
}

/// Trains one phase of a GAN alone: its loss at first, at last, and the last measures.
struct PhaseRun {
    double first = 0.0;
    double last = 0.0;
    std::map<std::string, double> measures;
};

PhaseRun trainPhase(Family& family, std::size_t index, Random& random) {
    const auto phase = family.phases()[index];
    Optimizer optimizer(phase.optimizer, phase.parameters);
    PhaseRun run;
    for (int step = 0; step < 120; ++step) {
        family.startEpoch(random);
        optimizer.clearGradients();
        const auto loss = family.loss(index, 0, random);
        loss.value.backward();
        EXPECT_TRUE(optimizer.step(0.01));
        run.last = loss.value.item<double>();
        run.first = step == 0 ? run.last : run.first;
        run.measures = family.measures();
    }
    return run;
}

TEST(TokenGan, EachNetworkLearnsAgainstTheOtherAsItStands) {
    for (const char* name : {"coe-gan", "musigan-cgan"}) {
        Random random(3);
        auto recipe = smallPreset(name);
        recipe.unit = "iterations";
        recipe.training.batch = 32;
        const auto family = familyOf(recipe, *repeatedPhrase(6), random);
        const auto judged = trainPhase(*family, 0, random);
        EXPECT_NEAR(judged.first, std::log(2.0), 0.4) << name;
        EXPECT_LT(judged.last, 0.35) << name;
        EXPECT_GT(judged.measures.at("discriminator_accuracy_real"), 0.8) << name;
        EXPECT_GT(judged.measures.at("discriminator_accuracy_fake"), 0.8) << name;
        const auto made = trainPhase(*family, 1, random);
        EXPECT_LT(made.last, 0.6 * made.first) << name;
        EXPECT_EQ(family->facts().unigramNats, 0.0);
    }
}

} // namespace
} // namespace leitmotif
