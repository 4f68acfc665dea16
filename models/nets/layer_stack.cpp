// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/layer_stack.h"

#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr double kLeakySlope = 0.2;
constexpr double kBatchNormSmall = 1e-3;

Tensor uniformOrZero(std::vector<std::int64_t> shape, double bound, Random* random) {
    return random != nullptr ? uniformTensor(std::move(shape), bound, *random)
                             : torch::zeros(shape);
}

/// Bound of Glorot and Bengio (2010).
double glorot(std::int64_t inputs, std::int64_t outputs) {
    return std::sqrt(6.0 / static_cast<double>(inputs + outputs));
}

std::size_t weightsOfDirection(const StackSpec& spec) {
    return spec.kind == StackKind::Lstm ? 3 : 4;
}

/// For every step the mean of all steps (T, B, C), weighted by v·tanh(W·here + U·there + b).
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

/// weights: scale, shift, running mean, running variance. A single row has no variance: then the
/// running ones serve.
Tensor normalized(const StackSpec& spec, std::span<const Tensor> weights, const Tensor& values,
                  const LayerStack::Pass& pass) {
    const auto rows = values.reshape({-1, values.size(-1)});
    const bool learns = pass.random != nullptr && rows.size(0) > 1;
    return torch::batch_norm(rows, weights[0], weights[1], weights[2], weights[3], learns,
                             1.0 - spec.momentum, kBatchNormSmall, false)
        .view_as(values);
}

} // namespace

LayerStack::LayerStack(std::vector<StackSpec> specs, std::int64_t inputs, std::int64_t outputs,
                       Random* random, torch::Device device)
    : m_device(device) {
    std::int64_t width = inputs;
    for (auto& spec : specs) {
        if (spec.kind == StackKind::Linear && spec.units == 0)
            spec.units = outputs;
        if (spec.units == StackSpec::kAsInputs)
            spec.units = inputs;
        auto& layer = m_layers.emplace_back(Layer{spec, {}, {}});
        switch (spec.kind) {
        case StackKind::Lstm:
        case StackKind::Gru:
            addRecurrent(layer, "", width, random);
            if (spec.isBidirectional)
                addRecurrent(layer, "back.", width, random);
            width = spec.units * (spec.isBidirectional ? 2 : 1);
            break;
        case StackKind::Attention:
            addWeight(layer, "here",
                      uniformOrZero({spec.units, width}, glorot(width, spec.units), random));
            addWeight(layer, "there",
                      uniformOrZero({spec.units, width}, glorot(width, spec.units), random));
            addWeight(layer, "bias", torch::zeros({spec.units}));
            addWeight(layer, "score",
                      uniformOrZero({1, spec.units}, glorot(spec.units, 1), random));
            break;
        case StackKind::Linear:
            addWeight(layer, "weight",
                      uniformOrZero({spec.units, width}, glorot(width, spec.units), random));
            addWeight(layer, "bias", torch::zeros({spec.units}));
            width = spec.units;
            break;
        case StackKind::BatchNorm:
            addBatchNorm(layer, width);
            break;
        case StackKind::Last: // of one direction or of two
            layer.spec.isBidirectional =
                m_layers.size() > 1 && m_layers[m_layers.size() - 2].spec.isBidirectional;
            layer.spec.units = width / 2;
            break;
        case StackKind::MaxPool:
        case StackKind::Dropout:
        case StackKind::Noise:
            break;
        }
    }
}

void LayerStack::addWeight(Layer& layer, const std::string& role, Tensor values) {
    auto weight = values.to(m_device).requires_grad_();
    m_parameters.emplace_back(std::to_string(m_layers.size() - 1) + '.' + role, weight);
    layer.weights.push_back(std::move(weight));
}

