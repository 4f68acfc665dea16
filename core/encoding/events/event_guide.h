// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/events/event_model.h"

#include <array>
#include <memory>
#include <vector>

namespace leitmotif {

/// The grammar of event tokens as a state machine. Begins in the time signature of takes and then
/// allows exactly the sequences that an encoder could have written within the corpus' limits
/// (longest rest, most notes at a position). As parts and pitches only ascend at one position,
/// every sample moves on in time. Both calls take well under a microsecond.
class EventGuide final : public SequenceGuide {
  public:
    EventGuide(std::shared_ptr<const EventModel> model, int bars);

    void fillAllowed(std::span<std::uint8_t> allowed) const override;
    void accept(int token) override;
    [[nodiscard]] bool isComplete() const override { return m_isComplete; }

  private:
    /// The last kind of token of the unfinished note, in the order of the grammar.
    enum class Stage : std::uint8_t { Nothing, Bar, Time, Part, Duration, Velocity };
    /// Duration and velocity of a part, by the id of the token; −1: none yet.
    struct Manner {
        int duration = -1;
        int velocity = -1;
    };
    struct Range { ///< ids [first, last)
        int first = 0;
        int last = 0;
    };

    /// A part that may play the next note: the current one, or percussion.
    struct Player {
        Range notes; ///< left to it at this position; empty: none
        Manner manner;
        [[nodiscard]] bool canPlay() const { return notes.first < notes.last; }
    };

    [[nodiscard]] const Range& range(TokenKind kind) const {
        return m_ranges[static_cast<std::size_t>(kind)];
    }
    void allowTime(std::span<std::uint8_t> allowed) const;
    void allowBarsAndPositions(std::span<std::uint8_t> allowed) const;
    /// Where the next note begins after a token that moves in time.
    [[nodiscard]] double timeAfter(Token token) const;
    /// Takes back tokens that would leave a longer silence than the corpus has. Where all would
    /// and no note can begin here instead, the shortest stay.
    void keepSounding(std::span<std::uint8_t> allowed) const;
    void allowParts(std::span<std::uint8_t> allowed) const;
    void allowNote(std::span<std::uint8_t> allowed) const;
    [[nodiscard]] Player pitchedPlayer() const;
    [[nodiscard]] Player drummer() const;
    void beginPosition(Stage stage);
    void acceptNote(int id, bool isDrum);

    // Constant after construction
    std::shared_ptr<const EventModel> m_model;
    std::array<Range, 9> m_ranges; // by TokenKind
    Range m_firstBars;             // a sample begins in the time signature of takes
    int m_longestShift;
    int m_wantedBars;
    std::int64_t m_wantedTime; // time steps

    // The sample so far
    EventClock m_clock;
    bool m_isComplete = false;
    bool m_hasNotes = false;
    int m_bars = 0;
    int m_part = -1;               // pitched
    std::vector<Manner> m_manners; // by pitched part
    Manner m_drumManner;

    // The unfinished note
    Stage m_stage = Stage::Nothing;
    int m_rest = 0;             // its bars or shifts so far
    bool m_isAtLongest = false; // the last shift was the longest
    bool m_saysPart = false;
    Manner m_manner; // said of it

    // This position
    int m_notesHere = 0;
    bool m_partIsHere = false; // the current part plays here
    int m_lastPitch = -1;      // id, of the current part
    int m_lastDrum = -1;       // id
};

} // namespace leitmotif
