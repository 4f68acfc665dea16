// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/tempo_map.h"
#include "core/music/track.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// A whole piece of music, holding everything its MIDI file holds. A value: copying it copies only
/// pointers to immutable tracks. In format 2 the tracks are independent patterns, which a reader
/// lays one after the other (patterns.h).
struct Score {
    std::uint16_t format = 1;
    Division division;
    std::vector<TrackPtr> tracks;
    /// The number of tracks in the file's header, where it is lower than the file's. Such a file is
    /// written back as it was read; adding or removing tracks repairs it.
    std::optional<std::uint16_t> declaredTracks = {};
    /// Format 2, once laid out: where each pattern begins, with its own tempo and signature.
    std::vector<Tick> patternStarts = {};
    /// The encoding of the texts of its file.
    TextReading textReading = {};

    /// The name of a track as UTF-8, or empty. REQUIRES: track < tracks.size().
    [[nodiscard]] std::string trackName(std::size_t track) const;
    [[nodiscard]] TempoMap tempoMap() const;
    [[nodiscard]] MeterMap meterMap() const;
    /// Where the last track ends.
    [[nodiscard]] Tick end() const;
    /// Where the last note ends; 0 without notes.
    [[nodiscard]] Tick lastNoteEnd() const;
    [[nodiscard]] std::size_t noteCount() const;
    /// Number of bars that hold the notes, at least 1.
    [[nodiscard]] std::int64_t barCount() const;
    /// A hash of all content; equal scores have equal hashes on every machine.
    [[nodiscard]] std::uint64_t hash() const;
};

/// A score of one conductor track (tempo, 4/4 unless `numerator`/`denominator` say otherwise) and
/// no notes, for new documents and decoded takes.
[[nodiscard]] Score emptyScore(Division division = {},
                               std::uint32_t microsecondsPerQuarter = 500'000, int numerator = 4,
                               int denominator = 4);

} // namespace leitmotif
