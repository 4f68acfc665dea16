// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <cstddef>
#include <optional>

namespace leitmotif {

/// Most notes of a track that sound at once; a note that ends where another begins makes room for
/// it.
[[nodiscard]] int polyphonyOf(const Track& track);

/// Index of the track that most likely carries the melody: a pitched one that is high, plays one
/// note at a time and is seldom silent; its name and program count too. Nothing without pitched
/// notes.
[[nodiscard]] std::optional<std::size_t> melodyTrackOf(const Score& score);

} // namespace leitmotif
