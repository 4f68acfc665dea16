// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/nets/layer_stack.h"
#include "models/specs/gan_plan.h"

#include <memory>
#include <vector>

namespace leitmotif {

/// The generator in a GAN's checkpoint. Errors: CheckpointUnreadable.
Result<std::unique_ptr<LayerStack>> filledGenerator(const GanPlan& plan, std::int64_t inputs,
                                                    std::int64_t outputs,
                                                    const NamedArrays& arrays);

/// Its outputs for one row of inputs.
[[nodiscard]] std::vector<float> outputsFor(const LayerStack& generator,
                                            const torch::Tensor& inputs);

} // namespace leitmotif
