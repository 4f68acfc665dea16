// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"

namespace leitmotif {

/// A start token precedes the first token of a window or a sample and gives the network the
/// transposition in semitones; samples begin with the one for 0. Start tokens are numbered after
/// the vocabulary and are never predicted.
[[nodiscard]] inline int startTokenCount(const Recipe& recipe) {
    return 2 * recipe.training.transposition + 1;
}

/// REQUIRES: |transposition| ≤ recipe.training.transposition.
[[nodiscard]] inline int startToken(int vocabularySize, const Recipe& recipe, int transposition) {
    return vocabularySize + recipe.training.transposition + transposition;
}

} // namespace leitmotif
