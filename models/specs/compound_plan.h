// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace leitmotif {

enum class CompoundCell : std::uint8_t {
    Lstm,
    Gru,
    MinGru, ///< gates that read no state (Feng et al. 2024), after a short causal convolution
};

/// The network of the family `compound`:
///
///     {"cell":"lstm"|"gru"|"mingru","units":512,"layers":2,"embedding":256,"hidden":256,
///      "memory":true}
///
/// With a memory, the choices of a note see what stands at the same place some bars before.
struct CompoundPlan {
    CompoundCell cell = CompoundCell::Lstm;
    std::int64_t units = 512;
    std::int64_t layers = 2;
    std::int64_t embedding = 256; ///< width of the sum of all inputs
    std::int64_t hidden = 256;    ///< width of the layer before the choice of each field
    bool hasMemory = true;
};

/// Errors: RecipeUnreadable with `name`.
Result<CompoundPlan> compoundPlan(const nlohmann::json& network, const std::string& name);

} // namespace leitmotif
