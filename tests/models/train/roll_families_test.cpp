// SPDX-License-Identifier: GPL-3.0-or-later
// The families of pictures, as whole runs.
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "models/checkpoint/checkpoint.h"
#include "models/engine.h"
#include "models/train/roll_vae_family.h"
#include "tests/models/support/engine_run.h"
#include "tests/models/support/small_presets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

Recipe smallRollRecipe(const char* name) {
    auto recipe = smallPreset(name);
    recipe.sampling.bars = 4;
    recipe.sampling.every = 1;
    return recipe;
}

/// Share of the notes in each pitch class.
std::array<double, 12> pitchClassesOf(const Score& score) {
    std::array<double, 12> classes{};
    for (const auto& track : score.tracks)
        for (const Note& note : track->notes())
            classes[note.pitch.value % 12U] += 1.0 / static_cast<double>(score.noteCount());
    return classes;
}

class RollFamilies : public testing::TestWithParam<const char*> {};

TEST_P(RollFamilies, SampleAfterOneEpochIsValidMusic) {
    auto recipe = smallRollRecipe(GetParam());
    recipe.training.epochs = 1;
    const auto report = train(requestFor(recipe));
    ASSERT_TRUE(report.finished);
    ASSERT_EQ(report.takes.size(), 1U);
    const Score& score = *report.takes.front().score;
    EXPECT_GT(score.noteCount(), 0U);
    EXPECT_LE(score.barCount(), recipe.sampling.bars);
    const auto again = readMidi(midiBytes(score), "take.mid");
    ASSERT_TRUE(again);
    EXPECT_EQ(again->score.noteCount(), score.noteCount());
}

TEST_P(RollFamilies, TheSameSeedGivesTheSameLossesAndTakes) {
    auto recipe = smallRollRecipe(GetParam());
    recipe.training.epochs = 2;
    const auto first = train(requestFor(recipe));
    const auto second = train(requestFor(recipe));
    ASSERT_EQ(first.epochs.size(), 2U);
    ASSERT_EQ(second.epochs.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(first.epochs[i].loss, second.epochs[i].loss);
        EXPECT_EQ(first.epochs[i].measures, second.epochs[i].measures);
        EXPECT_EQ(first.takes[i].score->hash(), second.takes[i].score->hash());
    }
    recipe.seed = 2;
    EXPECT_NE(train(requestFor(recipe)).epochs.back().loss, first.epochs.back().loss);
}

TEST_P(RollFamilies, TheFirstOfManySamplesIsTheOnlyOne) {
    auto recipe = smallRollRecipe(GetParam());
    recipe.training.epochs = 1;
    const auto report = train(requestFor(recipe));
    const auto sampler = LibtorchEngine().sampler(report.checkpoints.back().weights, {});
    ASSERT_TRUE(sampler);
    const auto one = (*sampler)->generate({.seed = 7, .count = 1}, {});
    const auto three = (*sampler)->generate({.seed = 7, .count = 3}, {});
    ASSERT_TRUE(one);
    ASSERT_TRUE(three);
    EXPECT_EQ(one->front().hash(), three->front().hash());
    EXPECT_NE(three->at(0).hash(), three->at(1).hash());
    EXPECT_FALSE((*sampler)->generate({.count = 0}, {}));
}

TEST(RollSampler, PaintsLessWhereItWouldPaintMoreNotesThanItLearnedFrom) {
    auto recipe = smallRollRecipe("gan");
    recipe.training.epochs = 20;
    recipe.sampling.every = 0;
    const auto report = train(requestFor(recipe));
    auto part = *weightsFromBytes(*report.checkpoints.back().weights);
    EXPECT_GT(part.description.at("notes_per_picture"), 0.0);
    const auto notesWith = [&](double wanted) {
        part.description["notes_per_picture"] = wanted;
        const auto sampler =
            LibtorchEngine().sampler(std::make_shared<const Bytes>(toBytes(part)), {});
        std::size_t notes = 0;
        const auto scores = (*sampler)->generate({.seed = 3, .count = 32, .bars = 4}, {});
        for (const auto& score : *scores)
            notes += score.noteCount();
        return notes;
    };
    const auto free = notesWith(1e6);
    const auto held = notesWith(0.5);
    EXPECT_LT(held, free);
    EXPECT_GT(held, free / 4) << "it stays music";
    part.description.erase("notes_per_picture");
    const auto without = LibtorchEngine().sampler(std::make_shared<const Bytes>(toBytes(part)), {});
    EXPECT_EQ(without.error().code, ErrorCode::CheckpointUnreadable);
}

INSTANTIATE_TEST_SUITE_P(Presets, RollFamilies, testing::Values("tuc-gan", "tuc-vae", "gan", "vae"),
                         [](const auto& tested) {
                             std::string name = tested.param;
                             std::erase(name, '-');
                             return name;
                         });

void removeDropout(Recipe& recipe) {
    for (auto& [part, layers] : recipe.network.items())
        for (std::size_t i = layers.size(); i-- > 0;)
            if (layers[i]["layer"] == "dropout")
                layers.erase(i);
}

TEST(RollVae, LearnsAHandfulOfPicturesByHeart) {
    auto recipe = smallRollRecipe("vae");
    removeDropout(recipe);
    recipe.training.epochs = 200;
    recipe.sampling.every = 0;
    recipe.training.validation = 0.0;
    recipe.vae.beta = 0.01;
    recipe.training.learningRate = 0.003;
    const auto report = train(requestFor(recipe));
    ASSERT_EQ(report.epochs.size(), 200U);
    EXPECT_GT(report.epochs.front().measures.at("reconstruction"), 5.0);
    EXPECT_LT(report.epochs.back().measures.at("reconstruction"), 2.0);
    EXPECT_GE(report.epochs.back().measures.at("active_units"), 1.0);
}

