// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/step_notes.h"
#include "core/music/parts.h"

#include <cstdint>
#include <vector>

namespace leitmotif {

/// A chord by its pitch classes; bit 0 is C.
using ChordSet = std::uint16_t;

/// What a note is to the chord that it sounds over, in this order of precedence.
enum class ToneKind : std::uint8_t {
    Chord,    ///< one of its tones
    Scale,    ///< in the major scale that holds most of them
    Approach, ///< a semitone from one of them
    Other,
};

[[nodiscard]] ToneKind toneKindOf(int pitch, ChordSet chord);

/// A piece as an improviser hears it: a melody of one voice over a chord in every bar.
struct LeadSheet {
    std::vector<StepNote> melody; ///< apart from each other
    std::vector<ChordSet> chords; ///< by bar; none is empty; at least one if there is a melody
};

/// Name of the track in which decoded takes have their accompaniment. Tracks of that name are never
/// taken for the melody.
inline constexpr const char* kChordsTrackName = "Chords";

/// Whose top line is the melody. REQUIRES: the score has pitched notes.
[[nodiscard]] TrackChannel leadOf(const Score& score);

/// The top line of the melody track. A bar's chord: up to four pitch classes that everything else
/// sounds longest in it, each at least a quarter as long as the longest; where nothing else sounds,
/// the chord before goes on. Without any accompaniment the melody makes its chords itself. Bars are
/// `stepsPerBar` steps each, whatever the signatures of the piece.
[[nodiscard]] LeadSheet leadSheet(const CorpusPiece& piece, int stepsPerBeat,
                                  std::int64_t stepsPerBar);

} // namespace leitmotif
