// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/smf_writer.h"

#include "core/base/lower_case.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_scanner.h"
#include "core/music/patterns.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>
#include <string_view>
#include <tuple>
#include <vector>

namespace leitmotif {

namespace {

void putWord(Bytes& bytes, std::uint16_t value) {
    bytes.push_back(static_cast<std::uint8_t>(value >> 8U));
    bytes.push_back(static_cast<std::uint8_t>(value));
}

void putLongWord(Bytes& bytes, std::uint32_t value) {
    putWord(bytes, static_cast<std::uint16_t>(value >> 16U));
    putWord(bytes, static_cast<std::uint16_t>(value));
}

void putId(Bytes& bytes, std::string_view id) {
    for (const char letter : id)
        bytes.push_back(static_cast<std::uint8_t>(letter));
}

void putNumber(Bytes& bytes, std::uint64_t value) {
    int shift = 0;
    while (shift < 63 && (value >> (shift + 7)) > 0)
        shift += 7;
    for (; shift > 0; shift -= 7)
        bytes.push_back(static_cast<std::uint8_t>(0x80U | (value >> shift)));
    bytes.push_back(static_cast<std::uint8_t>(value & 0x7fU));
}

/// Place of an event in its track: by time, by place in the file, and where both are equal ends
/// of notes, then other events, then starts, then ends of notes without length.
using Place = std::tuple<Tick, std::uint32_t, int>;
constexpr Place kNowhere = {Tick{std::numeric_limits<std::int64_t>::max()}, 0, 0};

Place placeOfStart(const Note& note) {
    return {note.onset, note.onOrder, 2};
}

Place placeOfEnd(const Note& note) {
    if (note.length <= Tick{0} && note.offOrder <= note.onOrder)
        return {note.onset, note.onOrder, 3};
    return {note.end(), note.offOrder, 0};
}

/// Which notes are written with an end.
enum class Ends : std::uint8_t {
    OfFile, ///< only those that had one
    All,
};

/// Appends the content of one track chunk. Running status is used between channel messages that
/// follow each other directly, where every reader agrees on it.
class TrackWriter {
  public:
    TrackWriter(const Track& track, Ends written, Bytes& bytes)
        : m_track(track), m_written(written), m_bytes(bytes) {}

    void write() {
        const auto& notes = m_track.notes();
        const auto& events = m_track.events();
        const std::vector<std::uint32_t> ends = endsInOrder();
        std::size_t note = 0;
        std::size_t event = 0;
        std::size_t end = 0;
        while (note < notes.size() || event < events.size() || end < ends.size()) {
            const Place start = note < notes.size() ? placeOfStart(notes[note]) : kNowhere;
            const Place other = event < events.size()
                                    ? Place{events[event].tick, events[event].order, 1}
                                    : kNowhere;
            const Place stop = end < ends.size() ? placeOfEnd(notes[ends[end]]) : kNowhere;
            if (stop <= start && stop <= other)
                putEnd(notes[ends[end++]]);
            else if (other <= start)
                putEvent(events[event++]);
            else
                putStart(notes[note++]);
        }
        if (m_track.hasEndOfTrack())
            putEvent({.tick = m_track.end(), .status = 0xff, .data1 = meta::kEndOfTrack});
    }

  private:
    /// Indices of the notes whose ends are written, in the order of their ends.
    [[nodiscard]] std::vector<std::uint32_t> endsInOrder() const {
        const auto& notes = m_track.notes();
        std::vector<std::uint32_t> ends(notes.size());
        std::iota(ends.begin(), ends.end(), 0U);
        if (m_written == Ends::OfFile)
            std::erase_if(ends, [&](std::uint32_t i) { return !notes[i].hasOwnEnd(); });
        std::ranges::stable_sort(ends, {}, [&](std::uint32_t i) { return placeOfEnd(notes[i]); });
        return ends;
    }

    void putDelta(Tick tick) {
        assert(tick >= m_now);
        putNumber(m_bytes, static_cast<std::uint64_t>((tick - m_now).value));
        m_now = tick;
    }

    void putMessage(Tick tick, std::uint8_t status, std::uint8_t data1, std::uint8_t data2) {
        putDelta(tick);
        if (status != m_running || status >= 0xf0)
            m_bytes.push_back(status);
        m_running = status < 0xf0 ? status : 0;
        const int count = dataByteCount(status);
        if (count > 0)
            m_bytes.push_back(data1 & 0x7fU);
        if (count > 1)
            m_bytes.push_back(data2 & 0x7fU);
    }

