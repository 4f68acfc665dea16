// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/note_streams.h"
#include "core/encoding/compound/compound_piece.h"

namespace leitmotif {

/// The notes of an encoded piece as scores are compared: durations are those with the sustain
/// pedal, and onsets are counted in steps of the encoding.
[[nodiscard]] NoteStreams noteStreams(const CompoundView& piece);

} // namespace leitmotif
