// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_grid.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leitmotif {

namespace {

// Least distance of lines, in pixels
constexpr double kBarRoom = 14.0;
constexpr double kBeatRoom = 8.0;
constexpr double kStepRoom = 7.0;
constexpr double kAutomaticRoom = 13.0;

double pixels(Tick ticks, double pixelsPerTick) {
    return static_cast<double>(ticks.value) * pixelsPerTick;
}

Tick shortestBar(const MeterMap& meter, Tick from, Tick to) {
    Tick shortest = meter.barLength(from);
    for (const SignatureChange& change : meter.changes())
        if (change.tick > from && change.tick <= to)
            shortest = std::min(shortest, meter.barLength(change.tick));
    return shortest;
}

/// Adds the lines within one bar, without the bar's own line.
void addInnerLines(std::vector<GridLine>& lines, const MeterMap& meter, Snap snap, Tick bar,
                   Tick barEnd, double pixelsPerTick) {
    const auto add = [&](Tick unit, GridLineKind kind, const auto& next) {
        if (pixels(unit, pixelsPerTick) < (kind == GridLineKind::Beat ? kBeatRoom : kStepRoom))
            return;
        for (Tick tick = next(bar); tick < barEnd; tick = next(tick))
            lines.push_back({tick, kind, 0});
    };
    const Tick beat = meter.beatLength(bar);
    add(beat, GridLineKind::Beat, [&](Tick tick) { return tick + beat; });
    if (snap != Snap::Off && snap != Snap::Bar) {
        const SnapGrid grid(meter, snap);
        add(grid.step(bar), GridLineKind::Step, [&](Tick tick) { return grid.next(tick); });
    }
}

} // namespace

Snap resolvedSnap(Snap snap, const MeterMap& meter, Tick tick, double pixelsPerTick) {
    if (snap != Snap::Automatic)
        return snap;
    constexpr std::array kFinestFirst = {Snap::ThirtySecond, Snap::Sixteenth, Snap::Eighth,
                                         Snap::Quarter, Snap::Half};
    for (const Snap candidate : kFinestFirst)
        if (pixels(SnapGrid(meter, candidate).step(tick), pixelsPerTick) >= kAutomaticRoom)
            return candidate;
    return Snap::Bar;
}

std::vector<GridLine> gridLines(const MeterMap& meter, Snap snap, Tick from, Tick to,
                                double pixelsPerTick) {
    std::vector<GridLine> lines;
    from = std::max(from, Tick{0});
    std::int64_t every = 1;
    while (pixels(shortestBar(meter, from, to) * every, pixelsPerTick) < kBarRoom)
        every *= 2;
    std::int64_t bar = meter.barAt(from) / every * every;
    for (Tick start = meter.barStart(bar); start <= to; start = meter.barStart(bar)) {
        lines.push_back({start, GridLineKind::Bar, bar});
        if (every == 1)
            addInnerLines(lines, meter, resolvedSnap(snap, meter, start, pixelsPerTick), start,
                          meter.barStart(bar + 1), pixelsPerTick);
        bar += every;
    }
    std::erase_if(lines, [&](const GridLine& line) { return line.tick < from || line.tick > to; });
    std::ranges::stable_sort(lines, {}, [](const GridLine& line) {
        return std::pair(line.tick, line.kind); // a bar comes before a beat, a beat before a step
    });
    const auto repeated = std::ranges::unique(lines, {}, &GridLine::tick);
    lines.erase(repeated.begin(), repeated.end());
    return lines;
}

} // namespace leitmotif
