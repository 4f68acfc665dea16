// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <cstdint>
#include <vector>

namespace leitmotif {

/// The sustain pedal (controller 64) of every channel of every port of a score: gives the end of
/// the sound of a note whose key was released.
class Sustain {
  public:
    /// Without any pedal.
    Sustain() = default;
    explicit Sustain(const Score& score);

    /// When the dampers fall for a key released at `release`: at once unless the pedal is down. A
    /// pedal that is never lifted holds until the last key of the score is released.
    [[nodiscard]] Tick endOf(std::uint8_t channel, Tick release, std::uint8_t port = 0) const;

  private:
    struct Press {
        Tick down;
        Tick up;
    };
    std::vector<std::vector<Press>> m_presses; // by port and channel; ascending, without overlaps
};

} // namespace leitmotif
