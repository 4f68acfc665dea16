// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/events/event_model.h"

#include <map>
#include <vector>

namespace leitmotif {

/// Decodes event tokens into a score. Used once a score.
class EventReader {
  public:
    /// How held keys and the sustain pedal are restored; see PedalHabit.
    enum class Pedal : std::uint8_t { Exact, Plausible };

    EventReader(const EventModel& model, const NoteGrid& grid, Pedal pedal)
        : m_model(model), m_grid(grid), m_pedal(pedal) {}

    void read(Token token);
    /// The decoded score. Called once, after the last token.
    [[nodiscard]] Score score();

  private:
    struct Manner { ///< how a part plays
        Tick length;
        std::uint8_t velocity = 0;
    };

    void beginBar(int meter);
    void addNote(int part, int pitch);
    [[nodiscard]] std::vector<Event> conductorEvents() const;
    /// `pedal` is that of the part's channel.
    [[nodiscard]] TrackPtr trackOf(const CorpusPart& part, const std::vector<Note>& notes,
                                   const std::vector<PedalHabit::Press>& pedal, Tick end) const;

    const EventModel& m_model;
    const NoteGrid& m_grid;
    const Pedal m_pedal;
    std::vector<GridNote> m_notes;
    struct Bar {
        Tick start;
        BarMeter meter;
    };
    std::vector<Bar> m_bars;
    Tick m_now;
    bool m_hasTimeShifts = false;
    bool m_endsInTime = false; ///< the last token was a Bar or TimeShift
    int m_part = 0;
    Tick m_length;               ///< said for the next note; 0: nothing
    std::uint8_t m_velocity = 0; ///< the same
    std::map<int, Manner> m_manners;
};

} // namespace leitmotif
