// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"

#include <optional>

namespace CLI {
class App;
}

namespace leitmotif {

/// Where and how to compute, as a command was told.
struct ComputeOptions {
    std::optional<int> threads; ///< nothing: as many as this machine trains best with
    std::string device = "cpu";
    std::string precision = "auto";

    [[nodiscard]] ComputeSettings settings() const;
};

/// --threads, --device and --precision.
void addComputeOptions(CLI::App& command, ComputeOptions& options);

} // namespace leitmotif
