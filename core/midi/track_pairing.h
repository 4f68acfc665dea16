// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/midi/note_pairs.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace leitmotif {

/// Number of keys of all channels of a port, and the index of one.
inline constexpr std::size_t kNoteKeys = std::size_t{16} * 128;
inline std::size_t noteKeyOf(std::uint8_t channel, std::uint8_t pitch) {
    return std::size_t{channel} * 128 + pitch;
}

/// Pairs the notes of one track, first with the ends of their own keys, then with other ends.
/// Refers to the track.
class TrackPairing {
  public:
    /// A note whose own end is missing.
    struct Lost {
        std::uint32_t note = 0;
        std::optional<std::uint32_t> next = {}; ///< the following note of its key
    };

    TrackPairing(UnpairedTrack& track, Findings& findings);

    /// Pairs the ends of each key with its starts in order, without a search for lost ends.
    void pairFirstInFirstOut();
    /// Pairs all notes whose own end is there and finds those that lost it.
    void pairOwnEnds();

    [[nodiscard]] const std::vector<Lost>& lost() const { return m_lost; }
    [[nodiscard]] const UnpairedTrack& track() const { return m_track; }
    [[nodiscard]] bool isUsed(std::size_t end) const { return m_isUsed[end]; }
    [[nodiscard]] Tick nextOnset(const Lost& lost) const;

    /// Marks an end as used by a note of another track.
    void lend(std::size_t end) { m_isUsed[end] = true; }
    void endAt(const Lost& lost, Tick tick, ImportFinding finding);

    /// Pairs the lost notes with unused ends of the neighbouring keys.
    void pairNeighbours();
    /// Ends the remaining lost notes at the next note of their key, or leaves them hanging.
    void endTheRest();

    /// The track with its notes; unused note-offs become events. REQUIRES: called once.
    [[nodiscard]] TrackPtr build();

  private:
    static constexpr std::size_t kChannels = 16;

    /// The start or end of a note, by its index among those of its track.
    struct Moment {
        std::uint32_t index = 0;
        bool isStart = false;
    };
    /// Starts and ends of one key that pair with each other, with more than one note sounding at
    /// once.
    struct Block {
        std::size_t first = 0; ///< in the moments of the track
        std::size_t last = 0;  ///< one past
    };
    /// The lengths of those notes of a channel whose pairing is certain.
    struct Lengths {
        double usual = 0.0; ///< the median; 0: there are none
        Tick longest;
    };

    void sortByKey();
    void endNote(std::uint32_t index, std::uint32_t by);
    /// Finds the starts without an end; all others are paired in their order.
    void pairKey(std::size_t first, std::size_t last);
    void measureLengths();
    /// The latest end of a lost note, by the longest note of its channel.
    [[nodiscard]] Tick latestEnd(const Note& note) const;
    /// Distance of a length from the usual one, in octaves (factors of two).
    [[nodiscard]] double strangeness(const Note& note, Tick length) const;
    /// True if the notes have likelier lengths when each start ends the note before it, although
    /// each such note then means one lost and one unused end.
    [[nodiscard]] bool isUnlikely(const Block& block) const;
    void readAsRestrikes(const Block& block);
    /// Ends a lost note at the next start of its key; returns the finding.
    [[nodiscard]] ImportFinding endAtNextStart(const Lost& lost, Note& note) const;
    /// Cuts a note at `end`; false if it does not reach beyond.
    static bool cutAt(Note& note, Tick end);
    /// The next message in its track that ends all notes of its channel.
    [[nodiscard]] Tick nextAllOff(const Note& note);

    UnpairedTrack& m_track;
    Findings& m_findings;
    std::vector<bool> m_isUsed;      // ends: of any note
    std::vector<bool> m_isOwn;       // ends: of a note of their key in this track
    std::vector<std::size_t> m_keys; // where the moments of each begin
    std::vector<Moment> m_moments;   // by key, then in the order of the file
    std::vector<Lost> m_lost;
    std::vector<Block> m_blocks;
    std::vector<std::uint32_t> m_clear; // notes that never sounded with another of their key
    std::array<Lengths, kChannels> m_lengths;
    std::vector<std::vector<Tick>> m_allOff; // by channel, once asked for
    std::vector<std::size_t> m_open;         // scratch
    std::vector<bool> m_isAnswered;          // scratch
};

} // namespace leitmotif
