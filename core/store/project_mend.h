// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace leitmotif {

/// What stands for the recipe of a run whose own was damaged: no recipe that anything goes on from,
/// with the name that its takes have.
[[nodiscard]] std::string lostRecipe(const std::string& name);
[[nodiscard]] bool isLostRecipe(const nlohmann::json& json);

} // namespace leitmotif
