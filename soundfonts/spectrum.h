// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace leitmotif::soundfont {

/// In place, for a power of two of values; without scaling.
void fourierTransform(std::span<std::complex<double>> values);

/// One period of a sound with the given magnitude at each of its `size` / 2 frequencies (in cycles
/// per period; the phases are chosen by `seed`), so that it loops without a seam. REQUIRES: a power
/// of two.
[[nodiscard]] std::vector<double> periodicSound(std::size_t size,
                                                const std::function<double(std::size_t)>& magnitude,
                                                std::uint64_t seed);

/// How loud a sound is to the ear, as an amplitude: the root mean square over `seconds` (at most)
/// after the weighting of ITU-R BS.1770, which leaves out the lowest bass and lifts the treble.
[[nodiscard]] double loudness(std::span<const double> sound, double rate, double seconds);

} // namespace leitmotif::soundfont
