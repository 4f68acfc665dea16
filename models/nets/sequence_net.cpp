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
    : m_device(device) {
    std::int64_t width = inputs;
    for (auto& spec : specs) {
        if (spec.kind == LayerKind::Linear && spec.units == 0)
            spec.units = outputs;
        auto& layer = m_layers.emplace_back(Layer{spec, {}});
        switch (spec.kind) {
        case LayerKind::Embedding:
            addWeight(layer, "weight", normalTensor({width, spec.units}, 1.0, random));
            break;
        case LayerKind::Lstm:
            addRecurrent(layer, 4, width, random);
            break;
        case LayerKind::Gru:
            addRecurrent(layer, 3, width, random);
            break;
        case LayerKind::Linear: {
            const double bound = 1.0 / std::sqrt(static_cast<double>(width));
            addWeight(layer, "weight", uniformTensor({spec.units, width}, bound, random));
            addWeight(layer, "bias", torch::zeros({spec.units}));
            break;
        }
        case LayerKind::Transformer:
            for (const auto& [role, values] :
                 transformer::drawnWeights(spec.units, spec.heads, spec.reach, random))
                addWeight(layer, role, values);
            break;
        case LayerKind::Dropout:
            continue;
        }
        width = spec.units;
    }
}

void SequenceNet::addWeight(Layer& layer, const char* role, torch::Tensor values) {
    auto weight = values.to(m_device).requires_grad_();
    m_parameters.emplace_back(std::to_string(m_layers.size() - 1) + '.' + role, weight);
    layer.weights.push_back(std::move(weight));
}

void SequenceNet::addRecurrent(Layer& layer, std::int64_t gates, std::int64_t width,
                               Random& random) {
    const auto units = layer.spec.units;
    const double bound = 1.0 / std::sqrt(static_cast<double>(units));
    addWeight(layer, "weight_input", uniformTensor({gates * units, width}, bound, random));
    addWeight(layer, "weight_hidden", uniformTensor({gates * units, units}, bound, random));
    if (layer.spec.kind == LayerKind::Lstm) {
        // Open forget gates: gradients reach far back from the first step on.
        auto bias = torch::zeros({4 * units});
        bias.narrow(0, units, units).fill_(1.0F);
        addWeight(layer, "bias", bias);
    } else {
        addWeight(layer, "bias_input", torch::zeros({3 * units}));
        addWeight(layer, "bias_hidden", torch::zeros({3 * units}));
    }
}

torch::Tensor SequenceNet::forward(const torch::Tensor& tokens, double dropout, Random* random,
                                   Precision precision) const {
    const RnnOptions options{.precision = precision};
    torch::Tensor values = tokens.to(m_device);
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
        }
    }
    return values;
}

std::int64_t SequenceNet::parameterCount() const {
    std::int64_t count = 0;
    for (const auto& [name, tensor] : m_parameters)
        count += tensor.numel();
    return count;
}

} // namespace leitmotif
