// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/conv_from_one_channel.h"

#include "models/kernels/conv_from_one_channel_rows.h"
#include "models/kernels/lanes.h"
#include "models/kernels/threads.h"
#include "models/layers/winograd.h"

#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

using conv_from_one_channel::kKernel;
using conv_from_one_channel::kTaps;
using conv_from_one_channel::Row;

/// Calls work(row, the number of the row's first output) for the outputs (N, rows, columns,
/// channels) of each picture of a stretch.
template <class Work>
void eachRow(const Tensor& values, const Tensor& outputs, const std::vector<std::int64_t>& stride,
             std::int64_t first, std::int64_t last, const Work& work) {
    const auto rows = outputs.size(1);
    const auto width = values.size(3);
    for (auto i = first * rows; i < last * rows; ++i) {
        const auto pixel = (i / rows * values.size(2) + i % rows * stride[0]) * width;
        work(Row{values.data_ptr<float>() + pixel, static_cast<std::size_t>(width),
                 static_cast<std::size_t>(stride[1]), static_cast<std::size_t>(outputs.size(2)),
                 static_cast<std::size_t>(outputs.size(3))},
             i * outputs.size(2) * outputs.size(3));
    }
}

class ConvFromOneChannel : public torch::autograd::Function<ConvFromOneChannel> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& values, const Tensor& weight,
                          const Tensor& bias, const std::vector<std::int64_t>& stride,
                          double slope) {
        const auto picture = values.contiguous();
        const auto sizeAfter = [&](std::int64_t dim) {
            const auto kernel = static_cast<std::int64_t>(kKernel);
            return (values.size(dim) - kernel) / stride[static_cast<std::size_t>(dim - 2)] + 1;
        };
        const auto out = torch::empty({values.size(0), sizeAfter(2), sizeAfter(3), weight.size(0)},
                                      torch::kFloat32);
        const auto taps = torch::cat({weight.flatten(1).t(), bias.unsqueeze(0)});
        inParallel(values.size(0), 1, [&](std::int64_t first, std::int64_t last, int) {
            eachRow(picture, out, stride, first, last, [&](const Row& row, std::int64_t output) {
                conv_from_one_channel::writeRow(row, taps.data_ptr<float>(),
                                                static_cast<float>(slope),
                                                out.data_ptr<float>() + output);
            });
        });
        auto made = out.permute({0, 3, 1, 2});
        context->save_for_backward({values, weight, bias, made});
        context->saved_data["stride"] = stride;
        context->saved_data["slope"] = slope;
        return made;
    }

    static variable_list backward(AutogradContext* context, variable_list outer) {
        const auto saved = context->get_saved_variables();
        const auto &values = saved[0], &weight = saved[1], &bias = saved[2];
        const auto stride = context->saved_data["stride"].toIntVector();
        const auto slope = context->saved_data["slope"].toDouble();
        variable_list result(5);
        if (torch::GradMode::is_enabled()) {
            const auto plain = activated(torch::conv2d(values, weight, bias, stride), slope);
            result = torch::autograd::grad({plain}, {values, weight, bias}, {outer[0]}, true, true,
                                           true);
            result.resize(5);
            return result;
        }
        if (context->needs_input_grad(0))
            result[0] = std::get<0>(torch::convolution_backward(
                torch::leaky_relu_backward(outer[0], saved[3], slope, true), values, weight, {},
                stride, {0, 0}, {1, 1}, false, {0, 0}, 1, {true, false, false}));
        if (!context->needs_input_grad(1) && !context->needs_input_grad(2))
            return result;
        const auto picture = values.contiguous();
        const auto made = saved[3].permute({0, 2, 3, 1}).contiguous();
        const auto gradients = outer[0].permute({0, 2, 3, 1}).contiguous();
        const auto sums =
            torch::zeros({threadCount(), static_cast<std::int64_t>(kTaps) + 1, weight.size(0)});
        inParallel(values.size(0), 1, [&](std::int64_t first, std::int64_t last, int thread) {
            auto* const sum = sums[thread].data_ptr<float>();
            eachRow(picture, made, stride, first, last, [&](const Row& row, std::int64_t output) {
                conv_from_one_channel::addGradients(row, made.data_ptr<float>() + output,
                                                    gradients.data_ptr<float>() + output,
                                                    static_cast<float>(slope), sum);
            });
        });
        const auto all = sums.sum(0);
        result[1] = all.slice(0, 0, kTaps).t().reshape(weight.sizes());
        result[2] = all[kTaps];
        return result;
    }
};

} // namespace

bool canConvFromOneChannel(const Tensor& values, const Tensor& weight) {
    const auto kernel = static_cast<std::int64_t>(kKernel);
    return values.is_cpu() && values.scalar_type() == torch::kFloat32 && weight.size(1) == 1 &&
           weight.size(2) == kernel && weight.size(3) == kernel &&
           weight.size(0) % static_cast<std::int64_t>(kLanes) == 0;
}

Tensor convFromOneChannel(const Tensor& values, const Tensor& weight, const Tensor& bias,
                          std::array<std::int64_t, 2> stride, double slope) {
    return ConvFromOneChannel::apply(values, weight, bias,
                                     std::vector(stride.begin(), stride.end()), slope);
}

} // namespace leitmotif
