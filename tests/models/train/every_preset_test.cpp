// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of every preset.
#include "models/registry.h"
#include "models/train/trainer.h"
#include "tests/models/support/engine_run.h"
#include "tests/models/support/passing_family.h"
#include "tests/models/support/small_presets.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

namespace leitmotif {
namespace {

/// Asks the run to stop before a step.
class StoppingFamily : public PassingFamily {
  public:
    StoppingFamily(Family& family, std::stop_source& stop, std::size_t stopAt)
        : PassingFamily(family), m_stop(stop), m_stopAt(stopAt) {}
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override {
        if (m_steps++ == m_stopAt)
            m_stop.request_stop();
        return PassingFamily::loss(phase, batch, random);
    }

  private:
    std::stop_source& m_stop;
    std::size_t m_stopAt;
    std::size_t m_steps = 0;
};

/// Trains and stops after `stopAt` steps.
Report trainUpTo(const RunRequest& request, std::size_t stopAt) {
    Report report;
    std::stop_source stop;
    Random random(request.recipe.seed);
    auto family = makeFamily(request.recipe, *request.corpus, torch::kCPU, random);
    EXPECT_TRUE(family);
    StoppingFamily stopping(**family, stop, stopAt);
    const RunEventSink sink = report.sink();
    const RunControl control{stop.get_token(), nullptr};
    EXPECT_TRUE(Trainer(request, sink, control, stopping, makeSampler, random).run());
    return report;
}

std::vector<std::string> allPresets() {
    std::vector<std::string> names;
    for (const auto& recipe : presets())
        names.push_back(recipe.name);
    return names;
}

class EveryPreset : public testing::TestWithParam<std::string> {};

TEST_P(EveryPreset, StoppedInTheMiddleAndResumedEqualsUninterrupted) {
    auto recipe = smallPreset(GetParam());
    if (recipe.family == "ngram")
        GTEST_SKIP() << "it has no steps to stop between";
    recipe.training.minutes = 0.0;
    recipe.training.epochs = recipe.unit == "iterations" ? 6 : 3;
    recipe.training.batch = recipe.family == "window" ? 6 : recipe.family == "frames" ? 1 : 2;
    recipe.sampling.every = recipe.training.epochs;
    auto request = requestFor(recipe, repeatedPhrase(4));
    request.compute.precision = "f32"; // what a family begins with
    const auto whole = train(request);
    const auto twice = train(request);
    ASSERT_EQ(whole.epochs.size(), static_cast<std::size_t>(recipe.training.epochs));
    const auto before = trainUpTo(request, 7);
    ASSERT_EQ(before.finished->end, RunEnd::Stopped);
    const auto after = train(continued(request, before.last()));
    ASSERT_EQ(before.epochs.size() + after.epochs.size(), whole.epochs.size());
    for (std::size_t i = 0; i < whole.epochs.size(); ++i) {
        const auto& resumed =
            i < before.epochs.size() ? before.epochs[i] : after.epochs[i - before.epochs.size()];
        for (const auto* other : {&twice.epochs[i], &resumed}) {
            EXPECT_EQ(other->loss, whole.epochs[i].loss) << "epoch " << i + 1;
            EXPECT_EQ(other->validationLoss, whole.epochs[i].validationLoss);
            EXPECT_EQ(other->measures, whole.epochs[i].measures);
        }
    }
    const auto takesOf = [](const Report& report) {
        std::map<int, std::uint64_t> takes;
        for (const Take& take : report.takes)
            takes[take.origin.epoch] = take.score->hash();
        return takes;
    };
    EXPECT_TRUE(takesOf(whole).contains(recipe.training.epochs));
    auto takes = takesOf(before);
    takes.merge(takesOf(after));
    EXPECT_EQ(takes, takesOf(whole));
    EXPECT_EQ(*after.checkpoints.back().weights, *whole.checkpoints.back().weights);
}

TEST_P(EveryPreset, LearnsNothingFromPiecesThatAreHeldOut) {
    auto recipe = smallPreset(GetParam());
    recipe.training.validation = recipe.training.test =
        0.2; // no share is taken where there are pieces for it
    std::vector<CorpusPiece> pieces;
    for (const auto role : {PieceRole::Test, PieceRole::Training, PieceRole::Validation,
                            PieceRole::Training, PieceRole::Training}) {
        const int times = role == PieceRole::Validation ? 2 : role == PieceRole::Test ? 3 : 4;
        pieces.push_back(repeatedPhrase(times)->pieces().front());
        pieces.back().role = role;
    }
    const auto factsOf = [&](std::vector<CorpusPiece> some) {
        Random random(1);
        const auto family = makeFamily(recipe, Corpus(std::move(some)), torch::kCPU, random);
        return (*family)->facts();
    };
    const auto facts = factsOf(pieces);
    std::erase_if(pieces, [](const auto& piece) { return piece.role != PieceRole::Training; });
    recipe.training.validation = recipe.training.test = 0.0;
    EXPECT_EQ(facts.notes, factsOf(pieces).notes);
    const double share = static_cast<double>(facts.validationNotes) / facts.notes;
    EXPECT_NEAR(share, 2.0 / 12.0, 0.01);
}

INSTANTIATE_TEST_SUITE_P(All, EveryPreset, testing::ValuesIn(allPresets()), [](const auto& tested) {
    std::string name = tested.param;
    std::ranges::replace(name, '-', '_');
    return name;
});

} // namespace
} // namespace leitmotif
