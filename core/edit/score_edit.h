// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/music/score.h"

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace leitmotif {

/// Notes by the index of their track in Score::tracks.
using TrackNotes = std::map<std::size_t, std::vector<Note>>;

/// What one edit removes from a track and adds to it. Events hold names, tempos, signatures and
/// controllers, so this also describes a change of properties.
struct TrackEdit {
    std::size_t track = 0; ///< index into Score::tracks
    std::vector<Note> removed = {};
    std::vector<Note> added = {};
    std::vector<Event> removedEvents = {};
    std::vector<Event> addedEvents = {};

    bool operator==(const TrackEdit&) const = default;
};

/// The one description of every change of a score: move, resize, quantize, paste, "take these
/// bars". A value; applying it and then its inverse gives the score back, order in the file
/// included, if it went through `settled` (settle.h): only that keeps the order of items that are
/// equivalent under `earlier`.
struct ScoreEdit {
    std::vector<TrackEdit> tracks = {}; ///< one per track concerned
    /// Whole tracks added after the last one, or removed from there (in ascending order).
    std::vector<TrackPtr> addedTracks = {};
    std::vector<TrackPtr> removedTracks = {};

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] ScoreEdit inverted() const;
};

/// The score after the edit; only tracks concerned are copied. Errors: EditNotApplicable if a
/// removed note, event or track is not there, or an added one lies before tick 0, has a negative
/// length, would end before it starts in the file or is out of MIDI's range.
Result<Score> applied(const Score& score, const ScoreEdit& edit);

/// One edit that does what `first` and then `second` do; what the second undoes of the first is in
/// neither half. For steps of one gesture that become one step of the undo history. Edits that add
/// or remove whole tracks are not composed: nothing is returned for those.
std::optional<ScoreEdit> composed(const ScoreEdit& first, const ScoreEdit& second);

/// A total order that refines `earlier`: equal values only are equivalent.
[[nodiscard]] bool before(const Note& a, const Note& b);
[[nodiscard]] bool before(const Event& a, const Event& b);

} // namespace leitmotif
