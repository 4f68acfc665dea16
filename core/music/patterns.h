// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <cstddef>
#include <optional>

namespace leitmotif {

// Format 2 files hold patterns that all begin at tick 0 and mean nothing together. A score holds
// them one after the other, so that whatever has a time line (the editor, the player, the report)
// treats it as any other music.

/// Moves each track of a format 2 score behind those before it, to the next bar, and notes where it
/// begins. A track without notes takes no time. REQUIRES: score.patternStarts is empty.
void layOutPatterns(Score& score);

/// One pattern as a score of its own from tick 0; a score of another format as it is.
/// REQUIRES: track < score.tracks.size().
[[nodiscard]] Score patternOf(const Score& score, std::size_t track);

/// A format 2 score as its file has it, all patterns from tick 0. Nothing where an edit moved
/// something out of its pattern, or added tracks, so that a file of patterns would play otherwise.
[[nodiscard]] std::optional<Score> asPatterns(const Score& score);

/// A format 2 score in format 1, with the tempos and signatures that patterns begin with.
[[nodiscard]] Score asSequence(const Score& score);

} // namespace leitmotif
