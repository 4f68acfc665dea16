// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/midi/findings.h"
#include "core/midi/note_pairs.h"
#include "core/midi/smf_scanner.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace leitmotif {

/// Collects the events of one track of a file. Used once, by the reader.
class TrackBuilder {
  public:
    explicit TrackBuilder(Findings& findings);

    /// Reserves memory, so that large tracks are not copied while growing.
    void reserve(std::size_t notes, std::size_t events);
    /// Advances time for an event that is left out.
    void advance(std::int64_t delta) { m_now = std::min(m_now + Tick{delta}, Tick{kLatestTick}); }
    /// REQUIRES: event.problem is None or DataTooLarge; `bytes` are those it was scanned from.
    void add(const ScannedEvent& event, std::span<const std::uint8_t> bytes);
    [[nodiscard]] bool isEmpty() const { return m_order == 0; }
    /// The track, which ends at the current time.
    [[nodiscard]] UnpairedTrack build(bool hasEndOfTrack);

  private:
    using Payload = std::shared_ptr<const Bytes>;

    void startNote(const ScannedEvent& event);
    void endNote(const ScannedEvent& event, NoteOffForm form);
    void addOther(const ScannedEvent& event, std::span<const std::uint8_t> bytes);
    void checkMeta(std::uint8_t type, std::span<const std::uint8_t> bytes);
    [[nodiscard]] Payload payloadOf(std::span<const std::uint8_t> bytes);

    Findings& m_findings;
    Tick m_now;
    std::uint32_t m_order = 0;
    UnpairedTrack m_track;
    std::array<Payload, 256> m_recent; // short ones are shared: most files repeat them
};

} // namespace leitmotif
