// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <cstdint>
#include <string>
#include <vector>

namespace leitmotif::soundfont {

/// Generators of the SoundFont 2.04 specification, section 8.1.2, that this project uses.
enum class Generator : std::uint16_t {
    VibratoToPitch = 6,              ///< cents
    FilterCutoff = 8,                ///< absolute cents
    FilterQ = 9,                     ///< centibels
    ModulationEnvelopeToFilter = 11, ///< cents
    ChorusSend = 15,                 ///< tenths of a percent
    ReverbSend = 16,                 ///< tenths of a percent
    Pan = 17,                        ///< tenths of a percent, −500 to 500
    VibratoDelay = 23,               ///< timecents
    VibratoFrequency = 24,           ///< absolute cents
    ModulationAttack = 26,           ///< timecents
    ModulationDecay = 28,            ///< timecents
    ModulationSustain = 29,          ///< tenths of a percent down
    VolumeAttack = 34,               ///< timecents
    VolumeHold = 35,                 ///< timecents
    VolumeDecay = 36,                ///< timecents
    VolumeSustain = 37,              ///< centibels down
    VolumeRelease = 38,              ///< timecents
    KeyToVolumeDecay = 40,           ///< timecents a key
    Instrument = 41,
    KeyRange = 43,
    Attenuation = 48, ///< centibels, of which players of the EMU kind take 0.4
    CoarseTune = 51,  ///< keys
    FineTune = 52,    ///< cents
    SampleId = 53,
    SampleModes = 54, ///< 1 loops
    ScaleTuning = 56, ///< cents a key
    ExclusiveClass = 57,
    RootKey = 58,
};

/// A value of one generator, kept in the order of the specification when written.
struct Setting {
    Generator generator;
    int value;
};

/// 16-bit mono sound. The writer adds the 46 zero points that players may read after its end.
struct Sample {
    std::string name; ///< up to 19 characters count
    std::vector<std::int16_t> points;
    std::uint32_t rate = 32'000; ///< points a second
    std::uint32_t loopStart = 0; ///< first point of the loop
    std::uint32_t loopEnd = 0;   ///< the point that stands for loopStart again; equal: no loop
    std::uint8_t rootKey = 60;   ///< the key that plays it unchanged
};

/// One sample on a range of keys.
struct Zone {
    std::size_t sample = 0; ///< index into Bank::samples
    std::uint8_t lowKey = 0;
    std::uint8_t highKey = 127;
    std::vector<Setting> settings = {};
};

struct Instrument {
    std::string name;
    std::vector<Setting> settings = {}; ///< of all zones
    std::vector<Zone> zones = {};
    /// Cents by which the softest velocity closes the filter.
    int velocityToFilter = 0;
};

/// One program; each preset plays one instrument.
struct Preset {
    std::string name;
    std::uint16_t bank = 0;
    std::uint16_t program = 0;
    std::size_t instrument = 0; ///< index into Bank::instruments
};

struct Bank {
    std::string name;
    std::string copyright;
    std::vector<Sample> samples;
    std::vector<Instrument> instruments;
    std::vector<Preset> presets; ///< in any order
};

/// A SoundFont file, version 2.01. REQUIRES: indexes within their vectors.
[[nodiscard]] Bytes sf2Bytes(const Bank& bank);

/// Seconds, hertz and ratios in the units of the format.
[[nodiscard]] int timecents(double seconds);
[[nodiscard]] int absoluteCents(double hertz);

} // namespace leitmotif::soundfont
