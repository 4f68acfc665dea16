// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/picture_ops.h"

#include "models/layers/conv_from_one_channel.h"
#include "models/layers/conv_to_few_channels.h"
#include "models/layers/interleaving.h"
#include "models/layers/tensors.h"
#include "models/layers/winograd.h"

#include <algorithm>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

/// The padding before and after `size` places that gives parts(size, stride) outputs.
std::array<std::int64_t, 2> padding(std::int64_t size, std::int64_t kernel, std::int64_t stride) {
    const std::int64_t outputs = (size + stride - 1) / stride;
    const std::int64_t needed = std::max<std::int64_t>(0, (outputs - 1) * stride + kernel - size);
    return {needed / 2, needed - needed / 2};
}

Tensor channelsLast(const Tensor& values) {
    return values.contiguous(torch::MemoryFormat::ChannelsLast);
}

/// A convolution whose kernel is its stride: one matrix product over all patches. oneDNN's own
/// gradients of it are slow for large patches.
Tensor patchProduct(const Tensor& values, const Tensor& weight, const Tensor& bias) {
    const auto rows = weight.size(2);
    const auto columns = weight.size(3);
    const auto missing = [](std::int64_t size, std::int64_t part) {
        return (part - size % part) % part;
    };
    const auto filled = torch::constant_pad_nd(
        values, {0, missing(values.size(3), columns), 0, missing(values.size(2), rows)});
    const auto patches = filled.unflatten(3, {-1, columns})
                             .unflatten(2, {-1, rows})
                             .permute({0, 2, 4, 1, 3, 5})
                             .flatten(3);
    return torch::linear(patches, weight.flatten(1), bias).permute({0, 3, 1, 2});
}

/// A convolution of stride 2, with a kernel of 3 or 4, as one of its input's four phases by kernels
/// of 2 × 2: (outputs, 4 · C, 2, 2). `before`: rows and columns of padding, 0 or 1.
Tensor phasesOf(const Tensor& weight, std::array<std::int64_t, 2> before) {
    // Output i reads pixels 2i − 1 to 2i + 2: phase 1, 0, 1, 0.
    const auto lack = [&](std::size_t side) { return 1 - before[side]; };
    const auto kernel = weight.size(2);
    const auto taps = torch::constant_pad_nd(
        weight, {lack(1), 4 - kernel - lack(1), lack(0), 4 - kernel - lack(0)});
    return taps.view({weight.size(0), -1, 2, kPhases, 2, kPhases})
        .flip({3, 5})
        .permute({0, 3, 5, 1, 2, 4})
        .reshape({weight.size(0), -1, 2, 2});
}

} // namespace

Tensor asPicture(const Tensor& vectors, std::int64_t rows, std::int64_t columns) {
    return vectors.view({vectors.size(0), rows, columns, -1}).permute({0, 3, 1, 2});
}

Tensor asVector(const Tensor& values) {
    return values.dim() == 2 ? values : values.permute({0, 2, 3, 1}).flatten(1);
}

Tensor convolved(const Tensor& values, const Tensor& weight, const Tensor& bias,
                 std::array<std::int64_t, 2> stride, double slope) {
    if (weight.size(2) == stride[0] && weight.size(3) == stride[1])
        return activated(patchProduct(values, weight, bias), slope);
    if (stride == std::array<std::int64_t, 2>{1, 1}) {
        if (canConvToFewChannels(values, weight))
            return activated(convToFewChannels(values, weight, bias), slope);
        const FilterOptions options{.padding = 1, .slope = slope};
        if (weight.size(2) == 3 && isForFiltering(values, weight, options))
            return filtered(values, weight, bias, options);
    }
    const auto rows = padding(values.size(2), weight.size(2), stride[0]);
    const auto columns = padding(values.size(3), weight.size(3), stride[1]);
    if (stride == std::array<std::int64_t, 2>{kPhases, kPhases} &&
        (weight.size(2) == 3 || weight.size(2) == 4) && weight.size(3) == weight.size(2)) {
        const FilterOptions options{.padding = 0, .slope = slope, .phased = Phased::Inputs};
        const auto phases = phasesOf(weight, {rows[0], columns[0]});
        if (isForFiltering(values, phases, options))
            return filtered(values, phases, bias, options);
    }
    if (canConvFromOneChannel(values, weight))
        return convFromOneChannel(
            torch::constant_pad_nd(values, {columns[0], columns[1], rows[0], rows[1]}), weight,
            bias, stride, slope);
    const bool isEven = rows[0] == rows[1] && columns[0] == columns[1];
    const auto around = isEven ? values
                               : channelsLast(torch::constant_pad_nd(
                                     values, {columns[0], columns[1], rows[0], rows[1]}));
    const std::vector<std::int64_t> even = {isEven ? rows[0] : 0, isEven ? columns[0] : 0};
    auto made = torch::conv2d(around, channelsLast(weight), bias, stride, even);
    if (slope == 1.0)
        return made;
    return slope > 0.0 ? torch::leaky_relu_(made, slope) : torch::relu_(made);
}

Tensor doubled(const Tensor& values, const Tensor& weight, const Tensor& bias, double slope) {
    const auto outputs = weight.size(0);
    // Pixel 2i of the output reads the input at i − 1 through the kernel's place 3 and at i through
    // 1; pixel 2i + 1 reads i through 2 and i + 1 through 0.
    auto taps = weight.size(2) == 3 ? torch::constant_pad_nd(weight, {0, 1, 0, 1}) : weight;
    const auto order =
        torch::tensor({3, 1, 2, 0}, torch::TensorOptions(torch::kInt64)).to(weight.device());
    taps = taps.index_select(2, order).index_select(3, order);
    taps = taps.view({outputs, -1, kPhases, 2, kPhases, 2}).permute({2, 4, 0, 1, 3, 5});
    taps = taps.reshape({kPhases * kPhases * outputs, -1, 2, 2});
    const FilterOptions options{.padding = 1, .slope = slope, .phased = Phased::Outputs};
    return isForFiltering(values, taps, options) ? filtered(values, taps, bias, options)
                                                 : plainlyFiltered(values, taps, bias, options);
}

Tensor fromPatches(const Tensor& values, const Tensor& weight, const Tensor& bias,
                   std::int64_t rows, std::int64_t columns) {
    const auto outputs = bias.size(0);
    const auto batch = values.size(0);
    const auto patches = torch::linear(values.permute({0, 2, 3, 1}), weight)
                             .view({batch, values.size(2), values.size(3), rows, columns, outputs});
    return patches.permute({0, 5, 1, 3, 2, 4})
               .reshape({batch, outputs, values.size(2) * rows, values.size(3) * columns}) +
           bias.view({1, outputs, 1, 1});
}

Tensor withDeviation(const Tensor& values) {
    const auto squares = (values - values.mean(0, true)).pow(2).mean(0);
    const auto deviation = (squares + 1e-8).sqrt().mean();
    return torch::cat(
        {values, deviation.expand({values.size(0), 1, values.size(2), values.size(3)})}, 1);
}

Tensor droppedInPlaceOrder(const Tensor& values, double rate, Random& random) {
    if (rate <= 0.0)
        return values;
    const bool isPicture = values.dim() > 2;
    const auto ordered = isPicture ? values.permute({0, 2, 3, 1}) : values;
    const auto mask =
        dropoutMask(ordered.sizes().vec(), rate, random).to(values.device(), values.scalar_type());
    return values * (isPicture ? mask.permute({0, 3, 1, 2}) : mask);
}

} // namespace leitmotif
