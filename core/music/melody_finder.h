// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/parts.h"
#include "core/music/score.h"

#include <optional>
#include <span>

namespace leitmotif {

/// Most of the notes that sound at once; a note that ends where another begins makes room for it.
/// REQUIRES: by onset.
[[nodiscard]] int polyphonyOf(std::span<const Note> notes);

/// Where the melody most likely is: in pitched notes that are high, stand alone, are seldom silent
/// and move; the track's name and the program count too. Drones and pads, which hardly move, are
/// none, and a left hand or lower voice seldom is. Nothing without a melody.
[[nodiscard]] std::optional<TrackChannel> melodyOf(const Score& score);

} // namespace leitmotif
