// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <cstdint>
#include <vector>

namespace leitmotif {

/// A note on the grid on which scores are compared.
struct StreamNote {
    Tick onset;             ///< in its score
    std::int64_t step = 0;  ///< onset in twelfths of a beat
    std::int64_t steps = 1; ///< duration in twelfths of a beat, at least 1
    int pitch = 0;

    bool operator==(const StreamNote&) const = default;
};

/// All notes of a score regardless of tracks, by step, then pitch; those that strike one pitch at
/// one step are one.
struct NoteStreams {
    std::vector<StreamNote> pitched;
    std::vector<StreamNote> drums;
};

inline constexpr std::int64_t kStreamStepsPerBeat = 12;

/// Where the beat is free, a beat is half a second. Keys are released when they are struck again;
/// with `foldsPedal` not before the sustain pedal is.
[[nodiscard]] NoteStreams noteStreams(const Score& score, bool hasFreeBeat, bool foldsPedal);

/// A note with whoever plays it: its channel, or its part.
struct PlayedNote {
    StreamNote note;
    std::uint8_t player = 0;
};
/// In the order of NoteStreams; players release keys when they strike them again.
[[nodiscard]] std::vector<StreamNote> streamOf(std::vector<PlayedNote> played);

} // namespace leitmotif
