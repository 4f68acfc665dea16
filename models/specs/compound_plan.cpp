// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/specs/compound_plan.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::array kCells = {
    std::pair{std::string_view("lstm"), CompoundCell::Lstm},
    std::pair{std::string_view("gru"), CompoundCell::Gru},
    std::pair{std::string_view("mingru"), CompoundCell::MinGru},
};

} // namespace

Result<CompoundPlan> compoundPlan(const nlohmann::json& network, const std::string& name) {
    constexpr std::int64_t kWidest = 4096;
    constexpr std::int64_t kDeepest = 16;
    const auto unreadable = [&](const std::string& reason) {
        return Error{ErrorCode::RecipeUnreadable, {name, reason}};
    };
    CompoundPlan plan;
    std::string cell;
    try {
        network.at("cell").get_to(cell);
        network.at("units").get_to(plan.units);
        network.at("layers").get_to(plan.layers);
        network.at("embedding").get_to(plan.embedding);
        network.at("hidden").get_to(plan.hidden);
        network.at("memory").get_to(plan.hasMemory);
    } catch (const nlohmann::json::exception& exception) {
        return unreadable(exception.what());
    }
    const auto* known =
        std::ranges::find(kCells, cell, [](const auto& entry) { return entry.first; });
    const auto fits = [](std::int64_t width) { return width >= 1 && width <= kWidest; };
    if (network.size() != 6 || known == kCells.end() || !fits(plan.units) ||
        !fits(plan.embedding) || !fits(plan.hidden) || plan.layers < 1 || plan.layers > kDeepest)
        return unreadable("a compound network has a cell (lstm, gru, mingru), units, layers, an "
                          "embedding, a hidden layer and a memory");
    plan.cell = known->second;
    return plan;
}

} // namespace leitmotif
