// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/score_edit.h"

#include <cstddef>

namespace leitmotif {

/// How many notes came out otherwise than asked for, because notes of one pitch and channel must
/// not overlap.
struct Collisions {
    std::size_t replaced = 0;  ///< of the score: an edited note begins where they did
    std::size_t joined = 0;    ///< edited notes that fell together with another edited one
    std::size_t shortened = 0; ///< end where the next one begins

    [[nodiscard]] bool isEmpty() const { return *this == Collisions{}; }
    bool operator==(const Collisions&) const = default;
};

/// A settled edit and what it came to.
struct Settlement {
    ScoreEdit edit = {};
    TrackNotes notes = {}; ///< what was given a new place, as it became
    Collisions collisions = {};
};

/// The edit as it can be made: with what it does to notes around it. Whoever makes an edit from
/// notes passes it through here once, before it is applied and stored. REQUIRES: what the edit
/// removes is in `score`.
///
/// MIDI pairs a note's start with the next end of its pitch and channel, so notes of one pitch and
/// channel in one track must not overlap, or a synthesizer falls silent and the file reads back
/// differently. One rule decides: of two such notes the earlier one ends where the later begins; if
/// they begin together, the one that the edit adds replaces the other (of two added ones, the
/// longer stays). Notes that the edit does not touch keep overlaps that they had.
///
/// Beside that, ends without a start that would cut an added note are taken out, notes that hang
/// until the end of the track are given an end if the track's end moves, and an added note gives up
/// its place in the file where it would start before its predecessor's end is written.
[[nodiscard]] Settlement settle(const Score& score, ScoreEdit edit);
/// Its edit alone.
[[nodiscard]] ScoreEdit settled(const Score& score, ScoreEdit edit);

} // namespace leitmotif
