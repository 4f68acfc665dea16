// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/frame_net.h"

#include "models/layers/fused_rnn.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr std::int64_t kMostUnits = 65536;
constexpr std::int64_t kLongestReach = 4096; ///< frames that a convolution looks back

torch::Tensor scaled(std::vector<std::int64_t> shape, std::int64_t inputs, Random& random) {
    return uniformTensor(std::move(shape), 1.0 / std::sqrt(static_cast<double>(inputs)), random);
}

/// `direction` (outputs, inputs, kernel) with each output's weights of length `length`.
torch::Tensor normalised(const torch::Tensor& direction, const torch::Tensor& length) {
    return direction * (length / direction.square().sum({1, 2}, true).sqrt());
}

} // namespace

/// An empty text, or what is wrong. Throws json::exception where a key is missing or of another
/// type.
std::string FrameNet::read(const nlohmann::json& object, Layer& layer) {
    const auto name = object.at("layer").get<std::string>();
    std::size_t keys = 1;
    const auto take = [&](const char* key, std::int64_t& value, std::int64_t most) {
        value = object.at(key).get<std::int64_t>();
        ++keys;
        return value >= 1 && value <= most;
    };
    bool isSane = true;
    if (name == "lstm" || name == "gru")
        layer.kind = name == "lstm" ? Kind::Lstm : Kind::Gru;
    else if (name == "tcn")
        layer.kind = Kind::Convolution;
    else if (name == "dropout")
        layer.kind = Kind::Dropout;
    else if (name != "linear")
        return "unknown layer " + name;
    const bool isOutput = layer.kind == Kind::Linear && !object.contains("units");
    if (layer.kind != Kind::Dropout && !isOutput)
        isSane = take("units", layer.units, kMostUnits);
    if (layer.kind == Kind::Convolution)
        isSane = take("kernel", layer.kernel, kLongestReach) &&
                 take("dilation", layer.dilation, kLongestReach) && isSane;
    if ((layer.kind == Kind::Dropout || layer.kind == Kind::Convolution) &&
        object.contains("rate")) {
        layer.rate = object.at("rate").get<double>();
        ++keys;
        isSane = isSane && *layer.rate >= 0.0 && *layer.rate < 1.0;
    }
    if (!isSane)
        return "a number of layer " + name + " is not possible";
    return object.size() == keys ? std::string() : "unknown key in layer " + name;
}

Result<FrameNet> FrameNet::create(const nlohmann::json& network, const std::string& name,
                                  std::int64_t inputs, std::int64_t outputs, Random& random,
                                  torch::Device device) {
    FrameNet net(device);
    std::vector<Layer> layers;
    std::string complaint;
    try {
        for (const auto& object : network)
            if (complaint = read(object, layers.emplace_back()); !complaint.empty())
                break;
    } catch (const nlohmann::json::exception& exception) {
        complaint = exception.what();
    }
    const auto isOutput = [](const Layer& layer) {
        return layer.kind == Kind::Linear && layer.units == 0;
    };
    if (complaint.empty() && (layers.empty() || std::ranges::count_if(layers, isOutput) != 1 ||
                              !isOutput(layers.back())))
        complaint = "a network of frames ends with a linear layer without units, its only one";
    if (!complaint.empty())
        return Error{ErrorCode::RecipeUnreadable, {name, complaint}};
    std::int64_t width = inputs;
    for (auto& layer : layers) {
        if (isOutput(layer))
            layer.units = outputs;
        const auto next = layer.kind == Kind::Dropout ? width : layer.units;
        net.add(std::move(layer), width, random);
        width = next;
    }
    return net;
}

void FrameNet::add(Layer described, std::int64_t width, Random& random) {
    auto& layer = m_layers.emplace_back(std::move(described));
    switch (layer.kind) {
    case Kind::Lstm:
    case Kind::Gru:
        addRecurrent(layer, width, random);
        break;
    case Kind::Convolution:
        addConvolutions(layer, width, random);
        break;
    case Kind::Linear:
        addWeight(layer, "weight", scaled({layer.units, width}, width, random));
        addWeight(layer, "bias", torch::zeros({layer.units}));
        break;
    case Kind::Dropout:
        break;
    }
}

