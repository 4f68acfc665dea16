// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/onset_streams.h"

#include <optional>

namespace leitmotif {

/// The coarsest division of the beat around which the stream clusters as well as around any.
[[nodiscard]] std::optional<int> divisionOf(const OnsetStream& stream, const BeatCircle& circle);

/// The division on which notes of a stream that clusters in `division` may be meant to lie: a
/// stream that only plays off the beat is not late.
[[nodiscard]] int naturalDivision(int division);

/// Sets the delay of each stream. A stream too short to measure gets the delay of the others if
/// that puts it on the beat.
void findDelays(std::vector<OnsetStream>& streams, const BeatCircle& circle);

} // namespace leitmotif
