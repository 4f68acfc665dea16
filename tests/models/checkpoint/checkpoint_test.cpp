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
    part.epochsDone = 5;
    part.batchesDone = 3;
    part.plannedEpochs = 10;
    part.random = "1 2 3 4 ";
    part.epochRandom = "5 6 7 8 ";
    part.phases = {{42, 0.1 + 0.2, 1e-300}, {7, 1.0 / 3.0, 2.0}};
    part.bestEpoch = 4;
    part.bestLoss = 3.0000000000000004;
    part.sampledEpoch = 5;
    part.seconds = 12.000000000000002;
    part.tensors = {{"x", {1}, {1e-42F}}};
    const auto again = trainingFromBytes(toBytes(part));
    ASSERT_TRUE(again) << describe(again.error());
    EXPECT_EQ(again->corpusHash, part.corpusHash);
    EXPECT_EQ(again->epochsDone, part.epochsDone);
    EXPECT_EQ(again->batchesDone, part.batchesDone);
    EXPECT_EQ(again->plannedEpochs, part.plannedEpochs);
    EXPECT_EQ(again->random, part.random);
    EXPECT_EQ(again->epochRandom, part.epochRandom);
    ASSERT_EQ(again->phases.size(), 2U);
    EXPECT_EQ(again->phases[0].steps, 42);
    EXPECT_EQ(again->phases[0].sum, part.phases[0].sum);
    EXPECT_EQ(again->phases[0].weight, part.phases[0].weight);
    EXPECT_EQ(again->phases[1].sum, part.phases[1].sum);
    EXPECT_EQ(again->bestEpoch, part.bestEpoch);
    EXPECT_EQ(again->bestLoss, part.bestLoss);
    EXPECT_EQ(again->sampledEpoch, part.sampledEpoch);
    EXPECT_EQ(again->seconds, part.seconds);
    EXPECT_EQ(again->tensors, part.tensors);
}

TEST(Checkpoint, NoBestEpochStaysNone) {
    const auto again = trainingFromBytes(toBytes(TrainingPart{}));
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->bestEpoch);
}

TEST(Checkpoint, PartsAreNotTakenForEachOther) {
    EXPECT_FALSE(weightsFromBytes(toBytes(TrainingPart{})));
    EXPECT_FALSE(trainingFromBytes(toBytes(WeightsPart{})));
    EXPECT_FALSE(weightsFromBytes({}));
}

} // namespace
} // namespace leitmotif