void FrameNet::addRecurrent(Layer& layer, std::int64_t width, Random& random) {
    const auto units = layer.units;
    const std::int64_t gates = layer.kind == Kind::Lstm ? 4 : 3;
    addWeight(layer, "weight_input", scaled({gates * units, width}, units, random));
    addWeight(layer, "weight_hidden", scaled({gates * units, units}, units, random));
    if (layer.kind == Kind::Lstm) {
        // Open forget gates: gradients reach far back from the first step on.
        auto bias = torch::zeros({4 * units});
        bias.narrow(0, units, units).fill_(1.0F);
        addWeight(layer, "bias", bias);
    } else {
        addWeight(layer, "bias_input", torch::zeros({3 * units}));
        addWeight(layer, "bias_hidden", torch::zeros({3 * units}));
    }
}

void FrameNet::addConvolutions(Layer& layer, std::int64_t width, Random& random) {
    for (const char* which : {"first", "second"}) {
        const std::string role = which;
        const auto inputs = role == "first" ? width : layer.units;
        const auto direction =
            scaled({layer.units, inputs, layer.kernel}, inputs * layer.kernel, random);
        addWeight(layer, (role + "_length").c_str(), direction.square().sum({1, 2}, true).sqrt());
        addWeight(layer, (role + "_direction").c_str(), direction);
        addWeight(layer, (role + "_bias").c_str(), torch::zeros({layer.units}));
    }
    if (width != layer.units) {
        addWeight(layer, "weight", scaled({layer.units, width}, width, random));
        addWeight(layer, "bias", torch::zeros({layer.units}));
    }
}

void FrameNet::addWeight(Layer& layer, const char* role, torch::Tensor values) {
    auto weight = values.to(m_device).requires_grad_();
    m_parameters.emplace_back(std::to_string(m_layers.size() - 1) + '.' + role, weight);
    layer.weights.push_back(std::move(weight));
}

torch::Tensor FrameNet::convolved(const Layer& layer, const torch::Tensor& input, double dropout,
                                  Random* random) {
    const auto& weights = layer.weights;
    const std::int64_t past = (layer.kernel - 1) * layer.dilation;
    auto values = input.permute({1, 2, 0}); // (B, C, T)
    for (std::size_t i = 0; i < 6; i += 3) {
        namespace F = torch::nn::functional;
        values = F::conv1d(torch::constant_pad_nd(values, {past, 0}),
                           normalised(weights[i + 1], weights[i]),
                           F::Conv1dFuncOptions().bias(weights[i + 2]).dilation(layer.dilation))
                     .relu();
        if (random != nullptr)
            values = applyDropout(values, layer.rate.value_or(dropout), *random);
    }
    const auto residual = weights.size() > 6 ? torch::linear(input, weights[6], weights[7]) : input;
    return (values.permute({2, 0, 1}) + residual).relu();
}

torch::Tensor FrameNet::forward(const torch::Tensor& frames, double dropout, Random* random) const {
    auto values = frames.to(m_device);
    for (const auto& layer : m_layers) {
        const auto& weights = layer.weights;
        switch (layer.kind) {
        case Kind::Lstm:
            values = fusedLstm(values, weights[0], weights[1], weights[2]);
            break;
        case Kind::Gru:
            values = fusedGru(values, weights[0], weights[1], weights[2], weights[3]);
            break;
        case Kind::Convolution:
            values = convolved(layer, values, dropout, random);
            break;
        case Kind::Dropout:
            if (random != nullptr)
                values = applyDropout(values, layer.rate.value_or(dropout), *random);
            break;
        case Kind::Linear:
            values = torch::linear(values, weights[0], weights[1]);
            break;
        }
    }
    return values;
}

std::int64_t FrameNet::parameterCount() const {
    std::int64_t count = 0;
    for (const auto& [name, tensor] : m_parameters)
        count += tensor.numel();
    return count;
}

} // namespace leitmotif
