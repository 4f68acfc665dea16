// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace leitmotif {

/// A placeholder for the damaged recipe of a run, with the name that its takes have. It cannot be
/// resumed.
[[nodiscard]] std::string lostRecipe(const std::string& name);
[[nodiscard]] bool isLostRecipe(const nlohmann::json& json);

} // namespace leitmotif