TEST(RollVae, HeldOutLossesAreOfThePicturesAlone) {
    auto recipe = smallRollRecipe("vae");
    recipe.training.epochs = 3;
    const auto report = train(requestFor(recipe));
    for (const auto& epoch : report.epochs) {
        ASSERT_TRUE(epoch.validationLoss);
        EXPECT_TRUE(std::isfinite(*epoch.validationLoss));
        EXPECT_GT(*epoch.validationLoss, 0.0);
        EXPECT_NEAR(epoch.loss, epoch.measures.at("reconstruction") + epoch.measures.at("kl"),
                    1e-4);
    }
    recipe.training.validation = 0.0;
    EXPECT_FALSE(train(requestFor(recipe)).epochs.back().validationLoss);
}

TEST(RollGan, PaintsInThePitchesOfThePiece) {
    auto recipe = smallRollRecipe("gan");
    recipe.training.epochs = 150;
    recipe.sampling.every = 150;
    const auto corpus = repeatedPhrase(8);
    const auto report = train(requestFor(recipe, corpus));
    ASSERT_EQ(report.takes.size(), 1U);
    const auto source = pitchClassesOf(corpus->pieces().front().score);
    const auto sample = pitchClassesOf(*report.takes.front().score);
    double common = 0.0;
    for (std::size_t i = 0; i < source.size(); ++i)
        common += std::min(source[i], sample[i]);
    EXPECT_GT(common, 0.5);
    for (const char* name : {"generator_loss", "discriminator_loss", "discriminator_accuracy_real",
                             "discriminator_accuracy_fake"})
        EXPECT_TRUE(report.epochs.back().measures.contains(name)) << name;
    EXPECT_FALSE(report.epochs.back().validationLoss);
}

TEST(RollVae, BetaRisesInCyclesOverWhatIsPlannedAndThenStands) {
    auto recipe = smallRollRecipe("vae");
    recipe.vae.cycles = 2;
    recipe.vae.beta = 0.4;
    Random random(1);
    const auto data = repeatedPhrase(8);
    const auto family = RollVaeFamily::create(recipe, *data, torch::kCPU, random).value();
    auto& vae = static_cast<RollVaeFamily&>(*family);
    const std::vector<std::pair<double, double>> expected = {
        {0.0, 0.0}, {0.125, 0.2}, {0.25, 0.4}, {0.45, 0.4}, {0.5, 0.0}, {0.75, 0.4}, {1.0, 0.4}};
    for (const auto& [progress, beta] : expected) {
        vae.setProgress(progress);
        EXPECT_NEAR(vae.beta(), beta, 1e-9) << progress;
    }
}

/// Mean of a measure over the last `count` epochs.
double lateMean(const Report& report, const char* measure, std::size_t count) {
    double sum = 0.0;
    for (std::size_t i = report.epochs.size() - count; i < report.epochs.size(); ++i)
        sum += report.epochs[i].measures.at(measure);
    return sum / static_cast<double>(count);
}

TEST(RollGan, TheDiscriminatorIsJudgedByHeldOutPictures) {
    auto recipe = smallRollRecipe("gan");
    recipe.training.epochs = 60;
    recipe.sampling.every = 0;
    recipe.gan.balance = 1.0; // it never pauses, and overfits
    recipe.gan.gradientPenalty = 0.0;
    recipe.training.validation = 0.3;
    recipe.picture.timeShift = 0;
    const auto corpus = wanderingMelody(40, 5);
    const auto report = train(requestFor(recipe, corpus));
    for (const auto& epoch : report.epochs) {
        EXPECT_GE(epoch.measures.at("discriminator_accuracy_held_out"), 0.0);
        EXPECT_LE(epoch.measures.at("discriminator_accuracy_held_out"), 1.0);
    }
    EXPECT_GT(lateMean(report, "discriminator_accuracy_real", 10),
              lateMean(report, "discriminator_accuracy_held_out", 10) + 0.2);
    recipe.training.validation = 0.0;
    recipe.training.epochs = 1;
    EXPECT_FALSE(train(requestFor(recipe, corpus))
                     .epochs.back()
                     .measures.contains("discriminator_accuracy_held_out"));
}

TEST(RollGan, TheDiscriminatorRestsWhileItIsFarAhead) {
    auto recipe = smallRollRecipe("gan");
    recipe.training.epochs = 60;
    recipe.sampling.every = 0;
    recipe.network.erase("encoder"); // so that the generator cannot follow
    const auto criticAccuracy = [&](double balance) {
        recipe.gan.balance = balance;
        const auto report = train(requestFor(recipe));
        return (lateMean(report, "discriminator_accuracy_real", 30) +
                lateMean(report, "discriminator_accuracy_fake", 30)) /
               2.0;
    };
    const double free = criticAccuracy(1.0);
    const double held = criticAccuracy(0.6);
    EXPECT_GT(free, 0.9);
    EXPECT_LT(held, free - 0.1);
}

TEST(RollGan, WithAnEncoderTheGeneratorLearnsToReconstruct) {
    auto recipe = smallRollRecipe("gan");
    recipe.training.epochs = 150;
    recipe.sampling.every = 0;
    removeDropout(recipe);
    const auto report = train(requestFor(recipe));
    EXPECT_LT(lateMean(report, "reconstruction", 5),
              report.epochs.front().measures.at("reconstruction") / 3.0);
    recipe.network.erase("encoder");
    recipe.training.epochs = 1;
    EXPECT_FALSE(train(requestFor(recipe)).epochs.back().measures.contains("reconstruction"));
}

} // namespace
} // namespace leitmotif
