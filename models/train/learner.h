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

/// The learning state of a run: the family's weights, their optimizers, the run's random generator,
/// the place in the data and the best epoch so far. Independent of time, takes and events: the
/// Trainer calls it batch by batch, on the run's thread.
class Learner {
  public:
    /// All arguments outlive it; `random` is the run's own generator. `group`: of processes that
    /// train together, or null.
    Learner(const Recipe& recipe, const Corpus& corpus, Family& family, Random& random,
            ProcessGroup* group);

    /// Resumes from a checkpoint. `weights`: those of its last whole epoch. Errors:
    /// CheckpointUnreadable.
    Result<void> restore(const LearningState& state, const NamedArrays& tensors,
                         std::shared_ptr<const NamedArrays> weights);
    [[nodiscard]] LearningState state() const;
    /// For a checkpoint: current weights and the optimizers' state; with `hasBest` also the weights
    /// of the best epoch, unless it is the last one.
    [[nodiscard]] NamedArrays tensors(bool hasBest) const;

    /// Draws the batches of the next epoch, or of the epoch of a resumed checkpoint.
    Result<void> startEpoch();
    [[nodiscard]] bool isEpochComplete() const { return batchesDone() >= batchCount(); }
    /// Trains the next batch in every phase. Errors: TrainingDiverged.
    Result<void> trainBatch();
    /// Interrupts the epoch. An epoch without a trained batch is drawn again when the run resumes.
    Result<void> leaveEpoch();
    /// Evaluates the epoch after its last batch; its time is not set. Errors: TrainingDiverged.
    Result<EpochFinished> finishEpoch();

    [[nodiscard]] int epochsDone() const { return m_state.epochsDone; }
    [[nodiscard]] std::size_t batchesDone() const { return m_state.batchesDone; }
    [[nodiscard]] std::size_t batchCount() const { return m_family.batchCount(); }
    /// The largest number of epochs of the run.
    [[nodiscard]] int epochs() const { return m_epochs; }
    [[nodiscard]] bool isOutOfPatience() const;
    [[nodiscard]] bool isAtEnd() const { return epochsDone() >= m_epochs || isOutOfPatience(); }

    /// The weights that samplers read, after the last whole epoch.
    [[nodiscard]] const std::shared_ptr<const NamedArrays>& weights() const { return m_weights; }
    /// The weights that samplers read, of the best epoch; null before there is one.
    [[nodiscard]] const std::shared_ptr<const NamedArrays>& best() const { return m_best; }
    [[nodiscard]] std::optional<int> bestEpoch() const { return m_state.bestEpoch; }
    /// Sets weights() to the current ones, within an epoch. Errors: TrainingDiverged.
    Result<void> takeWeights();
    /// Restores the family's weights of the last whole epoch. No training after that.
    Result<void> useLastWeights();
    /// True if a test part is evaluated at the end.
    [[nodiscard]] bool isTested() const;
    /// The test loss of the best weights, or the last ones. No training after that.
    [[nodiscard]] std::optional<double> testLoss();

  private:
    [[nodiscard]] std::optional<double> validationLoss();
    [[nodiscard]] double progress() const;
    [[nodiscard]] double learningRate() const;
    [[nodiscard]] NamedTensors liveTensors() const;

    const Recipe& m_recipe;
    const Corpus& m_corpus;
    Family& m_family;
    Random& m_random;
    ProcessGroup* const m_group;
    const std::vector<Phase> m_phases;
    std::vector<Optimizer> m_optimizers; ///< one for each phase
    const int m_epochs;
    LearningState m_state;                     ///< without the optimizers' steps and m_random
    std::optional<std::string> m_resumeRandom; ///< state to go on with in mid-epoch
    std::shared_ptr<const NamedArrays> m_weights;
    std::shared_ptr<const NamedArrays> m_best;
};

/// The error that the weights or a loss are no longer finite.
[[nodiscard]] Error divergedAt(int epoch, std::size_t step);

} // namespace leitmotif
