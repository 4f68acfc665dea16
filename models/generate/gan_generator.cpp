// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/gan_generator.h"

#include <torch/torch.h>

namespace leitmotif {

Result<std::unique_ptr<LayerStack>> filledGenerator(const GanPlan& plan, std::int64_t inputs,
                                                    std::int64_t outputs,
                                                    const NamedArrays& arrays) {
    auto stack =
        std::make_unique<LayerStack>(plan.generator, inputs, outputs, nullptr, torch::kCPU);
    for (const auto* tensors : {&stack->parameters(), &stack->statistics()})
        if (auto filled = fill(prefixed("generator.", *tensors), arrays); !filled)
            return filled.error();
    return stack;
}

std::vector<float> outputsFor(const LayerStack& generator, const torch::Tensor& inputs) {
    const torch::NoGradGuard noGradients;
    const auto outputs = generator.forward(inputs, {}).contiguous();
    return {outputs.data_ptr<float>(), outputs.data_ptr<float>() + outputs.numel()};
}

} // namespace leitmotif
