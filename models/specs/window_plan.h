// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/specs/layer_spec.h"

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

namespace leitmotif {

/// How a published system feeds tokens to its network and samples from it: the `network` of recipes
/// of the family `window`.
///
///     {"input": "index" | "one-hot", "layers": [...],
///      "stride": 1, "snippets": 0, "start": "training" | "nothing",
///      "section_steps": 0, "section_bars": 0}
struct WindowPlan {
    std::vector<LayerSpec> layers;
    /// A token goes in as one number, id / vocabulary, or as a vector with a single 1.
    bool isOneHot = false;
    std::size_t stride = 1; ///< tokens from a window to the next
    /// 0: the token after each window is learned. Else an epoch has this many windows, from random
    /// places drawn once, and every token of a window is learned.
    std::size_t snippets = 0;
    bool startsWithTraining = true; ///< samples continue a window of the training data
    /// > 0: a sample starts again from a primer after this many tokens, or bars.
    int sectionSteps = 0;
    int sectionBars = 0;

    [[nodiscard]] bool predictsAll() const { return snippets > 0; }
    [[nodiscard]] std::int64_t inputWidth(int vocabularySize) const {
        return isOneHot ? vocabularySize : 1;
    }
};

/// Padding before a piece; its input is 0.
inline constexpr int kNothing = -1;

/// Errors: RecipeUnreadable with `name`.
Result<WindowPlan> windowPlan(const nlohmann::json& network, const std::string& name);

} // namespace leitmotif
