// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"

namespace leitmotif {

/// Times training and sampling with the same code as runs, on random tokens. Takes a few seconds.
/// Errors: BadSetting, DeviceUnavailable.
Result<BenchReport> timeSteps(const BenchRequest& request);

} // namespace leitmotif
