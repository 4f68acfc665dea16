// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

#include <cstdint>
#include <vector>

namespace leitmotif {

/// The time base of a MIDI file: ticks per quarter note, or SMPTE frames times ticks per frame.
/// `raw` is the header's word; ticksPerBeat() and ticksPerSecond() are always usable (a division
/// of 0 is read as 480).
struct Division {
    std::uint16_t raw = 480;

    [[nodiscard]] bool isSmpte() const { return (raw & 0x8000U) != 0; }
    /// Ticks of a quarter note; for SMPTE, of half a second (120 beats a minute).
    [[nodiscard]] double ticksPerBeat() const;
    /// REQUIRES: isSmpte(). 29.97 frames for −29.
    [[nodiscard]] double smpteTicksPerSecond() const;

    bool operator==(const Division&) const = default;
};

/// From `tick` on, a quarter note lasts `microseconds`.
struct TempoChange {
    Tick tick;
    std::uint32_t microseconds = 500'000;

    bool operator==(const TempoChange&) const = default;
};

/// Converts between ticks and seconds. Immutable; tempos of 0 are left out before it is made. SMPTE
/// time knows no tempo, so its map has one fixed rate.
class TempoMap {
  public:
    /// 120 beats a minute from tick 0.
    explicit TempoMap(Division division = {}, std::vector<TempoChange> changes = {});

    [[nodiscard]] double secondsAt(Tick tick) const {
        return secondsAt(static_cast<double>(tick.value));
    }
    [[nodiscard]] double secondsAt(double tick) const;
    /// The inverse of secondsAt(), with fractions of a tick; before 0 the first tempo applies.
    [[nodiscard]] double tickAt(double seconds) const;
    [[nodiscard]] TempoChange changeAt(Tick tick) const;
    [[nodiscard]] double beatsPerMinuteAt(Tick tick) const;

    [[nodiscard]] Division division() const { return m_division; }
    /// At least one; the first is at tick 0; ascending, one a tick.
    [[nodiscard]] const std::vector<TempoChange>& changes() const { return m_changes; }

  private:
    [[nodiscard]] double secondsPerTick(const TempoChange& change) const;

    Division m_division;
    std::vector<TempoChange> m_changes;
    std::vector<double> m_seconds; // of each change
};

/// From `tick` on, bars have `numerator` beats of 1/`denominator`.
struct SignatureChange {
    Tick tick;
    int numerator = 4;
    int denominator = 4;

    bool operator==(const SignatureChange&) const = default;
};

/// Bar (from 0), beat in the bar (from 0) and ticks into the beat.
struct BarPosition {
    std::int64_t bar = 0;
    int beat = 0;
    Tick tick;
};

/// Converts between ticks and bars. A signature in the middle of a bar begins a new bar there. Bars
/// that are not a whole number of ticks begin at the nearest tick, without drift.
class MeterMap {
  public:
    explicit MeterMap(Division division = {}, std::vector<SignatureChange> changes = {});

    [[nodiscard]] Tick barStart(std::int64_t bar) const;
    [[nodiscard]] BarPosition positionAt(Tick tick) const;
    [[nodiscard]] std::int64_t barAt(Tick tick) const { return positionAt(tick).bar; }
    [[nodiscard]] SignatureChange signatureAt(Tick tick) const;
    /// Ticks of one bar, and of one beat (the signature's denominator), at `tick`, rounded; at
    /// least 1.
    [[nodiscard]] Tick barLength(Tick tick) const;
    [[nodiscard]] Tick beatLength(Tick tick) const;
    /// True if the next signature ends this bar early.
    [[nodiscard]] bool isCut(std::int64_t bar) const;
    /// Number of bars that begin before `end`, at least 1.
    [[nodiscard]] std::int64_t barCount(Tick end) const;

    [[nodiscard]] Division division() const { return m_division; }
    /// At least one; the first is at tick 0.
    [[nodiscard]] const std::vector<SignatureChange>& changes() const { return m_changes; }

  private:
    [[nodiscard]] std::size_t segmentAt(Tick tick) const;
    /// Length of a bar in ticks, with fractions; at least 1.
    [[nodiscard]] double exactBarLength(const SignatureChange& change) const;
    [[nodiscard]] double exactBeatLength(const SignatureChange& change) const;

    Division m_division;
    std::vector<SignatureChange> m_changes;
    std::vector<std::int64_t> m_firstBar; // of each change
};

} // namespace leitmotif
