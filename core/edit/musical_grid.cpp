// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/musical_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace leitmotif {

namespace {

constexpr std::array kCandidates = {Snap::Sixteenth, Snap::EighthTriplet, Snap::SixteenthTriplet,
                                    Snap::ThirtySecond};
constexpr std::size_t kMostNotes = 2000;
constexpr double kOnIt = 0.02;          // of a beat: the rounding of files
constexpr double kFewestOnIt = 0.98;    // of the notes
constexpr double kClearlyNearer = 0.6;  // of the distance from sixteenths
constexpr double kPlayedCloseTo = 0.18; // of a step; any onset is 0.25 away on average

struct Fit {
    double onIt = 0.0;     // share of the notes
    double distance = 0.0; // mean, in steps
};

Fit fitOf(std::span<const Note> notes, const MeterMap& meter, Snap snap) {
    const SnapGrid grid(meter, snap);
    const double slack = kOnIt * meter.division().ticksPerBeat();
    const std::size_t stride = notes.size() / kMostNotes + 1;
    Fit fit;
    double count = 0.0;
    for (std::size_t i = 0; i < notes.size(); i += stride) {
        const Tick onset = notes[i].onset;
        const auto away = std::abs(static_cast<double>((onset - grid.nearest(onset)).value));
        fit.onIt += away <= slack ? 1.0 : 0.0;
        fit.distance += away / static_cast<double>(grid.step(onset).value);
        count += 1.0;
    }
    return {fit.onIt / count, fit.distance / count};
}

} // namespace

Snap musicalGrid(std::span<const Note> notes, const MeterMap& meter) {
    if (notes.empty())
        return Snap::Sixteenth;
    std::array<Fit, kCandidates.size()> fits;
    for (std::size_t i = 0; i < kCandidates.size(); ++i) {
        fits[i] = fitOf(notes, meter, kCandidates[i]);
        if (fits[i].onIt >= kFewestOnIt)
            return kCandidates[i];
    }
    // Loose onsets are always near some line of the finest grid, so it is left out.
    const auto nearest =
        std::ranges::min_element(fits.begin(), std::prev(fits.end()), {}, &Fit::distance);
    const bool isClear = nearest->distance < kClearlyNearer * fits.front().distance &&
                         nearest->distance < kPlayedCloseTo;
    return isClear ? kCandidates[static_cast<std::size_t>(nearest - fits.begin())]
                   : Snap::Sixteenth;
}

} // namespace leitmotif
