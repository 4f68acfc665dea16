// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/track.h"

#include <algorithm>
#include <array>
#include <utility>

namespace leitmotif {

Track::Track(std::vector<Note> notes, std::vector<Event> events, Tick end, bool hasEndOfTrack)
    : m_notes(std::move(notes)),
      m_events(std::move(events)),
      m_declaredEnd(end),
      m_end(end),
      m_hasEndOfTrack(hasEndOfTrack) {
    const auto notesInOrder = [](const Note& a, const Note& b) { return earlier(a, b); };
    const auto eventsInOrder = [](const Event& a, const Event& b) { return earlier(a, b); };
    if (!std::ranges::is_sorted(m_notes, notesInOrder))
        std::ranges::stable_sort(m_notes, notesInOrder);
    if (!std::ranges::is_sorted(m_events, eventsInOrder))
        std::ranges::stable_sort(m_events, eventsInOrder);
    for (const Note& note : m_notes)
        m_end = std::max(m_end, note.offForm == NoteOffForm::Missing ||
                                        note.offForm == NoteOffForm::Implied // by another track
                                    ? note.onset
                                    : note.end());
    if (!m_events.empty())
        m_end = std::max(m_end, m_events.back().tick);
    for (Note& note : m_notes)
        if (note.isHanging())
            note.length = m_end - note.onset;
}

std::string Track::name(TextReading reading) const {
    for (const Event& event : m_events)
        if (event.isMeta(meta::kTrackName))
            return textFromMidi(event, reading);
    return {};
}

std::vector<std::uint8_t> Track::channels() const {
    std::vector<std::uint8_t> channels;
    std::array<bool, 16> seen{};
    const auto add = [&](std::uint8_t channel) {
        if (!std::exchange(seen[channel & 0x0fU], true))
            channels.push_back(channel);
    };
    for (const Note& note : m_notes)
        add(note.channel);
    if (m_notes.empty())
        for (const Event& event : m_events)
            if (event.isChannelMessage())
                add(event.channel());
    return channels;
}

std::optional<std::uint8_t> Track::program(std::uint8_t channel) const {
    for (const Event& event : m_events)
        if (event.isProgramChange() && event.channel() == channel)
            return event.data1;
    return std::nullopt;
}

bool Track::isDrums() const {
    return !m_notes.empty() && std::ranges::all_of(m_notes, [](const Note& note) {
        return note.channel == kDrumChannel;
    });
}

} // namespace leitmotif
