// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/diagnosis.h"
#include "models/train/take_maker.h"

#include <functional>
#include <optional>

namespace leitmotif {

/// Decides which epochs of a run get a take, and makes it. Those by the recipe's rule, the last and
/// the best one do, independent of time. Owned by the run's Trainer and called on its thread.
class RunTakes {
  public:
    using Report = std::function<void(Take)>; ///< without Take::seconds

    /// All references outlive it. Measures of each take go to the diagnosis.
    RunTakes(const RunRequest& request, const nlohmann::json& description,
             SamplerFactory makeSampler, Diagnosis& diagnosis, Report report);

    [[nodiscard]] bool isSampling() const { return m_recipe.sampling.every > 0; }
    [[nodiscard]] bool isDueByRule(int epoch) const;
    /// The last epoch with a take, even if that is still being made.
    [[nodiscard]] int begunEpoch() const { return m_begunEpoch; }
    /// The last epoch with a finished take.
    [[nodiscard]] int collectedEpoch() const { return m_collectedEpoch; }
    [[nodiscard]] bool isBusy() const { return m_maker.isBusy(); }
    /// True while a take is made that could not be made again from a checkpoint of `epoch`.
    [[nodiscard]] bool isOlderThan(int epoch) const { return isBusy() && m_begunEpoch != epoch; }

    /// Restores the state of a checkpoint; `best`: the best epoch, if its weights are still there.
    void restore(int sampledEpoch, std::optional<int> best);
    /// Called for a new best epoch, which has no take yet.
    void forgetBest() { m_isBestSampled = false; }
    [[nodiscard]] bool isBestMissing(std::optional<int> best) const {
        return isSampling() && best && !m_isBestSampled;
    }

    /// Makes the take of an epoch in parallel with the training of the next ones. Waits for the
    /// take before, so that takes and findings do not depend on timing.
    Result<void> begin(int epoch, std::shared_ptr<const NamedArrays> weights, bool isBest);
    /// Waits for the current take, if there is one, and reports it.
    Result<void> collect();
    Result<void> collectReady() { return m_maker.isReady() ? collect() : Result<void>(); }
    Result<void> collectOlderThan(int epoch) {
        return isOlderThan(epoch) ? collect() : Result<void>();
    }
    /// Makes and reports the take of the best epoch, at the end. REQUIRES: !isBusy().
    Result<void> makeBest(int epoch, std::shared_ptr<const NamedArrays> weights);

  private:
    const Recipe& m_recipe;
    Diagnosis& m_diagnosis;
    const Report m_report;
    int m_begunEpoch = 0;
    int m_collectedEpoch = 0;
    bool m_isBestSampled = false;
    TakeMaker m_maker;
};

} // namespace leitmotif
