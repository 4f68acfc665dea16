// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <array>
#include <vector>

namespace leitmotif {

/// The sustain pedal (controller 64) of every channel of a score: when the sound of a note ends
/// after its key was released.
class Sustain {
  public:
    /// No pedal anywhere.
    Sustain() = default;
    explicit Sustain(const Score& score);

    /// When the dampers fall after `release`, at once unless the pedal is down. A pedal that is
    /// never lifted holds until the last key of the score is released.
    [[nodiscard]] Tick endOf(std::uint8_t channel, Tick release) const;

  private:
    struct Press {
        Tick down;
        Tick up;
    };
    std::array<std::vector<Press>, 16> m_presses; // ascending, apart from each other
};

} // namespace leitmotif
