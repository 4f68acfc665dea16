// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace leitmotif {

/// The input of a conditional GAN's generator: the last `history` tokens as id / vocabulary, 0
/// before the first.
[[nodiscard]] std::vector<float> historyValues(std::span<const int> tokens, std::int64_t history,
                                               int vocabularySize);

/// A token id as a number from −1 to below 1, and the allowed token nearest to a number.
[[nodiscard]] float scaledToken(int token, int vocabularySize);
[[nodiscard]] int nearestToken(float value, std::span<const std::uint8_t> allowed);

} // namespace leitmotif
