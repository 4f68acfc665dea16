// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/vocabulary.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace leitmotif {

/// The longest stretches of a corpus in which nothing begins and nothing sounds, in steps (free
/// time: time steps), before the first note and between notes.
struct SilenceLimits {
    double leading = 0.0; ///< before the first note
    double gap = 0.0;     ///< from one onset to the next
    double silence = 0.0; ///< from the last end of a note to the next onset

    bool operator==(const SilenceLimits&) const = default;
};

/// Reads event tokens and tells when the next note would begin, and for how long nothing has begun
/// or sounded then.
class EventClock {
  public:
    /// The steps of a bar, by meter; not read in free time.
    explicit EventClock(std::vector<double> barSteps) : m_barSteps(std::move(barSteps)) {}

    void read(Token token);

    /// Where the next note would begin, in steps from the start.
    [[nodiscard]] double now() const { return m_now; }
    /// Where the bar ends.
    [[nodiscard]] double barEnd() const { return m_barEnd; }
    /// True if a note that begins at `time` leaves no longer silence than the limits.
    [[nodiscard]] bool isWithin(const SilenceLimits& limits, double time) const;
    /// The limits that a note which begins now needs as well.
    void widen(SilenceLimits& limits) const;

  private:
    void readNote(Token token);

    std::vector<double> m_barSteps;
    double m_now = 0.0;
    double m_barEnd = 0.0;
    std::optional<double> m_lastOnset;
    std::map<Token, double> m_ends; ///< of sounding notes, by key of the part
    double m_soundsUntil = 0.0;
    int m_part = 0;                ///< pitched
    std::map<int, int> m_lasts;    ///< steps, by pitched part
    int m_drumLasts = 0;           ///< steps
    std::optional<int> m_duration; ///< said of the unfinished note
};

} // namespace leitmotif
