// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/corpus/corpus.h"

#include <string>
#include <vector>

namespace leitmotif {

/// Properties of random pieces.
struct PieceTraits {
    bool hasFreeBeat = false;
    bool isOnGrid = false; ///< canonical notes on the grid of 12 steps, which encode exactly
    bool hasMeterChanges = true;
    bool hasPedal = true;
    bool hasDrums = true;
    int parts = 3;
    int notes = 200;
};

/// A piece of random notes: any division, several tracks, signatures that change, also within a
/// bar.
[[nodiscard]] CorpusPiece randomPiece(Random& random, const PieceTraits& traits);

/// All notes of a score as "onset length pitch velocity channel" (percussion by its channel),
/// sorted.
[[nodiscard]] std::vector<std::string> describeNotes(const Score& score);

/// A one-track score in 4/4 at 480 ticks a beat.
[[nodiscard]] Score scoreOf(std::vector<Note> notes, std::vector<Event> events = {});

/// True if no key of a channel is struck while it is held, and everything is in MIDI's range.
[[nodiscard]] bool isPlayable(const Score& score);

} // namespace leitmotif
