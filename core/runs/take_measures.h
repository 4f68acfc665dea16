// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/originality.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace leitmotif {

/// What is measured of a take's music beside what its run learned from. A further measure is a
/// field here, a line in measuresOf() and one in takeMeasures(); project and JSON follow from that
/// table.
struct TakeMeasures {
    double copied = 0.0;         ///< share of notes in copied passages of 8 and more
    std::size_t longestCopy = 0; ///< notes

    bool operator==(const TakeMeasures&) const = default;
};

/// `copies` knows the corpus of the run.
[[nodiscard]] TakeMeasures measuresOf(const Score& score, const CopyFinder& copies);

/// How a measure is stored and printed.
struct TakeMeasure {
    const char* key;    ///< in JSON, and the column of the tables `take` and `document`
    bool isWhole;       ///< a whole number
    std::int64_t since; ///< the first format of projects (kProjectFormat) with the column
    double (*read)(const TakeMeasures& measures);
    void (*write)(TakeMeasures& measures, double value);
};

/// All of them; those of a later format last.
[[nodiscard]] std::span<const TakeMeasure> takeMeasures();

} // namespace leitmotif
