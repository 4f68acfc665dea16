// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <cstdint>

namespace leitmotif {

/// Whether bars and beats of a file mean anything, or notes fall freely in time (a performance).
enum class BeatKind : std::uint8_t { Metrical, Free };

/// Decides by the distance of onsets from a grid of 12 steps a beat, compared with that of onsets
/// thrown in at random: written and quantized music keeps to it, performances do not. SMPTE time
/// has no beat.
[[nodiscard]] BeatKind beatKindOf(const Score& score);

} // namespace leitmotif
