// SPDX-License-Identifier: GPL-3.0-or-later
// The trainer when numbers are no longer finite, and when a run is resumed.
#include "models/registry.h"
#include "tests/models/support/passing_family.h"
#include "tests/models/support/toy_run.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <limits>
#include <torch/torch.h>
#include <unistd.h>
#include <utility>

namespace leitmotif {
namespace {

/// Its loss is NaN in the first batch of an epoch.
class SpoiledFamily : public PassingFamily {
  public:
    /// `epoch`: counted from 1 in this session.
    SpoiledFamily(Family& family, int epoch) : PassingFamily(family), m_spoiledEpoch(epoch) {}

    void startEpoch(Random& random) override {
        m_isDrawn = true;
        PassingFamily::startEpoch(random);
    }
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override {
        if (std::exchange(m_isDrawn, false))
            ++m_epoch;
        auto loss = PassingFamily::loss(phase, batch, random);
        if (m_epoch == m_spoiledEpoch && batch == 0)
            loss.sum = std::nan("");
        return loss;
    }

  private:
    int m_spoiledEpoch;
    bool m_isDrawn = false; // and no batch trained yet
    int m_epoch = 0;
};

/// A run of a preset, in which an epoch of this session may be spoiled.
Report runOf(const RunRequest& request, std::optional<int> spoiledEpoch) {
    Report report;
    const auto sink = report.sink();
    const RunControl control;
    Random random(request.recipe.seed);
    auto family = makeFamily(request.recipe, *request.corpus, torch::kCPU, random);
    SpoiledFamily spoiled(**family, spoiledEpoch.value_or(0)); // there is no epoch 0
    Trainer trainer(request, sink, control, spoiled, makeSampler, random);
    if (auto outcome = trainer.run(); !outcome)
        report.error = outcome.error();
    return report;
}

void expectFinite(const Report& report) {
    for (const CheckpointReady& ready : report.checkpoints) {
        EXPECT_TRUE(areFinite(weightsFromBytes(*ready.weights)->weights)) << ready.epoch;
        if (ready.training) {
            EXPECT_TRUE(areFinite(trainingFromBytes(*ready.training)->tensors)) << ready.epoch;
        }
    }
}

std::vector<std::pair<int, std::string>> toldIn(std::initializer_list<const Report*> sittings) {
    std::vector<std::pair<int, std::string>> told;
    for (const Report* sitting : sittings)
        for (const RunDiagnosed& diagnosed : sitting->diagnoses)
            told.emplace_back(diagnosed.epoch, diagnosed.kind);
    return told;
}

double residentMegabytes() {
    std::ifstream file("/proc/self/statm");
    double pages = 0.0;
    file >> pages >> pages; // the second number
    return pages * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024.0 * 1024.0);
}

class SpoiledRuns : public testing::TestWithParam<const char*> {};

TEST_P(SpoiledRuns, StopAtTheLastWholeEpochAndGoOnFromThere) {
    RunRequest request;
    request.recipe = *preset(GetParam());
    request.recipe.training.epochs = 6;
    request.recipe.sampling.every = 0;
    request.corpus = repeatedPhrase(16);
    const auto whole = runOf(request, {});
    ASSERT_TRUE(whole.finished);

    Random random(1);
    const auto family = makeFamily(request.recipe, *request.corpus, torch::kCPU, random);
    (*family)->startEpoch(random);
    const auto batches = static_cast<int>((*family)->batchCount()); // one more or less later
    const auto spoiled = runOf(request, 4);
    ASSERT_TRUE(spoiled.error);
    EXPECT_EQ(*spoiled.error, (Error{ErrorCode::TrainingDiverged, {"4", "1"}}));
    const int kept = spoiled.last().epoch;
    EXPECT_LE(kept, 3);
    // The last whole epoch, or at most seven batches before its end.
    EXPECT_GE(kept, 3 - 7 / std::max(1, batches - 1));
    expectFinite(spoiled);

    request.weights = spoiled.last().weights;
    request.training = spoiled.last().training;
    const auto again = runOf(request, 1);
    ASSERT_TRUE(again.error);
    EXPECT_EQ(*again.error, (Error{ErrorCode::TrainingDiverged, {std::to_string(kept + 1), "1"}}));
    EXPECT_TRUE(again.checkpoints.empty()) << "there is nothing new to go on from";

    const auto rest = runOf(request, {});
    ASSERT_TRUE(rest.finished);
    EXPECT_EQ(rest.finished->end, RunEnd::Completed);
    expectSameEpochs(std::span(whole.epochs).subspan(static_cast<std::size_t>(kept)), rest.epochs);
}

INSTANTIATE_TEST_SUITE_P(Families, SpoiledRuns, testing::Values("lstm", "vae", "gan"));

TEST(TrainerSafety, WhatIsThrownLosesNoWholeEpoch) {
    ToyRun toy(10);
    toy.prepare = [](ToyFamily& family) {
        family.onBatch = [](int epoch, std::size_t batch) {
            if (epoch == 4 && batch == 3)
                throw std::bad_alloc();
        };
    };
    Report report;
    const auto sink = report.sink();
    const RunControl control;
    Random random(toy.request.recipe.seed);
    ToyFamily family(random);
    toy.prepare(family);
    EXPECT_THROW((void)Trainer(toy.request, sink, control, family, makeSampler, random).run(),
                 std::bad_alloc);
    EXPECT_EQ(report.epochs.size(), 3U);
    const auto last = report.last();
    EXPECT_EQ(last.epoch, 3);

    toy.prepare = [](ToyFamily&) {};
    toy.goOnFrom(last);
    const auto rest = toy.run();
    const auto undisturbed = ToyRun(10).run();
    expectSameEpochs(std::span(undisturbed.epochs).subspan(3), rest.epochs);
}

/// tests/bench/soak.py does the same with the whole program and ten times as long.
TEST(TrainerSafety, HoldsNoMoreAfterTwoThousandSteps) {
    RunRequest request;
    request.recipe = *preset("lstm");
    request.recipe.training.batch = 2;
    request.recipe.training.length = 32;
    request.recipe.sampling.bars = 2;
    request.corpus = repeatedPhrase(40);
    Random random(request.recipe.seed);
    auto family = makeFamily(request.recipe, *request.corpus, torch::kCPU, random);
    (*family)->startEpoch(random);
    const int epochs = 2000 / static_cast<int>((*family)->batchCount()) + 1;
    request.recipe.training.epochs = epochs;
    request.recipe.sampling.every = epochs / 10;
    double early = 0.0;
    double late = 0.0;
    const RunEventSink sink = [&](const RunEvent& event) {
        const auto* epoch = std::get_if<EpochFinished>(&event.what);
        if (epoch != nullptr && epoch->epoch == epochs / 4)
            early = residentMegabytes();
        if (epoch != nullptr && epoch->epoch == epochs)
            late = residentMegabytes();
    };
    const RunControl control;
    Trainer trainer(request, sink, control, **family, makeSampler, random);
    ASSERT_TRUE(trainer.run());
    ASSERT_GT(early, 1.0);
    EXPECT_LE(late - early, 16.0); // a checkpoint is 2 MB: leaking them would hold hundreds
}

TEST(TrainerSafety, AccidentsInTheFirstEpochLeaveTheBeginning) {
    ToyRun run(5);
    run.prepare = [](ToyFamily& family) {
        family.onBatch = [&](int epoch, std::size_t batch) {
            if (epoch == 1 && batch == 4)
                family.spoil = std::nan("");
        };
    };
    const auto report = run.run();
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.last().epoch, 0);
    ToyRun rest(5);
    rest.goOnFrom(report.last());
    expectSameEpochs(ToyRun(5).run().epochs, rest.run().epochs);
}

