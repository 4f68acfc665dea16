// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/winograd.h"

#include "models/layers/interleaving.h"
#include "models/layers/winograd_passes.h"
#include "models/layers/winograd_tiles.h"

#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t kPhaseSides = 2;

Tensor rowsFirst(const Tensor& picture) {
    return picture.permute({0, 2, 3, 1}).contiguous();
}

class Filter : public torch::autograd::Function<Filter> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& values, const Tensor& weight,
                          const Tensor& bias, std::int64_t padding, double slope,
                          bool isInterleaved) {
        const auto sides = isInterleaved ? kPhaseSides : 1;
        const auto kernel = weight.size(2);
        const auto sizeOf = [&](std::int64_t size) {
            return sides * (size + 2 * padding - kernel + 1 - (sides - 1));
        };
        const Places inputs(rowsFirst(values));
        const Places out(torch::empty({values.size(0), sizeOf(values.size(2)),
                                       sizeOf(values.size(3)), weight.size(0) / (sides * sides)},
                                      torch::kFloat32),
                         sides);
        convolve(inputs, weight, bias.contiguous(), padding, slope, out);
        auto made = out.pixels.permute({0, 3, 1, 2});
        context->save_for_backward({values, weight, bias, slope == 1.0 ? Tensor() : made});
        context->saved_data["padding"] = padding;
        context->saved_data["slope"] = slope;
        context->saved_data["isInterleaved"] = isInterleaved;
        return made;
    }

    static variable_list backward(AutogradContext* context, variable_list outer) {
        const auto saved = context->get_saved_variables();
        const auto &values = saved[0], &weight = saved[1], &bias = saved[2], &made = saved[3];
        const auto padding = context->saved_data["padding"].toInt();
        const auto slope = context->saved_data["slope"].toDouble();
        const bool isInterleaved = context->saved_data["isInterleaved"].toBool();
        if (torch::GradMode::is_enabled()) {
            const auto plain =
                plainlyFiltered(values, weight, bias, {padding, slope, isInterleaved});
            auto all = torch::autograd::grad({plain}, {values, weight, bias}, {outer[0]}, true,
                                             true, true);
            all.resize(6);
            return all;
        }
        const auto through =
            made.defined() ? torch::leaky_relu_backward(outer[0], made, slope, true) : outer[0];
        const Places gradients(rowsFirst(through), isInterleaved ? kPhaseSides : 1);
        variable_list result(6);
        const auto kernel = weight.size(2);
        if (context->needs_input_grad(0)) {
            const auto sizes = values.sizes();
            const Places out(
                torch::empty({sizes[0], sizes[2], sizes[3], sizes[1]}, torch::kFloat32));
            convolve(gradients, weight.flip({2, 3}).transpose(0, 1), Tensor(), kernel - 1 - padding,
                     1.0, out);
            result[0] = out.pixels.permute({0, 3, 1, 2});
        }
        if (context->needs_input_grad(1) || context->needs_input_grad(2)) {
            auto learned = weightGradients(Places(rowsFirst(values)), gradients, kernel, padding);
            result[1] = std::move(learned.weight);
            result[2] = std::move(learned.bias);
        }
        return result;
    }
};

} // namespace

bool isForFiltering(const Tensor& values, const Tensor& weight, const FilterOptions& options) {
    const auto lanes = static_cast<std::int64_t>(tiles::kLanes);
    const auto phases = options.isInterleaved ? kPhaseSides * kPhaseSides : 1;
    return values.is_cpu() && values.scalar_type() == torch::kFloat32 &&
           weight.size(2) == weight.size(3) && (weight.size(2) == 2 || weight.size(2) == 3) &&
           weight.size(0) % (phases * lanes) == 0 && weight.size(1) % lanes == 0;
}

Tensor filtered(const Tensor& values, const Tensor& weight, const Tensor& bias,
                const FilterOptions& options) {
    return Filter::apply(values, weight, bias, options.padding, options.slope,
                         options.isInterleaved);
}

Tensor plainlyFiltered(const Tensor& values, const Tensor& weight, const Tensor& bias,
                       const FilterOptions& options) {
    const auto phases = options.isInterleaved ? kPhaseSides * kPhaseSides : 1;
    auto made = torch::conv2d(values, weight.contiguous(torch::MemoryFormat::ChannelsLast),
                              phases == 1 ? bias : bias.repeat({phases}), 1, options.padding);
    if (options.isInterleaved)
        made = interleaved(made);
    return activated(made, options.slope);
}

Tensor activated(const Tensor& values, double slope) {
    return slope == 1.0  ? values
           : slope > 0.0 ? torch::leaky_relu(values, slope)
                         : torch::relu(values);
}

} // namespace leitmotif
