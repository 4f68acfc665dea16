// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/settle.h"

namespace leitmotif {

/// The edit that inserts the notes of `inserted` (such as a take) into `score`, its tick 0 at `at`,
/// in the time base of `score`. Notes go to the track of `score` that plays the same instrument on
/// the same channel; where there is none, to a new track after the last one, with the instrument's
/// program. Tempos and signatures of `inserted` are not copied. Settled; its notes are all inserted
/// ones, those in new tracks included.
[[nodiscard]] Settlement placed(const Score& score, const Score& inserted, Tick at);

} // namespace leitmotif
