// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/layer_stack.h"

#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr double kLeakySlope = 0.2;
constexpr double kBatchNormSmall = 1e-3;

/// Bound of Glorot and Bengio (2010).
double glorot(std::int64_t inputs, std::int64_t outputs) {
    return std::sqrt(6.0 / static_cast<double>(inputs + outputs));
}

std::size_t weightsOfDirection(const LayerSpec& spec) {
    return spec.kind == LayerKind::Lstm ? 3 : 4;
}

/// For every step the mean of all steps (T, B, C), with the softmax weights of v·tanh(W·here +
/// U·there + b).
Tensor attended(std::span<const Tensor> weights, const Tensor& values) {
    const auto here = torch::linear(values, weights[0], weights[2]); // (T, B, A)
    const auto there = torch::linear(values, weights[1]);
    const auto scores =
        torch::linear(torch::tanh(here.unsqueeze(1) + there.unsqueeze(0)), weights[3]).squeeze(-1);
    const auto shares = torch::softmax(scores, 1); // (T, T, B)
    return torch::einsum("tsb,sbc->tbc", {shares, values});
}

Tensor activated(Activation activation, const Tensor& values) {
    switch (activation) {
    case Activation::None:
        break;
    case Activation::Relu:
        return torch::relu(values);
    case Activation::Tanh:
        return torch::tanh(values);
    case Activation::LeakyRelu:
        return torch::leaky_relu(values, kLeakySlope);
    }
    return values;
}

/// weights: scale, shift, running mean, running variance. A single row has no variance: it uses the
/// running statistics.
Tensor normalized(const LayerSpec& spec, std::span<const Tensor> weights, const Tensor& values,
                  const LayerStack::Pass& pass) {
    const auto rows = values.reshape({-1, values.size(-1)});
    const bool learns = pass.random != nullptr && rows.size(0) > 1;
    return torch::batch_norm(rows, weights[0], weights[1], weights[2], weights[3], learns,
                             1.0 - spec.momentum, kBatchNormSmall, false)
        .view_as(values);
}

} // namespace

LayerStack::LayerStack(std::vector<LayerSpec> specs, std::int64_t inputs, std::int64_t outputs,
                       Random* random, torch::Device device)
    : m_parameters(device) {
    std::int64_t width = inputs;
    for (auto& spec : specs) {
        if (spec.kind == LayerKind::Linear && spec.units == 0)
            spec.units = outputs;
        if (spec.units == LayerSpec::kAsInputs)
            spec.units = inputs;
        if (spec.kind == LayerKind::Last) { // of one direction or of two
            spec.isBidirectional = !m_layers.empty() && m_layers.back().spec.isBidirectional;
            spec.units = width / 2;
        }
        add(m_layers.emplace_back(Layer{spec, {}, {}}), width, random);
        if (spec.kind == LayerKind::Lstm || spec.kind == LayerKind::Gru)
            width = spec.units * (spec.isBidirectional ? 2 : 1);
        else if (spec.kind == LayerKind::Linear)
            width = spec.units;
    }
}

void LayerStack::add(Layer& layer, std::int64_t width, Random* random) {
    const auto& spec = layer.spec;
    const auto prefix = std::to_string(m_layers.size() - 1) + '.';
    const auto weight = [&](const char* role, const Tensor& values) {
        layer.weights.push_back(m_parameters.add(prefix + role, values));
    };
    const auto matrix = [&](const char* role, std::int64_t rows, std::int64_t columns) {
        weight(role, uniformOrZeros({rows, columns}, glorot(columns, rows), random));
    };
    const auto cell = spec.kind == LayerKind::Gru ? RnnCell::Gru : RnnCell::Lstm;
    switch (spec.kind) {
    case LayerKind::Lstm:
    case LayerKind::Gru:
        layer.weights = addRecurrent(m_parameters, prefix, cell, width, spec.units, random);
        if (spec.isBidirectional)
            for (auto& tensor :
                 addRecurrent(m_parameters, prefix + "back.", cell, width, spec.units, random))
                layer.weights.push_back(std::move(tensor));
        break;
    case LayerKind::Attention:
        matrix("here", spec.units, width);
        matrix("there", spec.units, width);
        weight("bias", torch::zeros({spec.units}));
        matrix("score", 1, spec.units);
        break;
    case LayerKind::Linear:
        matrix("weight", spec.units, width);
        weight("bias", torch::zeros({spec.units}));
        break;
    case LayerKind::BatchNorm:
        addBatchNorm(layer, prefix, width);
        break;
    default: // without weights; stackLayers() lets no others in
        break;
    }
}

