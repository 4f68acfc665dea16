// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/midi/findings.h"
#include "core/music/track.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leitmotif {

/// A note-off as it stands in a track.
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
    FirstInFirstOut, ///< as it was before project format 3: nothing but the order counts
};

/// Gives every note its end, and returns the tracks; ends that are not that of a note stay events.
///
/// Where a key has as many ends as starts, the first note that sounds is ended first. A start that
/// no end answers (as in brackets that do not close) has lost its own, and so has, in a track with
/// such starts, a note that would last unlikely long because each end of its key is taken by the
/// note before. Its end is, in this order: a note-off of its key that ends nothing in another track
/// of its port (if `areParallel`); one of its track, a semitone beside; the next start of its key
/// or message that ends all notes of its channel; the end of the track. All but the first not later
/// than the longest other note of its channel lasts. Such an end is Implied (Missing at the end of
/// the track), so that the file can be written as it was. Time is linear, apart from sorting what
/// is damaged.
///
/// `findings` belong to the tracks in the same order.
[[nodiscard]] std::vector<TrackPtr> paired(std::vector<UnpairedTrack> tracks,
                                           std::span<Findings> findings, bool areParallel,
                                           NotePairing pairing = NotePairing::Mended);

} // namespace leitmotif
