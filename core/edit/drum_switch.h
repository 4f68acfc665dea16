// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/score_edit.h"
#include "core/music/parts.h"

namespace leitmotif {

/// The settled edit that turns the notes of a track or channel into percussion, or back into
/// pitched notes: it moves them to a channel of that kind on their port. Their channel messages
/// stay: a piano's program and levels mean nothing to a drum kit, and they show the way back. As an
/// edit of channels it needs no support in playback, training or writing. REQUIRES: the track
/// exists.
[[nodiscard]] ScoreEdit playedAsDrums(const Score& score, const TrackChoice& choice, bool areDrums);

} // namespace leitmotif
