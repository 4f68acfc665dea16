// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"

#include <string>
#include <torch/types.h>

namespace leitmotif {

/// Sets the calling thread and the libraries below libtorch up for `settings`: one number of
/// threads for libtorch, OpenMP and the BLAS, whose own defaults are as many as there are cores
/// each. Errors: DeviceUnavailable, BadSetting (precision).
Result<torch::Device> prepareCompute(const ComputeSettings& settings);

/// "libtorch 1.13.1, OpenBLAS 0.3.21, cpu".
[[nodiscard]] std::string computeDescription();

} // namespace leitmotif
