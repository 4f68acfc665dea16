// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/specs/picture_spec.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace leitmotif {

namespace {

using nlohmann::json;

struct KindName {
    std::string_view name;
    PictureLayerKind kind;
    std::string_view keys; ///< allowed keys
};

constexpr std::array kPictureKinds = {
    KindName{"project", PictureLayerKind::Project, " channels patch "},
    KindName{"linear", PictureLayerKind::Linear, " units spectral "},
    KindName{"conv", PictureLayerKind::Convolution, " channels kernel stride spectral "},
    KindName{"transposed", PictureLayerKind::Transposed, " channels kernel "},
    KindName{"paint", PictureLayerKind::Paint, " channels patch "},
    KindName{"deviation", PictureLayerKind::Deviation, ""},
    KindName{"norm", PictureLayerKind::Norm, ""},
    KindName{"relu", PictureLayerKind::Relu, " slope "},
    KindName{"tanh", PictureLayerKind::Tanh, ""},
    KindName{"dropout", PictureLayerKind::Dropout, " rate "},
};

constexpr std::int64_t kMostChannels = 1 << 20;
constexpr std::int64_t kLargestPatch = 128;

PatchSize sizeOf(const json& value) {
    if (value.is_array())
        return {value.at(0).get<std::int64_t>(), value.at(1).get<std::int64_t>()};
    const auto side = value.get<std::int64_t>();
    return {side, side};
}

bool isPossible(const PatchSize& size) {
    return size.rows >= 0 && size.rows <= kLargestPatch && size.columns >= 1 &&
           size.columns <= kLargestPatch;
}

bool isPossible(const PictureLayerSpec& spec) {
    if (spec.channels < 0 || spec.channels > kMostChannels || !isPossible(spec.kernel) ||
        !isPossible(spec.stride) || spec.rate < 0.0 || spec.rate >= 1.0)
        return false;
    switch (spec.kind) {
    case PictureLayerKind::Project:
        return spec.channels > 0;
    case PictureLayerKind::Transposed:
        return spec.channels > 0 && spec.kernel.rows == spec.kernel.columns &&
               (spec.kernel.rows == 3 || spec.kernel.rows == 4);
    case PictureLayerKind::Convolution:
        return spec.kernel == spec.stride ||
               (spec.kernel.rows >= spec.stride.rows && spec.stride.rows >= 1 &&
                spec.kernel.columns >= spec.stride.columns);
    default:
        return true;
    }
}

bool knows(const KindName& kind, const std::string& key) {
    std::string word = " ";
    word.append(key).append(" ");
    return kind.keys.find(word) != kind.keys.npos;
}

/// Throws json::exception.
PictureLayerSpec layerFrom(const json& object, const KindName& kind) {
    PictureLayerSpec spec{.kind = kind.kind};
    if (const auto* key = kind.kind == PictureLayerKind::Linear ? "units" : "channels";
        object.contains(key))
        object.at(key).get_to(spec.channels);
    if (knows(kind, "kernel"))
        spec.kernel = sizeOf(object.at("kernel"));
    if (knows(kind, "patch"))
        spec.kernel = sizeOf(object.at("patch"));
    if (object.contains("stride"))
        spec.stride = sizeOf(object.at("stride"));
    if (kind.kind == PictureLayerKind::Dropout)
        object.at("rate").get_to(spec.rate);
    spec.slope = object.value("slope", 0.0);
    spec.isSpectral = object.value("spectral", false);
    return spec;
}

} // namespace

Result<std::vector<PictureLayerSpec>> pictureLayers(const json& network, const std::string& name) {
    const auto unreadable = [&](const std::string& detail) {
        return Error{ErrorCode::RecipeUnreadable, {name, detail}};
    };
    if (!network.is_array() || network.empty())
        return unreadable("a network is not a list of layers");
    std::vector<PictureLayerSpec> specs;
    try {
        for (const json& object : network) {
            const auto word = object.at("layer").get<std::string>();
            const auto kind = std::ranges::find(kPictureKinds, word, &KindName::name);
            if (kind == kPictureKinds.end())
                return unreadable("unknown layer " + word);
            for (const auto& [key, value] : object.items())
                if (key != "layer" && !knows(*kind, key))
                    return unreadable("a layer " + word + " has no " + key);
            specs.push_back(layerFrom(object, *kind));
            if (!isPossible(specs.back()))
                return unreadable("impossible sizes of a layer " + word);
        }
    } catch (const json::exception& exception) {
        return unreadable(exception.what());
    }
    return specs;
}

} // namespace leitmotif
