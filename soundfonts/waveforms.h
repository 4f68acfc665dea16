// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soundfonts/sf2_writer.h"

#include <cstdint>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

namespace leitmotif::soundfont {

inline constexpr double kSampleRate = 32'000.0; ///< of every sample, in hertz
inline constexpr double kPi = std::numbers::pi;
inline constexpr double kTwoPi = 2.0 * kPi;

/// One sine of a tone. It decays by exp(−decay · t) from the beginning to the loop and is constant
/// there; the envelope of the SoundFont decays the whole tone.
struct Partial {
    double ratio = 1; ///< to the fundamental
    double amplitude = 1;
    double decay = 0; ///< a second
    double phase = 0; ///< cycles
};

/// The partials and noise of a tone of one key. Frequencies are moved to the nearest ones with a
/// whole number of cycles in the loop, so that every loop is seamless and the fundamental is in
/// tune.
struct Tone {
    std::vector<Partial> partials = {};
    double attackSeconds = 0; ///< before the loop
    double loopSeconds = 0.1;
    /// A burst of noise at the beginning: amplitude beside the partials' sum, decay and brightness.
    double noise = 0;
    double noiseDecay = 60;    ///< a second
    double noiseHertz = 2'000; ///< centre of its band
};

/// The tone as a sample whose loudness is the same for all tones. `hertz` is that of the key.
[[nodiscard]] Sample toneSample(const std::string& name, std::uint8_t key, const Tone& tone);

/// Magnitude of one harmonic (from 1) of a tone of that fundamental.
using HarmonicMagnitude = std::function<double(int harmonic, double hertz)>;

/// Many players or singers in unison: every harmonic is a narrow band of noise, `cents` wide, in a
/// loop of about a second (P. Nasca's PADsynth, 2005). `breath` adds noise around 2 kHz.
[[nodiscard]] Sample ensembleSample(const std::string& name, std::uint8_t key,
                                    const HarmonicMagnitude& magnitude, double cents,
                                    double breath = 0, std::size_t points = 32'768);

/// An unpitched sound, looped as a whole or not at all.
[[nodiscard]] Sample plainSample(const std::string& name, std::uint8_t key, double rate,
                                 const std::vector<double>& sound, bool looped);

/// Frequency of a MIDI key.
[[nodiscard]] double hertzOf(double key);

} // namespace leitmotif::soundfont
