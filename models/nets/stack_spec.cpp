// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/stack_spec.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

namespace leitmotif {

namespace {

using nlohmann::json;

constexpr std::int64_t kMostUnits = 65536;

constexpr std::array<std::pair<const char*, StackKind>, 9> kStackKinds = {
    {{"lstm", StackKind::Lstm},
     {"gru", StackKind::Gru},
     {"attention", StackKind::Attention},
     {"last", StackKind::Last},
     {"max_pool", StackKind::MaxPool},
     {"linear", StackKind::Linear},
     {"batch_norm", StackKind::BatchNorm},
     {"dropout", StackKind::Dropout},
     {"noise", StackKind::Noise}}};

constexpr std::array<std::pair<const char*, Activation>, 3> kActivations = {
    {{"relu", Activation::Relu},
     {"tanh", Activation::Tanh},
     {"leaky_relu", Activation::LeakyRelu}}};

template <class Names>
auto valueOf(const Names& names, const std::string& name) {
    using Value = typename Names::value_type::second_type;
    const auto* found =
        std::ranges::find_if(names, [&](const auto& entry) { return name == entry.first; });
    return found == names.end() ? std::optional<Value>() : std::optional<Value>(found->second);
}

/// The keys of one layer, each of which has to be read.
class LayerReader {
  public:
    explicit LayerReader(const json& object) : m_object(object) {}

    /// The key's value, or `otherwise` if the layer does not have it. Throws json::exception.
    template <class Value>
    Value read(const char* key, Value otherwise) {
        if (!m_object.contains(key))
            return otherwise;
        ++m_read;
        return m_object.at(key).get<Value>();
    }
    [[nodiscard]] bool isReadCompletely() const { return m_read == m_object.size(); }

  private:
    const json& m_object;
    std::size_t m_read = 0;
};

bool isRecurrent(StackKind kind) {
    return kind == StackKind::Lstm || kind == StackKind::Gru;
}

std::string takeUnits(const json& object, LayerReader& reader, StackSpec& spec) {
    if (spec.kind == StackKind::Linear && object.contains("units") &&
        object.at("units").is_string()) {
        spec.units = StackSpec::kAsInputs;
        return reader.read<std::string>("units", "") == "inputs" ? "" : "units are a number";
    }
    spec.units = reader.read<std::int64_t>("units", 0);
    const bool isMissing = spec.units == 0 && spec.kind != StackKind::Linear;
    return spec.units < 0 || spec.units > kMostUnits || isMissing
               ? "a layer cannot have " + std::to_string(spec.units) + " units"
               : std::string();
}

std::string takeDirections(LayerReader& reader, StackSpec& spec) {
    const int directions = reader.read("directions", 1);
    spec.isBidirectional = directions == 2;
    spec.dropsState = reader.read("recurrent_dropout", false);
    return directions == 1 || directions == 2 ? "" : "a layer has one direction or two";
}

std::string takeActivation(LayerReader& reader, StackSpec& spec) {
    const auto text = reader.read<std::string>("activation", "");
    if (text.empty())
        return {};
    const auto activation = valueOf(kActivations, text);
    spec.activation = activation.value_or(Activation::None);
    return activation ? "" : "unknown activation " + text;
}

std::string takeRate(const json& object, LayerReader& reader, StackSpec& spec) {
    if (!object.contains("rate"))
        return {};
    spec.rate = reader.read("rate", 0.0);
    return *spec.rate >= 0.0 && *spec.rate < 1.0 ? "" : "dropout rates lie between 0 and 1";
}

std::string takeDetails(const json& object, LayerReader& reader, StackSpec& spec) {
    std::string complaint;
    switch (spec.kind) {
    case StackKind::Lstm:
    case StackKind::Gru:
        complaint = takeUnits(object, reader, spec);
        return complaint.empty() ? takeDirections(reader, spec) : complaint;
    case StackKind::Attention:
        return takeUnits(object, reader, spec);
    case StackKind::Linear:
        complaint = takeUnits(object, reader, spec);
        return complaint.empty() ? takeActivation(reader, spec) : complaint;
    case StackKind::Dropout:
        return takeRate(object, reader, spec);
    case StackKind::BatchNorm:
        spec.momentum = reader.read("momentum", spec.momentum);
        return spec.momentum >= 0.0 && spec.momentum <= 1.0 ? "" : "momentum lies between 0 and 1";
    case StackKind::Noise:
        spec.deviation = reader.read("deviation", spec.deviation);
        return spec.deviation >= 0.0 ? "" : "noise deviates by 0 or more";
    case StackKind::Last:
    case StackKind::MaxPool:
        break;
    }
    return {};
}

/// Throws json::exception where a key is of another type.
std::string takeLayer(const json& object, StackSpec& spec) {
    LayerReader reader(object);
    const auto name = reader.read<std::string>("layer", "");
    const auto kind = valueOf(kStackKinds, name);
    if (!kind)
        return "unknown layer " + name;
    spec.kind = *kind;
    auto complaint = takeDetails(object, reader, spec);
    if (!complaint.empty())
        return name + ": " + complaint;
    return reader.isReadCompletely() ? std::string() : "unknown key in layer " + name;
}

std::string complaintAbout(const std::vector<StackSpec>& specs) {
    if (specs.empty() || specs.back().kind != StackKind::Linear)
        return "a network ends with a linear layer";
    for (std::size_t i = 0; i + 1 < specs.size(); ++i)
        if (specs[i].kind == StackKind::Linear && specs[i].units == 0)
            return "layer " + std::to_string(i + 1) + " has no units";
    bool hasSteps = true;
    for (const StackSpec& spec : specs) {
        const bool takesSteps = spec.kind == StackKind::Last || spec.kind == StackKind::MaxPool;
        if (!hasSteps &&
            (takesSteps || isRecurrent(spec.kind) || spec.kind == StackKind::Attention))
            return "nothing is left to go along after the last step or the largest values";
        hasSteps = hasSteps && !takesSteps;
    }
    return {};
}

} // namespace

Result<std::vector<StackSpec>> stackSpecs(const json& layers, const std::string& name) {
    std::vector<StackSpec> specs;
    std::string complaint;
    try {
        for (const auto& object : layers) {
            complaint = object.is_object() ? takeLayer(object, specs.emplace_back())
                                           : "a layer is an object with its kind";
            if (!complaint.empty())
                break;
        }
    } catch (const json::exception& exception) {
        complaint = exception.what();
    }
    if (complaint.empty())
        complaint = complaintAbout(specs);
    if (!complaint.empty())
        return Error{ErrorCode::RecipeUnreadable, {name, complaint}};
    return specs;
}

bool leavesOneStep(const std::vector<StackSpec>& specs) {
    return std::ranges::any_of(specs, [](const StackSpec& spec) {
        return spec.kind == StackKind::Last || spec.kind == StackKind::MaxPool;
    });
}

} // namespace leitmotif
