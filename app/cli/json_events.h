// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/run_event.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace leitmotif {

/// The context of an event for its line.
struct EventContext {
    std::string preset;
    std::string project;                    ///< path
    std::string file;                       ///< where a sample or map was written; may be empty
    double seconds = 0.0;                   ///< since the command was started
    const char* lossKind = "nats_per_note"; ///< see lossKind()
    int plannedEpochs = 0;
};

/// The line of `train --json` and `resume --json` for an event; nothing for progress and
/// checkpoints. The keys are a contract.
[[nodiscard]] std::optional<nlohmann::ordered_json> jsonOf(const RunEvent& event,
                                                           const EventContext& context);
[[nodiscard]] nlohmann::ordered_json jsonOf(const EpochFinished& epoch);
[[nodiscard]] const char* nameOf(RunEnd end);
/// Why a run ended: "epochs", "patience", "minutes" or "stop".
[[nodiscard]] const char* endedBy(const RunFinished& finished, int plannedEpochs);

/// Prints an object on one line of standard output and flushes. Repairs file names that are not
/// UTF-8.
void printJsonLine(const nlohmann::ordered_json& object);

} // namespace leitmotif
