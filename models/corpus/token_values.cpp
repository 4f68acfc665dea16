// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/token_values.h"

#include <algorithm>
#include <cmath>

namespace leitmotif {

std::vector<float> historyValues(std::span<const int> tokens, std::int64_t history,
                                 int vocabularySize) {
    std::vector<float> values(static_cast<std::size_t>(history), 0.0F);
    const auto known = tokens.last(std::min(tokens.size(), values.size()));
    std::ranges::transform(
        known, values.end() - static_cast<std::ptrdiff_t>(known.size()),
        [&](int token) { return static_cast<float>(token) / static_cast<float>(vocabularySize); });
    return values;
}

float scaledToken(int token, int vocabularySize) {
    const float half = static_cast<float>(vocabularySize) / 2.0F;
    return (static_cast<float>(token) - half) / half;
}

int nearestToken(float value, std::span<const std::uint8_t> allowed) {
    int nearest = -1;
    float smallest = 0.0F;
    for (std::size_t id = 0; id < allowed.size(); ++id) {
        const float distance =
            std::abs(scaledToken(static_cast<int>(id), static_cast<int>(allowed.size())) - value);
        if (allowed[id] != 0 && (nearest < 0 || distance < smallest)) {
            nearest = static_cast<int>(id);
            smallest = distance;
        }
    }
    return nearest;
}

} // namespace leitmotif
