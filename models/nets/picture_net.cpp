// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/picture_net.h"

#include "models/layers/picture_ops.h"

#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr std::int64_t kTransposedStride = 2;
constexpr std::int64_t kFewestBf16Places = 256;
constexpr double kSmall = 1e-5; // keeps a division finite

std::int64_t parts(std::int64_t whole, std::int64_t part) {
    return (whole + part - 1) / part;
}

/// `size` with "all rows" replaced by `rows`.
PatchSize inRows(PatchSize size, std::int64_t rows) {
    return {size.rows == 0 ? rows : size.rows, size.columns};
}

/// True if a following ReLU can be fused.
bool canActivate(const PictureLayerSpec& spec) {
    return spec.kind == PictureLayerKind::Convolution || spec.kind == PictureLayerKind::Transposed;
}

} // namespace

PictureNet::PictureNet(std::vector<PictureLayerSpec> specs, Form form, Random& random,
                       torch::Device device)
    : m_form(std::move(form)), m_device(device), m_output(m_form.input) {
    for (PictureLayerSpec& spec : specs)
        addLayer(spec, random);
    if (m_form.makesPicture) {
        m_output.rows = m_form.picture.rows;
        m_output.columns = m_form.picture.columns;
    }
}

void PictureNet::addLayer(PictureLayerSpec spec, Random& random) {
    const PictureShape in = m_output;
    Layer layer{spec, {}, {}, {}, in, in};
    PictureShape& out = layer.out;
    PatchSize& kernel = layer.spec.kernel;
    const std::int64_t channels = spec.channels > 0 ? spec.channels : m_form.outputs;
    switch (spec.kind) {
    case PictureLayerKind::Project:
        kernel = inRows(kernel, m_form.picture.rows);
        out = {channels, parts(m_form.picture.rows, kernel.rows),
               parts(m_form.picture.columns, kernel.columns)};
        addWeights(layer, {out.size(), in.size()}, in.size(), out.size(), random);
        break;
    case PictureLayerKind::Linear:
        out = {channels, 1, 1};
        addWeights(layer, {channels, in.size()}, in.size(), channels, random);
        break;
    case PictureLayerKind::Convolution: {
        kernel = inRows(kernel, in.rows);
        PatchSize& stride = layer.spec.stride;
        stride = inRows(stride, in.rows);
        out = {channels, parts(in.rows, stride.rows), parts(in.columns, stride.columns)};
        const auto places = kernel.rows * kernel.columns;
        addWeights(layer, {channels, in.channels, kernel.rows, kernel.columns},
                   in.channels * places, channels * places, random);
        break;
    }
    case PictureLayerKind::Transposed: {
        out = {channels, in.rows * kTransposedStride, in.columns * kTransposedStride};
        const auto places = kernel.rows * kernel.columns;
        addWeights(layer, {channels, in.channels, kernel.rows, kernel.columns},
                   in.channels * places, channels * places, random);
        break;
    }
    case PictureLayerKind::Paint:
        kernel = inRows(kernel, m_form.picture.rows);
        out = {channels, in.rows * kernel.rows, in.columns * kernel.columns};
        addWeights(layer, {channels * kernel.rows * kernel.columns, in.channels}, in.channels,
                   channels * kernel.rows * kernel.columns, random);
        break;
    case PictureLayerKind::Deviation:
        ++out.channels;
        break;
    case PictureLayerKind::Norm:
        layer.weight = torch::ones({in.channels}).to(m_device).requires_grad_();
        layer.bias = torch::zeros({in.channels}).to(m_device).requires_grad_();
        break;
    default:
        break;
    }
    const std::string prefix = m_form.name + '.' + std::to_string(m_layers.size()) + '.';
    if (layer.weight.defined()) {
        m_parameters.emplace_back(prefix + "weight", layer.weight);
        m_parameters.emplace_back(prefix + "bias", layer.bias);
        m_state.push_back(m_parameters[m_parameters.size() - 2]);
        m_state.push_back(m_parameters.back());
    }
    if (spec.isSpectral) {
        layer.singular = normalTensor({layer.weight.size(0)}, 1.0, random).to(m_device);
        layer.singular.div_(layer.singular.norm() + kSmall);
        m_state.emplace_back(prefix + "singular", layer.singular);
    }
    m_output = out;
    m_layers.push_back(std::move(layer));
}

