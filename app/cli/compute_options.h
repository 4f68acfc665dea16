// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"

#include <optional>

namespace CLI {
class App;
}

namespace leitmotif {

/// Where and how to compute, by a command's options.
struct ComputeOptions {
    std::optional<int> threads; ///< nothing: the best number for this machine
    std::string device = "cpu";
    std::string precision = "auto";

    [[nodiscard]] ComputeSettings settings() const;
};

/// Adds --threads, --device and --precision.
void addComputeOptions(CLI::App& command, ComputeOptions& options);

} // namespace leitmotif
