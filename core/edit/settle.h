// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/score_edit.h"

#include <cstddef>

namespace leitmotif {

/// Number of notes that were changed because notes of one pitch and channel must not overlap.
struct Collisions {
    std::size_t replaced = 0;  ///< notes of the score where an edited note begins
    std::size_t joined = 0;    ///< edited notes that coincide with another edited one
    std::size_t shortened = 0; ///< notes that now end where the next one begins

    [[nodiscard]] bool isEmpty() const { return *this == Collisions{}; }
    bool operator==(const Collisions&) const = default;
};

/// A settled edit and its result.
struct Settlement {
    ScoreEdit edit = {};
    TrackNotes notes = {}; ///< the added notes, as they came out
    Collisions collisions = {};
};

/// The edit completed by its effects on neighbouring notes. Every edit made from notes passes
/// through here once, before it is applied and stored. REQUIRES: what the edit removes is in
/// `score`.
///
/// MIDI pairs a note's start with the next end of its pitch and channel, so notes of one pitch and
/// channel in one track must not overlap, or a synthesizer falls silent and the file reads back
/// differently. One rule decides: of two such notes the earlier one ends where the later begins; if
/// they begin together, the one that the edit adds replaces the other (of two added ones, the
/// longer stays). Notes that the edit does not touch keep overlaps that they had.
///
/// Also, note-offs without a note that would cut an added note are removed, hanging notes get an
/// end if the track's end moves, and an added note gives up its place in the file where it would
/// start before its predecessor's end is written.
[[nodiscard]] Settlement settle(const Score& score, ScoreEdit edit);
/// The edit of settle() alone.
[[nodiscard]] ScoreEdit settled(const Score& score, ScoreEdit edit);

} // namespace leitmotif
