// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_scene.h"

#include "ui/roll/roll_grid.h"

#include <cmath>

namespace leitmotif {

namespace {

constexpr std::int64_t kSpareBars = 8; ///< to draw on after the last note

} // namespace

SnapGrid RollScene::grid(Tick tick) const {
    return {meter, resolvedSnap(snap, meter, tick, geometry.pixelsPerTick)};
}

Tick RollScene::scrollEnd() const {
    return meter.barStart(meter.barCount(score.lastNoteEnd()) + kSpareBars);
}

std::vector<Note> RollScene::notesIn(const QRectF& ticksAndRows) const {
    std::vector<Note> found;
    if (!edited())
        return found;
    const Tick from{static_cast<std::int64_t>(std::floor(ticksAndRows.left()))};
    const Tick to{static_cast<std::int64_t>(std::ceil(ticksAndRows.right()))};
    edited()->forEachSpanning(from, std::max(to, from + Tick{1}), [&](const Note& note) {
        const double row = RollGeometry::kRows - 1 - note.pitch.value;
        if (row < ticksAndRows.bottom() && row + 1.0 > ticksAndRows.top())
            found.push_back(note);
    });
    return found;
}

} // namespace leitmotif
