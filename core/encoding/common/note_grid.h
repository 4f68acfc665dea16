// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/corpus_parts.h"
#include "core/encoding/common/encoding.h"

#include <compare>
#include <cstdint>
#include <vector>

namespace leitmotif {

/// Width of a velocity bin, which one token stands for.
inline constexpr int kVelocityBin = 8;
inline constexpr int kVelocityMiddle = kVelocityBin / 2; ///< of a bin

/// A bar's time signature; `cutSteps` > 0 if the bar ends after so many steps because the next
/// signature begins there.
struct BarMeter {
    int numerator = 4;
    int denominator = 4;
    int cutSteps = 0;

    auto operator<=>(const BarMeter&) const = default;
};

/// The grid of event tokens, and its ticks in a decoded score.
///
/// Bars: `stepsPerBeat` steps a quarter note, positions counted from the bar's start. Durations are
/// exact up to four beats, then 6, 8, 12, 16, 24 and 32 beats.
///
/// Free time: steps of 1/96 s, exact up to 12 steps (1/8 s), then in steps of about 6 % up to 4 s,
/// durations also 6, 8, 12 and 16 s: by Weber's law the difference is inaudible, and a few dozen
/// values can be learned from one file, hundreds cannot. Each onset is rounded from the rounded
/// place of the note before, so errors do not add up.
class NoteGrid {
  public:
    static constexpr int kMostStepsPerBeat = 96;
    [[nodiscard]] static bool allows(int stepsPerBeat) {
        return stepsPerBeat >= 1 && stepsPerBeat <= kMostStepsPerBeat;
    }
    /// REQUIRES: allows(options.stepsPerBeat).
    explicit NoteGrid(const EncodingOptions& options);

    [[nodiscard]] Division division() const { return m_division; }
    [[nodiscard]] int stepsPerBeat() const { return m_stepsPerBeat; }
    [[nodiscard]] bool isBare() const { return m_isBare; }
    [[nodiscard]] Tick ticksPerStep() const { return m_ticksPerStep; }
    [[nodiscard]] Tick ticksPerTimeStep() const { return m_ticksPerTimeStep; }

    /// Steps of a bar, a fraction for such signatures as 7/32.
    [[nodiscard]] double stepsOf(const BarMeter& meter) const;
    [[nodiscard]] Tick ticksOf(const BarMeter& meter) const;

    /// The nearest duration that has a token, in steps. REQUIRES: steps ≥ 1.
    [[nodiscard]] int durationStep(std::int64_t steps) const;
    [[nodiscard]] int timeDurationStep(std::int64_t timeSteps) const;
    /// All durations that have a token, ascending.
    [[nodiscard]] const std::vector<int>& durations() const { return m_durations; }
    [[nodiscard]] const std::vector<int>& timeDurations() const { return m_timeDurations; }
    /// Shifts whose sum is the nearest to `timeSteps`; none below half a step. After a shift other
    /// than the longest there is no other.
    [[nodiscard]] std::vector<int> shiftsFor(std::int64_t timeSteps) const;
    [[nodiscard]] int longestShift() const { return m_shifts.back(); }
    /// Time steps of a bar of the decoded score, which is in 4/4.
    [[nodiscard]] std::int64_t timeStepsPerBar() const;

  private:
    int m_stepsPerBeat;
    bool m_isBare;
    Division m_division;
    Tick m_ticksPerStep;
    Tick m_ticksPerTimeStep;
    std::vector<int> m_durations;
    std::vector<int> m_shifts;
    std::vector<int> m_timeDurations;
};

/// A note on the grid, in ticks of the decoded score.
struct GridNote {
    std::size_t bar = 0; ///< index into GridPiece::bars; 0 in free time
    int position = 0;    ///< steps from the bar's start; 0 in free time
    Tick onset;
    Tick length; ///< of the sound
    int part = 0;
    std::uint8_t pitch = 60;
    std::uint8_t velocity = 64;
    Tick heldKey = {};      ///< how long its key is held down, where a pedal may prolong the sound
    std::size_t source = 0; ///< its number among the notes of the score, track by track
};

/// A piece on the grid: the content of its tokens.
struct GridPiece {
    bool hasFreeBeat = false;
    std::vector<BarMeter> bars;  ///< up to the last one with an onset
    std::vector<GridNote> notes; ///< by onset, then part, then pitch
};

/// Longer rests are cut to this: they teach nothing, and a damaged file may have millions of empty
/// bars.
inline constexpr std::int64_t kLongestRestBars = 16;
inline constexpr std::int64_t kLongestRestShifts = 4;

/// Quantizes the piece to the grid, with the sustain pedal folded into durations unless the grid is
/// bare.
[[nodiscard]] GridPiece gridPiece(const CorpusPiece& piece, const NoteGrid& grid,
                                  const CorpusParts& parts);

/// Makes the notes playable: of notes with the same onset, channel and pitch the longest stays, and
/// a key is released before it is struck again. Sorts like GridPiece::notes.
void resolveOverlaps(std::vector<GridNote>& notes, const CorpusParts& parts);

} // namespace leitmotif
