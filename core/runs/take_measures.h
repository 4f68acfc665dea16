// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/originality.h"

#include <cstddef>

namespace leitmotif {

/// What is measured of a take's music beside what its run learned from. A further measure is a
/// field here and a line in measuresOf(), and in the project a column each of the tables `take` and
/// `document` (docs/how_to_add.md).
struct TakeMeasures {
    double copied = 0.0;         ///< share of notes in copied passages of 8 and more
    std::size_t longestCopy = 0; ///< notes

    bool operator==(const TakeMeasures&) const = default;
};

/// `copies` knows the corpus of the run.
[[nodiscard]] TakeMeasures measuresOf(const Score& score, const CopyFinder& copies);

} // namespace leitmotif
