// SPDX-License-Identifier: GPL-3.0-or-later
#include "soundfonts/families.h"

#include "soundfonts/effects.h"
#include "soundfonts/spectrum.h"
#include "soundfonts/waveforms.h"

#include <cmath>
#include <functional>
#include <initializer_list>
#include <numbers>
#include <string>

namespace leitmotif::soundfont {

namespace {

constexpr double kHighest = 14'000.0; // hertz; samples hold nothing above

using ToneOf = std::function<Tone(double hertz)>;

int harmonicsBelow(double hertz, int most) {
    return std::max(1, std::min(most, static_cast<int>(kHighest / hertz)));
}

/// 1 at its centre, falling with the distance in hertz: a resonance of a body or a mouth.
double formant(double hertz, double centre, double width) {
    const double distance = (hertz - centre) / width;
    return 1.0 / (1.0 + distance * distance);
}

/// Irregular phases: the energy spreads over the whole period, so that a note is audible from its
/// first millisecond and has no spikes.
double spread(int n) {
    return std::fmod(0.618034 * n * n, 1.0);
}

/// Two strings for each partial, one of which dies away sooner: the sound first falls fast, then
/// rings on.
Tone pianoTone(double hertz) {
    Tone tone{.attackSeconds = 0.42,
              .loopSeconds = 0.12,
              .noise = 0.12,
              .noiseDecay = 70,
              .noiseHertz = 900};
    const double stiffness = 0.0002 * std::pow(hertz / 261.6, 1.1);
    for (int n = 1; n <= harmonicsBelow(hertz, 48); ++n) {
        const double ratio = n * std::sqrt(1.0 + stiffness * n * n) / std::sqrt(1.0 + stiffness);
        const double strike = std::abs(std::sin(kPi * n / 7.8)) + 0.06;
        const double hammer = std::exp(-n * hertz / 2'600.0);
        const double level = strike * hammer / std::pow(n, 0.55);
        const double decay = 0.35 * (n - 1) + 0.0009 * n * hertz;
        tone.partials.push_back({ratio, 0.6 * level, decay, spread(n)});
        tone.partials.push_back({ratio * 1.0005, 0.4 * level, 2.0 + 2.2 * decay, spread(n + 5)});
    }
    return tone;
}

/// A tine and its tone bar.
Tone electricPianoTone(double hertz) {
    Tone tone{.attackSeconds = 0.2, .loopSeconds = 0.08};
    const double levels[] = {1.0, 0.32, 0.16, 0.09, 0.05, 0.025};
    for (int n = 1; n <= harmonicsBelow(hertz, 6); ++n)
        tone.partials.push_back({double(n), levels[n - 1], 3.0 * (n - 1), 0.0});
    for (const double ratio : {7.1, 14.2})
        if (ratio * hertz < kHighest)
            tone.partials.push_back({ratio, 0.16, 16.0, 0.0});
    return tone;
}

/// A thin string plucked near its end: harpsichord, clavinet, banjo, koto, sitar.
Tone pluckedTone(double hertz) {
    Tone tone{.attackSeconds = 0.2,
              .loopSeconds = 0.06,
              .noise = 0.06,
              .noiseDecay = 200,
              .noiseHertz = 3'500};
    for (int n = 1; n <= harmonicsBelow(hertz, 50); ++n) {
        const double pluck = std::abs(std::sin(kPi * n * 0.09));
        tone.partials.push_back(
            {double(n), (pluck + 0.05) / std::pow(n, 0.7), 0.12 * (n - 1), spread(n)});
    }
    return tone;
}

Tone guitarTone(double hertz) {
    Tone tone{.attackSeconds = 0.3,
              .loopSeconds = 0.08,
              .noise = 0.07,
              .noiseDecay = 150,
              .noiseHertz = 1'800};
    for (int n = 1; n <= harmonicsBelow(hertz, 36); ++n) {
        const double pluck = std::abs(std::sin(kPi * n * 0.17));
        const double body =
            0.6 + formant(n * hertz, 220, 120) + 0.5 * formant(n * hertz, 1'000, 500);
        tone.partials.push_back({double(n), (pluck + 0.03) * body / std::pow(n, 1.15),
                                 0.5 * (n - 1) + 0.001 * n * hertz, spread(n)});
    }
    return tone;
}

Tone bassTone(double hertz) {
    Tone tone{.attackSeconds = 0.22,
              .loopSeconds = 0.1,
              .noise = 0.05,
              .noiseDecay = 120,
              .noiseHertz = 1'200};
    for (int n = 1; n <= harmonicsBelow(hertz, 40); ++n) {
        const double pluck = std::abs(std::sin(kPi * n * 0.22)) + 0.05;
        tone.partials.push_back({double(n), pluck / std::pow(n, 0.95), 0.5 * (n - 1), spread(n)});
    }
    return tone;
}

/// Bars and bells: inharmonic overtones, which die away sooner the higher they are.
Tone struckTone(double hertz, std::initializer_list<Partial> overtones, double click) {
    Tone tone{.attackSeconds = 0.2,
              .loopSeconds = 0.05,
              .noise = click,
              .noiseDecay = 300,
              .noiseHertz = 3'000};
    tone.partials.push_back({1, 1, 0, 0});
    for (const Partial& partial : overtones)
        if (partial.ratio * hertz < kHighest)
            tone.partials.push_back(partial);
    return tone;
}

Tone bellTone(double hertz) {
    return struckTone(
        hertz, {{2.76, 0.5, 5, 0}, {4.0, 0.14, 4, 0}, {5.4, 0.3, 9, 0}, {8.93, 0.18, 16, 0}}, 0.05);
}

Tone barTone(double hertz) {
    return struckTone(hertz, {{2.0, 0.06, 4, 0}, {3.93, 0.4, 14, 0}, {9.54, 0.16, 40, 0}}, 0.12);
}

/// Drawbars 16' 8' 5⅓' 4' 2⅔' 2' 1⅗' 1'.
Tone organTone(double hertz) {
    Tone tone{.loopSeconds = 0.18};
    const std::pair<double, double> bars[] = {{0.5, 0.6}, {1, 1.0},  {1.5, 0.45}, {2, 0.7},
                                              {3, 0.35},  {4, 0.35}, {5, 0.12},   {8, 0.18}};
    for (const auto& [ratio, level] : bars)
        if (ratio * hertz < kHighest)
            tone.partials.push_back({ratio, level, 0, ratio * 0.13});
    return tone;
}

Tone distortedTone(double hertz) {
    Tone tone{.attackSeconds = 0.08, .loopSeconds = 0.08};
    for (int n = 1; n <= harmonicsBelow(hertz, 40); ++n) {
        const double cabinet = 1.0 / (1.0 + std::pow(n * hertz / 3'200.0, 4));
        tone.partials.push_back(
            {double(n), cabinet / std::pow(n, 0.5), n > 12 ? 4.0 : 0.0, spread(n)});
    }
    return tone;
}

/// Harmonics of a constant tone, shaped by `level`; phases spread so that the wave has no spikes.
Tone steadyTone(double hertz, int most, const HarmonicMagnitude& level, double seconds = 0.05) {
    Tone tone{.loopSeconds = seconds};
    const int count = harmonicsBelow(hertz, most);
    for (int n = 1; n <= count; ++n)
        tone.partials.push_back({double(n), level(n, hertz), 0, 0.5 * n * n / count});
    return tone;
}

double violinLevel(int n, double hertz) {
    const double f = n * hertz;
    return (0.25 + formant(f, 290, 90) + formant(f, 480, 120) + 0.8 * formant(f, 1'100, 350) +
            0.9 * formant(f, 2'600, 700)) /
           std::pow(n, 0.95);
}

double brassLevel(int n, double hertz) {
    const double f = n * hertz;
    return (0.3 + formant(f, 1'000, 700) + 0.3 * formant(f, 2'400, 900)) / std::pow(n, 0.55) /
           (1.0 + std::pow(f / 4'500.0, 4));
}

double saxophoneLevel(int n, double hertz) {
    const double f = n * hertz;
    return (0.25 + formant(f, 650, 350) + 0.5 * formant(f, 1'500, 500)) / std::pow(n, 0.65) /
           (1.0 + std::pow(f / 5'000.0, 4));
}

double doubleReedLevel(int n, double hertz) {
    const double f = n * hertz;
    return (0.08 + formant(f, 1'080, 280) + 0.5 * formant(f, 2'900, 450)) / std::pow(n, 0.25) /
           (1.0 + std::pow(f / 6'000.0, 4));
}

double clarinetLevel(int n, double hertz) {
    const double f = n * hertz;
    const double even = n % 2 == 0 ? 0.12 + 0.5 * f / (f + 3'000.0) : 1.0; // fuller higher up
    return even / std::pow(n, 0.8) / (1.0 + std::pow(f / 4'000.0, 3));
}

double freeReedLevel(int n, double hertz) {
    return (0.4 + formant(n * hertz, 1'800, 1'200)) / std::pow(n, 0.6);
}

double pipeLevel(int n, double hertz) {
    // Ranks of 8', 4', 2⅔' and 2' together.
    double level = 1.0 / std::pow(n, 1.6);
    for (const int rank : {2, 3, 4, 8})
        if (n % rank == 0)
            level += 0.45 / std::pow(n / double(rank), 1.6);
    return level / (1.0 + std::pow(n * hertz / 7'000.0, 4));
}

double fluteLevel(int n, double /*hertz*/) {
    const double levels[] = {1.0, 0.3, 0.13, 0.035, 0.015, 0.006};
    return n <= 6 ? levels[n - 1] : 0.0;
}

double choirLevel(int n, double hertz) { // "ah"
    const double f = n * hertz;
    return (0.02 + formant(f, 730, 110) + 0.6 * formant(f, 1'150, 130) +
            0.18 * formant(f, 2'700, 250)) /
           std::pow(n, 0.35);
}

double padLevel(int n, double hertz) {
    return 1.0 / std::pow(n, 1.25) / (1.0 + std::pow(n * hertz / 5'000.0, 2));
}

double sawLevel(int n, double /*hertz*/) {
    return 1.0 / n;
}

double squareLevel(int n, double /*hertz*/) {
    return n % 2 == 1 ? 1.0 / n : 0.0;
}

std::vector<Sample> tones(const std::string& name, std::initializer_list<int> keys,
                          const ToneOf& toneOf) {
    std::vector<Sample> samples;
    for (const int key : keys)
        samples.push_back(toneSample(name + " " + std::to_string(key),
                                     static_cast<std::uint8_t>(key), toneOf(hertzOf(key))));
    return samples;
}

std::vector<Sample> ensembles(const std::string& name, std::initializer_list<int> keys,
                              const HarmonicMagnitude& level, double cents, double breath,
                              std::size_t points) {
    std::vector<Sample> samples;
    for (const int key : keys)
        samples.push_back(ensembleSample(name + " " + std::to_string(key),
                                         static_cast<std::uint8_t>(key), level, cents, breath,
                                         points));
    return samples;
}

ToneOf steady(int most, const HarmonicMagnitude& level) {
    return [=](double hertz) { return steadyTone(hertz, most, level); };
}

std::vector<Sample> makeFamily(Family family) {
    constexpr std::size_t kLong = 32'768;
    constexpr std::size_t kShort = 16'384;
    switch (family) {
    case Family::Piano:
        return tones("Piano", {28, 40, 50, 60, 69, 78, 88, 98}, pianoTone);
    case Family::ElectricPiano:
        return tones("E piano", {36, 48, 60, 72, 84}, electricPianoTone);
    case Family::Plucked:
        return tones("Plucked", {36, 48, 58, 69, 81}, pluckedTone);
    case Family::Bell:
        return tones("Bell", {48, 60, 72, 84, 96}, bellTone);
    case Family::Bar:
        return tones("Bar", {45, 57, 69, 81, 93}, barTone);
    case Family::Organ:
        return tones("Organ", {36, 48, 60, 72, 84}, organTone);
    case Family::PipeOrgan:
        return ensembles("Pipes", {38, 53, 68, 83}, pipeLevel, 3, 0.004, kShort);
    case Family::FreeReed:
        return tones("Free reed", {40, 52, 64, 76, 88}, steady(40, freeReedLevel));
    case Family::Guitar:
        return tones("Guitar", {40, 48, 56, 64, 74, 84}, guitarTone);
    case Family::Distorted:
        return tones("Distorted", {36, 46, 56, 66, 78}, distortedTone);
    case Family::Bass:
        return tones("Bass", {28, 36, 45, 57}, bassTone);
    case Family::Violin:
        return tones("Violin", {36, 46, 55, 64, 73, 82, 91}, steady(50, violinLevel));
    case Family::Strings:
        return ensembles("Strings", {38, 52, 66, 80}, violinLevel, 11, 0.002, kLong);
    case Family::Choir:
        return ensembles("Choir", {43, 55, 66, 77}, choirLevel, 10, 0.004, kShort);
    case Family::Brass:
        return tones("Brass", {34, 44, 54, 64, 74, 84}, steady(40, brassLevel));
    case Family::Saxophone:
        return tones("Saxophone", {36, 46, 56, 66, 76, 86}, steady(40, saxophoneLevel));
    case Family::DoubleReed:
        return tones("Double reed", {36, 46, 56, 66, 76, 86}, steady(40, doubleReedLevel));
    case Family::Clarinet:
        return tones("Clarinet", {50, 60, 70, 80, 90}, steady(30, clarinetLevel));
    case Family::Flute:
        return ensembles("Flute", {55, 65, 75, 86}, fluteLevel, 1.5, 0.0035, kShort);
    case Family::Saw:
        return tones("Saw", {30, 40, 50, 60, 70, 80, 92}, steady(200, sawLevel));
    case Family::Square:
        return tones("Square", {36, 46, 56, 66, 76, 88}, steady(200, squareLevel));
    case Family::Pad:
        return ensembles("Pad", {43, 60, 76}, padLevel, 14, 0.0, kLong);
    default:
        return effectSamples(family);
    }
}

} // namespace

const std::vector<std::size_t>& Families::samplesOf(Family family) {
    const auto [place, isNew] = m_made.try_emplace(family);
    if (isNew)
        for (Sample& sample : makeFamily(family)) {
            place->second.push_back(m_bank.samples.size());
            m_bank.samples.push_back(std::move(sample));
        }
    return place->second;
}

} // namespace leitmotif::soundfont
