// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe_settings.h"

#include <string>

namespace leitmotif {

/// True if the setting may have this value: its kind, range and choices.
[[nodiscard]] bool isAllowed(const Setting& setting, const nlohmann::json& value);
/// Its allowed values as text: "whole numbers from 1 to 8".
[[nodiscard]] std::string allowedText(const Setting& setting);
/// The text of a user as a JSON value of the setting's kind; null if it is not one.
[[nodiscard]] nlohmann::json valueOf(const Setting& setting, const std::string& text);
/// The shortest text that reads back as the same number.
[[nodiscard]] std::string numberText(double value);
/// The fault of a recipe's `network` before any family reads it; empty if there is none.
[[nodiscard]] std::string networkComplaint(const nlohmann::json& network);

} // namespace leitmotif
