// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace leitmotif {

/// Divisions of a beat around which onsets may cluster.
inline constexpr std::array kDivisions = {1, 2, 3, 4, 5, 6, 7, 8, 10, 12};
/// Divisions that only fast runs fill: they show that there is a beat, but not a delay.
inline constexpr std::array kDivisionsOfRuns = {16, 24};
inline constexpr double kFewestTicks = 1.9; // of a part; fewer cannot be distinguished

/// Length of the mean phasor above which music keeps a beat: 1 for written music, .6 to .9 for
/// bands that play to a click, below .2 for performances of some length.
inline constexpr double kMetricalAbove = 0.3;
inline constexpr std::size_t kFewestStrikes = 8; // fewer are no evidence

/// Notes that follow each other faster than 128ths count as one strike.
inline constexpr std::int64_t kFastestStrikes = 32; // a beat

/// The notes of one channel of one track.
struct OnsetStream {
    std::size_t track = 0;
    std::uint8_t channel = 0;
    std::vector<std::size_t> notes;    ///< their numbers in the track, by onset
    std::vector<std::int64_t> onsets;  ///< of all notes, from where the last signature began
    std::vector<std::int64_t> strikes; ///< ascending; a strum counts once
    std::int64_t delay = 0;
};

/// Unit phasors of all ticks of a beat.
class BeatCircle {
  public:
    explicit BeatCircle(std::int64_t beat);

    [[nodiscard]] std::int64_t beat() const { return m_beat; }
    [[nodiscard]] double part(int division) const { return static_cast<double>(m_beat) / division; }
    [[nodiscard]] bool canTell(int division) const { return part(division) >= kFewestTicks; }

    [[nodiscard]] std::complex<double> mean(const std::vector<std::int64_t>& ticks,
                                            int division) const;

    /// Distance from the nearest of `division` parts of a beat, in ticks; negative before it.
    [[nodiscard]] double beside(double tick, int division) const;

  private:
    std::int64_t m_beat;
    std::vector<std::complex<double>> m_phasors;
};

/// The length of the mean of `count` phasors, less what chance adds to it.
[[nodiscard]] double gathering(std::complex<double> mean, std::size_t count);

[[nodiscard]] std::vector<OnsetStream> onsetStreamsOf(const Score& score);

} // namespace leitmotif
