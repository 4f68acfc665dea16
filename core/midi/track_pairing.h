// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/midi/note_pairs.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace leitmotif {

/// Keys of the channels of a port, and the number of one among them.
inline constexpr std::size_t kNoteKeys = std::size_t{16} * 128;
inline std::size_t noteKeyOf(std::uint8_t channel, std::uint8_t pitch) {
    return std::size_t{channel} * 128 + pitch;
}

/// Pairs the notes of one track, first with the ends of their own keys, then with what else there
/// is. Refers to the track.
class TrackPairing {
  public:
    /// A note whose own end is not there.
    struct Lost {
        std::uint32_t note = 0;
        std::optional<std::uint32_t> next = {}; ///< the following note of its key
    };

    TrackPairing(UnpairedTrack& track, Findings& findings);

    /// Ends of a key in the order of its starts, whatever was lost.
    void pairFirstInFirstOut();
    /// Finds the notes whose own end is lost; all others get theirs.
    void pairOwnEnds();

    [[nodiscard]] const std::vector<Lost>& lost() const { return m_lost; }
    [[nodiscard]] const UnpairedTrack& track() const { return m_track; }
    [[nodiscard]] bool isUsed(std::size_t end) const { return m_isUsed[end]; }
    [[nodiscard]] Tick nextOnset(const Lost& lost) const;

    /// The end is that of a note elsewhere.
    void lend(std::size_t end) { m_isUsed[end] = true; }
    void endAt(const Lost& lost, Tick tick, ImportFinding finding);

    /// Notes that are still lost get the unused ends of the keys beside theirs.
    void pairNeighbours();
    /// What is still lost ends with the next note of its key, or hangs.
    void endTheRest();

    /// The track with its notes; what ended none of them is an event. REQUIRES: called once.
    [[nodiscard]] TrackPtr build();

  private:
    static constexpr std::size_t kChannels = 16;

    /// A start or end of a key, by its index among those of its track.
    struct Moment {
        std::uint32_t index = 0;
        bool isStart = false;
    };
    /// Starts and ends of one key that answer each other, with more than one note sounding at once.
    struct Block {
        std::size_t first = 0; ///< in the moments of the track
        std::size_t last = 0;  ///< one past
    };
    /// What the notes of a channel that nothing was unclear about tell of lengths.
    struct Lengths {
        double usual = 0.0; ///< the median; 0: there are none
        Tick longest;
    };

    void sortByKey();
    void endNote(std::uint32_t index, std::uint32_t by);
    /// Finds the starts that no end answers; all others are paired in their order.
    void pairKey(std::size_t first, std::size_t last);
    void measureLengths();
    /// By which it ends at the latest, by the longest of its channel.
    [[nodiscard]] Tick latestEnd(const Note& note) const;
    /// How far a length is from what is usual, in octaves.
    [[nodiscard]] double strangeness(const Note& note, Tick length) const;
    /// True if the notes have likelier lengths where each start ends the note before it, although
    /// that takes a lost and a useless end for each note ended so.
    [[nodiscard]] bool isUnlikely(const Block& block) const;
    void readAsRestrikes(const Block& block);
    /// What was done to end it.
    [[nodiscard]] ImportFinding endAtNextStart(const Lost& lost, Note& note) const;
    /// False if it ends by then.
    static bool cutAt(Note& note, Tick end);
    /// When all notes of the note's channel are ended next, in its track.
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
