// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/specs/layer_spec.h"

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace leitmotif {

/// The two networks of a GAN of tokens and their options: the `network` of recipes of the families
/// `token-gan` and `conditional-gan`.
///
///     {"noise": 1000, "beta1": 0.5, "generator": [...], "discriminator": [...]}
///
/// and for the latter also {"history": 32, "windows": 1024, "section_steps": 128, "form": ["verse",
/// …], "returning": ["chorus", …]}.
struct GanPlan {
    std::int64_t noise = 100; ///< dimensions of the noise vector
    double beta1 = 0.5;       ///< of both networks' Adam
    std::vector<LayerSpec> generator;
    std::vector<LayerSpec> discriminator;

    std::int64_t history = 0;     ///< tokens that the next one is conditioned on
    std::size_t windows = 0;      ///< in an epoch
    std::size_t sectionSteps = 0; ///< tokens of a section
    /// Names of the sections of a sample, in order; repeated if the sample is longer.
    std::vector<std::string> form;
    /// Sections that are repeated unchanged; others continue from where they ended.
    std::vector<std::string> returning;
};

/// Errors: RecipeUnreadable with `name`.
Result<GanPlan> tokenGanPlan(const nlohmann::json& network, const std::string& name);
Result<GanPlan> conditionalGanPlan(const nlohmann::json& network, const std::string& name);

} // namespace leitmotif
