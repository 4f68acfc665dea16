// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <cstddef>

namespace leitmotif {

/// A stretch that repeats itself. Events are the notes that begin together, with their pitches,
/// lengths and the time since the event before.
struct PeriodicRun {
    std::size_t events = 0; ///< 0: nothing repeats
    std::size_t period = 0; ///< events after which it repeats, 1 to 8
};

/// The longest stretch at the end of a score that repeats with a period of at most 8 events, at
/// least twice. Of 16 events and more, a model is stuck.
[[nodiscard]] PeriodicRun periodicTail(const Score& score);

/// The longest such stretch anywhere: what the source itself repeats on purpose.
[[nodiscard]] PeriodicRun longestPeriodicRun(const Score& score);

} // namespace leitmotif
