// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace leitmotif::soundfont {

/// Transforms in place, without scaling. REQUIRES: the number of values is a power of two.
void fourierTransform(std::span<std::complex<double>> values);

/// One period of a sound with the given magnitude at each of its `size` / 2 frequencies (in cycles
/// per period; the phases are chosen by `seed`), so that it loops without a seam. REQUIRES: a power
/// of two.
[[nodiscard]] std::vector<double> periodicSound(std::size_t size,
                                                const std::function<double(std::size_t)>& magnitude,
                                                std::uint64_t seed);

/// The perceived loudness of a sound as an amplitude: the root mean square over at most `seconds`
/// with the weighting of ITU-R BS.1770, which removes the lowest bass and lifts the treble.
[[nodiscard]] double loudness(std::span<const double> sound, double rate, double seconds);

} // namespace leitmotif::soundfont