    void putStart(const Note& note) {
        putMessage(note.onset, 0x90U | (note.channel & 0x0fU), note.pitch.value,
                   note.velocity.value);
    }

    void putEnd(const Note& note) {
        const std::uint8_t channel = note.channel & 0x0fU;
        if (note.offForm == NoteOffForm::NoteOnZero)
            putMessage(note.end(), 0x90U | channel, note.pitch.value, 0);
        else
            putMessage(note.end(), 0x80U | channel, note.pitch.value, note.releaseVelocity.value);
    }

    void putEvent(const Event& event) {
        assert(event.status >= 0x80);
        if (!event.isMeta() && !event.isSysex())
            return putMessage(event.tick, event.status, event.data1, event.data2);
        putDelta(event.tick);
        m_running = 0;
        m_bytes.push_back(event.status);
        if (event.isMeta())
            m_bytes.push_back(event.data1);
        putNumber(m_bytes, event.bytes().size());
        m_bytes.insert(m_bytes.end(), event.bytes().begin(), event.bytes().end());
    }

    const Track& m_track;
    const Ends m_written;
    Bytes& m_bytes;
    Tick m_now;
    std::uint8_t m_running = 0;
};

void putTrack(const Track& track, Ends ends, Bytes& bytes) {
    putId(bytes, "MTrk");
    const std::size_t length = bytes.size();
    putLongWord(bytes, 0);
    TrackWriter(track, ends, bytes).write();
    Bytes written;
    putLongWord(written, static_cast<std::uint32_t>(bytes.size() - length - 4));
    std::ranges::copy(written, bytes.begin() + static_cast<std::ptrdiff_t>(length));
}

/// REQUIRES: all tracks of the score begin at tick 0.
Bytes fileOf(const Score& score, Ends ends) {
    constexpr std::size_t kMostTracksOfFile = 0xffff;
    Bytes bytes;
    putId(bytes, "MThd");
    putLongWord(bytes, 6);
    putWord(bytes, score.format);
    putWord(bytes, score.declaredTracks.value_or(static_cast<std::uint16_t>(
                       std::min(score.tracks.size(), kMostTracksOfFile))));
    putWord(bytes, score.division.raw);
    for (const TrackPtr& track : score.tracks)
        putTrack(*track, ends, bytes);
    return bytes;
}

bool hasOwnEnds(const Score& score) {
    return std::ranges::all_of(score.tracks, [](const TrackPtr& track) {
        return std::ranges::all_of(track->notes(), &Note::hasOwnEnd);
    });
}

bool soundsLike(const Track& track, const Track& other) {
    return std::ranges::equal(track.notes(), other.notes(), [](const Note& a, const Note& b) {
        return a.onset == b.onset && a.length == b.length && a.pitch == b.pitch &&
               a.channel == b.channel && a.velocity == b.velocity;
    });
}

bool readsBackAs(Score score, const Bytes& bytes) {
    const auto read = readMidi(bytes, {});
    if (score.format == 2)
        layOutPatterns(score);
    return read && std::ranges::equal(
                       read->score.tracks, score.tracks,
                       [](const TrackPtr& a, const TrackPtr& b) { return soundsLike(*a, *b); });
}

Bytes bytesFromTickZero(const Score& score) {
    Bytes bytes = fileOf(score, Ends::OfFile);
    if (hasOwnEnds(score) || readsBackAs(score, bytes))
        return bytes;
    return fileOf(score, Ends::All);
}

} // namespace

Bytes midiBytes(const Score& score) {
    if (score.format != 2)
        return bytesFromTickZero(score);
    const auto patterns = asPatterns(score);
    return bytesFromTickZero(patterns ? *patterns : asSequence(score));
}

Result<void> writeMidiFile(const Score& score, const std::filesystem::path& path) {
    return writeFileAtomically(path, midiBytes(score));
}

bool isMidiFileName(const std::filesystem::path& path) {
    static constexpr std::array<std::string_view, 4> kEndings = {".mid", ".midi", ".smf", ".kar"};
    return std::ranges::find(kEndings, endingOf(path)) != kEndings.end();
}

} // namespace leitmotif
