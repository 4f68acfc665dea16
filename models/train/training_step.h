// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/train/family.h"
#include "models/train/process_group.h"

#include <optional>

namespace leitmotif {

/// One step of one phase: the loss of the batch, its gradients, the optimizer. Nothing if the loss
/// or a gradient is not finite; then the weights are unchanged. In a group it is the loss of the
/// whole batch, and every process takes the same step. REQUIRES: as Family::loss();
/// `optimizer` is the phase's.
[[nodiscard]] std::optional<StepLoss> trainingStep(Family& family, std::size_t phase,
                                                   std::size_t batch, Optimizer& optimizer,
                                                   double learningRate, Random& random,
                                                   ProcessGroup* group = nullptr);

} // namespace leitmotif
