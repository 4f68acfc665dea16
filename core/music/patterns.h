// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <cstddef>
#include <optional>

namespace leitmotif {

// Format 2 files hold independent patterns that all begin at tick 0. A score holds them one after
// the other, so that the editor, the player and the report treat it as any other music.

/// Moves each track of a format 2 score behind those before it, to the next bar, and stores where
/// it begins. A track without notes takes no time. REQUIRES: score.patternStarts is empty.
void layOutPatterns(Score& score);

/// One pattern as a score of its own from tick 0; a score of another format as it is.
/// REQUIRES: track < score.tracks.size().
[[nodiscard]] Score patternOf(const Score& score, std::size_t track);

/// A format 2 score as its file has it, all patterns from tick 0. Nothing if an edit moved
/// something out of its pattern or added tracks: a file of patterns would then play differently.
[[nodiscard]] std::optional<Score> asPatterns(const Score& score);

/// A format 2 score in format 1, with the tempos and signatures that patterns begin with.
[[nodiscard]] Score asSequence(const Score& score);

} // namespace leitmotif
