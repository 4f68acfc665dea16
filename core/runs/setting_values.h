// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe_settings.h"

#include <string>

namespace leitmotif {

/// Whether the setting may have this value: its kind, range and choices.
[[nodiscard]] bool isAllowed(const Setting& setting, const nlohmann::json& value);
/// Its values, for people: "whole numbers from 1 to 8".
[[nodiscard]] std::string allowedText(const Setting& setting);
/// What people write as the JSON value of the setting's kind; null if it is none.
[[nodiscard]] nlohmann::json valueOf(const Setting& setting, const std::string& text);
/// The shortest text that reads back as the same number.
[[nodiscard]] std::string numberText(double value);
/// What is wrong with the `network` of a recipe, before any family reads it; empty if nothing is.
[[nodiscard]] std::string networkComplaint(const nlohmann::json& network);

} // namespace leitmotif
