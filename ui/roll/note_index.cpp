// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/note_index.h"

namespace leitmotif {

NoteIndex::NoteIndex(TrackPtr track) : m_track(std::move(track)) {
    if (!m_track)
        return;
    const std::vector<Note>& notes = m_track->notes();
    m_latestEnds.assign((notes.size() + kBlock - 1) / kBlock, Tick{0});
    for (std::size_t i = 0; i < notes.size(); ++i)
        m_latestEnds[i / kBlock] = std::max(m_latestEnds[i / kBlock], endOf(notes[i]));
}

const Note* NoteIndex::at(Tick tick, Pitch pitch) const {
    const Note* found = nullptr;
    forEachSpanning(tick, tick + Tick{1}, [&](const Note& note) {
        if (note.pitch == pitch)
            found = &note;
    });
    return found;
}

} // namespace leitmotif
