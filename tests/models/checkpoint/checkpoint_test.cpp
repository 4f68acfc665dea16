// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checkpoint/checkpoint.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(Checkpoint, WeightsPartComesBackAsItWas) {
    const WeightsPart part{
        *preset("gru"), 12, {{"encoding", {1, 2}}}, {{"0.weight", {2}, {0.5F, -1.0F}}}};
    const auto again = weightsFromBytes(toBytes(part));
    ASSERT_TRUE(again) << describe(again.error());
    EXPECT_EQ(again->recipe, part.recipe);
    EXPECT_EQ(again->epoch, 12);
    EXPECT_EQ(again->description, part.description);
    EXPECT_EQ(again->weights, part.weights);
}

TEST(Checkpoint, TrainingPartComesBackToTheLastBit) {
    TrainingPart part;
    part.corpusHash = 0xfedcba9876543210U;
    part.learning.epochsDone = 5;
    part.learning.batchesDone = 3;
    part.learning.plannedEpochs = 10;
    part.learning.random = "1 2 3 4 ";
    part.learning.epochRandom = "5 6 7 8 ";
    part.learning.phases = {{42, 0.1 + 0.2, 1e-300}, {7, 1.0 / 3.0, 2.0}};
    part.learning.bestEpoch = 4;
    part.learning.bestLoss = 3.0000000000000004;
    part.report.sampledEpoch = 5;
    part.report.seconds = 12.000000000000002;
    part.tensors = {{"x", {1}, {1e-42F}}};
    const auto again = trainingFromBytes(toBytes(part));
    ASSERT_TRUE(again) << describe(again.error());
    EXPECT_EQ(again->corpusHash, part.corpusHash);
    EXPECT_EQ(again->learning.epochsDone, part.learning.epochsDone);
    EXPECT_EQ(again->learning.batchesDone, part.learning.batchesDone);
    EXPECT_EQ(again->learning.plannedEpochs, part.learning.plannedEpochs);
    EXPECT_EQ(again->learning.random, part.learning.random);
    EXPECT_EQ(again->learning.epochRandom, part.learning.epochRandom);
    ASSERT_EQ(again->learning.phases.size(), 2U);
    EXPECT_EQ(again->learning.phases[0].steps, 42);
    EXPECT_EQ(again->learning.phases[0].sum, part.learning.phases[0].sum);
    EXPECT_EQ(again->learning.phases[0].weight, part.learning.phases[0].weight);
    EXPECT_EQ(again->learning.phases[1].sum, part.learning.phases[1].sum);
    EXPECT_EQ(again->learning.bestEpoch, part.learning.bestEpoch);
    EXPECT_EQ(again->learning.bestLoss, part.learning.bestLoss);
    EXPECT_EQ(again->report.sampledEpoch, part.report.sampledEpoch);
    EXPECT_EQ(again->report.seconds, part.report.seconds);
    EXPECT_EQ(again->tensors, part.tensors);
}

TEST(Checkpoint, NoBestEpochStaysNone) {
    const auto again = trainingFromBytes(toBytes(TrainingPart{}));
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->learning.bestEpoch);
}

TEST(Checkpoint, PartsAreNotTakenForEachOther) {
    EXPECT_FALSE(weightsFromBytes(toBytes(TrainingPart{})));
    EXPECT_FALSE(trainingFromBytes(toBytes(WeightsPart{})));
    EXPECT_FALSE(weightsFromBytes({}));
}

} // namespace
} // namespace leitmotif
