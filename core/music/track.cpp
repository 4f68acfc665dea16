// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/track.h"

#include <algorithm>
#include <array>
#include <utility>

#include <iconv.h>

namespace leitmotif {

namespace {

/// Converts as a whole or not at all.
std::optional<std::string> converted(std::span<const std::uint8_t> bytes, const char* from) {
    const iconv_t converter = iconv_open("UTF-8", from);
    if (converter == reinterpret_cast<iconv_t>(-1))
        return std::nullopt;
    std::string input(bytes.begin(), bytes.end());
    std::string output(input.size() * 4 + 4, '\0');
    char* source = input.data();
    char* target = output.data();
    std::size_t sourceLeft = input.size();
    std::size_t targetLeft = output.size();
    const bool converted = iconv(converter, &source, &sourceLeft, &target, &targetLeft) !=
                           static_cast<std::size_t>(-1);
    iconv_close(converter);
    if (!converted)
        return std::nullopt;
    output.resize(output.size() - targetLeft);
    return output;
}

bool hasDoubleByte(std::span<const std::uint8_t> bytes) {
    // Without a lead byte of a two-byte character, Shift-JIS would read Latin-1 accents as
    // half-width katakana.
    return std::ranges::any_of(bytes, [](std::uint8_t byte) {
        return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
    });
}

} // namespace

std::string textFromMidi(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty() && bytes.back() == 0) // C strings with their end
        bytes = bytes.first(bytes.size() - 1);
    if (auto text = converted(bytes, "UTF-8"))
        return *text;
    const auto highBytes = std::ranges::count_if(bytes, [](std::uint8_t b) { return b >= 0x80; });
    if (hasDoubleByte(bytes) && highBytes > 1)
        if (auto text = converted(bytes, "SHIFT_JIS"))
            return *text;
    return converted(bytes, "ISO-8859-1").value_or(std::string());
}

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
        m_end = std::max(m_end, note.isHanging() ? note.onset : note.end());
    if (!m_events.empty())
        m_end = std::max(m_end, m_events.back().tick);
    for (Note& note : m_notes) {
        if (note.isHanging())
            note.length = m_end - note.onset;
        m_longestNote = std::max(m_longestNote, note.length);
    }
}

std::string Track::name() const {
    for (const Event& event : m_events)
        if (event.isMeta(meta::kTrackName))
            return textFromMidi(event.bytes());
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
