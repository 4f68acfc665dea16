// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "models/checkpoint/blob.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// The weights after an epoch with everything needed to sample from them.
struct WeightsPart {
    Recipe recipe;
    int epoch = 0;
    nlohmann::json description; ///< Family::description()
    NamedArrays weights;
};

[[nodiscard]] Bytes toBytes(const WeightsPart& part, Storage storage = Storage::F32);
/// Errors: CheckpointUnreadable.
Result<WeightsPart> weightsFromBytes(std::span<const std::uint8_t> bytes);

/// The progress of a run through its training data, without its tensors.
struct LearningState {
    /// State of a phase: the optimizer's steps, and the loss meter of the epoch so far.
    struct Phase {
        std::int64_t steps = 0;
        double sum = 0.0;
        double weight = 0.0;
    };

    int epochsDone = 0;
    std::size_t batchesDone = 0; ///< of the current epoch
    int plannedEpochs = 0;       ///< length of the learning rate schedule
    std::string random;          ///< generator now
    std::string epochRandom;     ///< generator when the epoch's batches were drawn
    std::vector<Phase> phases;
    std::optional<int> bestEpoch;
    double bestLoss = 0.0;
};

/// What a run has reported so far.
struct ReportState {
    int sampledEpoch = 0;     ///< the last one with a take
    nlohmann::json diagnosis; ///< Diagnosis::state()
    std::string toldKind;     ///< kind of the last reported finding; empty: none
    double seconds = 0.0;     ///< of training so far, over all sessions
};

/// The training state of a run, so that resuming equals never having stopped, to the last bit. Also
/// in the middle of an epoch; the weights part then holds the weights of the last whole epoch.
struct TrainingPart {
    std::uint64_t corpusHash = 0;
    LearningState learning;
    ReportState report;
    /// Current weights, the optimizers' state and, if the run still needs them, "best." weights.
    NamedArrays tensors;
};

[[nodiscard]] Bytes toBytes(const TrainingPart& part);
/// Errors: CheckpointUnreadable.
Result<TrainingPart> trainingFromBytes(std::span<const std::uint8_t> bytes);

} // namespace leitmotif
