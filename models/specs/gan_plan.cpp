// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/specs/gan_plan.h"

#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

using nlohmann::json;

constexpr std::int64_t kMostNumber = 100'000;

/// Throws json::exception where a key is missing or of another type.
GanPlan readPlan(const json& network, bool isConditional, std::size_t& keys) {
    GanPlan plan;
    network.at("noise").get_to(plan.noise);
    network.at("beta1").get_to(plan.beta1);
    keys = 4;
    if (isConditional) {
        network.at("history").get_to(plan.history);
        network.at("windows").get_to(plan.windows);
        network.at("section_steps").get_to(plan.sectionSteps);
        network.at("form").get_to(plan.form);
        network.at("returning").get_to(plan.returning);
        keys += 5;
    }
    return plan;
}

std::string complaintAbout(const GanPlan& plan, bool isConditional) {
    if (plan.noise < 1 || plan.noise > kMostNumber || !(plan.beta1 >= 0.0 && plan.beta1 < 1.0))
        return "noise is at least one value, and beta1 lies between 0 and 1";
    if (plan.generator.back().units != 0)
        return "the last layer of the generator has no units: its outputs are the tokens";
    if (plan.discriminator.back().units < 0 || plan.discriminator.back().units > 2)
        return "the discriminator ends with one output or two";
    if (leavesOneStep(plan.generator) || leavesOneStep(plan.discriminator) == isConditional)
        return "only a discriminator of whole windows leaves one step";
    if (isConditional && (plan.history < 1 || plan.history > kMostNumber || plan.windows < 1 ||
                          plan.windows > kMostNumber || plan.sectionSteps < 1 ||
                          plan.sectionSteps > kMostNumber || plan.form.empty()))
        return "history, windows, section_steps and form are at least 1";
    return {};
}

Result<GanPlan> ganPlan(const json& network, const std::string& name, bool isConditional) {
    GanPlan plan;
    std::size_t keys = 0;
    try {
        plan = readPlan(network, isConditional, keys);
    } catch (const json::exception& exception) {
        return Error{ErrorCode::RecipeUnreadable, {name, exception.what()}};
    }
    if (!network.contains("generator") || !network.contains("discriminator") ||
        network.size() != keys)
        return Error{ErrorCode::RecipeUnreadable,
                     {name, "network lacks a generator or a discriminator, or has unknown keys"}};
    auto generator = stackLayers(network.at("generator"), name);
    if (!generator)
        return generator.error();
    auto discriminator = stackLayers(network.at("discriminator"), name);
    if (!discriminator)
        return discriminator.error();
    plan.generator = *std::move(generator);
    plan.discriminator = *std::move(discriminator);
    if (const auto complaint = complaintAbout(plan, isConditional); !complaint.empty())
        return Error{ErrorCode::RecipeUnreadable, {name, complaint}};
    return plan;
}

} // namespace

Result<GanPlan> tokenGanPlan(const json& network, const std::string& name) {
    return ganPlan(network, name, false);
}

Result<GanPlan> conditionalGanPlan(const json& network, const std::string& name) {
    return ganPlan(network, name, true);
}

} // namespace leitmotif
