// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/support/small_presets.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr int kWidest = 12; ///< what heads of attention divide

nlohmann::json narrowed(nlohmann::json network) {
    if (network.is_object()) {
        for (auto& [key, value] : network.items())
            if ((key == "units" || key == "noise" || key == "size" || key == "embedding" ||
                 key == "hidden") &&
                value.is_number())
                value = std::min(kWidest, value.get<int>());
            else if (key == "windows")
                value = 64;
            else if (key == "section_steps")
                value = 16;
            else
                value = narrowed(value);
    } else if (network.is_array()) {
        for (auto& value : network)
            value = narrowed(value);
    }
    return network;
}

/// Networks of pictures fail at the small widths that suffice for tokens.
void quarter(nlohmann::json& network) {
    for (auto& [part, layers] : network.items())
        for (auto& layer : layers)
            for (const char* key : {"channels", "units"})
                if (layer.contains(key))
                    layer[key] = std::max(4, layer[key].get<int>() / 4);
}

} // namespace

Recipe smallPreset(const std::string& name) {
    auto recipe = *preset(name);
    recipe.pretrained.clear(); // it does not fit a narrow network
    if (recipe.family.starts_with("roll")) {
        quarter(recipe.network);
        return recipe;
    }
    recipe.network = narrowed(recipe.network);
    recipe.training.length = std::min(recipe.training.length, 20);
    recipe.training.batch = std::min(recipe.training.batch, 16);
    recipe.sampling.steps = std::min(recipe.sampling.steps, 60);
    return recipe;
}

} // namespace leitmotif
