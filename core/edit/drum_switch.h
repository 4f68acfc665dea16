// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/score_edit.h"
#include "core/music/parts.h"

namespace leitmotif {

/// The settled edit that makes percussion of the notes of a track or channel, or pitched notes
/// again: they go to a channel of that kind on their port. Their channel messages stay where they
/// are: a piano's program and levels mean nothing to a kit that others play too, and they lead the
/// notes back. An edit, as any other way of calling notes drums would have to be told to everything
/// that plays, learns or writes them. REQUIRES: the track exists.
[[nodiscard]] ScoreEdit playedAsDrums(const Score& score, const TrackChoice& choice, bool areDrums);

} // namespace leitmotif
