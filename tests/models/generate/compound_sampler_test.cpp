// SPDX-License-Identifier: GPL-3.0-or-later
// Networks of compound words in whole runs: what they learn, and their takes.
#include "core/encoding/compound/compound_encoding.h"
#include "models/checkpoint/checkpoint.h"
#include "models/engine.h"
#include "tests/core/encoding/random_pieces.h"
#include "tests/models/support/engine_run.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

Recipe smallCompound(int epochs) {
    auto recipe = *preset("base-scratch");
    recipe.network = nlohmann::json::parse(
        R"({"cell":"gru","units":32,"layers":1,"embedding":24,"hidden":24,"memory":true})");
    recipe.training.length = 48;
    recipe.training.batch = 4;
    recipe.training.epochs = epochs;
    recipe.training.dropout = 0.0;
    recipe.training.weightDecay = 0.0;
    recipe.training.learningRate = 0.01;
    recipe.sampling.every = epochs;
    recipe.sampling.bars = 4;
    recipe.sampling.candidates = 1;
    return recipe;
}

/// A network that has overfitted the phrase, made once.
const Report& overfitted() {
    static const Report report = train(requestFor(smallCompound(60), repeatedPhrase(8)));
    return report;
}

std::vector<std::vector<std::string>> describedNotes(const std::vector<Score>& scores) {
    std::vector<std::vector<std::string>> notes;
    for (const auto& score : scores)
        notes.push_back(describeNotes(score));
    return notes;
}

TEST(CompoundRun, LearnsOnePhraseByHeart) {
    const auto& report = overfitted();
    ASSERT_FALSE(report.error);
    EXPECT_LT(*report.epochs.back().validationLoss, 0.2 * report.started->unigramNats);
    const auto& measures = report.epochs.back().measures;
    double sum = 0.0;
    for (const char* key :
         {"onset_nats", "part_nats", "pitch_nats", "duration_nats", "velocity_nats"})
        sum += measures.at(key);
    EXPECT_NEAR(sum, *report.epochs.back().validationLoss, 1e-9);
}

TEST(CompoundRun, MemoryOfBarsHelpsWhatRepeats) {
    auto recipe = smallCompound(4);
    const auto with = train(requestFor(recipe, repeatedPhrase(16)));
    recipe.network["memory"] = false;
    const auto without = train(requestFor(recipe, repeatedPhrase(16)));
    EXPECT_LT(*with.epochs.back().validationLoss, 0.8 * *without.epochs.back().validationLoss);
}

TEST(CompoundSampler, TheFirstOfManyIsTheOnlyOne) {
    const auto sampler = samplerOf(overfitted());
    const auto many = sampler->generate({.seed = 3, .count = 20, .bars = 4}, {});
    const auto one = sampler->generate({.seed = 3, .count = 1, .bars = 4}, {});
    const auto eighteenth = sampler->generate({.seed = 20, .count = 1, .bars = 4}, {});
    ASSERT_TRUE(many && one && eighteenth);
    ASSERT_EQ(many->size(), 20U);
    EXPECT_EQ(describeNotes(one->front()), describeNotes(many->front()));
    EXPECT_EQ(describeNotes(eighteenth->front()), describeNotes((*many)[17]));
    EXPECT_NE(describedNotes(*many)[0], describedNotes(*many)[1]);
}

TEST(CompoundSampler, TakesKeepToTheSource) {
    const auto corpus = repeatedPhrase(8);
    const auto encoding = CompoundEncoding::fitted(*corpus, {}, 0);
    const auto& limits = encoding.limits();
    const auto sampler = samplerOf(overfitted());
    // Hot, so that it would leave the source if it could.
    const auto takes =
        sampler->generate({.seed = 1, .count = 16, .bars = 6, .temperature = 3.0, .topP = 1.0}, {});
    ASSERT_TRUE(takes);
    for (const auto& take : *takes) {
        EXPECT_TRUE(isPlayable(take));
        EXPECT_GT(take.noteCount(), 6U);
        const auto piece = encoding.piece({"take", take});
        ASSERT_LE(piece.bars.size(), 6U);
        std::int64_t soundsUntil = 0;
        std::int64_t onset = 0;
        for (const auto& note : piece.notes) {
            EXPECT_EQ(limits.positions[note.at], 1);
            EXPECT_EQ(limits.parts[note.part].pitches[note.pitch], 1);
            EXPECT_EQ(limits.parts[note.part].durations[note.duration], 1);
            onset = note.bar * 96 + note.at;
            EXPECT_LE(onset - soundsUntil, limits.longestRest + 96);
            soundsUntil =
                std::max(soundsUntil, onset + CompoundDurations::get().stepsOf(note.duration));
        }
    }
}

TEST(CompoundSampler, StopsWhenAsked) {
    const auto sampler = samplerOf(overfitted());
    std::stop_source stop;
    stop.request_stop();
    const auto takes = sampler->generate({.count = 2, .bars = 64}, stop.get_token());
    ASSERT_TRUE(takes);
    EXPECT_TRUE(takes->empty());
}

TEST(CompoundSampler, RefusesWhatIsNoWeights) {
    auto part = weightsFromBytes(*overfitted().checkpoints.back().weights);
    ASSERT_TRUE(part);
    auto unframed = *part;
    unframed.description["frames"] = nlohmann::json::array();
    EXPECT_FALSE(LibtorchEngine().sampler(std::make_shared<const Bytes>(toBytes(unframed)), {}));
    auto disordered = *part;
    auto& notes = disordered.description["frames"][0]["notes"];
    std::swap(notes[0], notes[5]);
    EXPECT_FALSE(LibtorchEngine().sampler(std::make_shared<const Bytes>(toBytes(disordered)), {}));
    auto short_ = *part;
    short_.weights.pop_back();
    EXPECT_FALSE(LibtorchEngine().sampler(std::make_shared<const Bytes>(toBytes(short_)), {}));
}

TEST(CompoundRun, ManyPiecesEachFrameATake) {
    auto pieces = repeatedPhrase(4)->pieces();
    auto other = wanderingMelody(12, 5)->pieces().front();
    pieces.push_back(other);
    pieces.push_back(other);
    const auto report =
        train(requestFor(smallCompound(2), std::make_shared<const Corpus>(std::move(pieces))));
    ASSERT_FALSE(report.error) << describe(*report.error);
    const auto takes = samplerOf(report)->generate({.seed = 1, .count = 16, .bars = 2}, {});
    ASSERT_TRUE(takes);
    EXPECT_EQ(takes->size(), 16U);
}

TEST(CompoundRun, PretrainedWeightsThatAreMissingAreAnError) {
    auto recipe = smallCompound(1);
    recipe.pretrained = "no such weights";
    const auto report = train(requestFor(recipe));
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->code, ErrorCode::PretrainedMissing);
}

} // namespace
} // namespace leitmotif
