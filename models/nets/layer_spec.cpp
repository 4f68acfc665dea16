// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/layer_spec.h"

#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

using nlohmann::json;

constexpr std::int64_t kMostUnits = 65536;

std::optional<LayerKind> kindOf(const std::string& name) {
    if (name == "embedding")
        return LayerKind::Embedding;
    if (name == "dropout")
        return LayerKind::Dropout;
    if (name == "lstm")
        return LayerKind::Lstm;
    if (name == "gru")
        return LayerKind::Gru;
    if (name == "linear")
        return LayerKind::Linear;
    if (name == "transformer")
        return LayerKind::Transformer;
    return {};
}

/// Reads the two numbers that only a transformer has.
std::string takeHeads(const json& object, LayerSpec& spec) {
    spec.heads = object.at("heads").get<std::int64_t>();
    spec.reach = object.at("reach").get<std::int64_t>();
    if (spec.heads < 1 || spec.units < 1 || spec.units % spec.heads != 0)
        return "the units of a transformer are a multiple of its heads";
    return spec.reach >= 1 && spec.reach <= kMostUnits ? std::string()
                                                       : "a transformer cannot reach so far";
}

/// Throws json::exception where a key is missing or of another type.
std::string takeLayer(const json& object, LayerSpec& spec) {
    const auto name = object.at("layer").get<std::string>();
    const auto kind = kindOf(name);
    if (!kind)
        return "unknown layer " + name;
    spec.kind = *kind;
    std::size_t keys = 1;
    const char* sizeKey = spec.kind == LayerKind::Embedding ? "size" : "units";
    if (spec.kind != LayerKind::Dropout && object.contains(sizeKey)) {
        spec.units = object.at(sizeKey).get<std::int64_t>();
        ++keys;
        if (spec.units < 1 || spec.units > kMostUnits)
            return name + " cannot have " + std::to_string(spec.units) + " units";
    }
    if (spec.kind == LayerKind::Transformer) {
        if (auto complaint = takeHeads(object, spec); !complaint.empty())
            return complaint;
        keys += 2;
    }
    if ((spec.kind == LayerKind::Dropout || spec.kind == LayerKind::Transformer) &&
        object.contains("rate")) {
        spec.rate = object.at("rate").get<double>();
        ++keys;
        if (!(*spec.rate >= 0.0 && *spec.rate < 1.0))
            return "dropout rates lie between 0 and 1";
    }
    return object.size() == keys ? std::string() : "unknown key in layer " + name;
}

std::string complaintAbout(const std::vector<LayerSpec>& specs) {
    if (specs.size() < 2 || specs.front().kind != LayerKind::Embedding ||
        specs.back().kind != LayerKind::Linear || specs.back().units != 0)
        return "a network begins with an embedding and ends with a linear layer without units";
    std::int64_t width = specs.front().units;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        if (i > 0 && specs[i].kind == LayerKind::Embedding)
            return "only the first layer can be an embedding";
        if (specs[i].kind != LayerKind::Dropout && specs[i].units == 0 && i + 1 < specs.size())
            return "layer " + std::to_string(i + 1) + " has no units";
        if (specs[i].kind == LayerKind::Transformer && specs[i].units != width)
            return "a transformer has as many units as the layer before it";
        width = specs[i].kind == LayerKind::Dropout ? width : specs[i].units;
    }
    return {};
}

} // namespace

Result<std::vector<LayerSpec>> layerSpecs(const json& network, const std::string& name) {
    std::vector<LayerSpec> specs;
    std::string complaint;
    try {
        for (const auto& object : network) {
            complaint = takeLayer(object, specs.emplace_back());
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

} // namespace leitmotif
