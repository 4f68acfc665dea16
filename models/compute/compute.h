// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "models/layers/precision.h"

#include <string>
#include <torch/types.h>

namespace leitmotif {

/// Configures the calling thread and the libraries below libtorch: one number of threads for
/// libtorch, OpenMP and the BLAS, each of which would use all cores by default. Errors:
/// DeviceUnavailable, BadSetting (precision).
Result<torch::Device> prepareCompute(const ComputeSettings& settings);

/// Sets the number of threads of libtorch, OpenMP and the BLAS, on the calling thread.
void useThreads(int threads);

/// The precision of `settings`; "auto" is bf16 on a processor that multiplies it, else f32. Errors:
/// BadSetting if it is unknown or, like "bf16", not available here.
Result<Precision> choosePrecision(const ComputeSettings& settings);
[[nodiscard]] const char* nameOf(Precision precision);

/// "libtorch 1.13.1, OpenBLAS 0.3.21, oneDNN 2.6.3, cpu".
[[nodiscard]] std::string computeDescription();

} // namespace leitmotif
