// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/step_notes.h"
#include "core/music/parts.h"

#include <cstdint>
#include <vector>

namespace leitmotif {

/// A chord by its pitch classes; bit 0 is C.
using ChordSet = std::uint16_t;

/// The role of a note over its chord, in this order of precedence.
enum class ToneKind : std::uint8_t {
    Chord,    ///< a chord tone
    Scale,    ///< in the major scale that holds most chord tones
    Approach, ///< a semitone from a chord tone
    Other,
};

[[nodiscard]] ToneKind toneKindOf(int pitch, ChordSet chord);

/// A lead sheet: a melody of one voice over a chord in every bar.
struct LeadSheet {
    std::vector<StepNote> melody; ///< without overlaps
    std::vector<ChordSet> chords; ///< by bar; none is empty; at least one if there is a melody
};

/// Name of the accompaniment track of decoded takes. Tracks of that name are never taken for the
/// melody.
inline constexpr const char* kChordsTrackName = "Chords";

/// The track and channel whose top line is the melody. REQUIRES: the score has pitched notes.
[[nodiscard]] TrackChannel leadOf(const Score& score);

/// The top line of the melody track. A bar's chord: the up to four pitch classes that sound longest
/// in the other tracks, each at least a quarter as long as the longest; without any, the chord
/// before goes on. Without any accompaniment the chords come from the melody. Bars are
/// `stepsPerBar` steps each, whatever the signatures of the piece.
[[nodiscard]] LeadSheet leadSheet(const CorpusPiece& piece, int stepsPerBeat,
                                  std::int64_t stepsPerBar);

} // namespace leitmotif
