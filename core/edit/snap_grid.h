// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/tempo_map.h"

#include <array>
#include <cstdint>

namespace leitmotif {

/// A grid to edit on. Automatic is the finest one that the zoom shows well; the view replaces it by
/// a fixed one before it makes a SnapGrid.
enum class Snap : std::uint8_t {
    Off,
    Automatic,
    Bar,
    Half,
    Quarter,
    Eighth,
    Sixteenth,
    ThirtySecond,
    QuarterTriplet,
    EighthTriplet,
    SixteenthTriplet,
};

inline constexpr std::array kSnaps = {
    Snap::Off,           Snap::Automatic,        Snap::Bar,
    Snap::Half,          Snap::Quarter,          Snap::Eighth,
    Snap::Sixteenth,     Snap::ThirtySecond,     Snap::QuarterTriplet,
    Snap::EighthTriplet, Snap::SixteenthTriplet,
};

/// Steps of a whole note that a grid has; 0 for Off, Automatic and Bar, which have no fixed one.
[[nodiscard]] int stepsPerWholeNote(Snap snap);

/// The lines of a grid: steps counted from the start of each bar, so that odd metres and changes of
/// metre keep a line on every bar. Steps need not be whole ticks; lines are rounded. Pure.
class SnapGrid {
  public:
    SnapGrid(MeterMap meter, Snap snap) : m_meter(std::move(meter)), m_snap(snap) {}

    [[nodiscard]] Snap snap() const { return m_snap; }
    /// The line nearest to `tick`; `tick` itself where the grid is off. Never before 0.
    [[nodiscard]] Tick nearest(Tick tick) const;
    /// The last line at or before `tick`, and the first after it.
    [[nodiscard]] Tick floor(Tick tick) const;
    [[nodiscard]] Tick next(Tick tick) const;
    /// The last line before `tick`, at least 0.
    [[nodiscard]] Tick previous(Tick tick) const;
    /// Length of one step at `tick`; where the grid is off, a 32nd of a beat; at least 1.
    [[nodiscard]] Tick step(Tick tick) const;

  private:
    [[nodiscard]] double exactStep(Tick tick) const;

    MeterMap m_meter;
    Snap m_snap;
};

} // namespace leitmotif