void PictureNet::addWeights(Layer& layer, std::vector<std::int64_t> shape, std::int64_t fanIn,
                            std::int64_t fanOut, Random& random) {
    const double bound = std::sqrt(6.0 / static_cast<double>(fanIn + fanOut));
    layer.bias = torch::zeros({layer.spec.kind == PictureLayerKind::Paint ? layer.out.channels
                                                                          : shape.front()})
                     .to(m_device)
                     .requires_grad_();
    layer.weight = uniformTensor(std::move(shape), bound, random).to(m_device).requires_grad_();
}

Tensor PictureNet::weightOf(const Layer& layer) const {
    if (!layer.spec.isSpectral)
        return layer.weight;
    const auto matrix = layer.weight.flatten(1);
    // The singular vectors are constants; the norm has a gradient.
    auto right = torch::mv(matrix.detach().t(), layer.singular);
    right = right / (right.norm() + kSmall);
    const auto largest = torch::dot(layer.singular, torch::mv(matrix, right));
    return layer.weight / (largest + kSmall);
}

void PictureNet::updateSpectra() {
    const torch::NoGradGuard noGradients;
    for (Layer& layer : m_layers) {
        if (!layer.spec.isSpectral)
            continue;
        const auto matrix = layer.weight.flatten(1);
        auto right = torch::mv(matrix.t(), layer.singular);
        right.div_(right.norm() + kSmall);
        auto left = torch::mv(matrix, right);
        layer.singular.copy_(left.div_(left.norm() + kSmall));
    }
}

torch::ScalarType PictureNet::numbersOf(const Layer& layer) const {
    // bf16 is faster for convolutions of whole pictures; small layers would only lose precision.
    const bool isConvolution = layer.spec.kind == PictureLayerKind::Transposed ||
                               (layer.spec.kind == PictureLayerKind::Convolution &&
                                layer.spec.kernel != layer.spec.stride);
    const auto places = layer.out.rows * layer.out.columns;
    return m_form.precision == Precision::BF16 && isConvolution && places >= kFewestBf16Places
               ? torch::kBFloat16
               : torch::kFloat32;
}

Tensor PictureNet::through(const Layer& layer, double slope, const Tensor& input,
                           Random* random) const {
    const auto type = layer.weight.defined() ? numbersOf(layer) : input.scalar_type();
    const auto values = input.to(type);
    switch (layer.spec.kind) {
    case PictureLayerKind::Project:
        return asPicture(torch::linear(values, weightOf(layer).to(type), layer.bias.to(type)),
                         layer.out.rows, layer.out.columns);
    case PictureLayerKind::Linear:
        return torch::linear(asVector(values), weightOf(layer).to(type), layer.bias.to(type));
    case PictureLayerKind::Convolution:
        return convolved(values, weightOf(layer).to(type), layer.bias.to(type),
                         {layer.spec.stride.rows, layer.spec.stride.columns}, slope);
    case PictureLayerKind::Transposed:
        return doubled(values, weightOf(layer).to(type), layer.bias.to(type), slope);
    case PictureLayerKind::Paint:
        return fromPatches(values, weightOf(layer).to(type), layer.bias.to(type),
                           layer.spec.kernel.rows, layer.spec.kernel.columns);
    case PictureLayerKind::Deviation:
        return withDeviation(values);
    case PictureLayerKind::Norm:
        return torch::group_norm(values, 1, layer.weight.to(type), layer.bias.to(type), kSmall);
    case PictureLayerKind::Relu:
        return layer.spec.slope > 0.0 ? torch::leaky_relu(values, layer.spec.slope)
                                      : torch::relu(values);
    case PictureLayerKind::Tanh:
        return torch::tanh(values);
    case PictureLayerKind::Dropout:
        return random == nullptr ? values : droppedInPlaceOrder(values, layer.spec.rate, *random);
    }
    return values;
}

Tensor PictureNet::forward(const Tensor& input, Random* random) const {
    auto values = input.to(m_device);
    if (values.dim() > 2)
        values = values.contiguous(torch::MemoryFormat::ChannelsLast);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto& layer = m_layers[i];
        const bool isActivated = canActivate(layer.spec) && i + 1 < m_layers.size() &&
                                 m_layers[i + 1].spec.kind == PictureLayerKind::Relu;
        values = through(layer, isActivated ? m_layers[++i].spec.slope : 1.0, values, random);
    }
    if (m_form.makesPicture)
        values = values.slice(2, 0, m_output.rows).slice(3, 0, m_output.columns);
    return values.to(torch::kFloat32);
}

} // namespace leitmotif
