// SPDX-License-Identifier: GPL-3.0-or-later
#include "soundfonts/waveforms.h"

#include "core/base/random.h"
#include "soundfonts/spectrum.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace leitmotif::soundfont {

namespace {

constexpr double kHighestShare = 0.45; // of the rate: no aliasing
constexpr double kTargetLoudness = 0.22;
constexpr double kHighestPeak = 0.97;
constexpr double kLoudnessSeconds = 0.35;
constexpr std::size_t kPointsBehindLoop = 8; // for the interpolation
/// A bell of width 1 has the power of a line of this amplitude: the fourth root of pi.
constexpr double kBandPower = 1.33;

/// A loop of `points` points that holds the fundamental `cycles` times, played at `rate`.
struct LoopGrid {
    std::size_t points;
    int cycles;
    std::uint32_t rate;
};

LoopGrid gridFor(double hertz, double seconds) {
    // Even, so that the octave below the fundamental fits too.
    const int cycles = 2 * std::max(1, static_cast<int>(std::lround(hertz * seconds / 2.0)));
    const auto points = static_cast<std::size_t>(std::lround(cycles * kSampleRate / hertz));
    // The rate corrects the rounding to whole points: a hundredth of a cent remains.
    return {points, cycles,
            static_cast<std::uint32_t>(std::lround(hertz * static_cast<double>(points) / cycles))};
}

std::vector<std::int16_t> quantized(const std::vector<double>& sound, double factor) {
    std::vector<std::int16_t> points(sound.size());
    std::ranges::transform(sound, points.begin(), [factor](double value) {
        return static_cast<std::int16_t>(
            std::clamp(std::lround(value * factor * 32'767.0), -32'767L, 32'767L));
    });
    return points;
}

/// The factor that normalises a sound to the common loudness, as far as its peaks allow.
double factorFor(const std::vector<double>& sound, double rate) {
    const double peak = std::abs(
        *std::ranges::max_element(sound, {}, [](double value) { return std::abs(value); }));
    const double wanted = kTargetLoudness / std::max(loudness(sound, rate, kLoudnessSeconds), 1e-9);
    return std::min(wanted, kHighestPeak / std::max(peak, 1e-9));
}

void addPartial(const Partial& partial, const LoopGrid& grid, std::size_t attack,
                std::vector<double>& sound) {
    const auto cycles = std::max(1L, std::lround(partial.ratio * grid.cycles));
    const double step = static_cast<double>(cycles) / static_cast<double>(grid.points);
    if (step > kHighestShare)
        return;
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double seconds = static_cast<double>(std::min(i, attack)) / grid.rate;
        // Counted from the loop, so that the loop's end and beginning are the same numbers.
        const auto place = static_cast<double>(i) - static_cast<double>(attack);
        const double phase =
            partial.phase + std::fmod(place * step, 1.0) + static_cast<double>(attack) * step;
        sound[i] +=
            partial.amplitude * std::exp(-partial.decay * seconds) * std::sin(kTwoPi * phase);
    }
}

/// Noise in a band around `hertz`, by a resonant two-pole filter.
void addNoise(const Tone& tone, double rate, std::size_t end, std::uint64_t seed,
              std::vector<double>& sound) {
    constexpr double kDamping = 0.7;
    const double tune = 2.0 * std::sin(std::numbers::pi * std::min(tone.noiseHertz / rate, 0.16));
    Random random(seed);
    double low = 0;
    double band = 0;
    for (std::size_t i = 0; i < std::min(end, sound.size()); ++i) {
        const double fade = 1.0 - static_cast<double>(i) / static_cast<double>(end);
        const double in = random.uniform() * 2.0 - 1.0;
        low += tune * band;
        band += tune * (in - low - kDamping * band);
        sound[i] +=
            tone.noise * fade * band * std::exp(-tone.noiseDecay * static_cast<double>(i) / rate);
    }
}

} // namespace

double hertzOf(double key) {
    return 440.0 * std::exp2((key - 69.0) / 12.0);
}

Sample toneSample(const std::string& name, std::uint8_t key, const Tone& tone) {
    const LoopGrid grid = gridFor(hertzOf(key), tone.loopSeconds);
    const auto attack = static_cast<std::size_t>(std::lround(tone.attackSeconds * grid.rate));
    std::vector<double> sound(attack + grid.points + kPointsBehindLoop);
    for (const Partial& partial : tone.partials)
        addPartial(partial, grid, attack, sound);
    if (tone.noise > 0)
        addNoise(tone, grid.rate, attack, key, sound);
    return {.name = name,
            .points = quantized(sound, factorFor(sound, grid.rate)),
            .rate = grid.rate,
            .loopStart = static_cast<std::uint32_t>(attack),
            .loopEnd = static_cast<std::uint32_t>(attack + grid.points),
            .rootKey = key};
}

Sample ensembleSample(const std::string& name, std::uint8_t key, const HarmonicMagnitude& magnitude,
                      double cents, double breath, std::size_t points) {
    const double hertz = hertzOf(key);
    const double size = static_cast<double>(points);
    const int cycles = std::max(1, static_cast<int>(std::lround(hertz * size / kSampleRate)));
    const double rate = std::round(hertz * size / cycles);
    std::vector<double> magnitudes(points / 2, 0.0);
    for (int harmonic = 1; harmonic * cycles < kHighestShare * size; ++harmonic) {
        const double centre = harmonic * cycles;
        // The fundamental is one sine: a band of noise around it would drift out of tune.
        if (harmonic == 1) {
            magnitudes[static_cast<std::size_t>(cycles)] += kBandPower * magnitude(1, hertz);
            continue;
        }
        const double width = std::max(0.6, centre * (std::exp2(cents / 1200.0) - 1.0));
        const double level = magnitude(harmonic, hertz) / std::sqrt(width);
        const auto first = static_cast<std::size_t>(std::max(1.0, centre - 4.0 * width));
        const auto last = std::min(points / 2 - 1, static_cast<std::size_t>(centre + 4.0 * width));
        for (std::size_t i = first; i <= last; ++i) {
            const double distance = (static_cast<double>(i) - centre) / width;
            magnitudes[i] += level * std::exp(-0.5 * distance * distance);
        }
    }
    for (std::size_t i = 1; breath > 0 && i < points / 2; ++i) {
        const double octaves = std::log2(static_cast<double>(i) * rate / size / 2'000.0);
        magnitudes[i] += breath * std::exp(-0.7 * octaves * octaves);
    }
    const auto sound = periodicSound(
        points, [&](std::size_t i) { return magnitudes[i]; }, key);
    return plainSample(name, key, rate, sound, true);
}

Sample plainSample(const std::string& name, std::uint8_t key, double rate,
                   const std::vector<double>& sound, bool looped) {
    Sample sample{.name = name,
                  .points = quantized(sound, factorFor(sound, rate)),
                  .rate = static_cast<std::uint32_t>(std::lround(rate)),
                  .rootKey = key};
    if (looped) {
        sample.loopEnd = static_cast<std::uint32_t>(sound.size());
        for (std::size_t i = 0; i < kPointsBehindLoop; ++i)
            sample.points.push_back(sample.points[i]);
    }
    return sample;
}

} // namespace leitmotif::soundfont
