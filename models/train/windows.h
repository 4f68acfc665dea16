// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/base/random.h"

#include <utility>
#include <vector>

namespace leitmotif {

/// The spans in pieces of `length` steps at most, in random order. They are cut elsewhere each
/// time, so that steps are seen beside ever other borders. `notes` of the pieces is not set.
/// REQUIRES: length ≥ 1.
[[nodiscard]] std::vector<SequenceSpan> drawnWindows(const std::vector<SequenceSpan>& spans,
                                                     std::size_t length, Random& random);

/// Semitones within [lowest, highest] and at most `most` up or down, all alike likely.
/// REQUIRES: range holds 0.
[[nodiscard]] int drawnTransposition(std::pair<int, int> range, int most, Random& random);

} // namespace leitmotif
