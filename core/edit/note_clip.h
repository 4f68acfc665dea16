// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/score_edit.h"
#include "core/music/note.h"
#include "core/music/tempo_map.h"

#include <span>
#include <vector>

namespace leitmotif {

/// The clipboard of an editor: copied notes as new notes, with onsets from the earliest one, in the
/// time base of their score. A value.
class NoteClip {
  public:
    NoteClip() = default;
    NoteClip(std::span<const Note> notes, Division division);
    NoteClip(const TrackNotes& notes, Division division);

    [[nodiscard]] bool isEmpty() const { return m_notes.empty(); }
    [[nodiscard]] bool isOfOneTrack() const;
    /// In order of onset; the first begins at 0.
    [[nodiscard]] const std::vector<Note>& notes() const { return m_notes; }
    /// The notes with the earliest at `onset`, in the time base of another score; on `channel`
    /// where the clip has one channel only, else each on its own.
    [[nodiscard]] std::vector<Note> placedAt(Tick onset, Division division,
                                             std::uint8_t channel) const;
    /// As placedAt(), by the tracks that the notes came from, each on its own channel.
    [[nodiscard]] TrackNotes placedInTracks(Tick onset, Division division) const;

  private:
    [[nodiscard]] Note placed(const Note& note, Tick onset, Division division) const;

    std::vector<Note> m_notes;
    std::vector<std::size_t> m_tracks; ///< of each note
    Division m_division;
};

} // namespace leitmotif
