// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/onset_streams.h"

namespace leitmotif {

/// Moves the notes of each strum to its first, middle or last one: to where the strums of this
/// stream cluster best. `onsets` are those of all `notes` of the track. Returns the number of
/// audible strums.
std::size_t joinStrums(const OnsetStream& stream, const std::vector<Note>& notes,
                       const BeatCircle& circle, std::vector<Tick>& onsets);

} // namespace leitmotif
