// SPDX-License-Identifier: GPL-3.0-or-later
// The epochs of a run with takes, which depend only on recipe and corpus.
#include "models/train/take_maker.h"

#include "models/registry.h"
#include "models/train/trainer.h"
#include "tests/models/support/engine_run.h"
#include "tests/models/support/passing_family.h"
#include "tests/models/support/small_presets.h"

#include <atomic>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <thread>

namespace leitmotif {
namespace {

/// Returns chosen held-out losses, by epochs counted in this session.
class JudgedFamily : public PassingFamily {
  public:
    JudgedFamily(Family& family, std::function<double(int)> loss, int epochsDone)
        : PassingFamily(family), m_loss(std::move(loss)), m_epoch(epochsDone) {}
    std::optional<double> evaluate(HeldOut part) override {
        (void)PassingFamily::evaluate(part);
        return m_loss(++m_epoch);
    }

  private:
    std::function<double(int)> m_loss;
    int m_epoch;
};

Recipe smallTakeRecipe(const std::string& name, int epochs, int sampleEvery) {
    Recipe recipe = smallPreset(name);
    recipe.training.minutes = 0.0;
    recipe.training.epochs = epochs;
    recipe.sampling.every = sampleEvery;
    recipe.maps.every = 0;
    recipe.sampling.bars = 2;
    recipe.training.batch = 2;
    return recipe;
}

/// A run whose best epoch is `best`; its events also go to `sink`.
Report trainBestAt(int best, const RunRequest& request, const RunEventSink& sink = {}) {
    Report report;
    const RunEventSink all = [&, into = report.sink()](RunEvent event) {
        if (sink)
            sink(event);
        into(std::move(event));
    };
    Random random(request.recipe.seed);
    const auto family = makeFamily(request.recipe, *request.corpus, torch::kCPU, random);
    const int done =
        request.training ? trainingFromBytes(*request.training)->learning.epochsDone : 0;
    JudgedFamily judged(
        **family, [best](int epoch) { return 1.0 + std::abs(epoch - best); }, done);
    const RunControl control;
    if (auto outcome = Trainer(request, all, control, judged, makeSampler, random).run(); !outcome)
        report.error = outcome.error();
    return report;
}

using Takes = std::map<int, std::uint64_t>; ///< hashes of takes, by epoch

Takes takesOf(const Report& report) {
    Takes takes;
    for (const Take& take : report.takes)
        takes[take.origin.epoch] = take.score->hash();
    return takes;
}

std::vector<int> epochsOf(const Takes& takes) {
    std::vector<int> epochs;
    for (const auto& [epoch, hash] : takes)
        epochs.push_back(epoch);
    return epochs;
}

/// Threads that keep every core busy.
class Load {
  public:
    Load() {
        for (unsigned i = 0; i < 2 * std::max(1U, std::thread::hardware_concurrency()); ++i)
            m_threads.emplace_back([](const std::stop_token& stop) {
                for (std::atomic<unsigned> turns = 0; !stop.stop_requested();)
                    ++turns;
            });
    }

