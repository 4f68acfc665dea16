// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/encoding/common/encoding.h"

#include <cstdint>
#include <span>

namespace leitmotif {

/// Draws one of the allowed tokens, with logits divided by `temperature`, from the likeliest ones
/// that together reach the probability `topP` (nucleus sampling, Holtzman et al. 2020). REQUIRES:
/// both spans of one size, at least one token allowed, temperature > 0, 0 < topP ≤ 1.
[[nodiscard]] int drawToken(std::span<const float> logits, std::span<const std::uint8_t> allowed,
                            double temperature, double topP, Random& random);

/// First draws the kind of the token by its probability, then the token among those of its kind: as
/// above, but those of structure by their probabilities alone. REQUIRES: as above; a group for each
/// token.
[[nodiscard]] int drawToken(std::span<const float> logits, std::span<const std::uint8_t> allowed,
                            std::span<const TokenGroup> groups, double temperature, double topP,
                            Random& random);

/// Draws one of the `count` likeliest allowed tokens, each with the same probability; ties go to
/// the first. 1: the likeliest. REQUIRES: as drawToken; count ≥ 1.
[[nodiscard]] int drawAmongLikeliest(std::span<const float> logits,
                                     std::span<const std::uint8_t> allowed, int count,
                                     Random& random);

} // namespace leitmotif
