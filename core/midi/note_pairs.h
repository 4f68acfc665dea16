// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/midi/findings.h"
#include "core/music/track.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leitmotif {

/// A note-off in a track.
struct NoteEnd {
    Tick tick;
    std::uint32_t order = 0;
    std::uint8_t channel = 0;
    std::uint8_t pitch = 0;
    std::uint8_t velocity = 0;
    NoteOffForm form = NoteOffForm::NoteOff;
};

/// A track as it was read, before its notes got their ends.
struct UnpairedTrack {
    std::vector<Note> notes; ///< in the order of the file, all without an end
    std::vector<NoteEnd> ends;
    std::vector<Event> events;
    Tick end;
    bool hasEndOfTrack = false;
};

enum class NotePairing : std::uint8_t {
    Mended,
    FirstInFirstOut, ///< as before project format 3: by the order alone
};

/// Pairs every note with its end and returns the tracks; note-offs without a note stay events.
///
/// Where a key has as many ends as starts, the first note that sounds is ended first. A start
/// without an end (like a bracket that does not close) has lost it. In a track with such starts, so
/// has a note that would last improbably long because each end of its key is taken by the note
/// before. A lost end is replaced by, in this order: a note-off of its key that ends nothing in
/// another track of its port (if `areParallel`); one of its track, a semitone beside; the next
/// start of its key or message that ends all notes of its channel; the end of the track. All but
/// the first at most as late as the longest other note of its channel lasts. Such an end is Implied
/// (Missing at the end of the track), so that the file can be written as it was. Time is linear,
/// apart from sorting damaged parts.
///
/// `findings` belong to the tracks in the same order.
[[nodiscard]] std::vector<TrackPtr> paired(std::vector<UnpairedTrack> tracks,
                                           std::span<Findings> findings, bool areParallel,
                                           NotePairing pairing = NotePairing::Mended);

} // namespace leitmotif
