// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "models/checkpoint/blob.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// The weights after an epoch with all that is needed to make music from them.
struct WeightsPart {
    Recipe recipe;
    int epoch = 0;
    nlohmann::json description; ///< Family::description()
    NamedArrays weights;
};

[[nodiscard]] Bytes toBytes(const WeightsPart& part);
/// Errors: CheckpointUnreadable.
Result<WeightsPart> weightsFromBytes(std::span<const std::uint8_t> bytes);

/// The place of a run in what it learns, beside its tensors.
struct LearningState {
    /// Of a phase: the optimizer's steps, and the meter of the epoch so far.
    struct Phase {
        std::int64_t steps = 0;
        double sum = 0.0;
        double weight = 0.0;
    };

    int epochsDone = 0;
    std::size_t batchesDone = 0; ///< of the epoch after that
    int plannedEpochs = 0;       ///< what the schedule of the learning rate spans
    std::string random;          ///< generator now
    std::string epochRandom;     ///< generator when the epoch's batches were drawn
    std::vector<Phase> phases;
    std::optional<int> bestEpoch;
    double bestLoss = 0.0;
};

/// What a run has told so far.
struct ReportState {
    int sampledEpoch = 0;     ///< the last one with a take
    nlohmann::json diagnosis; ///< Diagnosis::state()
    std::string toldKind;     ///< of the gravest that was wrong, empty: nothing
    double seconds = 0.0;     ///< of training so far, over all sittings
};

/// Where a run stands, so that going on is the same as never having stopped, to the last bit.
/// Also in the middle of an epoch; then the weights part still holds those of the last epoch's end.
struct TrainingPart {
    std::uint64_t corpusHash = 0;
    LearningState learning;
    ReportState report;
    /// Live weights, the optimizers' state and, where the run still needs them, "best." weights.
    NamedArrays tensors;
};

[[nodiscard]] Bytes toBytes(const TrainingPart& part);
/// Errors: CheckpointUnreadable.
Result<TrainingPart> trainingFromBytes(std::span<const std::uint8_t> bytes);

} // namespace leitmotif
