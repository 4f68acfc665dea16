// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

enum class LayerKind : std::uint8_t { Embedding, Dropout, Lstm, Gru, Linear, Transformer };

/// One layer of a sequence network, as a recipe's `network` lists it.
struct LayerSpec {
    LayerKind kind;
    std::int64_t units = 0;     ///< outputs; 0 for dropout and for a last linear layer
    std::optional<double> rate; ///< of dropout, where it is not the recipe's
    std::int64_t heads = 0;     ///< of a transformer; a divisor of its units
    std::int64_t reach = 0;     ///< of a transformer: tokens it sees, the present one included
};

/// Reads {"layer":"embedding","size":64}, {"layer":"lstm"|"gru"|"linear","units":128},
/// {"layer":"dropout"[,"rate":0.2]}, {"layer":"transformer","units":128,"heads":4,"reach":256
/// [,"rate":0.2]}. A transformer has as many units as the layer before it. The first is an
/// embedding, the last a linear layer without units: its outputs are the tokens. Errors:
/// RecipeUnreadable with `name`.
Result<std::vector<LayerSpec>> layerSpecs(const nlohmann::json& network, const std::string& name);

} // namespace leitmotif
