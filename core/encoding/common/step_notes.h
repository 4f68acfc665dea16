// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"

#include <cstdint>
#include <vector>

namespace leitmotif {

/// Where the beat is free, half a second counts as a beat.
inline constexpr int kFreeBeatsPerSecond = 2;

/// A pitched note on a grid of equal steps from the start of its piece.
struct StepNote {
    std::int64_t onset = 0;
    std::int64_t length = 1; ///< at least 1
    std::uint8_t pitch = 60;
    std::uint8_t velocity = 64;
    std::size_t track = 0;
    std::uint8_t channel = 0;

    [[nodiscard]] std::int64_t end() const { return onset + length; }
};

/// All notes of a piece but percussion, by onset, then pitch; as written, without sustain pedal.
/// Where the beat is free, half a second counts as a beat. Notes are cut to 32 beats, and silences
/// of all tracks to 64: a damaged file may have millions.
[[nodiscard]] std::vector<StepNote> stepNotes(const CorpusPiece& piece, int stepsPerBeat);

} // namespace leitmotif
