// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/snap_grid.h"
#include "core/music/score.h"
#include "core/playback/loop_region.h"
#include "ui/roll/note_index.h"
#include "ui/roll/note_selection.h"
#include "ui/roll/roll_geometry.h"

#include <QRectF>

#include <map>
#include <optional>
#include <vector>

namespace leitmotif {

/// What a gesture in progress shows in place of the notes of a track that it is changing.
struct TrackPreview {
    std::vector<Note> notes = {};
    NoteSelection hidden = {};
};

/// What a gesture in progress shows.
struct RollPreview {
    std::map<std::size_t, TrackPreview> tracks = {};
    std::optional<QRectF> band = {}; ///< of a rubber band, in ticks and rows from the top

    [[nodiscard]] const TrackPreview& in(std::size_t track) const {
        static const TrackPreview kNone;
        const auto found = tracks.find(track);
        return found == tracks.end() ? kNone : found->second;
    }
};

/// Where the next note goes that is added by the keyboard.
struct RollCursor {
    Tick tick;
    int pitch = 60;

    bool operator==(const RollCursor&) const = default;
};

/// Everything that the views of one piano roll show and its tools look at. Owned and changed by
/// RollController, on the GUI thread; views and tools only read it.
struct RollScene {
    Score score;
    std::size_t track = 0;        ///< the edited one
    std::vector<NoteIndex> notes; ///< of each track
    MeterMap meter;
    bool hasConductor = false; ///< the first track carries tempos and signatures, never notes

    ScoreSelection selection;
    RollPreview preview;
    RollCursor cursor;
    std::optional<Note> hovered;
    int hoveredPitch = -1;
    int soundingPitch = -1; ///< heard because a key or note is held

    RollGeometry geometry;
    Snap snap = Snap::Automatic;
    LoopRegion loop;
    double playhead = 0.0; ///< ticks
    bool showsGhosts = true;

    // The next note that is drawn
    Tick newLength;
    Velocity newVelocity = {96};
    std::uint8_t newChannel = 0;

    [[nodiscard]] bool hasTrack() const { return track < score.tracks.size(); }
    [[nodiscard]] const NoteIndex* edited() const {
        return track < notes.size() ? &notes[track] : nullptr;
    }
    /// The selected notes of the edited track.
    [[nodiscard]] const NoteSelection& selected() const { return selection.in(track); }
    [[nodiscard]] bool isConductor(std::size_t index) const { return hasConductor && index == 0; }
    /// The snap as a grid, Automatic replaced by what the zoom at `tick` asks for.
    [[nodiscard]] SnapGrid grid(Tick tick = {}) const;
    /// The end of what can be scrolled to: some bars after the last note.
    [[nodiscard]] Tick scrollEnd() const;
    /// The notes of the edited track in a rectangle of ticks and rows.
    [[nodiscard]] std::vector<Note> notesIn(const QRectF& ticksAndRows) const;
};

} // namespace leitmotif
