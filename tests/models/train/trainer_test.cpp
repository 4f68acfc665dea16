// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/trainer.h"

#include "tests/models/support/toy_run.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <thread>
#include <torch/torch.h>

namespace leitmotif {
namespace {

TEST(Trainer, ReportsEveryEpochInOrder) {
    const auto report = ToyRun(10).run();
    ASSERT_TRUE(report.finished);
    EXPECT_EQ(report.finished->end, RunEnd::Completed);
    EXPECT_EQ(report.finished->epochs, 10);
    EXPECT_EQ(report.finished->bestEpoch, 10);
    EXPECT_EQ(report.started->firstEpoch, 1);
    ASSERT_EQ(report.epochs.size(), 10U);
    for (int i = 0; i < 10; ++i) {
        const auto& epoch = report.epochs[static_cast<std::size_t>(i)];
        EXPECT_EQ(epoch.epoch, i + 1);
        EXPECT_TRUE(epoch.isBest);
        EXPECT_EQ(epoch.measures.at("loss_a"), epoch.loss);
        EXPECT_NE(epoch.measures.at("loss_b"), epoch.loss);
    }
    EXPECT_TRUE(report.checkpoints.back().isLast);
    EXPECT_TRUE(report.checkpoints.back().training);
    EXPECT_EQ(report.checkpoints.back().epoch, 10);
}

TEST(Trainer, TellsHowMuchOfThePlanIsDone) {
    std::vector<double> told;
    const auto listen = [&](ToyFamily& family) {
        family.onProgress = [&](double done) { told.push_back(done); };
    };
    ToyRun toy(4);
    toy.prepare = listen;
    const auto planned = toy.run();
    ASSERT_EQ(told.size(), 4 * ToyFamily::kBatches);
    for (std::size_t i = 0; i < told.size(); ++i)
        EXPECT_DOUBLE_EQ(told[i], static_cast<double>(i) / static_cast<double>(told.size()));
    told.clear();
    ToyRun more(6);
    more.prepare = listen;
    more.goOnFrom(planned.last());
    more.run();
    EXPECT_EQ(told, std::vector<double>(2 * ToyFamily::kBatches, 1.0));
}

TEST(Trainer, StoppedInTheMiddleAndResumedEqualsUninterrupted) {
    const auto whole = ToyRun(10).run();
    for (std::size_t batch = 0; batch < ToyFamily::kBatches; ++batch) {
        ToyRun first(10);
        first.prepare = [&](ToyFamily& family) {
            family.onBatch = [&](int epoch, std::size_t at) {
                if (epoch == 6 && at == batch)
                    first.stop.request_stop();
            };
        };
        const auto before = first.run();
        ASSERT_TRUE(before.finished);
        EXPECT_EQ(before.finished->end, RunEnd::Stopped);
        // A stop in the last batch of an epoch leaves that epoch whole.
        const std::size_t done = batch + 1 == ToyFamily::kBatches ? 6 : 5;
        ASSERT_EQ(before.epochs.size(), done);
        EXPECT_EQ(before.last().epoch, static_cast<int>(done));

        ToyRun second(10);
        second.goOnFrom(before.last());
        const auto after = second.run();
        EXPECT_EQ(after.started->firstEpoch, static_cast<int>(done) + 1);
        expectSameEpochs(std::span(whole.epochs).first(done), before.epochs);
        expectSameEpochs(std::span(whole.epochs).subspan(done), after.epochs);
        EXPECT_EQ(*whole.last().weights, *after.last().weights);
    }
}

TEST(Trainer, GoesOnFromEveryCheckpointThatAKillMayLeave) {
    const auto whole = ToyRun(10).run();
    std::size_t tried = 0;
    for (const auto& checkpoint : whole.checkpoints) {
        if (checkpoint.training == nullptr)
            continue;
        ++tried;
        ToyRun rest(10);
        rest.goOnFrom(checkpoint);
        const auto after = rest.run();
        expectSameEpochs(
            std::span(whole.epochs).subspan(static_cast<std::size_t>(checkpoint.epoch)),
            after.epochs);
        EXPECT_EQ(after.finished->bestEpoch, 10);
    }
    EXPECT_GE(tried, 2U);
}

TEST(Trainer, WeightsOfAnEpochDoNotChangeWhenTheNextOneIsStopped) {
    ToyRun whole(5);
    whole.request.recipe.training.schedule = "constant";
    const auto expected = weightsFromBytes(*whole.run().last().weights);
    ToyRun stopped(9);
    stopped.request.recipe.training.schedule = "constant";
    stopped.prepare = [&](ToyFamily& family) {
        family.onBatch = [&](int epoch, std::size_t batch) {
            if (epoch == 6 && batch == 3)
                stopped.stop.request_stop();
        };
    };
    const auto kept = weightsFromBytes(*stopped.run().last().weights);
    EXPECT_EQ(kept->epoch, 5);
    EXPECT_EQ(kept->weights, expected->weights);
}

TEST(Trainer, ALimitOfUpdatesPlansFewerEpochs) {
    const auto batches = static_cast<int>(ToyFamily::kBatches);
    const auto expected = ToyRun(3).run();
    ToyRun limited(10);
    limited.request.recipe.training.maxUpdates = 4 * batches - 1;
    const auto run = limited.run();
    EXPECT_EQ(run.started->epochs, 3);
    EXPECT_EQ(run.finished->end, RunEnd::Completed);
    expectSameEpochs(expected.epochs, run.epochs); // so the learning rate has fallen, too
    EXPECT_EQ(weightsFromBytes(*expected.last().weights)->weights,
              weightsFromBytes(*run.last().weights)->weights);

    ToyRun least(10);
    least.request.recipe.training.maxUpdates = 1;
    EXPECT_EQ(least.run().epochs.size(), 1U);
    ToyRun wide(4);
    wide.request.recipe.training.maxUpdates = 100 * batches;
    EXPECT_EQ(wide.run().epochs.size(), 4U);
}

TEST(Trainer, StoppedBeforeTheFirstBatchCanBeResumed) {
    ToyRun first(4);
    first.stop.request_stop();
    const auto before = first.run();
    EXPECT_EQ(before.finished->end, RunEnd::Stopped);
    EXPECT_EQ(before.finished->epochs, 0);
    ToyRun second(4);
    second.goOnFrom(before.last());
    expectSameEpochs(ToyRun(4).run().epochs, second.run().epochs);
}

TEST(Trainer, GoesOnPastThePlannedEndAtTheLastLearningRate) {
    const auto planned = ToyRun(5).run();
    ToyRun further(8);
    further.goOnFrom(planned.last());
    const auto report = further.run();
    ASSERT_EQ(report.epochs.size(), 3U);
    EXPECT_EQ(report.finished->end, RunEnd::Completed);
    EXPECT_EQ(report.finished->epochs, 8);
    // Adam's steps are at most about a rate long, and the rate ends at 2 % of the first.
    const auto before = weightsFromBytes(*planned.last().weights)->weights;
    const auto after = weightsFromBytes(*report.last().weights)->weights;
    const double steps = 3.0 * ToyFamily::kBatches;
    for (std::size_t i = 0; i < before[0].values.size(); ++i)
        EXPECT_LT(std::abs(before[0].values[i] - after[0].values[i]),
                  1.5 * steps * 0.02 * further.request.recipe.training.learningRate);
}

TEST(Trainer, ResumingAFinishedRunEndsAtOnce) {
    const auto done = ToyRun(3).run();
    ToyRun again(3);
    again.goOnFrom(done.last());
    const auto report = again.run();
    EXPECT_TRUE(report.epochs.empty());
    EXPECT_TRUE(report.checkpoints.empty());
    EXPECT_EQ(report.finished->end, RunEnd::Completed);
    EXPECT_EQ(report.finished->epochs, 3);
    EXPECT_EQ(report.finished->bestEpoch, 3);
}

TEST(Trainer, StopsEarlyAndKeepsTheBest) {
    ToyRun run(50);
    run.request.recipe.training.patience = 4;
    run.request.recipe.training.test = 0.2;
    run.prepare = [](ToyFamily& family) {
        family.validation = [](int epoch) { return std::abs(epoch - 6) + 1.0; };
    };
    const auto report = run.run();
    EXPECT_EQ(report.finished->end, RunEnd::EarlyStopped);
    EXPECT_EQ(report.finished->epochs, 10);
    EXPECT_EQ(report.finished->bestEpoch, 6);
    const CheckpointReady* best = nullptr;
    for (const auto& checkpoint : report.checkpoints)
        if (checkpoint.isBest)
            best = &checkpoint;
    ASSERT_NE(best, nullptr);
    EXPECT_EQ(best->epoch, 6);
    // The toy's test loss is the sum of its first tensor: that of the best weights, not the last.
    const auto weights = weightsFromBytes(*best->weights)->weights;
    float sum = 0.0F;
    for (const auto value : weights[0].values)
        sum += value;
    ASSERT_TRUE(report.finished->testLoss);
    EXPECT_NEAR(*report.finished->testLoss, sum, 1e-6);
}

TEST(Trainer, EarlyStopStateAndBestWeightsSurviveAResume) {
    const auto prepare = [](ToyFamily& family) {
        family.validation = [](int epoch) { return std::abs(epoch - 3) + 1.0; };
    };
    ToyRun whole(50);
    whole.request.recipe.training.patience = 5;
    whole.request.recipe.training.test = 0.2;
    whole.prepare = prepare;
    const auto expected = whole.run();
    ToyRun first(5);
    first.request.recipe.training.patience = 5;
    first.request.recipe.training.test = 0.2;
    first.request.recipe.training.schedule = "constant";
    first.prepare = prepare;
    ToyRun second(50);
    second.request.recipe = first.request.recipe;
    second.request.recipe.training.epochs = 50;
    second.prepare = prepare;
    second.goOnFrom(first.run().last());
    const auto report = second.run();
    EXPECT_EQ(report.finished->end, RunEnd::EarlyStopped);
    EXPECT_EQ(report.finished->epochs, expected.finished->epochs);
    EXPECT_EQ(report.finished->bestEpoch, 3);
    EXPECT_TRUE(report.finished->testLoss);
}

TEST(Trainer, AnEarlyStopIsAnEndUnlessPatienceIsLifted) {
    const auto prepare = [](ToyFamily& family) {
        family.validation = [](int epoch) { return 1.0 + epoch; };
    };
    ToyRun first(50);
    first.request.recipe.training.patience = 3;
    first.prepare = prepare;
    const auto stopped = first.run();
    ASSERT_EQ(stopped.finished->end, RunEnd::EarlyStopped);
    ToyRun again(50);
    again.request.recipe.training.patience = 3;
    again.prepare = prepare;
    again.goOnFrom(stopped.last());
    const auto nothing = again.run();
    EXPECT_TRUE(nothing.epochs.empty());
    EXPECT_EQ(nothing.finished->end, RunEnd::EarlyStopped);
    ToyRun lifted(9);
    lifted.prepare = prepare;
    lifted.goOnFrom(stopped.last());
    const auto more = lifted.run();
    EXPECT_EQ(more.finished->epochs, 9);
    EXPECT_EQ(more.finished->end, RunEnd::Completed);
}

TEST(Trainer, PausesWithoutChangingAnything) {
    ToyRun run(6);
    std::atomic<bool> wasPaused = false;
    std::jthread owner;
    run.prepare = [&](ToyFamily& family) {
        family.onBatch = [&](int epoch, std::size_t batch) {
            EXPECT_FALSE(run.isPaused.load()) << "a batch while paused";
            if (epoch != 3 || batch != 1)
                return;
            run.isPaused = true;
            owner = std::jthread([&] {
                wasPaused = true;
                run.isPaused = false;
            });
        };
    };
    const auto report = run.run();
    EXPECT_TRUE(wasPaused);
    expectSameEpochs(ToyRun(6).run().epochs, report.epochs);
}

TEST(Trainer, StopEndsAPause) {
    ToyRun run(6);
    std::jthread owner;
    run.prepare = [&](ToyFamily& family) {
        family.onBatch = [&](int epoch, std::size_t batch) {
            if (epoch != 2 || batch != 0)
                return;
            run.isPaused = true;
            owner = std::jthread([&] { run.stop.request_stop(); });
        };
    };
    const auto report = run.run();
    EXPECT_EQ(report.finished->end, RunEnd::Stopped);
    EXPECT_EQ(report.finished->epochs, 1);
}

TEST(Trainer, StopsAfterTheMinutes) {
    ToyRun run(1'000'000);
    run.request.recipe.training.minutes = 0.001;
    const auto report = run.run();
    EXPECT_EQ(report.finished->end, RunEnd::Completed);
    EXPECT_LT(report.finished->epochs, 1'000'000);
    EXPECT_GE(report.finished->seconds, 0.06);
    EXPECT_TRUE(report.checkpoints.back().isLast);
}

TEST(Trainer, RefusesACheckpointOfAnotherCorpusOrMixedParts) {
    ToyRun first(4);
    first.request.recipe.training.schedule = "constant";
    const auto report = first.run();
    ToyRun other(6);
    other.goOnFrom(report.last());
    other.request.corpus = repeatedPhrase(2);
    EXPECT_EQ(other.run().error->code, ErrorCode::TrainingFailed);

    ToyRun shorter(2);
    ToyRun mixed(6);
    mixed.request.weights = shorter.run().last().weights;
    mixed.request.training = report.last().training;
    EXPECT_EQ(mixed.run().error->code, ErrorCode::CheckpointUnreadable);

    ToyRun half(6);
    half.request.training = report.last().training;
    EXPECT_EQ(half.run().error->code, ErrorCode::CheckpointUnreadable);
}

TEST(Trainer, ALimitOfTimeChangesNothingBeforeItEndsTheRun) {
    ToyRun limited(1'000'000);
    limited.request.recipe.training.minutes = 0.001;
    const auto ended = limited.run();
    EXPECT_EQ(trainingFromBytes(*ended.last().training)->learning.plannedEpochs, 1'000'000);
    ToyRun free(1'000'000);
    free.prepare = [&](ToyFamily& family) {
        family.onBatch = [&](int epoch, std::size_t batch) {
            if (epoch == ended.finished->epochs && batch + 1 == ToyFamily::kBatches)
                free.stop.request_stop();
        };
    };
    expectSameEpochs(free.run().epochs, ended.epochs);
}

} // namespace
} // namespace leitmotif
