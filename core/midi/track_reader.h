// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/midi/findings.h"
#include "core/midi/track_builder.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace leitmotif {

/// True if something that looks like a chunk ("MTrk", or another identifier with a length that
/// fits) begins at `position`.
[[nodiscard]] bool chunkBeginsAt(std::span<const std::uint8_t> bytes, std::size_t position);

/// Where the next "MTrk" at or after `position` stands, or bytes.size().
[[nodiscard]] std::size_t nextTrackChunk(std::span<const std::uint8_t> bytes, std::size_t position);

/// Reads the content of one track chunk whose length may be wrong and whose events may be damaged.
/// An intact chunk is read to its end, event by event. Used once. Time is linear in the bytes read.
class TrackReader {
  public:
    /// The content begins at `content`; its declared length is `declared` bytes.
    TrackReader(std::span<const std::uint8_t> file, std::size_t content, std::uint32_t declared,
                Findings& findings);

    [[nodiscard]] UnpairedTrack read();
    /// Where the track's bytes end. REQUIRES: read().
    [[nodiscard]] std::size_t next() const { return m_next; }
    [[nodiscard]] bool hasEvents() const { return m_hasEvents; }

  private:
    [[nodiscard]] std::span<const std::uint8_t> chunk() const { return m_file.first(m_limit); }
    void reserve();
    void accept(const ScannedEvent& event);
    void endOfTrack(const ScannedEvent& event);
    void endOfChunk();
    void repair(const ScannedEvent& event);
    bool extend();
    void resume(ImportFinding finding);
    void giveUp(ImportFinding finding);
    void finish(std::size_t next, bool hasEndOfTrack);

    const std::span<const std::uint8_t> m_file;
    Findings& m_findings;
    TrackBuilder m_builder;
    std::size_t m_limit;
    std::size_t m_position;
    std::size_t m_next = 0;
    std::optional<std::size_t> m_nextTrack; // where extend() could end, once looked for
    std::uint8_t m_running = 0;
    bool m_isLengthTrusted = true;
    bool m_isTailSound = false; // events after the end-of-track mark were found to be intact
    bool m_isAfterMeta = false;
    bool m_isDone = false;
    bool m_hasEndOfTrack = false;
    bool m_hasEvents = false;
};

} // namespace leitmotif
