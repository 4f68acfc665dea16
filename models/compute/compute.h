// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "models/layers/precision.h"

#include <string>
#include <torch/types.h>

namespace leitmotif {

/// Sets the calling thread and the libraries below libtorch up for `settings`: one number of
/// threads for libtorch, OpenMP and the BLAS, whose own defaults are as many as there are cores
/// each. Errors: DeviceUnavailable, BadSetting (precision).
Result<torch::Device> prepareCompute(const ComputeSettings& settings);

/// One number of threads for libtorch, OpenMP and the BLAS, on the calling thread.
void useThreads(int threads);

/// What "auto" comes to here: bf16 on a processor that multiplies it, f32 elsewhere. Errors:
/// BadSetting for one that is unknown or, like "bf16", not to be had here.
Result<Precision> choosePrecision(const ComputeSettings& settings);
[[nodiscard]] const char* nameOf(Precision precision);

/// "libtorch 1.13.1, OpenBLAS 0.3.21, oneDNN 2.6.3, cpu".
[[nodiscard]] std::string computeDescription();

} // namespace leitmotif
