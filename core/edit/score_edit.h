// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/music/score.h"

#include <cstddef>
#include <vector>

namespace leitmotif {

/// What one edit takes out of a track and puts into it. Events carry names, tempos, signatures,
/// controllers; so the same value describes a change of notes and of properties.
struct TrackEdit {
    std::size_t track = 0; ///< index into Score::tracks
    std::vector<Note> removed;
    std::vector<Note> added;
    std::vector<Event> removedEvents;
    std::vector<Event> addedEvents;

    bool operator==(const TrackEdit&) const = default;
};

/// The one description of every change of a score: move, resize, quantize, paste, "take these
/// bars". A value; applying it and then its inverse gives the score back, order in the file
/// included.
struct ScoreEdit {
    std::vector<TrackEdit> tracks; ///< one per track concerned
    /// Whole tracks put after the last one, or taken from there (in ascending order).
    std::vector<TrackPtr> addedTracks;
    std::vector<TrackPtr> removedTracks;

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] ScoreEdit inverted() const;
};

/// The score after the edit; only tracks concerned are copied. Errors: EditNotApplicable if a
/// removed note, event or track is not there, or an added one lies before tick 0, is shorter than
/// one tick or out of MIDI's range.
Result<Score> applied(const Score& score, const ScoreEdit& edit);

} // namespace leitmotif
