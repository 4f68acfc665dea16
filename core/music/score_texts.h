// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <vector>

namespace leitmotif {

/// Names, lyrics, markers and other texts that are not the same in every encoding. They refer to
/// the score.
[[nodiscard]] std::vector<TextBytes> foreignTexts(const Score& score);

/// Takes the texts of the score as written in `encoding`, or in what they are likeliest in.
void readTextsAs(Score& score, TextEncoding encoding);

} // namespace leitmotif
