// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "tests/models/support/phrases.h"

#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// What a run reported.
struct Report {
    std::optional<RunStarted> started;
    std::vector<EpochFinished> epochs;
    std::vector<Take> takes;
    std::vector<LatentMapDrawn> maps;
    std::vector<CheckpointReady> checkpoints;
    std::vector<RunDiagnosed> diagnoses;
    std::optional<RunFinished> finished;
    std::optional<Error> error;
    std::vector<std::string> order; ///< of the events: "started", "epoch 1", "take 2" …

    /// Adds what it is told to this report, which outlives it.
    [[nodiscard]] RunEventSink sink();
    /// The newest checkpoint to go on from. REQUIRES one.
    [[nodiscard]] const CheckpointReady& last() const;
    /// That of an epoch; a failure of the test where there is none.
    [[nodiscard]] const CheckpointReady& checkpointOf(int epoch) const;
};

[[nodiscard]] RunRequest requestFor(Recipe recipe,
                                    std::shared_ptr<const Corpus> corpus = repeatedPhrase(8));

/// The same request, going on from a checkpoint.
[[nodiscard]] RunRequest continued(RunRequest request, const CheckpointReady& checkpoint);

/// A run of the engine; `report.error` says how it failed.
[[nodiscard]] Report train(const RunRequest& request);

/// Of the newest weights; a failure of the test where they cannot be read.
[[nodiscard]] std::unique_ptr<Sampler> samplerOf(const Report& report,
                                                 const ComputeSettings& compute = {});

} // namespace leitmotif
