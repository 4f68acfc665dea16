// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/compute_options.h"

#include "app/sessions/run_requests.h"
#include "core/base/limits.h"

#include <CLI/CLI.hpp>

namespace leitmotif {

ComputeSettings ComputeOptions::settings() const {
    return {threads.value_or(defaultThreads()), device, precision};
}

void addComputeOptions(CLI::App& command, ComputeOptions& options) {
    command.add_option("--threads", options.threads, "Threads to compute with")
        ->type_name("N")
        ->check(CLI::Range(1, kMostThreads));
    command.add_option("--device", options.device, "Where to compute")
        ->check(CLI::IsMember({"cpu", "cuda"}));
    command.add_option("--precision", options.precision, "Numbers to compute with")
        ->check(CLI::IsMember({"auto", "f32", "bf16"}));
}

} // namespace leitmotif