void LayerStack::addRecurrent(Layer& layer, const std::string& prefix, std::int64_t width,
                              Random* random) {
    const auto units = layer.spec.units;
    const auto gates = layer.spec.kind == StackKind::Lstm ? 4 : 3;
    const double bound = 1.0 / std::sqrt(static_cast<double>(units));
    addWeight(layer, prefix + "weight_input", uniformOrZero({gates * units, width}, bound, random));
    addWeight(layer, prefix + "weight_hidden",
              uniformOrZero({gates * units, units}, bound, random));
    if (layer.spec.kind == StackKind::Lstm) {
        // Open forget gates: gradients reach far back from the first step on.
        auto bias = torch::zeros({gates * units});
        bias.narrow(0, units, units).fill_(1.0F);
        addWeight(layer, prefix + "bias", bias);
    } else {
        addWeight(layer, prefix + "bias_input", torch::zeros({gates * units}));
        addWeight(layer, prefix + "bias_hidden", torch::zeros({gates * units}));
    }
}

void LayerStack::addBatchNorm(Layer& layer, std::int64_t width) {
    addWeight(layer, "scale", torch::ones({width}));
    addWeight(layer, "shift", torch::zeros({width}));
    const auto number = std::to_string(m_layers.size() - 1);
    for (const auto& [role, values] : {std::pair(".mean", torch::zeros({width})),
                                       std::pair(".variance", torch::ones({width}))}) {
        const auto onDevice = values.to(m_device);
        m_statistics.emplace_back(number + role, onDevice);
        layer.weights.push_back(onDevice);
    }
}

void LayerStack::pack(Precision precision) {
    for (Layer& layer : m_layers) {
        layer.packed.clear();
        if (layer.spec.kind != StackKind::Lstm && layer.spec.kind != StackKind::Gru)
            continue;
        for (std::size_t first = 0; first < layer.weights.size();
             first += weightsOfDirection(layer.spec))
            layer.packed.push_back(std::make_shared<const PackedRnn>(
                layer.weights[first], layer.weights[first + 1], precision));
    }
}

/// What is dropped on the way from step to step is the same for a whole batch and all of its steps
/// (after Gal and Ghahramani 2016), so that it can be left out of the weights beforehand.
Tensor LayerStack::recurrent(const Layer& layer, std::size_t direction, const Tensor& values,
                             const Pass& pass) {
    const auto& spec = layer.spec;
    const auto weights =
        std::span(layer.weights)
            .subspan(direction * weightsOfDirection(spec), weightsOfDirection(spec));
    const bool isLstm = spec.kind == StackKind::Lstm;
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
    case StackKind::Lstm:
    case StackKind::Gru: {
        const auto forth = recurrent(layer, 0, values, pass);
        if (!spec.isBidirectional)
            return forth;
        const auto back = recurrent(layer, 1, values.flip(0), pass);
        return torch::cat({forth, back.flip(0)}, -1);
    }
    case StackKind::Attention:
        return attended(all, values);
    case StackKind::Last:
        if (!spec.isBidirectional)
            return values[-1];
        return torch::cat(
            {values[-1].narrow(-1, 0, spec.units), values[0].narrow(-1, spec.units, spec.units)},
            -1);
    case StackKind::MaxPool:
        return torch::amax(values, 0);
    case StackKind::Linear:
        return activated(spec.activation, torch::linear(values, all[0], all[1]));
    case StackKind::BatchNorm:
        return normalized(spec, all, values, pass);
    case StackKind::Dropout:
        if (pass.random != nullptr)
            return applyDropout(values, spec.rate.value_or(pass.dropout), *pass.random);
        break;
    case StackKind::Noise:
        if (pass.random != nullptr)
            return values + normalTensor(values.sizes().vec(), spec.deviation, *pass.random)
                                .to(values.device());
        break;
    }
    return values;
}

Tensor LayerStack::forward(const Tensor& values, const Pass& pass) const {
    Tensor result = values.to(m_device);
    for (const auto& layer : m_layers)
        result = applied(layer, result, pass);
    return result;
}

std::int64_t LayerStack::parameterCount() const {
    std::int64_t count = 0;
    for (const auto& [name, tensor] : m_parameters)
        count += tensor.numel();
    return count;
}

NamedTensors prefixed(const std::string& prefix, const NamedTensors& tensors) {
    NamedTensors result;
    for (const auto& [name, tensor] : tensors)
        result.emplace_back(prefix + name, tensor);
    return result;
}

} // namespace leitmotif
