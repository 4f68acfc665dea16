// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/loss_history.h"

#include <span>

namespace leitmotif {

/// An interval of an axis.
struct AxisRange {
    double lower = 0.0;
    double upper = 1.0;
};

/// What a loss axis shows of these curves and baselines: everything but lone spikes, values that
/// are not finite left out, with a little room above and below. Usable without any value.
[[nodiscard]] AxisRange lossRange(std::span<const std::span<const double>> curves,
                                  std::span<const double> baselines, bool isLogarithmic);

/// The epochs that a plot of a run shows: the whole plan if it is short, else what there is and a
/// part of what comes.
[[nodiscard]] AxisRange epochRange(int lastEpoch, int plannedEpochs);

} // namespace leitmotif
