// SPDX-License-Identifier: GPL-3.0-or-later
#include "soundfonts/spectrum.h"

#include "core/base/random.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numbers>

namespace leitmotif::soundfont {

namespace {

/// The power gain of BS.1770's two filters, to within half a decibel.
double weight(double hertz) {
    const double square = hertz * hertz;
    const double highPass = square * square / (square * square + std::pow(50.0, 4));
    const double shelf = 1.0 + 1.5 * square / (square + 1'500.0 * 1'500.0);
    return highPass * shelf;
}

} // namespace

void fourierTransform(std::span<std::complex<double>> values) {
    const std::size_t size = values.size();
    assert(std::has_single_bit(size));
    for (std::size_t i = 1, j = 0; i < size; ++i) { // places with their bits reversed
        std::size_t bit = size / 2;
        for (; (j & bit) != 0; bit /= 2)
            j ^= bit;
        j ^= bit;
        if (i < j)
            std::swap(values[i], values[j]);
    }
    for (std::size_t length = 2; length <= size; length *= 2) {
        const double angle = 2.0 * std::numbers::pi / static_cast<double>(length);
        for (std::size_t k = 0; k < length / 2; ++k) {
            const auto turn = std::polar(1.0, angle * static_cast<double>(k));
            for (std::size_t i = k; i < size; i += length) {
                const auto other = values[i + length / 2] * turn;
                values[i + length / 2] = values[i] - other;
                values[i] += other;
            }
        }
    }
}

std::vector<double> periodicSound(std::size_t size,
                                  const std::function<double(std::size_t)>& magnitude,
                                  std::uint64_t seed) {
    Random random(seed);
    std::vector<std::complex<double>> values(size);
    for (std::size_t i = 1; i < size / 2; ++i)
        values[i] = std::polar(magnitude(i), 2.0 * std::numbers::pi * random.uniform());
    fourierTransform(values);
    std::vector<double> sound(size);
    std::ranges::transform(values, sound.begin(), [](const auto& value) { return value.real(); });
    return sound;
}

double loudness(std::span<const double> sound, double rate, double seconds) {
    const auto wanted = static_cast<std::size_t>(rate * seconds);
    const auto used = sound.first(std::min(sound.size(), wanted));
    const std::size_t size = std::bit_ceil(std::max<std::size_t>(used.size(), 2));
    std::vector<std::complex<double>> values(size);
    std::ranges::copy(used, values.begin());
    fourierTransform(values);
    double power = 0;
    for (std::size_t i = 1; i < size / 2; ++i)
        power += 2.0 * std::norm(values[i]) *
                 weight(static_cast<double>(i) * rate / static_cast<double>(size));
    const double points = static_cast<double>(std::max<std::size_t>(used.size(), 1));
    return std::sqrt(power / static_cast<double>(size) / points);
}

} // namespace leitmotif::soundfont
