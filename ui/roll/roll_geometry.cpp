// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_geometry.h"

#include <algorithm>
#include <cmath>

namespace leitmotif {

int RollGeometry::unboundedPitchAt(double y) const {
    return kRows - 1 - static_cast<int>(std::floor(topRow + y / rowHeight));
}

int RollGeometry::pitchAt(double y) const {
    return std::clamp(unboundedPitchAt(y), 0, kRows - 1);
}

QRectF RollGeometry::rectOf(const Note& note) const {
    return {xOf(note.onset), yOf(note.pitch.value),
            static_cast<double>(note.length.value) * pixelsPerTick, rowHeight};
}

RollGeometry RollGeometry::zoomedInTime(double factor, double x, double lowest,
                                        double highest) const {
    RollGeometry zoomed = *this;
    const double anchor = tickAt(x);
    zoomed.pixelsPerTick = std::clamp(pixelsPerTick * factor, lowest, highest);
    zoomed.leftTick = anchor - x / zoomed.pixelsPerTick;
    return zoomed;
}

RollGeometry RollGeometry::zoomedInPitch(double factor, double y) const {
    RollGeometry zoomed = *this;
    const double anchor = topRow + y / rowHeight;
    zoomed.rowHeight = std::clamp(rowHeight * factor, kLowestRow, kHighestRow);
    zoomed.topRow = anchor - y / zoomed.rowHeight;
    return zoomed;
}

RollGeometry RollGeometry::bounded(QSizeF canvas, double end) const {
    RollGeometry result = *this;
    const double lastLeft = end - canvas.width() / pixelsPerTick;
    const double lastTop = kRows - canvas.height() / rowHeight;
    result.leftTick = std::clamp(leftTick, 0.0, std::max(0.0, lastLeft));
    result.topRow = std::clamp(topRow, 0.0, std::max(0.0, lastTop));
    return result;
}

} // namespace leitmotif
