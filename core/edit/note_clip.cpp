// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/note_clip.h"

#include "core/edit/note_ops.h"

#include <algorithm>
#include <cmath>

namespace leitmotif {

NoteClip::NoteClip(std::span<const Note> notes, Division division)
    : NoteClip(TrackNotes{{0, {notes.begin(), notes.end()}}}, division) {}

NoteClip::NoteClip(const TrackNotes& notes, Division division) : m_division(division) {
    std::vector<std::pair<Note, std::size_t>> all;
    for (const auto& [track, some] : notes)
        for (const Note& note : asNew(some))
            all.emplace_back(note, track);
    std::ranges::stable_sort(
        all, [](const auto& a, const auto& b) { return earlier(a.first, b.first); });
    for (const auto& [note, track] : all) {
        m_notes.push_back(note);
        m_notes.back().onset -= all.front().first.onset;
        m_tracks.push_back(track);
    }
}

bool NoteClip::isOfOneTrack() const {
    return std::ranges::all_of(m_tracks,
                               [this](std::size_t track) { return track == m_tracks.front(); });
}

Note NoteClip::placed(const Note& note, Tick onset, Division division) const {
    const double scale = division.ticksPerBeat() / m_division.ticksPerBeat();
    const auto scaled = [&](Tick tick) {
        return Tick{std::llround(static_cast<double>(tick.value) * scale)};
    };
    Note result = note;
    result.onset = scaled(note.onset);
    result.length = std::max(Tick{1}, scaled(note.end()) - result.onset);
    result.onset += onset;
    return result;
}

std::vector<Note> NoteClip::placedAt(Tick onset, Division division, std::uint8_t channel) const {
    const bool hasOneChannel = std::ranges::all_of(
        m_notes, [&](const Note& note) { return note.channel == m_notes.front().channel; });
    std::vector<Note> result;
    for (const Note& note : m_notes) {
        result.push_back(placed(note, onset, division));
        if (hasOneChannel)
            result.back().channel = channel;
    }
    return result;
}

TrackNotes NoteClip::placedInTracks(Tick onset, Division division) const {
    TrackNotes result;
    for (std::size_t i = 0; i < m_notes.size(); ++i)
        result[m_tracks[i]].push_back(placed(m_notes[i], onset, division));
    return result;
}

} // namespace leitmotif
