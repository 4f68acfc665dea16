// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/note.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace leitmotif {

/// Where notes lie on the screen: time runs to the right, pitch upwards, one row a semitone. A
/// value; pixels are device independent and count from the top left of the canvas. Positions may be
/// fractions of ticks and rows, so that zooming does not jump.
struct RollGeometry {
    static constexpr int kRows = 128;
    static constexpr double kLowestRow = 3.0;   ///< pixels
    static constexpr double kHighestRow = 40.0; ///< pixels

    double pixelsPerTick = 0.1;
    double rowHeight = 14.0;
    double leftTick = 0.0; ///< at x = 0
    double topRow = 0.0;   ///< at y = 0; row 0 is pitch 127

    [[nodiscard]] double xOf(double tick) const { return (tick - leftTick) * pixelsPerTick; }
    [[nodiscard]] double xOf(Tick tick) const { return xOf(static_cast<double>(tick.value)); }
    [[nodiscard]] double tickAt(double x) const { return leftTick + x / pixelsPerTick; }
    /// Top of a pitch's row.
    [[nodiscard]] double yOf(int pitch) const { return (kRows - 1 - pitch - topRow) * rowHeight; }
    /// The pitch whose row holds `y`; 0 to 127.
    [[nodiscard]] int pitchAt(double y) const;
    /// The same before clamping: outside of the rows it goes on.
    [[nodiscard]] int unboundedPitchAt(double y) const;

    [[nodiscard]] QRectF rectOf(const Note& note) const;
    [[nodiscard]] double ticksIn(double pixels) const { return pixels / pixelsPerTick; }

    /// Zoomed by `factor` within `lowest` and `highest` pixels a tick; what is at `x` stays there.
    [[nodiscard]] RollGeometry zoomedInTime(double factor, double x, double lowest,
                                            double highest) const;
    /// The same for pitch and `y`, within kLowestRow and kHighestRow.
    [[nodiscard]] RollGeometry zoomedInPitch(double factor, double y) const;
    /// Moved so that no more than the rows, and no tick before 0 or after `end`, are shown.
    [[nodiscard]] RollGeometry bounded(QSizeF canvas, double end) const;

    bool operator==(const RollGeometry&) const = default;
};

} // namespace leitmotif
