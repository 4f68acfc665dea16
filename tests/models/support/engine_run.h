// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "tests/models/support/phrases.h"

#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// The events of a run.
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

    /// A sink that adds events to this report, which outlives it.
    [[nodiscard]] RunEventSink sink();
    /// The newest checkpoint that can be resumed. REQUIRES one.
    [[nodiscard]] const CheckpointReady& last() const;
    /// The checkpoint of an epoch; fails the test if there is none.
    [[nodiscard]] const CheckpointReady& checkpointOf(int epoch) const;
};

[[nodiscard]] RunRequest requestFor(Recipe recipe,
                                    std::shared_ptr<const Corpus> corpus = repeatedPhrase(8));

/// The request resumed from a checkpoint.
[[nodiscard]] RunRequest continued(RunRequest request, const CheckpointReady& checkpoint);

/// A run of the engine; `report.error` says how it failed.
[[nodiscard]] Report train(const RunRequest& request);

/// A sampler of the newest weights; fails the test if they cannot be read.
[[nodiscard]] std::unique_ptr<Sampler> samplerOf(const Report& report,
                                                 const ComputeSettings& compute = {});

} // namespace leitmotif
