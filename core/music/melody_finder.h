// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/parts.h"
#include "core/music/score.h"

#include <optional>
#include <span>

namespace leitmotif {

/// The largest number of notes that sound at once; a note that ends where another begins does not
/// overlap it. REQUIRES: sorted by onset.
[[nodiscard]] int polyphonyOf(std::span<const Note> notes);

/// The track and channel of the likeliest melody: pitched notes that are high, alone, seldom silent
/// and move; the track's name and the program count too. Drones and pads hardly move and never
/// qualify, a left hand or lower voice seldom does. Nothing without a melody.
[[nodiscard]] std::optional<TrackChannel> melodyOf(const Score& score);

} // namespace leitmotif
