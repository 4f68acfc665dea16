// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace leitmotif {

/// What the training threads of a project are doing.
enum class TrainingState : std::uint8_t {
    Idle,     ///< nothing runs
    Starting, ///< the engine loads, or the first epoch has not begun
    Training,
    Paused,
    Stopping, ///< asked to stop, still within a batch
};

} // namespace leitmotif
