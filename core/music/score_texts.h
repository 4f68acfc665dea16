// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <vector>

namespace leitmotif {

/// Names, lyrics, markers and other texts that are not the same in every encoding. They refer to
/// the score.
[[nodiscard]] std::vector<TextBytes> foreignTexts(const Score& score);

/// Sets the encoding of the score's texts: `encoding`, or for Automatic the likeliest one.
void readTextsAs(Score& score, TextEncoding encoding);

} // namespace leitmotif
