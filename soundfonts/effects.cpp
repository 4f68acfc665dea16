// SPDX-License-Identifier: GPL-3.0-or-later
#include "soundfonts/effects.h"

#include "core/base/random.h"
#include "soundfonts/spectrum.h"
#include "soundfonts/waveforms.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace leitmotif::soundfont {

namespace {

/// Noise whose spectrum falls by `slope` (1: pink) around a band.
std::vector<double> noiseLoop(std::size_t points, double centre, double octaves,
                              std::uint64_t seed) {
    return periodicSound(
        points,
        [=](std::size_t i) {
            const double hertz = static_cast<double>(i) * kSampleRate / static_cast<double>(points);
            const double distance = std::log2(hertz / centre) / octaves;
            return std::exp(-0.5 * distance * distance) / std::sqrt(hertz / centre);
        },
        seed);
}

/// The sound multiplied by gain(t), t from 0 to 1 over its length.
std::vector<double> shaped(std::vector<double> sound, const std::function<double(double)>& gain) {
    for (std::size_t i = 0; i < sound.size(); ++i)
        sound[i] *= gain(static_cast<double>(i) / static_cast<double>(sound.size()));
    return sound;
}

/// A sine whose frequency follows hertz(t) and whose level follows gain(t), t in seconds.
std::vector<double> chirp(std::size_t points, const std::function<double(double)>& hertz,
                          const std::function<double(double)>& gain) {
    std::vector<double> sound(points);
    double phase = 0;
    for (std::size_t i = 0; i < points; ++i) {
        const double seconds = static_cast<double>(i) / kSampleRate;
        sound[i] = gain(seconds) * std::sin(2.0 * kPi * phase);
        phase += hertz(seconds) / kSampleRate;
    }
    return sound;
}

} // namespace

std::vector<Sample> effectSamples(Family family) {
    constexpr std::uint8_t kKey = 60;
    constexpr std::size_t kPoints = 16'384; // about half a second
    const auto loop = [](const char* name, const std::vector<double>& sound) {
        return std::vector<Sample>{plainSample(name, kKey, kSampleRate, sound, true)};
    };
    const auto once = [](const char* name, const std::vector<double>& sound) {
        return std::vector<Sample>{plainSample(name, kKey, kSampleRate, sound, false)};
    };
    switch (family) {
    case Family::Water:
        return loop("Water", noiseLoop(kPoints, 500, 2.2, 1));
    case Family::Wind:
        return loop("Wind", noiseLoop(kPoints / 2, 700, 0.35, 2));
    case Family::Bird: // two short whistles; both ends are silent
        return loop("Bird",
                    chirp(
                        kPoints,
                        [](double t) { return 3'200 + 900 * std::sin(2 * kPi * 14 * t) + 800 * t; },
                        [](double t) {
                            return std::pow(std::max(0.0, std::sin(2 * kPi * 3.90625 * t)), 2);
                        }));
    case Family::Telephone: // a bell struck 20 times a second, partials and strokes fit the loop
        return loop("Telephone",
                    chirp(
                        kPoints / 2, [](double) { return 1'250.0; },
                        [](double t) { return std::exp(-30 * std::fmod(t, 0.0512)) + 0.05; }));
    case Family::Helicopter:
        return loop("Helicopter", shaped(noiseLoop(kPoints / 2, 180, 1.3, 3), [](double t) {
                        return std::exp(-6 * std::fmod(t * 3, 1.0)) + 0.08;
                    }));
    case Family::Applause: {
        std::vector<double> claps(kPoints);
        const auto noise = noiseLoop(kPoints, 1'300, 0.8, 4);
        Random random(5);
        for (int clap = 0; clap < 80; ++clap) {
            const std::size_t start = random.below(claps.size());
            const std::size_t from = random.below(noise.size());
            const double level = 0.3 + 0.7 * random.uniform();
            for (std::size_t i = 0; i < 700; ++i)
                claps[(start + i) % claps.size()] += level * noise[(from + i) % noise.size()] *
                                                     std::exp(-static_cast<double>(i) / 130.0);
        }
        return loop("Applause", claps);
    }
    case Family::Shot:
        return once("Shot", shaped(noiseLoop(kPoints, 260, 2.4, 6),
                                   [](double t) { return std::exp(-9 * t) * (1 - t); }));
    default:
        return once("Scratch", shaped(noiseLoop(kPoints / 4, 2'600, 0.8, 7), [](double t) {
                        return std::pow(std::sin(kPi * t), 2) * std::exp(-4 * t);
                    }));
    }
}

} // namespace leitmotif::soundfont
