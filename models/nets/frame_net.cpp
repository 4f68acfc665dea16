// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/frame_net.h"

#include "models/layers/fused_rnn.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

namespace leitmotif {

namespace {

torch::Tensor scaled(std::vector<std::int64_t> shape, std::int64_t inputs, Random& random) {
    return uniformTensor(std::move(shape), 1.0 / std::sqrt(static_cast<double>(inputs)), random);
}

/// `direction` (outputs, inputs, kernel) with each output's weights of length `length`.
torch::Tensor normalised(const torch::Tensor& direction, const torch::Tensor& length) {
    return direction * (length / direction.square().sum({1, 2}, true).sqrt());
}

} // namespace

Result<FrameNet> FrameNet::create(const nlohmann::json& network, const std::string& name,
                                  std::int64_t inputs, std::int64_t outputs, Random& random,
                                  torch::Device device) {
    auto specs = frameLayers(network, name);
    if (!specs)
        return specs.error();
    FrameNet net(device);
    std::int64_t width = inputs;
    for (auto& spec : *specs) {
        if (spec.kind == LayerKind::Linear && spec.units == 0)
            spec.units = outputs;
        net.add(net.m_layers.emplace_back(Layer{spec, {}}), width, random);
        if (!keepsWidth(spec))
            width = spec.units;
    }
    return net;
}

void FrameNet::add(Layer& layer, std::int64_t width, Random& random) {
    const auto& spec = layer.spec;
    const auto prefix = std::to_string(m_layers.size() - 1) + '.';
    switch (spec.kind) {
    case LayerKind::Lstm:
        layer.weights =
            addRecurrent(m_parameters, prefix, RnnCell::Lstm, width, spec.units, &random);
        break;
    case LayerKind::Gru:
        layer.weights =
            addRecurrent(m_parameters, prefix, RnnCell::Gru, width, spec.units, &random);
        break;
    case LayerKind::Tcn:
        addConvolutions(layer, prefix, width, random);
        break;
    case LayerKind::Linear:
        layer.weights = {
            m_parameters.add(prefix + "weight", scaled({spec.units, width}, width, random)),
            m_parameters.add(prefix + "bias", torch::zeros({spec.units}))};
        break;
    default: // dropout; frameLayers() lets no other in
        break;
    }
}

void FrameNet::addConvolutions(Layer& layer, const std::string& prefix, std::int64_t width,
                               Random& random) {
    const auto& spec = layer.spec;
    const auto add = [&](const std::string& role, const torch::Tensor& values) {
        layer.weights.push_back(m_parameters.add(prefix + role, values));
    };
    for (const std::string role : {"first", "second"}) {
        const auto inputs = role == "first" ? width : spec.units;
        const auto direction =
            scaled({spec.units, inputs, spec.kernel}, inputs * spec.kernel, random);
        add(role + "_length", direction.square().sum({1, 2}, true).sqrt());
        add(role + "_direction", direction);
        add(role + "_bias", torch::zeros({spec.units}));
    }
    if (width != spec.units) {
        add("weight", scaled({spec.units, width}, width, random));
        add("bias", torch::zeros({spec.units}));
    }
}

torch::Tensor FrameNet::convolved(const Layer& layer, const torch::Tensor& input, double dropout,
                                  Random* random) {
    const auto& weights = layer.weights;
    const std::int64_t past = (layer.spec.kernel - 1) * layer.spec.dilation;
    auto values = input.permute({1, 2, 0}); // (B, C, T)
    for (std::size_t i = 0; i < 6; i += 3) {
        namespace F = torch::nn::functional;
        values =
            F::conv1d(torch::constant_pad_nd(values, {past, 0}),
                      normalised(weights[i + 1], weights[i]),
                      F::Conv1dFuncOptions().bias(weights[i + 2]).dilation(layer.spec.dilation))
                .relu();
        if (random != nullptr)
            values = applyDropout(values, layer.spec.rate.value_or(dropout), *random);
    }
    const auto residual = weights.size() > 6 ? torch::linear(input, weights[6], weights[7]) : input;
    return (values.permute({2, 0, 1}) + residual).relu();
}

torch::Tensor FrameNet::forward(const torch::Tensor& frames, double dropout, Random* random) const {
    auto values = frames.to(m_parameters.device());
    for (const auto& layer : m_layers) {
        const auto& weights = layer.weights;
        switch (layer.spec.kind) {
        case LayerKind::Lstm:
            values = fusedLstm(values, weights[0], weights[1], weights[2]);
            break;
        case LayerKind::Gru:
            values = fusedGru(values, weights[0], weights[1], weights[2], weights[3]);
            break;
        case LayerKind::Tcn:
            values = convolved(layer, values, dropout, random);
            break;
        case LayerKind::Dropout:
            if (random != nullptr)
                values = applyDropout(values, layer.spec.rate.value_or(dropout), *random);
            break;
        case LayerKind::Linear:
            values = torch::linear(values, weights[0], weights[1]);
            break;
        default: // frameLayers() lets no other in
            break;
        }
    }
    return values;
}

} // namespace leitmotif
