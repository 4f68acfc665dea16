// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"

#include <cstddef>

namespace leitmotif {

/// Steps a beat that hold sixteenths and triplets: what music usually needs.
inline constexpr int kUsualSteps = 12;

/// Notes that lie exactly on a finer division of the beat (32nds, 64ths, quintuplets, septuplets)
/// and between the steps of a coarser one; unevenly played notes do not count.
struct FineNotes {
    std::size_t count = 0;   ///< between `kUsualSteps` steps
    double share = 0.0;      ///< of all notes with a beat
    int steps = kUsualSteps; ///< a beat, which hold nearly all of them: 12, 16, 20, 24, 28, 48 …
};
[[nodiscard]] FineNotes fineNotesOf(const Corpus& corpus);

/// `wanted`, or where that is 0 what the pieces with a beat need: kUsualSteps unless more than a
/// few of their notes lie between those.
[[nodiscard]] int stepsPerBeatFor(const Corpus& corpus, int wanted);

} // namespace leitmotif
