// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/onset_streams.h"

namespace leitmotif {

/// Moves the notes of each strum to its first, middle or last one: to where strums of this stream
/// gather best. `onsets` are those of all `notes` of the track. The number of those that are heard
/// as strums.
std::size_t joinStrums(const OnsetStream& stream, const std::vector<Note>& notes,
                       const BeatCircle& circle, std::vector<Tick>& onsets);

} // namespace leitmotif