void LayerStack::addBatchNorm(Layer& layer, const std::string& prefix, std::int64_t width) {
    layer.weights = {m_parameters.add(prefix + "scale", torch::ones({width})),
                     m_parameters.add(prefix + "shift", torch::zeros({width}))};
    for (const auto& [role, values] :
         {std::pair("mean", torch::zeros({width})), std::pair("variance", torch::ones({width}))}) {
        const auto onDevice = values.to(device());
        m_statistics.emplace_back(prefix + role, onDevice);
        layer.weights.push_back(onDevice);
    }
}

void LayerStack::pack(Precision precision) {
    for (Layer& layer : m_layers) {
        layer.packed.clear();
        if (layer.spec.kind != LayerKind::Lstm && layer.spec.kind != LayerKind::Gru)
            continue;
        for (std::size_t first = 0; first < layer.weights.size();
             first += weightsOfDirection(layer.spec))
            layer.packed.push_back(std::make_shared<const PackedRnn>(
                layer.weights[first], layer.weights[first + 1], precision));
    }
}

/// The recurrent dropout mask is the same for a whole batch and all of its steps (after Gal and
/// Ghahramani 2016), so it is applied to the weights.
Tensor LayerStack::recurrent(const Layer& layer, std::size_t direction, const Tensor& values,
                             const Pass& pass) {
    const auto& spec = layer.spec;
    const auto weights =
        std::span(layer.weights)
            .subspan(direction * weightsOfDirection(spec), weightsOfDirection(spec));
    const bool isLstm = spec.kind == LayerKind::Lstm;
    if (pass.random == nullptr && !layer.packed.empty()) {
        const auto& packed = *layer.packed[direction];
        return isLstm ? fusedLstm(values, packed, weights[2])
                      : fusedGru(values, packed, weights[2], weights[3]);
    }
    Tensor hidden = weights[1];
    if (spec.dropsState && pass.random != nullptr && pass.dropout > 0.0)
        hidden = hidden * applyDropout(torch::ones({1, spec.units}), pass.dropout, *pass.random)
                              .to(hidden.device());
    return isLstm ? fusedLstm(values, weights[0], hidden, weights[2])
                  : fusedGru(values, weights[0], hidden, weights[2], weights[3]);
}

Tensor LayerStack::applied(const Layer& layer, const Tensor& values, const Pass& pass) const {
    const auto& spec = layer.spec;
    const std::span<const Tensor> all(layer.weights);
    switch (spec.kind) {
    case LayerKind::Lstm:
    case LayerKind::Gru: {
        const auto forth = recurrent(layer, 0, values, pass);
        if (!spec.isBidirectional)
            return forth;
        const auto back = recurrent(layer, 1, values.flip(0), pass);
        return torch::cat({forth, back.flip(0)}, -1);
    }
    case LayerKind::Attention:
        return attended(all, values);
    case LayerKind::Last:
        if (!spec.isBidirectional)
            return values[-1];
        return torch::cat(
            {values[-1].narrow(-1, 0, spec.units), values[0].narrow(-1, spec.units, spec.units)},
            -1);
    case LayerKind::MaxPool:
        return torch::amax(values, 0);
    case LayerKind::Linear:
        return activated(spec.activation, torch::linear(values, all[0], all[1]));
    case LayerKind::BatchNorm:
        return normalized(spec, all, values, pass);
    case LayerKind::Dropout:
        if (pass.random != nullptr)
            return applyDropout(values, spec.rate.value_or(pass.dropout), *pass.random);
        break;
    case LayerKind::Noise:
        if (pass.random != nullptr)
            return values + normalTensor(values.sizes().vec(), spec.deviation, *pass.random)
                                .to(values.device());
        break;
    default: // stackLayers() lets no other in
        break;
    }
    return values;
}

Tensor LayerStack::forward(const Tensor& values, const Pass& pass) const {
    Tensor result = values.to(device());
    for (const auto& layer : m_layers)
        result = applied(layer, result, pass);
    return result;
}

NamedTensors prefixed(const std::string& prefix, const NamedTensors& tensors) {
    NamedTensors result;
    for (const auto& [name, tensor] : tensors)
        result.emplace_back(prefix + name, tensor);
    return result;
}

} // namespace leitmotif
