// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

namespace leitmotif {

/// The marked part of a piece, from the tick `from` up to, not including, `to`; playing repeats it
/// while it is on.
struct LoopRegion {
    Tick from;
    Tick to;
    bool isOn = false;

    /// True if it is not empty.
    [[nodiscard]] bool isMarked() const { return from < to; }
    [[nodiscard]] bool repeats() const { return isOn && isMarked(); }

    bool operator==(const LoopRegion&) const = default;
};

} // namespace leitmotif
