// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json_text.h"

#include "core/base/limits.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

/// The depth of nested lists and objects, up to the first place that is not JSON.
int depthOf(std::string_view text) {
    int depth = 0;
    int deepest = 0;
    bool isInString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char character = text[i];
        if (isInString && character == '\\')
            ++i; // the next one does not end the string
        else if (character == '"')
            isInString = !isInString;
        else if (!isInString && (character == '[' || character == '{'))
            deepest = std::max(deepest, ++depth);
        else if (!isInString && (character == ']' || character == '}'))
            --depth;
    }
    return deepest;
}

Error unreadable(std::string detail) {
    return {ErrorCode::JsonUnreadable, {std::move(detail)}};
}

} // namespace

Result<nlohmann::json> parseJson(std::string_view text, std::size_t mostBytes) {
    if (text.size() > mostBytes)
        return unreadable("it is larger than " + std::to_string(mostBytes) + " bytes");
    if (depthOf(text) > kDeepestJson)
        return unreadable("it is nested more than " + std::to_string(kDeepestJson) + " deep");
    try {
        return nlohmann::json::parse(text.begin(), text.end());
    } catch (const nlohmann::json::exception&) {
        return unreadable("it is no JSON");
    }
}

} // namespace leitmotif