  private:
    std::vector<std::jthread> m_threads;
};

TEST(TakesOfARun, AreOfEveryEpochAskedForOfTheLastAndOfTheBest) {
    const auto report = trainBestAt(3, requestFor(smallTakeRecipe("lstm", 7, 5)));
    ASSERT_TRUE(report.finished) << describe(*report.error);
    EXPECT_EQ(report.takes.size(), 3U);
    EXPECT_EQ(epochsOf(takesOf(report)), (std::vector{3, 5, 7}));
    EXPECT_EQ(report.finished->bestEpoch, 3);
    // As if each of them had been asked for.
    auto all = takesOf(trainBestAt(3, requestFor(smallTakeRecipe("lstm", 7, 1))));
    EXPECT_EQ(all.size(), 7U);
    for (const auto& [epoch, hash] : takesOf(report))
        EXPECT_EQ(hash, all[epoch]) << epoch;
    // Each can be sampled from again.
    for (const int epoch : {3, 5, 7})
        EXPECT_TRUE(std::ranges::any_of(report.checkpoints, [&](const auto& checkpoint) {
            return checkpoint.epoch == epoch && checkpoint.isSampled && checkpoint.weights;
        })) << epoch;
}

TEST(TakesOfARun, AreNoneWhereNoneAreWanted) {
    EXPECT_TRUE(trainBestAt(3, requestFor(smallTakeRecipe("lstm", 5, 0))).takes.empty());
}

TEST(TakesOfARun, WhichPatienceEndsAreOfItsLastAndItsBestEpoch) {
    auto recipe = smallTakeRecipe("lstm", 50, 4);
    recipe.training.patience = 3;
    const auto report = trainBestAt(2, requestFor(recipe));
    EXPECT_EQ(report.finished->end, RunEnd::EarlyStopped);
    EXPECT_EQ(epochsOf(takesOf(report)), (std::vector{2, 4, 5}));
}

TEST(TakesOfARun, ThatGoesOnFromAnyCheckpointAreThoseOfOneThatWasNotStopped) {
    for (const int best : {2, 5, 8}) {
        const auto request = requestFor(smallTakeRecipe("lstm", 8, 3));
        Takes told; // takes in the project at a checkpoint
        std::vector<std::pair<CheckpointReady, Takes>> checkpoints;
        const auto whole = trainBestAt(best, request, [&](const RunEvent& event) {
            if (const auto* sampled = std::get_if<TakeSampled>(&event.what))
                told[sampled->take.origin.epoch] = sampled->take.score->hash();
            else if (const auto* ready = std::get_if<CheckpointReady>(&event.what))
                if (ready->training)
                    checkpoints.emplace_back(*ready, told);
        });
        const auto expected = takesOf(whole);
        ASSERT_GE(checkpoints.size(), 2U);
        for (auto& [checkpoint, takes] : checkpoints) {
            const auto rest = trainBestAt(best, continued(request, checkpoint));
            ASSERT_TRUE(rest.finished) << describe(*rest.error);
            for (const auto& [epoch, hash] : takesOf(rest)) {
                EXPECT_TRUE(expected.contains(epoch)) << epoch;
                takes[epoch] = hash;
            }
            EXPECT_EQ(takes, expected) << "best " << best << ", after " << checkpoint.epoch;
        }
    }
}

TEST(TakesOfARun, ThatWasStoppedAreNoOthersThanWithoutTheStop) {
    const auto request = requestFor(smallTakeRecipe("gru", 6, 4));
    const auto expected = takesOf(train(request));
    Report first;
    std::stop_source stop;
    Random random(request.recipe.seed);
    const auto family = makeFamily(request.recipe, *request.corpus, torch::kCPU, random);
    const RunEventSink sink = [&, into = first.sink()](RunEvent event) {
        const auto* epoch = std::get_if<EpochFinished>(&event.what);
        if (epoch && epoch->epoch == 5)
            stop.request_stop();
        into(std::move(event));
    };
    const RunControl control{stop.get_token()};
    ASSERT_TRUE(Trainer(request, sink, control, **family, makeSampler, random).run());
    ASSERT_EQ(first.finished->end, RunEnd::Stopped);
    auto takes = takesOf(first);
    EXPECT_EQ(epochsOf(takes), std::vector{4}) << "of what it has come to";
    takes.merge(takesOf(train(continued(request, first.last()))));
    EXPECT_EQ(takes, expected);
}

class TakesUnderLoad : public testing::TestWithParam<const char*> {};

TEST_P(TakesUnderLoad, AreThoseOfAQuietMachine) {
    const auto request = requestFor(smallTakeRecipe(GetParam(), 6, 1), repeatedPhrase(4));
    const auto quiet = train(request);
    ASSERT_TRUE(quiet.finished) << describe(*quiet.error);
    EXPECT_GE(quiet.takes.size(), 6U);
    const Load load;
    const auto loaded = train(request);
    EXPECT_EQ(takesOf(loaded), takesOf(quiet));
    ASSERT_EQ(loaded.epochs.size(), quiet.epochs.size());
    for (std::size_t i = 0; i < quiet.epochs.size(); ++i) {
        EXPECT_EQ(loaded.epochs[i].loss, quiet.epochs[i].loss) << "epoch " << i + 1;
        EXPECT_EQ(loaded.epochs[i].measures, quiet.epochs[i].measures) << "epoch " << i + 1;
    }
    EXPECT_EQ(loaded.diagnoses.size(), quiet.diagnoses.size());
}

TEST_P(TakesUnderLoad, ALimitOfTimeWithinTheFirstEpochHasATakeOfIt) {
    auto recipe = smallTakeRecipe(GetParam(), 4000, 7);
    recipe.training.batch = 2;
    const auto corpus = repeatedPhrase(2'000);
    Report limited;
    for (double seconds = 0.1; limited.takes.empty(); seconds *= 3.0) { // enough for a batch
        recipe.training.minutes = seconds / 60.0;
        limited = train(requestFor(recipe, corpus));
        ASSERT_TRUE(limited.finished) << describe(*limited.error);
        ASSERT_EQ(limited.finished->epochs, 0);
    }
    EXPECT_EQ(limited.finished->end, RunEnd::Completed);
    ASSERT_EQ(limited.takes.size(), 1U);
    EXPECT_EQ(limited.takes.front().origin.epoch, 0);
    EXPECT_TRUE(limited.last().isSampled) << "more can be made like it";
    EXPECT_FALSE(limited.finished->bestEpoch);
}

TEST_P(TakesUnderLoad, ALimitOfTimeChangesNothingBeforeTheEnd) {
    auto recipe = smallTakeRecipe(GetParam(), 4000, 7);
    Report limited;
    int done = 0;
    for (double seconds = 0.5; done == 0; seconds *= 3.0) { // enough for an epoch here
        recipe.training.minutes = seconds / 60.0;
        limited = train(requestFor(recipe, repeatedPhrase(4)));
        ASSERT_TRUE(limited.finished) << describe(*limited.error);
        done = limited.finished->epochs;
    }
    EXPECT_EQ(limited.finished->end, RunEnd::Completed);
    ASSERT_LT(done, 4000);
    EXPECT_TRUE(takesOf(limited).contains(done));
    recipe.training.minutes = 0.0;
    Report free; // as far as that
    std::stop_source stop;
    const RunRequest request = requestFor(recipe, repeatedPhrase(4));
    Random random(recipe.seed);
    const auto family = makeFamily(recipe, *request.corpus, torch::kCPU, random);
    const RunEventSink sink = [&, into = free.sink()](RunEvent event) {
        const auto* epoch = std::get_if<EpochFinished>(&event.what);
        if (epoch && epoch->epoch == done)
            stop.request_stop();
        into(std::move(event));
    };
    const RunControl control{stop.get_token()};
    ASSERT_TRUE(Trainer(request, sink, control, **family, makeSampler, random).run());
    ASSERT_EQ(free.epochs.size(), limited.epochs.size());
    for (std::size_t i = 0; i < free.epochs.size(); ++i)
        EXPECT_EQ(free.epochs[i].loss, limited.epochs[i].loss) << "epoch " << i + 1;
    const auto takes = takesOf(limited);
    for (const auto& [epoch, hash] : takesOf(free))
        EXPECT_EQ(takes.at(epoch), hash) << epoch;
}

INSTANTIATE_TEST_SUITE_P(Families, TakesUnderLoad, testing::Values("bilstm", "vae", "gan"));

} // namespace
} // namespace leitmotif
