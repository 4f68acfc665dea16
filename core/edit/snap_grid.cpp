// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/snap_grid.h"

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

/// A free step is this part of a beat: fine enough to shift a note by ear.
constexpr double kFreeStepsPerBeat = 32.0;

} // namespace

int stepsPerWholeNote(Snap snap) {
    switch (snap) {
    case Snap::Half:
        return 2;
    case Snap::Quarter:
        return 4;
    case Snap::Eighth:
        return 8;
    case Snap::Sixteenth:
        return 16;
    case Snap::ThirtySecond:
        return 32;
    case Snap::QuarterTriplet:
        return 6;
    case Snap::EighthTriplet:
        return 12;
    case Snap::SixteenthTriplet:
        return 24;
    case Snap::Off:
    case Snap::Automatic:
    case Snap::Bar:
        break;
    }
    return 0;
}

double SnapGrid::exactStep(Tick tick) const {
    const double beat = m_meter.division().ticksPerBeat();
    if (m_snap == Snap::Bar)
        return static_cast<double>(m_meter.barLength(tick).value);
    const int steps = stepsPerWholeNote(m_snap);
    return std::max(1.0, steps > 0 ? beat * 4.0 / steps : beat / kFreeStepsPerBeat);
}

Tick SnapGrid::step(Tick tick) const {
    return {std::max<std::int64_t>(1, std::llround(exactStep(tick)))};
}

Tick SnapGrid::floor(Tick tick) const {
    if (tick <= Tick{0})
        return {0};
    if (m_snap == Snap::Off)
        return tick;
    const Tick bar = m_meter.barStart(m_meter.barAt(tick));
    const double step = exactStep(tick);
    const auto line = [&](double index) { return bar + Tick{std::llround(index * step)}; };
    // Rounding may have moved the next line down to this tick.
    const double index = std::floor(static_cast<double>((tick - bar).value) / step);
    return line(index + 1) <= tick ? line(index + 1) : std::min(tick, line(index));
}

Tick SnapGrid::next(Tick tick) const {
    if (tick < Tick{0})
        return {0};
    if (m_snap == Snap::Off)
        return tick + step(tick);
    const std::int64_t barIndex = m_meter.barAt(tick);
    const Tick bar = m_meter.barStart(barIndex);
    const double step = exactStep(tick);
    const double index = std::floor(static_cast<double>((tick - bar).value) / step);
    Tick line = bar + Tick{std::llround((index + 1) * step)};
    if (line <= tick)
        line = bar + Tick{std::llround((index + 2) * step)};
    return std::min(line, m_meter.barStart(barIndex + 1));
}

Tick SnapGrid::previous(Tick tick) const {
    if (m_snap == Snap::Off)
        return std::max(Tick{0}, tick - step(tick));
    return floor(std::max(Tick{0}, tick - Tick{1}));
}

Tick SnapGrid::nearest(Tick tick) const {
    if (m_snap == Snap::Off)
        return std::max(Tick{0}, tick);
    const Tick below = floor(tick);
    const Tick above = next(below);
    return tick - below < above - tick ? below : above;
}

} // namespace leitmotif