TEST(TrainerSafety, WeightsThatTheLastStepRuinedAreNotKept) {
    ToyRun run(10);
    run.request.recipe.training.test = 0.2;
    run.prepare = [](ToyFamily& family) {
        family.validation = [&](int epoch) {
            if (epoch == 4)
                family.weights().front().second.detach().fill_(
                    std::numeric_limits<float>::infinity());
            return 1.0 / epoch;
        };
    };
    const auto report = run.run();
    ASSERT_TRUE(report.error);
    EXPECT_EQ(*report.error,
              (Error{ErrorCode::TrainingDiverged, {"4", std::to_string(ToyFamily::kBatches)}}));
    EXPECT_EQ(report.epochs.size(), 3U);
    EXPECT_EQ(report.last().epoch, 3);
    expectFinite(report);
}

TEST(TrainerSafety, AnOptimizerThatOverflowedIsNotKept) {
    ToyRun run(10);
    run.prepare = [](ToyFamily& family) {
        // The slope is finite, its square is not.
        family.onBatch = [&](int epoch, std::size_t batch) {
            family.slope = epoch == 4 && batch == 2 ? 1e25 : 1.0;
        };
    };
    const auto report = run.run();
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->code, ErrorCode::TrainingDiverged);
    EXPECT_EQ(report.last().epoch, 3);
    expectFinite(report);
}

TEST(TrainerSafety, CatchesALossThatIsNotFiniteBeforeTheStep) {
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
        // The stored state is sound: resuming gives the run without the failure.
        ToyRun rest(10);
        rest.goOnFrom(report.last());
        const auto whole = ToyRun(10).run();
        expectSameEpochs(
            std::span(whole.epochs).subspan(static_cast<std::size_t>(report.last().epoch)),
            rest.run().epochs);
    }
}

TEST(TrainerSafety, CatchesAValidationLossThatIsNotFinite) {
    ToyRun run(10);
    run.prepare = [](ToyFamily& family) {
        family.validation = [](int epoch) { return epoch < 3 ? 1.0 : std::nan(""); };
    };
    const auto report = run.run();
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->code, ErrorCode::TrainingDiverged);
    EXPECT_EQ(report.epochs.size(), 2U);
}

TEST(TrainerSafety, TellsWhatIsWrongWhenItAppearsAndNotAgainBeforeItHasGone) {
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

TEST(TrainerSafety, TellsTheSameInOneSittingAndInTwo) {
    const auto prepared = [](int epochs) {
        auto run = std::make_unique<ToyRun>(epochs);
        run->request.recipe.training.schedule = "constant";
        run->prepare = [](ToyFamily& family) {
            family.activeUnits = [](int epoch) { return epoch % 20 < 12 ? 0.0 : 2.0; };
            family.validation = [](int epoch) { return 1.0 + 0.02 * std::abs(epoch - 10); };
        };
        return run;
    };
    const auto whole = prepared(60)->run();
    const auto expected = toldIn({&whole});
    EXPECT_GE(expected.size(), 4U);
    for (const int end : {1, 5, 9, 12, 19, 27, 31, 50}) {
        const auto first = prepared(end)->run();
        const auto second = prepared(60);
        second->goOnFrom(first.last());
        const auto rest = second->run();
        EXPECT_EQ(toldIn({&first, &rest}), expected) << "resumed after " << end;
    }
}

} // namespace
} // namespace leitmotif
