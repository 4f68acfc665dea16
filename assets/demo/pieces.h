// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

namespace leitmotif {

/// The demo pieces, written out from compact notation: public-domain compositions, and a groove of
/// this project's own. Pure: every call gives the same score.

/// J. S. Bach, prelude in C major BWV 846: 35 bars, one piano track.
[[nodiscard]] Score preludeInC();

/// C. Petzold, minuet in G major (BWV Anh. 114): 32 bars and their repeats played out, two hands,
/// without its ornaments.
[[nodiscard]] Score minuetInG();

/// J. Pachelbel, canon in D: ground bass and three violins up to the ninth variation of the first.
/// Note values are doubled, as many editions have them, so that the shortest are sixteenths.
[[nodiscard]] Score canonInD();

/// Drums alone: 32 bars of 4/4 with fills.
[[nodiscard]] Score groove();

} // namespace leitmotif
