// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/trainer.h"

#include "tests/models/support/phrases.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <limits>
#include <thread>
#include <torch/torch.h>

namespace leitmotif {
namespace {

/// Two phases that follow noisy targets: enough of a model to test the loop, which knows no more.
class ToyFamily : public Family {
  public:
    static constexpr std::size_t kBatches = 7;

    explicit ToyFamily(Random& random)
        : m_first(normalTensor({3}, 1.0, random).requires_grad_()),
          m_second(normalTensor({2, 2}, 1.0, random).requires_grad_()) {}

    std::function<void(int epoch, std::size_t batch)> onBatch = [](int, std::size_t) {};
    std::function<double(int epoch)> validation = [](int epoch) { return 1.0 / epoch; };
    std::function<double(int epoch)> activeUnits = [](int) { return 1.0; };
    double spoil = 0.0; ///< added to the losses

    FamilyFacts facts() const override { return {7, 100, 10, 5.0, {}}; }
    std::vector<Phase> phases() const override {
        return {{"loss_a", {{"first", m_first}}, {}}, {"loss_b", {{"second", m_second}}, {}}};
    }
    void startEpoch(Random& random) override {
        ++m_epoch;
        m_targets.clear();
        for (std::size_t i = 0; i < kBatches; ++i)
            m_targets.push_back(random.normal());
    }
    std::size_t batchCount() const override { return kBatches; }
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override {
        if (phase == 0)
            onBatch(m_epoch, batch);
        const auto& parameter = phase == 0 ? m_first : m_second;
        const auto value =
            (parameter - m_targets[batch] - 0.1 * random.uniform() + spoil).pow(2).sum();
        return {value, value.item<double>(), 2.0};
    }
    std::optional<double> evaluate(HeldOut part) override {
        if (part == HeldOut::Validation)
            return validation(m_epoch);
        return m_first.detach().sum().item<double>();
    }
    std::map<std::string, double> measures() override {
        return {{"active_units", activeUnits(m_epoch)}, {"kl", 1.0}, {"reconstruction", 1.0}};
    }
    nlohmann::json description() const override { return {{"toy", true}}; }
    NamedTensors weights() const override { return {{"first", m_first}, {"second", m_second}}; }
    void startAt(int epoch) { m_epoch = epoch; }

  private:
    torch::Tensor m_first;
    torch::Tensor m_second;
    std::vector<double> m_targets;
    int m_epoch = 0; ///< begun so far
};

/// What a run reported.
struct Report {
    std::vector<EpochFinished> epochs;
    std::vector<CheckpointReady> checkpoints;
    std::vector<RunDiagnosed> diagnoses;
    std::optional<RunStarted> started;
    std::optional<RunFinished> finished;
    std::optional<Error> error;

    /// The newest checkpoint to go on from.
    [[nodiscard]] const CheckpointReady& last() const {
        return *std::find_if(checkpoints.rbegin(), checkpoints.rend(),
                             [](const auto& checkpoint) { return checkpoint.training != nullptr; });
    }
};

struct ToyRun {
    RunRequest request;
    std::stop_source stop;
    std::atomic<bool> isPaused = false;
    std::function<void(ToyFamily&)> prepare = [](ToyFamily&) {};

    explicit ToyRun(int epochs) {
        request.corpus = repeatedPhrase(1);
        request.recipe.epochs = epochs;
        request.recipe.sampleEvery = 0;
    }

    void goOnFrom(const CheckpointReady& checkpoint) {
        request.weights = checkpoint.weights;
        request.training = checkpoint.training;
    }

