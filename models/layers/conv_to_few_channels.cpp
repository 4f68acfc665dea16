// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/conv_to_few_channels.h"

#include "models/kernels/winograd_tiles.h"
#include "models/layers/product.h"

#include <algorithm>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t kMostOutputs = 4;
constexpr std::int64_t kChannels = 16;          ///< that fill a vector
constexpr std::int64_t kRowTaps = tiles::kTaps; ///< of a kernel's row, filled up with zeros
constexpr std::int64_t kBandRows = 16;          ///< of a picture, multiplied at once

/// A copy with channels-last strides even for a single channel: libtorch chooses the layout of
/// results by them.
Tensor copiedChannelsLast(const Tensor& values) {
    return torch::empty(values.sizes(),
                        values.options().memory_format(torch::MemoryFormat::ChannelsLast))
        .copy_(values);
}

/// The kernel (C, outputs, k, k) of the input gradient: transposed and flipped.
Tensor turned(const Tensor& weight) {
    return copiedChannelsLast(weight.flip({2, 3}).transpose(0, 1));
}

/// values (N, rows, columns, C), contiguous → (N, outputs, rows, columns) without bias.
Tensor tapSums(const Tensor& values, const Tensor& weight) {
    const auto outputs = weight.size(0);
    const auto kernel = weight.size(2);
    const auto rows = values.size(1);
    const auto columns = values.size(2);
    const auto channels = values.size(3);
    const auto width = outputs * kernel * kRowTaps;
    const auto taps =
        torch::constant_pad_nd(weight.flip({2, 3}), {0, kRowTaps - kernel}); // (outputs, C, k, 8)
    const PackedMatrix packed(taps.permute({1, 0, 2, 3}).reshape({channels, width}),
                              Precision::F32);
    const auto around = kernel / 2;
    // Padding on each side of the picture, and room for a row's empty taps.
    auto sums = torch::zeros({values.size(0), outputs, rows + 2 * around, columns + kRowTaps});
    onAllThreads(values.size(0), 1, [&](std::int64_t first, std::int64_t last, int) {
        std::vector<float> products(static_cast<std::size_t>(kBandRows * columns * width));
        auto whole = packed.forRows(std::min(kBandRows, rows) * columns, false);
        auto rest = packed.forRows(std::max<std::int64_t>(1, rows % kBandRows) * columns, false);
        for (auto n = first; n < last; ++n)
            for (std::int64_t row = 0; row < rows; row += kBandRows) {
                const auto band = std::min(kBandRows, rows - row);
                (band == kBandRows ? whole : rest)
                    .multiply(values.data_ptr<float>() + (n * rows + row) * columns * channels,
                              products.data());
                for (std::int64_t output = 0; output < outputs; ++output)
                    for (std::int64_t r = 0; r < band; ++r)
                        for (std::int64_t tap = 0; tap < kernel; ++tap)
                            tiles::addTaps(
                                static_cast<std::size_t>(columns),
                                products.data() + r * columns * width +
                                    (output * kernel + tap) * kRowTaps,
                                static_cast<std::size_t>(width),
                                sums.data_ptr<float>() +
                                    ((n * outputs + output) * sums.size(2) + row + r + tap) *
                                        sums.size(3));
            }
    });
    return sums.slice(2, around, around + rows).slice(3, around, around + columns);
}

class ConvToFewChannels : public torch::autograd::Function<ConvToFewChannels> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& values, const Tensor& weight,
                          const Tensor& bias) {
        context->save_for_backward({values, weight});
        return tapSums(values.permute({0, 2, 3, 1}).contiguous(), weight) +
               bias.view({1, -1, 1, 1});
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const auto &values = saved[0], &weight = saved[1];
        const auto outer = copiedChannelsLast(gradients[0]);
        const auto back = turned(weight);
        const auto around = weight.size(2) / 2;
        variable_list result(3);
        if (context->needs_input_grad(0))
            result[0] = torch::conv2d(outer, back, {}, 1, around);
        if (context->needs_input_grad(1))
            result[1] = std::get<1>(torch::convolution_backward(values, outer, back, {}, {1, 1},
                                                                {around, around}, {1, 1}, false,
                                                                {0, 0}, 1, {false, true, false}))
                            .transpose(0, 1)
                            .flip({2, 3});
        if (context->needs_input_grad(2))
            result[2] = outer.sum({0, 2, 3});
        return result;
    }
};

} // namespace

bool canConvToFewChannels(const Tensor& values, const Tensor& weight) {
    return values.is_cpu() && values.scalar_type() == torch::kFloat32 &&
           weight.size(0) <= kMostOutputs && weight.size(1) % kChannels == 0 &&
           weight.size(2) == weight.size(3) && weight.size(2) % 2 == 1 && weight.size(2) < kRowTaps;
}

Tensor convToFewChannels(const Tensor& values, const Tensor& weight, const Tensor& bias) {
    return ConvToFewChannels::apply(values, weight, bias);
}

} // namespace leitmotif
