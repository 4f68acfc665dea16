// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace leitmotif {

/// What the generator of a conditional GAN reads: `history` tokens as id / vocabulary, 0 before the
/// first.
[[nodiscard]] std::vector<float> historyValues(std::span<const int> tokens, std::int64_t history,
                                               int vocabularySize);

/// Token ids as numbers from −1 to below 1, and the allowed token nearest to a number.
[[nodiscard]] float scaledToken(int token, int vocabularySize);
[[nodiscard]] int nearestToken(float value, std::span<const std::uint8_t> allowed);

} // namespace leitmotif
