// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/snap_grid.h"

#include <cstdint>
#include <vector>

namespace leitmotif {

enum class GridLineKind : std::uint8_t { Bar, Beat, Step };

/// A vertical line of the roll.
struct GridLine {
    Tick tick;
    GridLineKind kind = GridLineKind::Bar;
    std::int64_t bar = 0; ///< from 0, of a Bar line

    bool operator==(const GridLine&) const = default;
};

/// The grid that Automatic stands for at a zoom: the finest whose steps are wide enough to aim at.
/// Any other is returned as it is.
[[nodiscard]] Snap resolvedSnap(Snap snap, const MeterMap& meter, Tick tick, double pixelsPerTick);

/// The lines from `from` up to and including `to`, in order and one a tick, that the zoom has room
/// for: where bars crowd, every second, fourth … of them only.
[[nodiscard]] std::vector<GridLine> gridLines(const MeterMap& meter, Snap snap, Tick from, Tick to,
                                              double pixelsPerTick);

} // namespace leitmotif
