// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

namespace leitmotif {

/// The bars that most of a score is in.
struct BarReading {
    int numerator = 4;
    int denominator = 4;
    /// So many bars of the file make one of these: a signature such as 1/4 says how long a beat is,
    /// and no bar.
    int grouped = 1;
    /// By how much the music must begin later for these bars to begin where its own do, with an
    /// upbeat at the end of a bar; negative where odd first bars have no notes and are left out.
    Tick lead;
    bool hasUpbeat = false; ///< notes in odd first bars

    bool operator==(const BarReading&) const = default;
};

/// The signature that holds at most notes. Bars of one beat are grouped by threes where stressed
/// beats return after three rather than four (autocorrelation of how much begins on a beat, as in
/// Brown, 1993), else by fours.
[[nodiscard]] BarReading readBars(const Score& score);

/// The score in these bars from its first tick on: odd first bars are filled up or left out, bars
/// of one beat are grouped. Later changes of signature stay.
[[nodiscard]] Score inWholeBars(const Score& score, const BarReading& reading);

} // namespace leitmotif
