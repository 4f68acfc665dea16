// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/sequence_net.h"

#include "models/layers/fused_rnn.h"
#include "models/layers/output.h"
#include "models/layers/transformer_block.h"

#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

SequenceNet::SequenceNet(std::vector<LayerSpec> specs, std::int64_t inputs, std::int64_t outputs,
                         Random& random, torch::Device device)
    : m_parameters(device) {
    std::int64_t width = inputs;
    for (auto& spec : specs) {
        if (spec.kind == LayerKind::Linear && spec.units == 0)
            spec.units = outputs;
        add(m_layers.emplace_back(Layer{spec, {}}), width, random);
        if (!keepsWidth(spec))
            width = spec.units;
    }
}

void SequenceNet::add(Layer& layer, std::int64_t width, Random& random) {
    const auto& spec = layer.spec;
    const auto prefix = std::to_string(m_layers.size() - 1) + '.';
    const auto weight = [&](const char* role, const torch::Tensor& values) {
        layer.weights.push_back(m_parameters.add(prefix + role, values));
    };
    switch (spec.kind) {
    case LayerKind::Embedding:
        weight("weight", normalTensor({width, spec.units}, 1.0, random));
        break;
    case LayerKind::Lstm:
        layer.weights =
            addRecurrent(m_parameters, prefix, RnnCell::Lstm, width, spec.units, &random);
        break;
    case LayerKind::Gru:
        layer.weights =
            addRecurrent(m_parameters, prefix, RnnCell::Gru, width, spec.units, &random);
        break;
    case LayerKind::Linear: {
        const double bound = 1.0 / std::sqrt(static_cast<double>(width));
        weight("weight", uniformTensor({spec.units, width}, bound, random));
        weight("bias", torch::zeros({spec.units}));
        break;
    }
    case LayerKind::Transformer:
        for (const auto& [role, values] :
             transformer::drawnWeights(spec.units, spec.heads, spec.reach, random))
            weight(role, values);
        break;
    case LayerKind::Dropout:
    default: // sequenceLayers() lets no other in
        break;
    }
}

torch::Tensor SequenceNet::forward(const torch::Tensor& tokens, double dropout, Random* random,
                                   Precision precision) const {
    const RnnOptions options{.precision = precision};
    torch::Tensor values = tokens.to(m_parameters.device());
    for (const auto& [spec, weights] : m_layers) {
        switch (spec.kind) {
        case LayerKind::Embedding:
            values = torch::embedding(weights[0], values);
            break;
        case LayerKind::Dropout:
            if (random != nullptr)
                values = applyDropout(values, spec.rate.value_or(dropout), *random);
            break;
        case LayerKind::Lstm:
            values = fusedLstm(values, weights[0], weights[1], weights[2], options);
            break;
        case LayerKind::Gru:
            values = fusedGru(values, weights[0], weights[1], weights[2], weights[3], options);
            break;
        case LayerKind::Linear:
            values = fusedLinear(values, weights[0], weights[1], precision);
            break;
        case LayerKind::Transformer:
            values = transformer::forward(values, weights, spec.heads, spec.rate.value_or(dropout),
                                          random);
            break;
        default: // sequenceLayers() lets no other in
            break;
        }
    }
    return values;
}

} // namespace leitmotif
