// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry.h"
#include "models/train/trainer.h"
#include "tests/models/support/engine_run.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <gtest/gtest.h>
#include <span>
#include <torch/torch.h>
#include <utility>

namespace leitmotif {

/// A model of two phases that follow noisy targets, for tests of the training loop.
class ToyFamily : public Family {
  public:
    static constexpr std::size_t kBatches = 8;

    explicit ToyFamily(Random& random)
        : m_first(normalTensor({3}, 1.0, random).requires_grad_()),
          m_second(normalTensor({2, 2}, 1.0, random).requires_grad_()) {}

    std::function<void(int epoch, std::size_t batch)> onBatch = [](int, std::size_t) {};
    std::function<void(double done)> onProgress = [](double) {};
    std::function<double(int epoch)> validation = [](int epoch) { return 1.0 / epoch; };
    std::function<double(int epoch)> activeUnits = [](int) { return 1.0; };
    std::function<std::optional<LatentMap>()> map = [] { return std::optional<LatentMap>(); };
    double spoil = 0.0; ///< added to the losses
    double slope = 1.0; ///< that losses are multiplied by

    FamilyFacts facts() const override { return {7, 100, 10, 5.0, {}}; }
    std::vector<Phase> phases() const override {
        return {{"loss_a", {{"first", m_first}}, {}}, {"loss_b", {{"second", m_second}}, {}}};
    }
    void setProgress(double done) override { onProgress(done); }
    void startEpoch(Random& random) override {
        m_isDrawn = true;
        m_targets.clear();
        for (std::size_t i = 0; i < kBatches; ++i)
            m_targets.push_back(random.normal());
    }
    std::size_t batchCount() const override { return m_targets.size(); }
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override {
        if (std::exchange(m_isDrawn, false))
            ++m_epoch;
        if (phase == 0)
            onBatch(m_epoch, batch);
        const auto& parameter = phase == 0 ? m_first : m_second;
        const auto value =
            (parameter - m_targets[batch] - 0.1 * random.uniform() + spoil).pow(2).sum();
        return {value * slope, value.item<double>(), 2.0};
    }
    std::optional<double> evaluate(HeldOut part) override {
        if (part == HeldOut::Validation)
            return validation(m_epoch);
        return m_first.detach().sum().item<double>();
    }
    std::map<std::string, double> measures() override {
        return {{"active_units", activeUnits(m_epoch)}, {"kl", 1.0}, {"reconstruction", 1.0}};
    }
    std::optional<LatentMap> latentMap(int, double) const override { return map(); }
    nlohmann::json description() const override { return {{"toy", true}}; }
    NamedTensors weights() const override { return {{"first", m_first}, {"second", m_second}}; }
    void startAt(int epoch) { m_epoch = epoch; }

  private:
    torch::Tensor m_first;
    torch::Tensor m_second;
    std::vector<double> m_targets;
    bool m_isDrawn = false; ///< and no batch trained yet
    int m_epoch = 0;        ///< begun so far
};

struct ToyRun {
    RunRequest request;
    std::stop_source stop;
    std::atomic<bool> isPaused = false;
    std::function<void(ToyFamily&)> prepare = [](ToyFamily&) {};

    explicit ToyRun(int epochs) {
        request.corpus = repeatedPhrase(1);
        request.recipe.training.epochs = epochs;
        request.recipe.sampling.every = 0;
    }

    void goOnFrom(const CheckpointReady& checkpoint) {
        request.weights = checkpoint.weights;
        request.training = checkpoint.training;
    }

    Report run() {
        Report report;
        const RunEventSink sink = report.sink();
        const RunControl control{stop.get_token(), &isPaused};
        Random random(request.recipe.seed);
        ToyFamily family(random);
        if (request.training != nullptr)
            family.startAt(trainingFromBytes(*request.training)->learning.epochsDone);
        prepare(family);
        Trainer trainer(request, sink, control, family, makeSampler, random);
        if (auto outcome = trainer.run(); !outcome)
            report.error = outcome.error();
        return report;
    }
};

inline void expectSameEpochs(std::span<const EpochFinished> expected,
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

} // namespace leitmotif
