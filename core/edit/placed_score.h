// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/settle.h"

namespace leitmotif {

/// The edit that lays the notes of `inserted` (a take, say) into `score`, its tick 0 at `at`, in
/// the time base of `score`. Notes go to the track of `score` that plays the same instrument on the
/// same channel; where there is none, to a new track after the last one, with the instrument's
/// program. Tempos and signatures of `inserted` stay behind: the score keeps its own. Settled, so
/// that it can be applied as it is; its notes are those laid in, also the ones in new tracks.
[[nodiscard]] Settlement placed(const Score& score, const Score& inserted, Tick at);

} // namespace leitmotif
