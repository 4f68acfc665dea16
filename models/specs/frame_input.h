// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/frames/frames.h"
#include "models/specs/start_token.h"

namespace leitmotif {

/// The number of inputs of a frame network at a step: the keys of the frame before, and marks of
/// the transposition, one of which is set at the first step of a window or sample.
[[nodiscard]] inline int frameInputs(const Recipe& recipe) {
    return kFrameKeys + startTokenCount(recipe);
}

/// Index among the inputs of the mark of a transposition. REQUIRES: |transposition| ≤
/// recipe.training.transposition.
[[nodiscard]] inline std::size_t startMark(const Recipe& recipe, int transposition) {
    return static_cast<std::size_t>(startToken(kFrameKeys, recipe, transposition));
}

/// Sets values[key + transposition] to 1 for each key of the frame. REQUIRES: no key leaves the
/// range.
inline void setKeys(const Frame& frame, int transposition, float* values) {
    for (std::size_t key = 0; key < kFrameKeys; ++key)
        if (frame.test(key))
            values[static_cast<int>(key) + transposition] = 1.0F;
}

} // namespace leitmotif
