// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/note_clip.h"

#include "core/edit/note_ops.h"

#include <algorithm>
#include <cmath>

namespace leitmotif {

NoteClip::NoteClip(std::span<const Note> notes, Division division)
    : m_notes(asNew(notes)), m_division(division) {
    if (m_notes.empty())
        return;
    std::ranges::stable_sort(m_notes, [](const Note& a, const Note& b) { return earlier(a, b); });
    const Tick first = m_notes.front().onset;
    for (Note& note : m_notes)
        note.onset -= first;
}

std::vector<Note> NoteClip::placedAt(Tick onset, Division division, std::uint8_t channel) const {
    const double scale = division.ticksPerBeat() / m_division.ticksPerBeat();
    const auto scaled = [&](Tick tick) {
        return Tick{std::llround(static_cast<double>(tick.value) * scale)};
    };
    const bool hasOneChannel = std::ranges::all_of(
        m_notes, [&](const Note& note) { return note.channel == m_notes.front().channel; });
    std::vector<Note> placed = m_notes;
    for (Note& note : placed) {
        const Tick end = scaled(note.end());
        note.onset = scaled(note.onset);
        note.length = std::max(Tick{1}, end - note.onset);
        note.onset += onset;
        if (hasOneChannel)
            note.channel = channel;
    }
    return placed;
}

} // namespace leitmotif
