// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <cstddef>
#include <cstdint>

namespace leitmotif {

/// A stretch that repeats itself at least three times. Events are the notes that begin together,
/// with their pitches and the time since the event before; how long they sound does not matter.
struct PeriodicRun {
    std::size_t events = 0; ///< 0: nothing repeats
    std::size_t period = 0; ///< events after which it repeats, 1 to 64
    std::int64_t steps = 0; ///< from the first to the last onset, in twelfths of a beat
    double share = 0.0;     ///< of the time between the score's first and last onset
};

/// The periodic run of the longest time that reaches the end of the score.
[[nodiscard]] PeriodicRun periodicTail(const Score& score);

/// The longest periodic run anywhere: what the source itself repeats on purpose.
[[nodiscard]] PeriodicRun longestPeriodicRun(const Score& score);

} // namespace leitmotif