    Report run() {
        Report report;
        const RunEventSink sink = [&](RunEvent event) {
            if (auto* epoch = std::get_if<EpochFinished>(&event.what))
                report.epochs.push_back(*epoch);
            if (auto* checkpoint = std::get_if<CheckpointReady>(&event.what))
                report.checkpoints.push_back(*checkpoint);
            if (auto* diagnosed = std::get_if<RunDiagnosed>(&event.what))
                report.diagnoses.push_back(*diagnosed);
            if (auto* started = std::get_if<RunStarted>(&event.what))
                report.started = *started;
            if (auto* finished = std::get_if<RunFinished>(&event.what))
                report.finished = *finished;
        };
        const RunControl control{stop.get_token(), &isPaused};
        Random random(request.recipe.seed);
        ToyFamily family(random);
        if (request.training != nullptr)
            family.startAt(trainingFromBytes(*request.training)->epochsDone);
        prepare(family);
        Trainer trainer(request, sink, control, family, random);
        if (auto outcome = trainer.run(); !outcome)
            report.error = outcome.error();
        return report;
    }
};

void expectSameEpochs(std::span<const EpochFinished> expected,
                      std::span<const EpochFinished> actual) {
    ASSERT_EQ(expected.size(), actual.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(expected[i].epoch, actual[i].epoch);
        EXPECT_EQ(expected[i].loss, actual[i].loss) << "epoch " << expected[i].epoch;
        EXPECT_EQ(expected[i].validationLoss, actual[i].validationLoss);
        EXPECT_EQ(expected[i].isBest, actual[i].isBest);
        EXPECT_EQ(expected[i].measures, actual[i].measures);
    }
}

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
    whole.request.recipe.schedule = "constant";
    const auto expected = weightsFromBytes(*whole.run().last().weights);
    ToyRun stopped(9);
    stopped.request.recipe.schedule = "constant";
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
                  1.5 * steps * 0.02 * further.request.recipe.learningRate);
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
    run.request.recipe.patience = 4;
    run.request.recipe.test = 0.2;
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
    whole.request.recipe.patience = 5;
    whole.request.recipe.test = 0.2;
    whole.prepare = prepare;
    const auto expected = whole.run();
    ToyRun first(5);
    first.request.recipe.patience = 5;
    first.request.recipe.test = 0.2;
    first.request.recipe.schedule = "constant";
    first.prepare = prepare;
    ToyRun second(50);
    second.request.recipe = first.request.recipe;
    second.request.recipe.epochs = 50;
    second.prepare = prepare;
    second.goOnFrom(first.run().last());
    const auto report = second.run();
    EXPECT_EQ(report.finished->end, RunEnd::EarlyStopped);
    EXPECT_EQ(report.finished->epochs, expected.finished->epochs);
    EXPECT_EQ(report.finished->bestEpoch, 3);
    EXPECT_TRUE(report.finished->testLoss);
}

TEST(Trainer, CatchesALossThatIsNotFiniteBeforeTheStep) {
    for (const double bad :
         {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        ToyRun run(10);
        run.prepare = [&](ToyFamily& family) {
            family.onBatch = [&, bad](int epoch, std::size_t batch) {
                if (epoch == 4 && batch == 2)
                    family.spoil = bad;
            };
        };
        const auto report = run.run();
        ASSERT_TRUE(report.error);
        EXPECT_EQ(*report.error, (Error{ErrorCode::TrainingDiverged, {"4", "3"}}));
        EXPECT_FALSE(report.finished);
        ASSERT_EQ(report.epochs.size(), 3U);
        // What was kept is sound: going on from it gives the run without the accident.
        ToyRun rest(10);
        rest.goOnFrom(report.last());
        const auto whole = ToyRun(10).run();
        expectSameEpochs(
            std::span(whole.epochs).subspan(static_cast<std::size_t>(report.last().epoch)),
            rest.run().epochs);
    }
}

TEST(Trainer, CatchesAValidationLossThatIsNotFinite) {
    ToyRun run(10);
    run.prepare = [](ToyFamily& family) {
        family.validation = [](int epoch) { return epoch < 3 ? 1.0 : std::nan(""); };
    };
    const auto report = run.run();
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->code, ErrorCode::TrainingDiverged);
    EXPECT_EQ(report.epochs.size(), 2U);
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
    run.request.recipe.minutes = 0.001;
    const auto report = run.run();
    EXPECT_EQ(report.finished->end, RunEnd::Completed);
    EXPECT_LT(report.finished->epochs, 1'000'000);
    EXPECT_GE(report.finished->seconds, 0.06);
    EXPECT_TRUE(report.checkpoints.back().isLast);
}

TEST(Trainer, TellsWhatIsWrongWhenItAppearsAndNotAgainBeforeItHasGone) {
    ToyRun run(60);
    run.request.corpus = repeatedPhrase(20);
    run.prepare = [](ToyFamily& family) {
        family.activeUnits = [](int epoch) { return epoch <= 25 || epoch > 30 ? 0.0 : 2.0; };
    };
    std::vector<int> told;
    for (const auto& diagnosed : run.run().diagnoses)
        if (diagnosed.kind == "posterior_collapse") {
            EXPECT_FALSE(diagnosed.message.empty());
            told.push_back(diagnosed.epoch);
        }
    ASSERT_EQ(told.size(), 2U);
    EXPECT_LT(told[0], 25);
    EXPECT_GT(told[1], 30);
    EXPECT_LT(told[1], 60);
}

TEST(Trainer, RefusesACheckpointOfAnotherCorpusOrMixedParts) {
    ToyRun first(4);
    first.request.recipe.schedule = "constant";
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

TEST(Trainer, PlansTheScheduleForTheTimeThereIs) {
    const auto plannedEpochs = [](int epochs, double minutes) {
        ToyRun run(epochs);
        run.request.recipe.minutes = minutes;
        return trainingFromBytes(*run.run().last().training)->plannedEpochs;
    };
    const int planned = plannedEpochs(1'000'000, 0.001);
    EXPECT_GE(planned, 1);
    EXPECT_LE(planned, 60); // an epoch counts as a thousandth of a second at least
    EXPECT_EQ(plannedEpochs(3, 1'000.0), 3);
    EXPECT_EQ(plannedEpochs(3, 0.0), 3);
}

} // namespace
} // namespace leitmotif
