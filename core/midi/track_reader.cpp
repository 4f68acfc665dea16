// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/track_reader.h"

#include "core/midi/smf_scanner.h"

#include <algorithm>
#include <array>

namespace leitmotif {

namespace {

using ByteSpan = std::span<const std::uint8_t>;

constexpr std::array<std::uint8_t, 4> kTrackId = {'M', 'T', 'r', 'k'};
constexpr int kProof = 4; // valid events in a row that prove that bytes are music

std::uint32_t bigEndian32(ByteSpan bytes, std::size_t position) {
    return static_cast<std::uint32_t>(bytes[position]) << 24U |
           static_cast<std::uint32_t>(bytes[position + 1]) << 16U |
           static_cast<std::uint32_t>(bytes[position + 2]) << 8U | bytes[position + 3];
}

/// True if a few valid events follow, or valid ones up to an end; undefined messages between them
/// do not matter.
bool readsOn(ByteSpan bytes, std::size_t position, std::uint8_t running) {
    for (int i = 0; i < kProof; ++i) {
        if (position == bytes.size())
            return i > 0;
        const ScannedEvent event = scanEvent(bytes, position, running);
        const bool isSound =
            event.problem == ScanProblem::None || event.problem == ScanProblem::UnknownStatus;
        if (!isSound || event.hasLongNumber)
            return false;
        if (event.isEndOfTrack())
            return true;
        position = event.next;
        running = runningAfter(event, running);
    }
    return true;
}

/// True if all bytes are valid events.
bool isSound(ByteSpan bytes, std::size_t position, std::uint8_t running) {
    while (position < bytes.size()) {
        const ScannedEvent event = scanEvent(bytes, position, running);
        if (event.problem != ScanProblem::None)
            return false;
        position = event.next;
        running = runningAfter(event, running);
    }
    return true;
}

/// True if valid events lead to an end-of-track mark, after which the file ends or a chunk begins.
bool leadsToEndOfTrack(ByteSpan file, std::size_t position, std::uint8_t running) {
    while (position < file.size()) {
        const ScannedEvent event = scanEvent(file, position, running);
        if (event.problem != ScanProblem::None)
            return false;
        position = event.next;
        if (event.isEndOfTrack())
            return position == file.size() || chunkBeginsAt(file, position);
        running = runningAfter(event, running);
    }
    return false;
}

} // namespace

bool chunkBeginsAt(ByteSpan bytes, std::size_t position) {
    constexpr std::size_t kHeader = 8;
    if (position > bytes.size() || bytes.size() - position < kHeader)
        return false;
    const ByteSpan id = bytes.subspan(position, 4);
    if (std::ranges::equal(id, kTrackId))
        return true;
    const bool isName = std::ranges::all_of(id, [](std::uint8_t byte) {
        return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
               (byte >= 'a' && byte <= 'z') || byte == ' ';
    });
    return isName && bigEndian32(bytes, position + 4) <= bytes.size() - position - kHeader;
}

std::size_t nextTrackChunk(ByteSpan bytes, std::size_t position) {
    const ByteSpan rest = bytes.subspan(std::min(position, bytes.size()));
    const auto found = std::search(rest.begin(), rest.end(), kTrackId.begin(), kTrackId.end());
    return static_cast<std::size_t>(found - rest.begin()) + position;
}

TrackReader::TrackReader(ByteSpan file, std::size_t content, std::uint32_t declared,
                         Findings& findings)
    : m_file(file), m_findings(findings), m_builder(findings), m_position(content) {
    if (declared <= file.size() - content) {
        m_limit = content + declared;
    } else {
        m_isLengthTrusted = false;
        m_limit = nextTrackChunk(file, content);
        m_findings.add(ImportFinding::TrackLengthWrong);
    }
}

UnpairedTrack TrackReader::read() {
    reserve();
    while (!m_isDone) {
        if (m_position == m_limit) {
            endOfChunk();
            continue;
        }
        const ScannedEvent event = scanEvent(chunk(), m_position, m_running);
        if (event.problem == ScanProblem::None)
            accept(event);
        else
            repair(event);
    }
    m_hasEvents = !m_builder.isEmpty();
    return m_builder.build(m_hasEndOfTrack);
}

void TrackReader::reserve() {
    std::size_t notes = 0;
    std::size_t others = 0;
    std::uint8_t running = 0;
    for (std::size_t position = m_position; position < m_limit;) {
        const ScannedEvent event = scanEvent(chunk(), position, running);
        if (event.problem != ScanProblem::None || event.isEndOfTrack())
            break;
        const unsigned kind = event.status & 0xf0U;
        if (kind == 0x90 && event.data2 > 0)
            ++notes;
        else if (kind != 0x80 && kind != 0x90)
            ++others;
        position = event.next;
        running = runningAfter(event, running);
    }
    m_builder.reserve(notes, others);
}

void TrackReader::accept(const ScannedEvent& event) {
    if (event.hasLongNumber)
        m_findings.add(ImportFinding::LongVariableLength);
    if (event.isRunning && m_isAfterMeta)
        m_findings.add(ImportFinding::RunningStatusAfterMeta);
    m_isAfterMeta = event.status == 0xff || event.status == 0xf0 || event.status == 0xf7;
    m_position = event.next;
    m_running = runningAfter(event, m_running);
    if (event.isEndOfTrack())
        endOfTrack(event);
    else
        m_builder.add(event, m_file);
}

void TrackReader::endOfTrack(const ScannedEvent& event) {
    const bool isLast = m_position == m_limit || !m_isLengthTrusted;
    if (!isLast && chunkBeginsAt(m_file, m_position)) {
        m_findings.add(ImportFinding::TrackLengthWrong);
    } else if (!isLast) {
        m_isTailSound = m_isTailSound || isSound(chunk(), m_position, m_running);
        if (m_isTailSound) {
            m_findings.add(ImportFinding::EndOfTrackEarly);
            return m_builder.add(event, m_file);
        }
        m_findings.add(ImportFinding::BytesAfterEnd, m_limit - m_position);
        m_position = m_limit;
    }
    m_builder.advance(event.delta);
    finish(m_position, true);
}

void TrackReader::endOfChunk() {
    const bool couldGoOn =
        m_isLengthTrusted && m_limit < m_file.size() && !chunkBeginsAt(m_file, m_limit);
    if (couldGoOn && leadsToEndOfTrack(m_file, m_position, m_running) && extend())
        return;
    m_findings.add(ImportFinding::EndOfTrackMissing);
    finish(m_limit, false);
}

void TrackReader::repair(const ScannedEvent& event) {
    switch (event.problem) {
    case ScanProblem::DataTooLarge:
        if (!readsOn(chunk(), event.next, event.status))
            return resume(ImportFinding::UnreadableBytes);
        m_findings.add(ImportFinding::DataByteTooLarge);
        return accept(event);
    case ScanProblem::UnknownStatus:
        if (!readsOn(chunk(), event.next, m_running))
            return resume(ImportFinding::UnreadableBytes);
        m_findings.add(ImportFinding::UnknownStatus);
        m_builder.advance(event.delta);
        m_position = event.next;
        return;
    case ScanProblem::NoStatus:
        return resume(ImportFinding::DataWithoutStatus);
    case ScanProblem::CutOff:
        if (!extend())
            resume(ImportFinding::UnreadableBytes);
        return;
    case ScanProblem::NumberTooLong:
        return resume(ImportFinding::UnreadableBytes);
    case ScanProblem::None:
        return;
    }
}

/// If the event at the chunk's end continues beyond it, its length was too small: reads on up to
/// the next track.
bool TrackReader::extend() {
    if (!m_isLengthTrusted || m_limit == m_file.size())
        return false;
    if (!m_nextTrack)
        m_nextTrack = nextTrackChunk(m_file, m_limit);
    if (!readsOn(m_file.first(*m_nextTrack), m_position, m_running))
        return false;
    m_isLengthTrusted = false;
    m_limit = *m_nextTrack;
    m_findings.add(ImportFinding::TrackLengthWrong);
    return true;
}

/// Skips bytes up to the next place where events with a status byte follow.
void TrackReader::resume(ImportFinding finding) {
    const std::size_t damaged = m_position;
    while (++m_position < m_limit) {
        if (!readsOn(chunk(), m_position, 0))
            continue;
        m_findings.add(finding, m_position - damaged);
        m_running = 0;
        return;
    }
    m_position = damaged;
    giveUp(finding);
}

void TrackReader::giveUp(ImportFinding finding) {
    if (m_limit == m_file.size()) {
        // The file was cut off; the length itself was right.
        m_findings.remove(ImportFinding::TrackLengthWrong);
        m_findings.add(ImportFinding::TrackTruncated);
    } else {
        m_findings.add(finding, m_limit - m_position);
        m_findings.add(ImportFinding::EndOfTrackMissing);
    }
    finish(m_limit, false);
}

void TrackReader::finish(std::size_t next, bool hasEndOfTrack) {
    m_next = next;
    m_hasEndOfTrack = hasEndOfTrack;
    m_isDone = true;
}

} // namespace leitmotif
