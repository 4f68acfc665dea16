// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/loss_history.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace leitmotif {
namespace {

EpochFinished epochWith(int epoch, double loss, std::optional<double> validation, double seconds) {
    EpochFinished finished;
    finished.epoch = epoch;
    finished.loss = loss;
    finished.validationLoss = validation;
    finished.seconds = seconds;
    return finished;
}

std::vector<double> noise(std::uint64_t seed, std::size_t count) {
    Random random(seed);
    std::vector<double> values(count);
    std::generate(values.begin(), values.end(), [&random] { return 3.0 + random.normal(); });
    return values;
}

TEST(Smoothed, KeepsAConstant) {
    const std::vector<double> constant(500, 2.75);
    for (const double factor : {0.0, 0.5, 0.9, 0.999}) {
        for (const double value : smoothed(constant, factor))
            EXPECT_NEAR(value, 2.75, 1e-12) << factor;
    }
}

TEST(Smoothed, WithoutSmoothingIsTheInput) {
    const std::vector<double> values = noise(1, 50);
    const std::vector<double> result = smoothed(values, 0.0);
    ASSERT_EQ(result.size(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        EXPECT_DOUBLE_EQ(result[i], values[i]);
}

TEST(Smoothed, IsTheWeightedMeanOfAllValuesSoFar) {
    const std::vector<double> values = noise(2, 40);
    const double factor = 0.8;
    const std::vector<double> result = smoothed(values, factor);
    for (std::size_t n = 0; n < values.size(); ++n) {
        double sum = 0.0;
        double weights = 0.0;
        for (std::size_t i = 0; i <= n; ++i) {
            const double weight = std::pow(factor, static_cast<double>(n - i));
            sum += weight * values[i];
            weights += weight;
        }
        EXPECT_NEAR(result[n], sum / weights, 1e-9) << n;
    }
}

TEST(Smoothed, AGapChangesNothingAfterIt) {
    std::vector<double> values = noise(3, 20);
    const std::vector<double> without = smoothed(values, 0.9);
    values.insert(values.begin() + 10, std::numeric_limits<double>::quiet_NaN());
    std::vector<double> with = smoothed(values, 0.9);
    EXPECT_TRUE(std::isnan(with[10]));
    with.erase(with.begin() + 10);
    EXPECT_EQ(with, without);
}

TEST(LossHistory, KnowsTheBestEpoch) {
    LossHistory history;
    EXPECT_FALSE(history.bestEpoch());
    history.addEpoch(epochWith(1, 4.0, 4.1, 1.0));
    history.addEpoch(epochWith(2, 3.0, 3.5, 2.0));
    history.addEpoch(epochWith(3, 2.0, std::numeric_limits<double>::quiet_NaN(), 3.0));
    history.addEpoch(epochWith(4, 1.0, 3.9, 4.0));
    EXPECT_EQ(history.bestEpoch(), 2);
    EXPECT_EQ(history.bestLoss(), 3.5);
    EXPECT_EQ(history.lastEpoch(), 4);
}

TEST(LossHistory, TellsHowLongIsLeft) {
    LossHistory history;
    RunStarted started;
    started.epochs = 10;
    history.add({1, started});
    EXPECT_FALSE(history.secondsLeft());
    history.add({1, epochWith(1, 4.0, {}, 5.0)}); // the first one is slow
    for (int epoch = 2; epoch <= 4; ++epoch)
        history.add({1, epochWith(epoch, 4.0, {}, 5.0 + 2.0 * (epoch - 1))});
    EXPECT_DOUBLE_EQ(history.secondsPerEpoch().value(), 2.0);
    EXPECT_DOUBLE_EQ(history.secondsLeft().value(), 12.0);
    EXPECT_DOUBLE_EQ(history.fraction(), 0.4);
    history.add({1, RunProgress{5, 0.5}});
    EXPECT_DOUBLE_EQ(history.secondsLeft().value(), 11.0);
    EXPECT_DOUBLE_EQ(history.fraction(), 0.45);
}

TEST(LossHistory, ALimitOfTimeIsAnEndToo) {
    LossHistory history;
    history.setTimeLimit(0.5);
    RunStarted started;
    started.epochs = 400;
    history.add({1, started});
    for (int epoch = 1; epoch <= 5; ++epoch)
        history.add({1, epochWith(epoch, 4.0, {}, 2.0 * epoch)});
    EXPECT_DOUBLE_EQ(history.secondsLeft().value(), 20.0);
    EXPECT_DOUBLE_EQ(history.fraction(), 1.0 / 3.0);
    history.add({1, RunProgress{6, 0.5}});
    EXPECT_DOUBLE_EQ(history.secondsLeft().value(), 19.0);
    history.setTimeLimit(60.0); // the epochs end first
    EXPECT_DOUBLE_EQ(history.secondsLeft().value(), 2.0 * 394.5);
    EXPECT_DOUBLE_EQ(history.fraction(), 5.5 / 400.0);
}

TEST(LossHistory, LateProgressOfACompleteEpochIsIgnored) {
    LossHistory history;
    RunStarted started;
    started.epochs = 2;
    history.add({1, started});
    history.addEpoch(epochWith(1, 4.0, {}, 1.0));
    history.add({1, RunProgress{1, 0.9}});
    EXPECT_DOUBLE_EQ(history.fraction(), 0.5);
}

TEST(LossHistory, ResumingReplacesEpochsThatAreTrainedAgain) {
    LossHistory history;
    for (int epoch = 1; epoch <= 6; ++epoch)
        history.add({1, epochWith(epoch, 10.0 - epoch, {}, epoch)});
    history.add({1, RunFailed{Error{ErrorCode::TrainingFailed, {"power"}}}});
    ASSERT_TRUE(history.failure());
    RunStarted again;
    again.firstEpoch = 5;
    again.epochs = 8;
    history.add({1, again});
    EXPECT_FALSE(history.failure());
    EXPECT_EQ(history.lastEpoch(), 4);
    history.add({1, epochWith(5, 1.0, {}, 5.5)});
    ASSERT_EQ(history.epochs().size(), 5U);
    EXPECT_EQ(history.epochs().back().loss, 1.0);
    EXPECT_EQ(history.epochs()[3].loss, 6.0);
}

TEST(LossHistory, KeepsSamplesInOrderOfEpochs) {
    LossHistory history;
    for (const int epoch : {10, 5, 15}) {
        Take take;
        take.id = 100 + epoch;
        take.origin.epoch = epoch;
        history.add({1, TakeSampled{take}});
    }
    ASSERT_EQ(history.samples().size(), 3U);
    EXPECT_EQ(history.samples()[0].take, 105);
    EXPECT_EQ(history.samples()[2].epoch, 15);
    history.removeSample(110);
    ASSERT_EQ(history.samples().size(), 2U);
    EXPECT_EQ(history.samples()[1].take, 115);
}

TEST(LossHistory, KnowsWhatHiddenNotesAreComparedWith) {
    LossHistory history;
    EXPECT_FALSE(history.maskedUnigramNats());
    history.add({1, epochWith(1, 6.0, {}, 1.0)});
    EXPECT_FALSE(history.maskedUnigramNats());
    auto masked = epochWith(2, 6.0, {}, 2.0);
    masked.measures[kMaskedUnigramNats] = 9.5;
    history.add({1, masked});
    EXPECT_EQ(history.maskedUnigramNats(), 9.5);
}

TEST(LossHistory, TwoOpponentsHaveNoBestEpoch) {
    LossHistory history;
    EpochFinished epoch;
    epoch.epoch = 1;
    epoch.loss = 0.5;
    history.addEpoch(epoch);
    EXPECT_EQ(history.bestEpoch(), 1);
    epoch.epoch = 2;
    epoch.measures = {{"discriminator_loss", 0.5}, {"generator_loss", 1.0}};
    history.addEpoch(epoch);
    EXPECT_FALSE(history.bestEpoch());
    EXPECT_FALSE(history.bestLoss());
}

} // namespace
} // namespace leitmotif
