// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"

#include <memory>

namespace leitmotif {

/// A phrase of four bars with melody, bass and triplets, `times` over: 26 notes each time.
[[nodiscard]] std::shared_ptr<const Corpus> repeatedPhrase(int times);

/// `bars` bars of a melody that walks at random from a seed, so that nothing repeats.
[[nodiscard]] std::shared_ptr<const Corpus> wanderingMelody(int bars, std::uint64_t seed);

} // namespace leitmotif
