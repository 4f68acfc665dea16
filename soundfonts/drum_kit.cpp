// SPDX-License-Identifier: GPL-3.0-or-later
#include "soundfonts/drum_kit.h"

#include "core/base/random.h"
#include "soundfonts/waveforms.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

namespace leitmotif::soundfont {

namespace {

constexpr std::uint8_t kRoot = 60;
constexpr std::uint16_t kDrumBank = 128;

/// A percussion sound as a function of time, called point by point in order, so it may have state.
using Sound = std::function<double(double seconds)>;

std::vector<double> rendered(double seconds, const Sound& sound) {
    std::vector<double> points(static_cast<std::size_t>(seconds * kSampleRate));
    const double fade = 0.15 * static_cast<double>(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double left = static_cast<double>(points.size() - i);
        points[i] = sound(static_cast<double>(i) / kSampleRate) * std::min(1.0, left / fade);
    }
    return points;
}

/// Noise through a band-pass around `hertz`; `damping` from 0.1 (a whistle) to 2 (wide).
class Hiss {
  public:
    Hiss(double hertz, double damping, std::uint64_t seed)
        : m_tune(2.0 * std::sin(std::numbers::pi * std::min(hertz / kSampleRate, 0.16))),
          m_damping(damping),
          m_random(seed) {}

    double band() {
        step();
        return m_band;
    }
    double high() {
        step();
        return m_high;
    }

  private:
    void step() {
        m_low += m_tune * m_band;
        m_high = m_random.uniform() * 2.0 - 1.0 - m_low - m_damping * m_band;
        m_band += m_tune * m_high;
    }

