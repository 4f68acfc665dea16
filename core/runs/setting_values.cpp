// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/setting_values.h"

#include "core/base/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace leitmotif {

namespace {

using nlohmann::json;

/// Null if the text is no such number.
template <class Number>
json parsedNumber(const std::string& text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? json(value) : json();
}

std::size_t layerCount(const json& network) {
    std::size_t count = network.is_array() ? network.size() : 0;
    if (network.is_object())
        for (const auto& [name, part] : network.items())
            count += part.is_array() ? part.size() : 1;
    return count;
}

} // namespace

bool isAllowed(const Setting& setting, const json& value) {
    switch (setting.kind) {
    case SettingKind::Whole:
        return value.is_number_integer() && value.get<double>() >= setting.minimum &&
               value.get<double>() <= setting.maximum;
    case SettingKind::Number:
        return value.is_number() && value.get<double>() >= setting.minimum &&
               value.get<double>() <= setting.maximum;
    case SettingKind::Switch:
        return value.is_boolean();
    case SettingKind::Choice:
        break;
    }
    return value.is_string() &&
           std::ranges::find(setting.choices, value.get<std::string>()) != setting.choices.end();
}

std::string allowedText(const Setting& setting) {
    switch (setting.kind) {
    case SettingKind::Whole:
        return "whole numbers from " + std::to_string(std::llround(setting.minimum)) + " to " +
               std::to_string(std::llround(setting.maximum));
    case SettingKind::Number:
        return "numbers from " + numberText(setting.minimum) + " to " + numberText(setting.maximum);
    case SettingKind::Switch:
        return "on, off";
    case SettingKind::Choice:
        break;
    }
    std::string text;
    for (const auto& choice : setting.choices)
        text += (text.empty() ? "" : ", ") + choice;
    return text;
}

json valueOf(const Setting& setting, const std::string& text) {
    switch (setting.kind) {
    case SettingKind::Whole:
        return parsedNumber<std::int64_t>(text);
    case SettingKind::Number:
        return parsedNumber<double>(text);
    case SettingKind::Switch:
        if (text == "on" || text == "true" || text == "yes" || text == "1")
            return true;
        if (text == "off" || text == "false" || text == "no" || text == "0")
            return false;
        return {};
    case SettingKind::Choice:
        break;
    }
    return text;
}

std::string numberText(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string networkComplaint(const json& network) {
    if (!network.is_array() && !network.is_object())
        return "network is neither a list of layers nor lists by name";
    if (layerCount(network) > kMostLayers)
        return "network has more than " + std::to_string(kMostLayers) + " layers";
    return {};
}

} // namespace leitmotif
