// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/track.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace leitmotif {

/// Finds the notes of a track that sound in a span of time, without looking at all of them: blocks
/// of notes know their latest end, so that one very long note does not make every query slow. Keeps
/// the track alive.
class NoteIndex {
  public:
    NoteIndex() = default;
    explicit NoteIndex(TrackPtr track);

    [[nodiscard]] const Track* track() const { return m_track.get(); }

    /// Calls `use(const Note&)` in order of onset for each note that begins before `to` and ends
    /// after `from`; a note without length counts as one tick long.
    template <class Use>
    void forEachSpanning(Tick from, Tick to, Use use) const {
        if (!m_track)
            return;
        const std::vector<Note>& notes = m_track->notes();
        const auto last = static_cast<std::size_t>(
            std::ranges::lower_bound(notes, to, {}, &Note::onset) - notes.begin());
        for (std::size_t block = 0; block * kBlock < last; ++block) {
            if (m_latestEnds[block] <= from)
                continue;
            const std::size_t end = std::min(last, (block + 1) * kBlock);
            for (std::size_t i = block * kBlock; i < end; ++i)
                if (endOf(notes[i]) > from)
                    use(notes[i]);
        }
    }

    /// The note that lies on top at a place, or null: of several the one that begins last.
    [[nodiscard]] const Note* at(Tick tick, Pitch pitch) const;

  private:
    static constexpr std::size_t kBlock = 64;

    static Tick endOf(const Note& note) { return std::max(note.end(), note.onset + Tick{1}); }

    TrackPtr m_track;
    std::vector<Tick> m_latestEnds; // of each block
};

} // namespace leitmotif