    double m_tune;
    double m_damping;
    Random m_random;
    double m_low = 0;
    double m_band = 0;
    double m_high = 0;
};

/// A skin: its pitch falls from `top` to `bottom` hertz after the stroke.
Sound skin(double bottom, double top, double fall, double decay) {
    return [=, phase = 0.0](double t) mutable {
        phase += (bottom + (top - bottom) * std::exp(-fall * t)) / kSampleRate;
        return std::exp(-decay * t) * std::sin(kTwoPi * phase);
    };
}

Sound kick() {
    return [body = skin(48, 210, 38, 9), click = Hiss(3'500, 1.0, 1)](double t) mutable {
        return body(t) + 0.35 * std::exp(-350 * t) * click.band();
    };
}

Sound snare(double tone, double decay) {
    return [=, low = skin(tone, tone * 1.8, 60, 26), high = skin(tone * 1.72, tone * 2.4, 60, 34),
            wires = Hiss(4'200, 1.3, 2)](double t) mutable {
        return 0.7 * low(t) + 0.4 * high(t) + 0.8 * std::exp(-decay * t) * wires.band();
    };
}

Sound tom() {
    return [body = skin(110, 190, 22, 7), head = skin(176, 260, 30, 16),
            stroke = Hiss(1'800, 1.2, 3)](double t) mutable {
        return body(t) + 0.4 * head(t) + 0.4 * std::exp(-160 * t) * stroke.band();
    };
}

/// Metal: square waves of inharmonic ratios, and hiss above.
Sound metal(double hertz, double decay, double hissDecay, double hissLevel, std::uint64_t seed) {
    return [=, hiss = Hiss(7'500, 1.4, seed)](double t) mutable {
        constexpr double kRatios[] = {1.0, 1.342, 1.2312, 1.6532, 1.9523, 2.1523};
        double sum = 0;
        for (const double ratio : kRatios)
            sum += std::sin(kTwoPi * hertz * ratio * t) > 0 ? 1.0 : -1.0;
        return 0.09 * sum * std::exp(-decay * t) +
               hissLevel * hiss.high() * std::exp(-hissDecay * t);
    };
}

/// A high-pass filter at `hertz`: cymbals have no bass.
Sound without(double hertz, Sound sound) {
    return [sound = std::move(sound), keep = std::exp(-kTwoPi * hertz / kSampleRate), lastIn = 0.0,
            lastOut = 0.0, lastSecond = 0.0](double t) mutable {
        const double in = sound(t);
        const double first = keep * (lastOut + in - lastIn);
        const double second = keep * (lastSecond + first - lastOut);
        lastIn = in;
        lastOut = first;
        lastSecond = second;
        return second;
    };
}

Sound struck(double hertz, double overtone, double decay) {
    return [=, stroke = Hiss(3'000, 1.0, 9)](double t) mutable {
        return std::exp(-decay * t) *
                   (std::sin(kTwoPi * hertz * t) +
                    0.5 * std::exp(-decay * t) * std::sin(kTwoPi * hertz * overtone * t)) +
               0.25 * std::exp(-300 * t) * stroke.band();
    };
}

Sound clap() {
    return [hiss = Hiss(1'300, 0.6, 11)](double t) mutable {
        double level = std::exp(-22 * std::max(0.0, t - 0.03)) * (t >= 0.03 ? 0.8 : 0.0);
        for (const double start : {0.0, 0.011, 0.021}) // several hands, not quite together
            level += t >= start ? std::exp(-260 * (t - start)) : 0.0;
        return level * hiss.band();
    };
}

Sound shaken(double hertz, double attack, double decay, std::uint64_t seed) {
    return [=, hiss = Hiss(hertz, 0.7, seed)](double t) mutable {
        return hiss.band() * std::min(1.0, 0.25 + t / attack) * std::exp(-decay * t);
    };
}

Sound rattled(double hertz, double rate, double decay, std::uint64_t seed) {
    return [=, hiss = Hiss(hertz, 0.35, seed)](double t) mutable {
        return hiss.band() * std::exp(-40 * std::fmod(t, 1.0 / rate)) * std::exp(-decay * t);
    };
}

/// A sound, its length and the keys that play it.
struct Drum {
    const char* name;
    double seconds;
    Sound sound;
    struct Key {
        std::uint8_t key;
        double tune = 0;   ///< semitones
        int pan = 0;       ///< tenths of a percent
        int exclusive = 0; ///< keys of one class cut each other off
        int attenuation = 0;
    };
    std::vector<Key> keys;
};

std::vector<Drum> drums() {
    constexpr int kHat = 1, kWhistle = 2, kGuiro = 3, kCuica = 4, kTriangle = 5, kSurdo = 6;
    return {
        {"Kick", 0.45, kick(), {{35, -2}, {36}}},
        {"Snare", 0.35, snare(185, 17), {{38}, {40, 2}}},
        {"Rim", 0.08, struck(1'700, 1.48, 60), {{37}, {31, -4}}},
        {"Clap", 0.3, clap(), {{39}}},
        {"Tom",
         0.6,
         tom(),
         {{41, -5, -200},
          {43, -2.5, -120},
          {45, 0, -40},
          {47, 2.5, 40},
          {48, 5, 120},
          {50, 7.5, 200},
          {86, -9, 0, kSurdo},
          {87, -7, 0, kSurdo}}},
        {"Closed hat",
         0.12,
         without(5'500, metal(520, 45, 50, 0.6, 21)),
         {{42, 0, 120, kHat, 30}, {44, -1, 120, kHat, 45}}},
        {"Open hat", 0.6, without(5'500, metal(520, 7, 7.5, 0.6, 22)), {{46, 0, 120, kHat, 45}}},
        {"Crash",
         1.5,
         without(2'500, metal(380, 4.5, 2.8, 0.7, 23)),
         {{49, 0, -160}, {57, 1.5, 160}, {55, 6, 100}, {52, -3, 0}}},
        {"Ride",
         0.8,
         without(3'500, metal(610, 4.0, 5.0, 0.25, 24)),
         {{51, 0, 160, 0, 60}, {59, 1.2, -160, 0, 60}}},
        {"Bell", 0.7, struck(1'150, 2.4, 6), {{53, 0, 160, 0, 60}}},
        {"Tambourine", 0.3, without(6'000, metal(900, 16, 16, 0.5, 25)), {{54}}},
        {"Cowbell",
         0.3,
         [](double t) {
             const auto square = [t](double hertz) {
                 return std::sin(kTwoPi * hertz * t) > 0 ? 1.0 : -1.0;
             };
             return (square(562) + square(845)) *
                    (0.6 * std::exp(-60 * t) + 0.4 * std::exp(-11 * t));
         },
         {{56}}},
        {"Vibraslap", 0.6, rattled(2'600, 28, 4, 26), {{58}}},
        {"Bongo", 0.2, skin(400, 520, 60, 22), {{60, 0, -100}, {61, -5, -100}}},
        {"Conga", 0.35, skin(205, 250, 40, 13), {{63, 0, 100}, {64, -4, 100}}},
        {"Muted conga", 0.12, skin(220, 300, 70, 40), {{62, 0, 100}}},
        {"Timbale",
         0.45,
         [low = struck(330, 1.6, 12), hiss = Hiss(3'200, 1.0, 27)](double t) mutable {
             return low(t) + 0.3 * std::exp(-25 * t) * hiss.band();
         },
         {{65, 0, 60}, {66, -5, 60}}},
        {"Agogo", 0.4, struck(930, 1.51, 11), {{67, 0, -60}, {68, -5, -60}}},
        {"Shaker",
         0.12,
         shaken(5'000, 0.03, 32, 28),
         {{69, 0, -100}, {70, 3, -100}, {82, -2, 100}}},
        {"Whistle",
         0.35,
         [](double t) {
             return std::sin(kTwoPi * 2'350 * t + 3.0 * std::sin(kTwoPi * 32 * t)); // a pea inside
         },
         {{72, 0, 0, kWhistle}, {71, 1, 0, kWhistle}}},
        {"Guiro", 0.35, rattled(3'400, 46, 3, 29), {{74, 0, 0, kGuiro}, {73, 5, 0, kGuiro}}},
        {"Claves", 0.1, struck(2'500, 2.1, 50), {{75}}},
        {"Woodblock", 0.12, struck(1'050, 1.62, 45), {{76}, {77, -5}, {33, 5}}},
        {"Cuica", 0.3, skin(420, 260, 9, 8), {{79, 0, 0, kCuica}, {78, 5, 0, kCuica}}},
        {"Triangle", 0.6, struck(4'200, 1.68, 4), {{81, 0, 0, kTriangle, 75}}},
        {"Muted triangle", 0.12, struck(4'200, 1.68, 35), {{80, 0, 0, kTriangle, 75}}},
        {"Bell tree",
         0.5,
         without(3'000, metal(2'100, 4, 9, 0.1, 30)),
         {{84, 0, 0, 0, 75}, {83, 4, 0, 0, 75}}},
        {"Castanets", 0.08, struck(1'900, 1.31, 75), {{85}, {34, 4}}},
        {"Scratch", 0.2, shaken(1'900, 0.1, 14, 31), {{29}, {30, -4}, {27, 7}, {28, 2}, {32, 9}}},
    };
}

Zone zoneFor(const Drum::Key& key, std::size_t sample, double seconds) {
    Zone zone{.sample = sample, .lowKey = key.key, .highKey = key.key};
    // The pitch is fixed and does not depend on the key.
    const int cents = static_cast<int>(std::lround(key.tune * 100.0));
    zone.settings = {{Generator::ScaleTuning, 0},
                     {Generator::RootKey, kRoot},
                     {Generator::CoarseTune, cents / 100},
                     {Generator::FineTune, cents % 100},
                     {Generator::Pan, key.pan},
                     {Generator::VolumeRelease, timecents(seconds + 0.5)}}; // it rings out
    if (key.exclusive != 0)
        zone.settings.push_back({Generator::ExclusiveClass, key.exclusive});
    if (key.attenuation != 0)
        zone.settings.push_back({Generator::Attenuation, key.attenuation});
    return zone;
}

} // namespace

void addDrumKit(Bank& bank) {
    Instrument kit{.name = "Standard Kit",
                   .settings = {{Generator::ReverbSend, 80}},
                   .velocityToFilter = 1'200};
    for (const Drum& drum : drums()) {
        const auto sound = rendered(drum.seconds, drum.sound);
        bank.samples.push_back(plainSample(drum.name, kRoot, kSampleRate, sound, false));
        for (const Drum::Key& key : drum.keys)
            kit.zones.push_back(zoneFor(key, bank.samples.size() - 1, drum.seconds));
    }
    std::ranges::sort(kit.zones, {}, &Zone::lowKey);
    bank.instruments.push_back(std::move(kit));
    bank.presets.push_back({.name = "Standard Kit",
                            .bank = kDrumBank,
                            .program = 0,
                            .instrument = bank.instruments.size() - 1});
}

} // namespace leitmotif::soundfont
