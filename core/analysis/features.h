// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <cstddef>
#include <cstdint>

namespace leitmotif {

/// What can be told of a sample at a glance.
struct SampleFeatures {
    std::size_t notes = 0;           ///< with percussion
    std::size_t distinctPitches = 0; ///< without percussion
    std::int64_t bars = 0;
    std::int64_t emptyBars = 0; ///< in which no note begins
};

[[nodiscard]] SampleFeatures featuresOf(const Score& score);

} // namespace leitmotif
