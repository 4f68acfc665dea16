// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

namespace leitmotif {

/// The bars of a score, as its notes suggest them.
struct BarReading {
    int numerator = 4;
    int denominator = 4;
    /// Number of bars of the file in one of these: a signature such as 1/4 tells only the beat.
    int grouped = 1;
    /// How much later the music must begin so that an upbeat fills the end of a whole first bar;
    /// negative where incomplete first bars have no notes and are left out.
    Tick lead;
    bool hasUpbeat = false; ///< notes in incomplete first bars

    bool operator==(const BarReading&) const = default;
};

/// Reads the bars: in the signature of most notes. Bars of one beat are grouped by threes where
/// stressed beats return after three rather than four (autocorrelation of how much begins on a
/// beat, as in Brown, 1993), else by fours.
[[nodiscard]] BarReading readBars(const Score& score);

/// The score in these bars from its first tick on: incomplete first bars are filled up or left out,
/// bars of one beat are grouped. Later changes of signature stay.
[[nodiscard]] Score inWholeBars(const Score& score, const BarReading& reading);

} // namespace leitmotif
