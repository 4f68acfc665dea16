// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"
#include "core/runs/run_event.h"
#include "models/checkpoint/checkpoint.h"
#include "models/train/family.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// What learns in a run: the family's weights, their optimizers, the run's generator, the place in
/// the data and the best epoch so far. Knows no clock, takes or events: the Trainer calls it batch
/// by batch, on the run's thread.
class Learner {
  public:
    /// All arguments outlive it; `random` is the run's own generator.
    Learner(const Recipe& recipe, const Corpus& corpus, Family& family, Random& random);

    /// Goes on where a checkpoint stands. `weights`: of its last whole epoch. Errors:
    /// CheckpointUnreadable.
    Result<void> restore(const LearningState& state, const NamedArrays& tensors,
                         std::shared_ptr<const NamedArrays> weights);
    [[nodiscard]] LearningState state() const;
    /// For a checkpoint: live weights and the optimizers' state; with `hasBest` those of the best
    /// epoch, too, unless it is the last one.
    [[nodiscard]] NamedArrays tensors(bool hasBest) const;

    /// Draws the batches of the next epoch, or of the one that a checkpoint stands in.
    Result<void> startEpoch();
    [[nodiscard]] bool isEpochComplete() const { return batchesDone() >= batchCount(); }
    /// The next batch in every phase. Errors: TrainingDiverged.
    Result<void> trainBatch();
    /// Leaves the epoch as it is. One without a trained batch is drawn again when the run goes on.
    Result<void> leaveEpoch();
    /// Measures the epoch whose batches are all trained; its time is not set. Errors:
    /// TrainingDiverged.
    Result<EpochFinished> finishEpoch();

    [[nodiscard]] int epochsDone() const { return m_state.epochsDone; }
    [[nodiscard]] std::size_t batchesDone() const { return m_state.batchesDone; }
    [[nodiscard]] std::size_t batchCount() const { return m_family.batchCount(); }
    /// To train in all, at most.
    [[nodiscard]] int epochs() const { return m_epochs; }
    [[nodiscard]] bool isOutOfPatience() const;
    [[nodiscard]] bool isAtEnd() const { return epochsDone() >= m_epochs || isOutOfPatience(); }

    /// Those that samplers read, after the last whole epoch.
    [[nodiscard]] const std::shared_ptr<const NamedArrays>& weights() const { return m_weights; }
    /// Likewise, of the best epoch; null before there is one.
    [[nodiscard]] const std::shared_ptr<const NamedArrays>& best() const { return m_best; }
    [[nodiscard]] std::optional<int> bestEpoch() const { return m_state.bestEpoch; }
    /// weights() become those of now, within an epoch. Errors: TrainingDiverged.
    Result<void> takeWeights();
    /// The family gets the weights of the last whole epoch back: it trains no more.
    Result<void> useLastWeights();
    /// Held-out pieces judge the run at its end.
    [[nodiscard]] bool isTested() const;
    /// Of the best weights, or the last ones. The family trains no more.
    [[nodiscard]] std::optional<double> testLoss();

  private:
    [[nodiscard]] double progress() const;
    [[nodiscard]] double learningRate() const;
    [[nodiscard]] NamedTensors liveTensors() const;

    const Recipe& m_recipe;
    const Corpus& m_corpus;
    Family& m_family;
    Random& m_random;
    const std::vector<Phase> m_phases;
    std::vector<Optimizer> m_optimizers; ///< one a phase
    const int m_epochs;
    LearningState m_state; ///< steps of the optimizers and m_random are their own
    std::optional<std::string> m_resumeRandom; ///< state to go on with in mid-epoch
    std::shared_ptr<const NamedArrays> m_weights;
    std::shared_ptr<const NamedArrays> m_best;
};

/// The weights or a loss are not finite any more.
[[nodiscard]] Error divergedAt(int epoch, std::size_t step);

} // namespace leitmotif
