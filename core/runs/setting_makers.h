// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe_settings.h"

#include <utility>

namespace leitmotif {

// Helpers that make the entries of the table of settings.

inline Setting whole(std::string_view key, const char* label, const char* help, double minimum,
                     double maximum, bool isAdvanced = true) {
    return {.key = key,
            .label = label,
            .help = help,
            .kind = SettingKind::Whole,
            .minimum = minimum,
            .maximum = maximum,
            .isAdvanced = isAdvanced};
}

inline Setting number(std::string_view key, const char* label, const char* help, double minimum,
                      double maximum) {
    return {.key = key,
            .label = label,
            .help = help,
            .kind = SettingKind::Number,
            .minimum = minimum,
            .maximum = maximum};
}

inline Setting choice(std::string_view key, const char* label, const char* help,
                      std::vector<std::string> choices) {
    return {.key = key,
            .label = label,
            .help = help,
            .kind = SettingKind::Choice,
            .choices = std::move(choices)};
}

inline Setting toggle(std::string_view key, const char* label, const char* help) {
    return {.key = key, .label = label, .help = help, .kind = SettingKind::Switch};
}

inline Setting forEncodings(Setting setting, std::vector<std::string_view> encodings) {
    setting.encodings = std::move(encodings);
    return setting;
}

} // namespace leitmotif
