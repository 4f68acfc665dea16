// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "models/train/stopwatch.h"

#include <functional>

namespace leitmotif {

/// Returns when the run is not paused any more, or is to stop. Meanwhile the watch stands still and
/// `meanwhile` is called now and then; its error ends the wait.
Result<void> waitWhilePaused(const RunControl& control, Stopwatch& watch,
                             const std::function<Result<void>()>& meanwhile);

} // namespace leitmotif
