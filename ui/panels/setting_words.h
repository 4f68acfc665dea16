// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace leitmotif {

// Settings of a recipe as a person reads and writes them.

/// A text of the table of settings, translated.
[[nodiscard]] QString settingText(const char* text);
/// A choice of a setting, in words where its key is not one.
[[nodiscard]] QString choiceWords(const std::string& choice);
/// Whether the setting is a number with a point.
[[nodiscard]] bool isNumber(std::string_view key);
/// A setting's number as the person writes it: "0,05".
[[nodiscard]] QString localNumber(const QString& text);
/// What was typed, as a setting is kept: "0.05". What is no number stays as it is.
[[nodiscard]] QString plainNumber(const QString& typed);

} // namespace leitmotif
