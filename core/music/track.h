// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/event.h"
#include "core/music/note.h"
#include "core/music/text_encoding.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// One track of a score: its notes and all its other events, both in order. Immutable: an edit
/// makes a new one, so that tracks are shared freely between threads, scores and undo steps.
class Track {
  public:
    /// Sorts notes and events if needed. `end` is the tick of the end-of-track event; where events
    /// or notes reach beyond it, the track ends with them. Hanging notes last until then.
    /// `hasEndOfTrack` is false for a file's track without that event, which is then written
    /// without it too.
    Track(std::vector<Note> notes, std::vector<Event> events, Tick end = {},
          bool hasEndOfTrack = true);

    /// Sorted by `earlier`.
    [[nodiscard]] const std::vector<Note>& notes() const { return m_notes; }
    /// All other events, sorted by `earlier`; never an end-of-track event.
    [[nodiscard]] const std::vector<Event>& events() const { return m_events; }
    [[nodiscard]] Tick end() const { return m_end; }
    /// The `end` it was made with. Edits keep it, so that undoing an edit that made a track longer
    /// restores its length.
    [[nodiscard]] Tick declaredEnd() const { return m_declaredEnd; }
    [[nodiscard]] bool hasEndOfTrack() const { return m_hasEndOfTrack; }

    /// The first track-name event as UTF-8, or empty. Score::trackName() passes the right
    /// `reading`.
    [[nodiscard]] std::string name(TextReading reading = {}) const;
    /// Channels that notes use, in order of first use; without notes, those of other messages.
    [[nodiscard]] std::vector<std::uint8_t> channels() const;
    /// The first program change on `channel`, if there is one.
    [[nodiscard]] std::optional<std::uint8_t> program(std::uint8_t channel) const;
    /// True if it has notes and all of them are on the drum channel.
    [[nodiscard]] bool isDrums() const;

  private:
    std::vector<Note> m_notes;
    std::vector<Event> m_events;
    Tick m_declaredEnd;
    Tick m_end;
    bool m_hasEndOfTrack;
};

using TrackPtr = std::shared_ptr<const Track>;

} // namespace leitmotif
