// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/specs/layer_spec.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

namespace leitmotif {

namespace {

using nlohmann::json;

constexpr std::int64_t kMostUnits = 65536;
constexpr std::int64_t kLongestReach = 4096; ///< frames that a convolution looks back

/// The keys that a layer may have in each network, between spaces; null: the network has no such
/// layer.
struct KindRow {
    const char* name;
    LayerKind kind;
    const char* inSequence;
    const char* inFrames;
    const char* inStack;
};
using Keys = const char* KindRow::*;

constexpr std::array kKinds = {
    KindRow{"embedding", LayerKind::Embedding, " size ", nullptr, nullptr},
    KindRow{"lstm", LayerKind::Lstm, " units ", " units ", " units directions recurrent_dropout "},
    KindRow{"gru", LayerKind::Gru, " units ", " units ", " units directions recurrent_dropout "},
    KindRow{"transformer", LayerKind::Transformer, " units heads reach rate ", nullptr, nullptr},
    KindRow{"tcn", LayerKind::Tcn, nullptr, " units kernel dilation rate ", nullptr},
    KindRow{"attention", LayerKind::Attention, nullptr, nullptr, " units "},
    KindRow{"last", LayerKind::Last, nullptr, nullptr, " "},
    KindRow{"max_pool", LayerKind::MaxPool, nullptr, nullptr, " "},
    KindRow{"linear", LayerKind::Linear, " units ", " units ", " units activation "},
    KindRow{"batch_norm", LayerKind::BatchNorm, nullptr, nullptr, " momentum "},
    KindRow{"dropout", LayerKind::Dropout, " rate ", " rate ", " rate "},
    KindRow{"noise", LayerKind::Noise, nullptr, nullptr, " deviation "},
};

constexpr std::array<std::pair<const char*, Activation>, 3> kActivations = {
    {{"relu", Activation::Relu},
     {"tanh", Activation::Tanh},
     {"leaky_relu", Activation::LeakyRelu}}};

/// Reads a whole number within [1, most]; an empty text, or what is wrong. Like all below it throws
/// json::exception for a value of another type.
std::string readNumber(const json& value, std::int64_t most, std::int64_t& number) {
    number = value.get<std::int64_t>();
    return number >= 1 && number <= most ? std::string()
                                         : std::to_string(number) + " is not possible here";
}

std::string readUnits(const json& value, LayerSpec& spec) {
    if (spec.kind != LayerKind::Linear || !value.is_string())
        return readNumber(value, kMostUnits, spec.units);
    spec.units = LayerSpec::kAsInputs;
    return value == "inputs" ? "" : "units are a number";
}

std::string readDirections(const json& value, LayerSpec& spec) {
    const int directions = value.get<int>();
    spec.isBidirectional = directions == 2;
    return directions == 1 || directions == 2 ? "" : "a layer has one direction or two";
}

std::string readActivation(const json& value, LayerSpec& spec) {
    const auto text = value.get<std::string>();
    const auto* found = std::ranges::find_if(
        kActivations, [&](const auto& activation) { return text == activation.first; });
    if (found == kActivations.end())
        return "unknown activation " + text;
    spec.activation = found->second;
    return {};
}

std::string readRate(const json& value, LayerSpec& spec) {
    spec.rate = value.get<double>();
    return *spec.rate >= 0.0 && *spec.rate < 1.0 ? "" : "dropout rates lie between 0 and 1";
}

std::string readKey(const std::string& key, const json& value, LayerSpec& spec) {
    if (key == "units" || key == "size")
        return readUnits(value, spec);
    if (key == "rate")
        return readRate(value, spec);
    if (key == "heads")
        return readNumber(value, kMostUnits, spec.heads);
    if (key == "reach")
        return readNumber(value, kMostUnits, spec.reach);
    if (key == "kernel")
        return readNumber(value, kLongestReach, spec.kernel);
    if (key == "dilation")
        return readNumber(value, kLongestReach, spec.dilation);
    if (key == "directions")
        return readDirections(value, spec);
    if (key == "activation")
        return readActivation(value, spec);
    if (key == "recurrent_dropout") {
        value.get_to(spec.dropsState);
        return {};
    }
    if (key == "momentum") {
        value.get_to(spec.momentum);
        return spec.momentum >= 0.0 && spec.momentum <= 1.0 ? "" : "momentum lies between 0 and 1";
    }
    value.get_to(spec.deviation);
    return spec.deviation >= 0.0 ? "" : "noise deviates by 0 or more";
}

/// A missing required key. A linear layer without units may be the output.
std::string missing(const LayerSpec& spec) {
    switch (spec.kind) {
    case LayerKind::Transformer:
        if (spec.heads == 0 || spec.reach == 0)
            return "heads and reach are missing";
        if (spec.units % spec.heads != 0)
            return "its units are a multiple of its heads";
        [[fallthrough]];
    case LayerKind::Embedding:
    case LayerKind::Lstm:
    case LayerKind::Gru:
    case LayerKind::Attention:
        return spec.units == 0 ? "units are missing" : "";
    case LayerKind::Tcn:
        return spec.units == 0 || spec.kernel == 0 || spec.dilation == 0
                   ? "units, kernel or dilation are missing"
                   : "";
    default:
        return {};
    }
}

std::string readLayer(const json& object, Keys keys, LayerSpec& spec) {
    if (!object.is_object())
        return "a layer is an object with its kind";
    const auto name = object.at("layer").get<std::string>();
    const auto* row =
        std::ranges::find_if(kKinds, [&](const KindRow& kind) { return name == kind.name; });
    if (row == kKinds.end() || row->*keys == nullptr)
        return "unknown layer " + name;
    spec.kind = row->kind;
    for (const auto& [key, value] : object.items()) {
        if (key == "layer")
            continue;
        if (std::string_view(row->*keys).find(' ' + key + ' ') == std::string_view::npos)
            return "unknown key " + key + " in layer " + name;
        if (const auto complaint = readKey(key, value, spec); !complaint.empty())
            return name + ": " + complaint;
    }
    const auto complaint = missing(spec);
    return complaint.empty() ? complaint : name + ": " + complaint;
}

/// The fault of the layers of a network as a whole; empty: none.
using NetworkRule = std::string (*)(const std::vector<LayerSpec>& specs);

Result<std::vector<LayerSpec>> readLayers(const json& layers, const std::string& name, Keys keys,
                                          NetworkRule rule) {
    std::vector<LayerSpec> specs;
    std::string complaint;
    try {
        for (const auto& object : layers)
            if (complaint = readLayer(object, keys, specs.emplace_back()); !complaint.empty())
                break;
    } catch (const json::exception& exception) {
        complaint = exception.what();
    }
    if (complaint.empty())
        complaint = rule(specs);
    if (!complaint.empty())
        return Error{ErrorCode::RecipeUnreadable, {name, complaint}};
    return specs;
}

bool isOutput(const LayerSpec& spec) {
    return spec.kind == LayerKind::Linear && spec.units == 0;
}

std::string ruleOfSequences(const std::vector<LayerSpec>& specs) {
    if (specs.size() < 2 || specs.front().kind != LayerKind::Embedding || !isOutput(specs.back()))
        return "a network begins with an embedding and ends with a linear layer without units";
    std::int64_t width = specs.front().units;
    for (std::size_t i = 1; i < specs.size(); ++i) {
        if (specs[i].kind == LayerKind::Embedding)
            return "only the first layer can be an embedding";
        if (isOutput(specs[i]) && i + 1 < specs.size())
            return "layer " + std::to_string(i + 1) + " has no units";
        if (specs[i].kind == LayerKind::Transformer && specs[i].units != width)
            return "a transformer has as many units as the layer before it";
        width = keepsWidth(specs[i]) ? width : specs[i].units;
    }
    return {};
}

std::string ruleOfFrames(const std::vector<LayerSpec>& specs) {
    return !specs.empty() && isOutput(specs.back()) && std::ranges::count_if(specs, isOutput) == 1
               ? ""
               : "a network of frames ends with a linear layer without units, its only one";
}

std::string ruleOfStacks(const std::vector<LayerSpec>& specs) {
    if (specs.empty() || specs.back().kind != LayerKind::Linear)
        return "a network ends with a linear layer";
    bool hasSteps = true;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const LayerSpec& spec = specs[i];
        if (isOutput(spec) && i + 1 < specs.size())
            return "layer " + std::to_string(i + 1) + " has no units";
        const bool takesSteps = spec.kind == LayerKind::Last || spec.kind == LayerKind::MaxPool;
        const bool goesAlongSteps = spec.kind == LayerKind::Lstm || spec.kind == LayerKind::Gru ||
                                    spec.kind == LayerKind::Attention;
        if (!hasSteps && (takesSteps || goesAlongSteps))
            return "nothing is left to go along after the last step or the largest values";
        hasSteps = hasSteps && !takesSteps;
    }
    return {};
}

} // namespace

Result<std::vector<LayerSpec>> sequenceLayers(const json& network, const std::string& name) {
    return readLayers(network, name, &KindRow::inSequence, ruleOfSequences);
}

Result<std::vector<LayerSpec>> frameLayers(const json& network, const std::string& name) {
    return readLayers(network, name, &KindRow::inFrames, ruleOfFrames);
}

Result<std::vector<LayerSpec>> stackLayers(const json& layers, const std::string& name) {
    return readLayers(layers, name, &KindRow::inStack, ruleOfStacks);
}

bool keepsWidth(const LayerSpec& spec) {
    switch (spec.kind) {
    case LayerKind::Attention:
    case LayerKind::MaxPool:
    case LayerKind::BatchNorm:
    case LayerKind::Dropout:
    case LayerKind::Noise:
        return true;
    default:
        return false;
    }
}

bool leavesOneStep(const std::vector<LayerSpec>& specs) {
    return std::ranges::any_of(specs, [](const LayerSpec& spec) {
        return spec.kind == LayerKind::Last || spec.kind == LayerKind::MaxPool;
    });
}

} // namespace leitmotif
