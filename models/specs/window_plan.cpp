// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/specs/window_plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

using nlohmann::json;

constexpr int kMostSteps = 100'000;

std::string takeChoice(const json& value, const char* first, const char* second, bool& isSecond) {
    isSecond = value == second;
    return value == first || isSecond ? std::string()
                                      : std::string("is neither ") + first + " nor " + second;
}

/// Throws json::exception where a value is of another type.
std::string takeOver(WindowPlan& plan, const std::string& key, const json& value) {
    if (key == "layers")
        return {};
    if (key == "input")
        return takeChoice(value, "index", "one-hot", plan.isOneHot);
    if (key == "start")
        return takeChoice(value, "nothing", "training", plan.startsWithTraining);
    const int number = value.get<int>();
    if (number < 0 || number > kMostSteps || (key == "stride" && number == 0))
        return "is out of range";
    if (key == "stride")
        plan.stride = static_cast<std::size_t>(number);
    else if (key == "snippets")
        plan.snippets = static_cast<std::size_t>(number);
    else if (key == "section_steps")
        plan.sectionSteps = number;
    else if (key == "section_bars")
        plan.sectionBars = number;
    else
        return "is unknown";
    return {};
}

std::string complaintAbout(const WindowPlan& plan) {
    const bool looksAhead = std::ranges::any_of(plan.layers, [](const LayerSpec& spec) {
        return spec.isBidirectional || spec.kind == LayerKind::Attention;
    });
    if (plan.layers.back().units != 0)
        return "the last layer has no units: its outputs are the tokens";
    if (plan.predictsAll() == leavesOneStep(plan.layers))
        return "a network leaves one step, unless it learns every token of snippets";
    if (plan.predictsAll() && looksAhead)
        return "what learns every token must not look ahead";
    return {};
}

} // namespace

Result<WindowPlan> windowPlan(const json& network, const std::string& name) {
    WindowPlan plan;
    std::string complaint;
    if (!network.is_object() || !network.contains("layers"))
        return Error{ErrorCode::RecipeUnreadable, {name, "network has no layers"}};
    try {
        for (const auto& [key, value] : network.items())
            if (complaint = takeOver(plan, key, value); !complaint.empty()) {
                complaint = "network: " + key + ' ' + complaint;
                break;
            }
    } catch (const json::exception& exception) {
        complaint = exception.what();
    }
    auto layers = stackLayers(network.at("layers"), name);
    if (!layers)
        return layers.error();
    plan.layers = *std::move(layers);
    if (complaint.empty())
        complaint = complaintAbout(plan);
    if (!complaint.empty())
        return Error{ErrorCode::RecipeUnreadable, {name, complaint}};
    return plan;
}

} // namespace leitmotif
