// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace leitmotif {

/// A part: all notes of a track on one channel of one port with one program.
struct Part {
    std::size_t track = 0;
    std::uint8_t port = 0; ///< index among the ports that the score names, in ascending order
    std::uint8_t channel = 0;
    std::optional<std::uint8_t> program; ///< nothing if the channel has no program change
    bool isDrums = false;
    bool looksLikeDrums = false; ///< by its name and notes, on a channel that is not percussion
    bool isSilent = false;       ///< another rendition of the piece, for simple devices
    std::size_t notes = 0;
    std::uint8_t velocity = 64; ///< mean
    /// Bank, volume, pan, expression, reverb and chorus that most of its notes have, as {number,
    /// value}; only of controllers that the score uses on its channel.
    std::vector<std::pair<std::uint8_t, std::uint8_t>> controllers = {};
};

/// The parts of a score, and the part of each note. The one place that reads ports, program
/// changes, percussion (see DrumChannels) and renditions. Pure, immutable.
///
/// A program with only a few notes of its channel joins the one most like it: they teach less than
/// another part costs. So do the rarest programs where a score has more of them than a take has
/// channels.
class Parts {
  public:
    explicit Parts(const Score& score);

    /// By track, then channel, then first note.
    [[nodiscard]] const std::vector<Part>& list() const& { return m_parts; }
    const std::vector<Part>& list() && = delete; // would dangle
    /// The part of a note, by its number in its track. REQUIRES: it is there.
    [[nodiscard]] std::size_t of(std::size_t track, std::size_t note) const {
        return m_ofNotes[track][note];
    }
    [[nodiscard]] const Part& at(std::size_t track, std::size_t note) const {
        return m_parts[of(track, note)];
    }

  private:
    std::vector<Part> m_parts;
    std::vector<std::vector<std::uint32_t>> m_ofNotes; // by track
};

/// All notes of one channel of a track.
struct TrackChannel {
    std::size_t track = 0;
    std::uint8_t channel = 0;

    auto operator<=>(const TrackChannel&) const = default;
};

/// A note that is heard.
struct HeardNote {
    const Note& note;
    std::size_t track = 0;
    std::size_t part = 0;   ///< index into Parts::list()
    std::size_t source = 0; ///< its number among all notes of the score, track by track
    std::uint8_t port = 0;
    bool isDrum = false;
};

/// All notes except those of silent parts, track by track. The score and the parts must outlive
/// them.
[[nodiscard]] std::vector<HeardNote> heardNotes(const Score& score, const Parts& parts);
/// True if any heard note is pitched.
[[nodiscard]] bool hasPitchedNotes(const Score& score);
/// The score without the notes that are not heard.
[[nodiscard]] Score withoutSilentNotes(const Score& score);
/// The track with only the chosen notes; the same track if all are chosen.
[[nodiscard]] TrackPtr withNotesIf(const TrackPtr& track,
                                   const std::function<bool(const Note&)>& isKept);

/// The port of each track: the one that it names (meta event 21), or else its device (meta event
/// 09), counted from 0 in the order of their numbers or first tracks. Tracks that name none are on
/// the first.
[[nodiscard]] std::vector<std::uint8_t> portsOf(const Score& score);

/// The channels, as bits, whose notes are not heard. Files for Windows 3.1 (marked by the meta
/// event 7F with 00 00 41) hold a piece twice: for devices of many voices on channels 1 to 10, and
/// again for simple ones on channels 13 to 16. If both are there, the first is heard.
[[nodiscard]] std::uint16_t silentChannels(const Score& score);
[[nodiscard]] bool isMarkerOfTwoRenditions(const Event& event);

/// A channel that becomes percussion or stops being it, with the event that makes it so.
struct DrumChange {
    Tick tick;
    std::uint32_t track = 0;
    std::uint32_t order = 0;
    std::uint8_t port = 0;
    std::uint8_t channel = 0;
    bool isDrums = false;
};
/// All changes in time order. At the start channel 10 of every port is percussion, and no other.
[[nodiscard]] std::vector<DrumChange> drumChanges(const Score& score);

/// A choice of what to learn from a score, as `inspect` numbers it: a track or, where all notes are
/// in one track on several channels (format 0), a channel of that track.
struct TrackChoice {
    std::size_t track = 0;
    std::optional<std::uint8_t> channel = {}; ///< nothing: all of the track's
};
[[nodiscard]] std::vector<TrackChoice> trackChoices(const Score& score);

} // namespace leitmotif
