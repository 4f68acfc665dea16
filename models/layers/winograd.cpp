// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/winograd.h"

#include "models/kernels/winograd_tiles.h"
#include "models/layers/interleaving.h"
#include "models/layers/winograd_passes.h"

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

std::int64_t sidesOf(Phased phased, Phased which) {
    return phased == which ? kPhaseSides : 1;
}

/// Rows or columns of the output.
std::int64_t sizeAfter(std::int64_t size, std::int64_t kernel, const FilterOptions& options) {
    switch (options.phased) {
    case Phased::Inputs:
        return (size + 1) / kPhaseSides;
    case Phased::Outputs:
        return size * kPhaseSides;
    case Phased::None:
        break;
    }
    return size + 2 * options.padding - kernel + 1;
}

class Filter : public torch::autograd::Function<Filter> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& values, const Tensor& weight,
                          const Tensor& bias, const FilterOptions& options) {
        const auto sides = sidesOf(options.phased, Phased::Outputs);
        const auto kernel = weight.size(2);
        const Places inputs(rowsFirst(values), sidesOf(options.phased, Phased::Inputs));
        const Places out(torch::empty({values.size(0), sizeAfter(values.size(2), kernel, options),
                                       sizeAfter(values.size(3), kernel, options),
                                       weight.size(0) / (sides * sides)},
                                      torch::kFloat32),
                         sides);
        convolve(inputs, weight, bias.contiguous(), options.padding, options.slope, out);
        auto made = out.pixels.permute({0, 3, 1, 2});
        context->save_for_backward({values, weight, bias, options.slope == 1.0 ? Tensor() : made});
        context->saved_data["padding"] = options.padding;
        context->saved_data["slope"] = options.slope;
        context->saved_data["phased"] = static_cast<std::int64_t>(options.phased);
        return made;
    }

    static variable_list backward(AutogradContext* context, variable_list outer) {
        const auto saved = context->get_saved_variables();
        const auto &values = saved[0], &weight = saved[1], &bias = saved[2], &made = saved[3];
        const FilterOptions options{context->saved_data["padding"].toInt(),
                                    context->saved_data["slope"].toDouble(),
                                    static_cast<Phased>(context->saved_data["phased"].toInt())};
        if (torch::GradMode::is_enabled()) {
            const auto plain = plainlyFiltered(values, weight, bias, options);
            auto all = torch::autograd::grad({plain}, {values, weight, bias}, {outer[0]}, true,
                                             true, true);
            all.resize(4);
            return all;
        }
        const auto through = made.defined()
                                 ? torch::leaky_relu_backward(outer[0], made, options.slope, true)
                                 : outer[0];
        const Places gradients(rowsFirst(through), sidesOf(options.phased, Phased::Outputs));
        const auto sides = sidesOf(options.phased, Phased::Inputs);
        variable_list result(4);
        const auto kernel = weight.size(2);
        if (context->needs_input_grad(0)) {
            const auto sizes = values.sizes();
            const Places out(
                torch::empty({sizes[0], sizes[2], sizes[3], sizes[1]}, torch::kFloat32), sides);
            convolve(gradients, weight.flip({2, 3}).transpose(0, 1), Tensor(),
                     kernel - 1 - options.padding, 1.0, out);
            result[0] = out.pixels.permute({0, 3, 1, 2});
        }
        if (context->needs_input_grad(1) || context->needs_input_grad(2)) {
            auto learned = weightGradients(Places(rowsFirst(values), sides), gradients, kernel,
                                           options.padding);
            result[1] = std::move(learned.weight);
            result[2] = std::move(learned.bias);
        }
        return result;
    }
};

/// The kernel of 4 × 4 and stride 2 whose phases `weight` holds: (outputs, C, 4, 4).
Tensor joinedPhases(const Tensor& weight) {
    const auto joined = weight.unflatten(1, {kPhaseSides, kPhaseSides, -1})
                            .permute({0, 3, 4, 1, 5, 2}) // (outputs, C, tap, phase, tap, phase)
                            .flip({3, 5});
    return joined.reshape({weight.size(0), -1, 2 * kPhaseSides, 2 * kPhaseSides});
}

} // namespace

bool isForFiltering(const Tensor& values, const Tensor& weight, const FilterOptions& options) {
    const auto lanes = static_cast<std::int64_t>(kLanes);
    const auto width = [&](Phased which) {
        const auto sides = sidesOf(options.phased, which);
        return sides * sides * lanes;
    };
    return values.is_cpu() && values.scalar_type() == torch::kFloat32 &&
           weight.size(2) == weight.size(3) && (weight.size(2) == 2 || weight.size(2) == 3) &&
           weight.size(0) % width(Phased::Outputs) == 0 &&
           weight.size(1) % width(Phased::Inputs) == 0;
}

Tensor filtered(const Tensor& values, const Tensor& weight, const Tensor& bias,
                const FilterOptions& options) {
    return Filter::apply(values, weight, bias, options);
}

Tensor plainlyFiltered(const Tensor& values, const Tensor& weight, const Tensor& bias,
                       const FilterOptions& options) {
    if (options.phased == Phased::Inputs) {
        const auto around = torch::constant_pad_nd(
            values, {1, 1 + values.size(3) % kPhaseSides, 1, 1 + values.size(2) % kPhaseSides});
        return activated(torch::conv2d(around, joinedPhases(weight), bias, kPhaseSides),
                         options.slope);
    }
    const bool isInterleaved = options.phased == Phased::Outputs;
    const auto made = torch::conv2d(values, weight.contiguous(torch::MemoryFormat::ChannelsLast),
                                    isInterleaved ? bias.repeat({kPhaseSides * kPhaseSides}) : bias,
                                    1, options.padding);
    return activated(isInterleaved ? interleaved(made) : made, options.slope);
}

Tensor activated(const Tensor& values, double slope) {
    return slope == 1.0  ? values
           : slope > 0.0 ? torch::leaky_relu(values, slope)
                         : torch::relu(values);
}

} // namespace leitmotif
