// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/onset_streams.h"

#include <optional>

namespace leitmotif {

/// The coarsest parts of a beat in which the stream gathers as well as in any.
[[nodiscard]] std::optional<int> divisionOf(const OnsetStream& stream, const BeatCircle& circle);

/// Parts of a beat on which notes of a stream that gathers in `division` may lie by intent: one
/// that only plays off the beat is not late.
[[nodiscard]] int naturalDivision(int division);

/// Sets the delay of each stream. Streams too short to tell are late as the others are, if that
/// puts them on the beat.
void findDelays(std::vector<OnsetStream>& streams, const BeatCircle& circle);

} // namespace leitmotif
