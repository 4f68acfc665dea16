// SPDX-License-Identifier: GPL-3.0-or-later
#include "soundfonts/instruments.h"

#include "soundfonts/families.h"
#include "soundfonts/waveforms.h"

#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace leitmotif::soundfont {

namespace {

/// How a program differs from the family whose samples it plays. Times in seconds.
struct Patch {
    const char* name;
    Family family;
    double attack;
    double decay;     ///< of middle C until silence; 0: it lasts as long as the key is held
    double release;   ///< until silence
    double cutoff;    ///< hertz of the filter; 0: open
    int velocity;     ///< cents by which the softest notes are darker
    int sweep;        ///< cents by which the filter starts higher
    double sweepTime; ///< until the filter has come down
    int vibrato;      ///< cents
    int chorus;       ///< tenths of a percent sent to the chorus
    int detune;       ///< cents by which a second, softer copy is higher; 0: one copy
    int octave;       ///< of the second copy
};

using F = Family;

// clang-format off
constexpr std::array<Patch, 128> kPatches = {{
    // attack, decay, release, cutoff, velocity, sweep, sweep time, vibrato, chorus, detune, octave
    // Pianos
    {"Grand Piano"      , F::Piano        ,    0,  22, .35, 9000, 3600,    0,  .3,  0,   0,   0,  0},
    {"Bright Piano"     , F::Piano        ,    0,  20, .35,    0, 2600,    0,  .3,  0,   0,   0,  0},
    {"Electric Grand"   , F::Piano        ,    0,  18,  .4, 6500, 3000,    0,  .3,  0,  70,   0,  0},
    {"Honky-tonk Piano" , F::Piano        ,    0,  18, .35,    0, 2600,    0,  .3,  0,   0,  16,  0},
    {"Electric Piano 1" , F::ElectricPiano,    0,  18,  .4, 7000, 4200,    0,  .3,  0,   0,   0,  0},
    {"Electric Piano 2" , F::ElectricPiano,    0,  16,  .4,    0, 3000,    0,  .3,  0, 110,   0,  0},
    {"Harpsichord"      , F::Plucked      ,    0,  11,  .2,    0,  300,    0,  .3,  0,   0,   0,  0},
    {"Clavinet"         , F::Plucked      ,    0,   8, .12, 4500, 2400,    0,  .3,  0,   0,   0,  0},
    // Chromatic percussion
    {"Celesta"          , F::Bell         ,    0,   9,  .8, 7000, 2000,    0,  .3,  0,   0,   0,  0},
    {"Glockenspiel"     , F::Bell         ,    0,   8, 1.5,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Music Box"        , F::Bell         ,    0,   7, 1.2, 9000, 2000,    0,  .3,  0,   0,   0,  0},
    {"Vibraphone"       , F::Bar          ,    0,  22, 1.2, 5000, 2000,    0,  .3,  0,   0,   0,  0},
    {"Marimba"          , F::Bar          ,    0, 4.5,  .8, 5000, 2000,    0,  .3,  0,   0,   0,  0},
    {"Xylophone"        , F::Bar          ,    0, 2.2,  .6,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Tubular Bells"    , F::Bell         ,    0,  24,   3, 6000, 2000,    0,  .3,  0,   0,   0,  0},
    {"Dulcimer"         , F::Plucked      ,    0,   9,  .8,    0, 2000,    0,  .3,  0, 125,   0,  0},
    // Organs
    {"Drawbar Organ"    , F::Organ        ,    0,   0, .12,    0,    0,    0,  .3,  0, 100,   0,  0},
    {"Percussive Organ" , F::Organ        ,    0,   0, .12, 5000,    0, 2400, .25,  0,   0,   0,  0},
    {"Rock Organ"       , F::Organ        ,    0,   0, .12,    0,    0,    0,  .3, 10, 170,   0,  0},
    {"Church Organ"     , F::PipeOrgan    ,  .02,   0,  .6,    0,    0,    0,  .3,  0,   0,   0,  0},
    {"Reed Organ"       , F::FreeReed     ,  .02,   0, .25, 4000,    0,    0,  .3,  0,   0,   0,  0},
    {"Accordion"        , F::FreeReed     , .015,   0,  .2,    0,  800,    0,  .3,  0,   0,  14,  0},
    {"Harmonica"        , F::FreeReed     , .015,   0,  .2, 6000, 2000,    0,  .3,  9,   0,   0,  0},
    {"Bandoneon"        , F::FreeReed     , .015,   0,  .2, 7000,  800,    0,  .3,  0,   0,   0,  1},
    // Guitars
    {"Nylon Guitar"     , F::Guitar       ,    0,  10, .35, 4500, 2800,    0,  .3,  0,   0,   0,  0},
    {"Steel Guitar"     , F::Guitar       ,    0,  13, .35,    0, 2400,    0,  .3,  0,   0,   0,  0},
    {"Jazz Guitar"      , F::Guitar       ,    0,  11,  .3, 2400, 2400,    0,  .3,  0,   0,   0,  0},
    {"Clean Guitar"     , F::Guitar       ,    0,  14,  .3, 7000, 2400,    0,  .3,  0, 100,   0,  0},
    {"Muted Guitar"     , F::Guitar       ,    0, 1.4, .15, 2600, 2800,    0,  .3,  0,   0,   0,  0},
    {"Overdriven Guitar", F::Distorted    ,    0,  40, .25, 3600, 1200,    0,  .3,  0,   0,   0,  0},
    {"Distortion Guitar", F::Distorted    ,    0,  60, .25,    0,  800,    0,  .3,  0,  85,   0,  0},
    {"Guitar Harmonics" , F::Bell         ,    0,   8,  .5, 4000, 2000,    0,  .3,  0,   0,   0,  0},
    // Basses
    {"Acoustic Bass"    , F::Bass         ,    0,   9,  .3, 1700, 2400,    0,  .3,  0,   0,   0,  0},
    {"Finger Bass"      , F::Bass         ,    0,  14, .25, 2600, 2400,    0,  .3,  0,   0,   0,  0},
    {"Pick Bass"        , F::Bass         ,    0,  14, .25, 5000, 2000,    0,  .3,  0,   0,   0,  0},
    {"Fretless Bass"    , F::Bass         , .012,  20,  .3, 1900, 2000,    0,  .3,  8,   0,   0,  0},
    {"Slap Bass 1"      , F::Bass         ,    0,   9,  .2,    0, 3600,    0,  .3,  0,   0,   0,  0},
    {"Slap Bass 2"      , F::Bass         ,    0,   8,  .2,    0, 3000,    0,  .3,  0,  70,   0,  0},
    {"Synth Bass 1"     , F::Saw          ,    0,  30,  .2,  700, 1200, 3000, .35,  0,   0,   0,  0},
    {"Synth Bass 2"     , F::Square       ,    0,  30,  .2,  900, 1200, 2000, .25,  0,   0,   0,  0},
    // Solo strings
    {"Violin"           , F::Violin       , .035,   0,  .3,    0, 1800,    0,  .3, 10,   0,   0,  0},
    {"Viola"            , F::Violin       ,  .04,   0,  .3, 5500, 1800,    0,  .3,  9,   0,   0,  0},
    {"Cello"            , F::Violin       , .045,   0, .35, 4000, 1800,    0,  .3,  8,   0,   0,  0},
    {"Contrabass"       , F::Violin       ,  .05,   0, .35, 2600, 1800,    0,  .3,  5,   0,   0,  0},
    {"Tremolo Strings"  , F::Strings      ,  .03,   0,  .5,    0, 2000,    0,  .3, 14,   0,   0,  0},
    {"Pizzicato Strings", F::Guitar       ,    0, 1.9,  .4, 3200, 2600,    0,  .3,  0, 110,   0,  0},
    {"Harp"             , F::Guitar       ,    0,  11, 1.2, 6000, 2600,    0,  .3,  0,   0,   0,  0},
    {"Timpani"          , F::Bar          ,    0,   4, 1.2,  900, 2000,    0,  .3,  0,   0,   0,  0},
    // Ensembles
    {"String Ensemble 1", F::Strings      ,  .05,   0, .55,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"String Ensemble 2", F::Strings      ,  .09,   0,  .7, 4000, 2000,    0,  .3,  0,   0,   0,  0},
    {"Synth Strings 1"  , F::Saw          ,  .05,   0,  .6, 4500, 2000,    0,  .3,  0, 195,   0,  0},
    {"Synth Strings 2"  , F::Saw          ,  .09,   0,  .8, 2600, 2000,    0,  .3,  0, 240,   0,  0},
    {"Choir Aahs"       , F::Choir        ,  .05,   0,  .5,    0, 2000,    0,  .3,  5,   0,   0,  0},
    {"Voice Oohs"       , F::Choir        ,  .05,   0,  .5, 1300, 2000,    0,  .3,  5,   0,   0,  0},
    {"Synth Voice"      , F::Choir        ,  .03,   0,  .5, 3000, 2000,    0,  .3,  0, 170,   0,  0},
    {"Orchestra Hit"    , F::Strings      ,    0, 2.5,  .5,    0, 2000,    0,  .3,  0,   0,   0, -1},
    // Brass
    {"Trumpet"          , F::Brass        ,  .02,   0,  .2, 3200, 2400, 1200,  .3,  5,   0,   0,  0},
    {"Trombone"         , F::Brass        , .025,   0,  .2, 2200, 2400, 1000,  .3,  4,   0,   0,  0},
    {"Tuba"             , F::Brass        ,  .03,   0,  .2, 1200, 2000,  900,  .3,  0,   0,   0,  0},
    {"Muted Trumpet"    , F::DoubleReed   , .015,   0,  .2, 5000, 2000,    0,  .3,  5,   0,   0,  0},
    {"French Horn"      , F::Brass        , .035,   0,  .3, 1300, 2200,  900,  .3,  3,   0,   0,  0},
    {"Brass Section"    , F::Brass        , .025,   0, .25, 3400, 2400, 1000,  .3,  0, 155,   0,  0},
    {"Synth Brass 1"    , F::Saw          , .015,   0, .25, 1800, 2000, 2200,  .5,  0, 140,   0,  0},
    {"Synth Brass 2"    , F::Saw          ,  .03,   0, .35, 1400, 2000, 1600,  .7,  0, 195,   0,  0},
    // Reeds
    {"Soprano Sax"      , F::Saxophone    , .025,   0,  .2, 7000, 2000,    0,  .3,  9,   0,   0,  0},
    {"Alto Sax"         , F::Saxophone    , .025,   0,  .2, 5000, 2000,    0,  .3,  8,   0,   0,  0},
    {"Tenor Sax"        , F::Saxophone    , .025,   0,  .2, 3800, 2000,    0,  .3,  7,   0,   0,  0},
    {"Baritone Sax"     , F::Saxophone    ,  .03,   0,  .2, 3000, 2000,    0,  .3,  5,   0,   0,  0},
    {"Oboe"             , F::DoubleReed   , .025,   0,  .2,    0, 2000,    0,  .3,  8,   0,   0,  0},
    {"English Horn"     , F::DoubleReed   ,  .03,   0,  .2, 3000, 2000,    0,  .3,  7,   0,   0,  0},
    {"Bassoon"          , F::DoubleReed   ,  .03,   0,  .2, 1700, 2000,    0,  .3,  5,   0,   0,  0},
    {"Clarinet"         , F::Clarinet     , .025,   0,  .2,    0, 2400,    0,  .3,  2,   0,   0,  0},
    // Pipes
    {"Piccolo"          , F::Flute        ,  .02,   0,  .2,    0, 2000,    0,  .3,  7,   0,   0,  0},
    {"Flute"            , F::Flute        ,  .03,   0, .25,    0, 1400,    0,  .3,  9,   0,   0,  0},
    {"Recorder"         , F::Flute        ,  .02,   0,  .2,    0,  600,    0,  .3,  3,   0,   0,  0},
    {"Pan Flute"        , F::Flute        , .025,   0,  .3, 3600, 2000, 1800, .15,  5,   0,   0,  0},
    {"Blown Bottle"     , F::Flute        ,  .03,   0,  .3, 1800, 2000, 1600,  .2,  0,   0,   0,  0},
    {"Shakuhachi"       , F::Flute        ,  .03,   0,  .3,    0, 2000, 1200,  .3, 16,   0,   0,  0},
    {"Whistle"          , F::Flute        , .025,   0,  .2, 2500, 2000,    0,  .3, 12,   0,   0,  0},
    {"Ocarina"          , F::Flute        , .025,   0,  .2, 1600, 2000,    0,  .3,  5,   0,   0,  0},
    // Synth leads
    {"Square Lead"      , F::Square       ,    0,   0, .15, 6000, 2000,    0,  .3,  6,   0,   0,  0},
    {"Saw Lead"         , F::Saw          ,    0,   0, .15, 7000, 2000,    0,  .3,  5, 125,   0,  0},
    {"Calliope Lead"    , F::Flute        , .012,   0,  .2,    0, 2000,    0,  .3,  6,   0,   0,  1},
    {"Chiff Lead"       , F::Square       ,    0,   0,  .2, 2400, 2000, 2800, .12,  0,   0,   0,  0},
    {"Charang Lead"     , F::Distorted    ,    0,   0,  .2,    0, 2000,    0,  .3,  0, 125,   0,  0},
    {"Voice Lead"       , F::Choir        ,  .03,   0,  .3,    0, 2000,    0,  .3,  8,   0,   0,  0},
    {"Fifths Lead"      , F::Saw          ,    0,   0,  .2, 4000, 2000,    0,  .3,  0,   0, 700,  0},
    {"Bass and Lead"    , F::Saw          ,    0,   0,  .2, 2200, 2000, 1800,  .3,  0,   0,   0, -1},
    // Synth pads
    {"New Age Pad"      , F::Pad          ,  .06,   0, 1.2,    0, 2000,    0,  .3,  0, 110,   0,  0},
    {"Warm Pad"         , F::Pad          ,   .1,   0, 1.2, 1800, 2000,    0,  .3,  0, 140,   0,  0},
    {"Polysynth Pad"    , F::Saw          ,  .02,   0,  .6, 3500, 2000,    0,  .3,  0, 180,   0,  0},
    {"Choir Pad"        , F::Choir        ,   .1,   0, 1.2,    0, 2000,    0,  .3,  0, 125,   0,  0},
    {"Bowed Pad"        , F::Pad          ,  .12,   0, 1.2, 3000, 2000,    0,  .3,  0,   0,   0,  1},
    {"Metallic Pad"     , F::PipeOrgan    ,  .06,   0, 1.2,    0, 2000,    0,  .3,  0, 210,   0,  0},
    {"Halo Pad"         , F::Choir        ,  .12,   0, 1.4,    0, 2000,    0,  .3,  0,   0,   0,  1},
    {"Sweep Pad"        , F::Pad          ,  .06,   0, 1.2,  900, 2000, 3600, 2.5,  0, 125,   0,  0},
    // Synth effects
    {"Rain"             , F::Bell         ,    0,   9, 1.5, 5000, 2000,    0,  .3,  0,   0,   0,  1},
    {"Soundtrack"       , F::Pad          ,  .08,   0, 1.4,    0, 2000,    0,  .3,  0,   0, 700,  0},
    {"Crystal"          , F::Bell         ,    0,  12,   2,    0, 2000,    0,  .3,  0, 125,   0,  0},
    {"Atmosphere"       , F::Guitar       ,    0,  16, 1.4,    0, 2000,    0,  .3,  0, 170,   0,  0},
    {"Brightness"       , F::ElectricPiano,    0,  20, 1.2,    0, 2000,    0,  .3,  0,   0,   0,  1},
    {"Goblins"          , F::Pad          ,   .1,   0, 1.6, 2400, 2000,    0,  .3, 25,   0,   0,  0},
    {"Echoes"           , F::Square       ,  .02,  14, 1.5, 2600, 2000,    0,  .3,  0, 125,   0,  0},
    {"Sci-fi"           , F::Saw          ,  .02,   0, 1.2, 1500, 2000, 3000, 1.2, 12,   0,   0,  0},
    // Plucked and blown from elsewhere
    {"Sitar"            , F::Plucked      ,    0,  13,  .8,    0, 1200,    0,  .3,  0,  85,   0,  0},
    {"Banjo"            , F::Plucked      ,    0,   4,  .3, 7000, 2000,    0,  .3,  0,   0,   0,  0},
    {"Shamisen"         , F::Plucked      ,    0,   3, .25,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Koto"             , F::Plucked      ,    0,   8,  .6, 6000, 2000,    0,  .3,  0,   0,   0,  0},
    {"Kalimba"          , F::Bar          ,    0,   6,  .6,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Bagpipe"          , F::DoubleReed   ,  .02,   0, .15,    0,    0,    0,  .3,  0,  85,   0,  0},
    {"Fiddle"           , F::Violin       ,  .02,   0,  .2,    0, 1400,    0,  .3,  8,   0,   0,  0},
    {"Shanai"           , F::DoubleReed   , .015,   0,  .2,    0, 2000,    0,  .3, 12,   0,   0,  0},
    // Percussive
    {"Tinkle Bell"      , F::Bell         ,    0,   5, 1.5,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Agogo"            , F::Bell         ,    0, 2.5,  .8, 6000, 2000,    0,  .3,  0,   0,   0,  0},
    {"Steel Drums"      , F::Bell         ,    0,   6,  .8, 2600, 2000,    0,  .3,  0,   0,   0,  0},
    {"Woodblock"        , F::Bar          ,    0,  .9,  .3,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Taiko Drum"       , F::Bar          ,    0,   3,   1,  700, 2000,    0,  .3,  0,   0,   0,  0},
    {"Melodic Tom"      , F::Bar          ,    0, 2.2,  .8, 1500, 2000,    0,  .3,  0,   0,   0,  0},
    {"Synth Drum"       , F::Square       ,    0, 1.8,  .6,  500, 2000, 3000,  .2,  0,   0,   0,  0},
    {"Reverse Cymbal"   , F::Water        ,   .9,   3,  .3,    0, 2000,    0,  .3,  0,   0,   0,  0},
    // Sound effects
    {"Fret Noise"       , F::Scratch      ,    0,   0,  .3,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Breath Noise"     , F::Wind         ,  .02, 1.6,  .3,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Seashore"         , F::Water        ,   .5,   0,   2,    0, 2000,    0,  .3, 60,   0,   0,  0},
    {"Bird Tweet"       , F::Bird         ,    0,   0,  .3,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Telephone"        , F::Telephone    ,    0,   0,  .2,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Helicopter"       , F::Helicopter   ,  .02,   0,  .8,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Applause"         , F::Applause     ,  .05,   0,   1,    0, 2000,    0,  .3,  0,   0,   0,  0},
    {"Gunshot"          , F::Shot         ,    0,   0,   1,    0, 2000,    0,  .3,  0,   0,   0,  0},
}};
// clang-format on

/// Keys are split halfway between the roots of two samples.
std::uint8_t splitBelow(const Bank& bank, const std::vector<std::size_t>& samples, std::size_t i) {
    if (i == 0)
        return 0;
    return static_cast<std::uint8_t>(
        (bank.samples[samples[i - 1]].rootKey + bank.samples[samples[i]].rootKey) / 2 + 1);
}

void addZones(const Bank& bank, const std::vector<std::size_t>& samples,
              const std::vector<Setting>& settings, Instrument& instrument) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
        Zone zone{
            .sample = samples[i], .lowKey = splitBelow(bank, samples, i), .settings = settings};
        if (i + 1 < samples.size())
            zone.highKey = static_cast<std::uint8_t>(splitBelow(bank, samples, i + 1) - 1);
        instrument.zones.push_back(std::move(zone));
    }
}

void addEnvelope(const Patch& patch, std::vector<Setting>& settings) {
    if (patch.attack > 0)
        settings.push_back({Generator::VolumeAttack, timecents(patch.attack)});
    settings.push_back({Generator::VolumeRelease, timecents(patch.release)});
    if (patch.decay > 0) {
        constexpr int kSilent = 1'000;   // centibels
        constexpr int kShorterAKey = 30; // timecents: an octave up, a fifth shorter
        settings.push_back({Generator::VolumeDecay, timecents(patch.decay)});
        settings.push_back({Generator::VolumeSustain, kSilent});
        settings.push_back({Generator::KeyToVolumeDecay, kShorterAKey});
    }
}

void addFilter(const Patch& patch, std::vector<Setting>& settings) {
    if (patch.cutoff > 0)
        settings.push_back({Generator::FilterCutoff, absoluteCents(patch.cutoff)});
    if (patch.sweep != 0) {
        constexpr int kWholeWay = 1'000;
        settings.push_back({Generator::ModulationEnvelopeToFilter, patch.sweep});
        settings.push_back({Generator::ModulationAttack, timecents(patch.attack)});
        settings.push_back({Generator::ModulationDecay, timecents(patch.sweepTime)});
        settings.push_back({Generator::ModulationSustain, kWholeWay});
    }
}

Instrument instrumentOf(const Patch& patch, const Bank& bank,
                        const std::vector<std::size_t>& samples) {
    Instrument instrument{.name = patch.name, .velocityToFilter = patch.velocity};
    addEnvelope(patch, instrument.settings);
    addFilter(patch, instrument.settings);
    if (patch.vibrato != 0) {
        instrument.settings.push_back({Generator::VibratoToPitch, patch.vibrato});
        instrument.settings.push_back({Generator::VibratoFrequency, absoluteCents(5.2)});
        instrument.settings.push_back({Generator::VibratoDelay, timecents(0.35)});
    }
    instrument.settings.push_back({Generator::ReverbSend, 120});
    if (patch.chorus != 0)
        instrument.settings.push_back({Generator::ChorusSend, patch.chorus});
    if (patch.detune == 0 && patch.octave == 0) {
        addZones(bank, samples, {}, instrument);
        return instrument;
    }
    // The first copy is in tune and the louder one; the second is panned to the other side.
    constexpr int kLouder = 40; // of which players take 0.4: 1.6 and 4.8 dB
    constexpr int kSofter = 120;
    constexpr int kSide = 160;
    addZones(bank, samples, {{Generator::Pan, -kSide}, {Generator::Attenuation, kLouder}},
             instrument);
    addZones(bank, samples,
             {{Generator::Pan, kSide},
              {Generator::Attenuation, kSofter},
              {Generator::CoarseTune, patch.octave * 12 + patch.detune / 100},
              {Generator::FineTune, patch.detune % 100}},
             instrument);
    return instrument;
}

} // namespace

void addPrograms(Bank& bank) {
    Families families(bank);
    for (std::size_t program = 0; program < kPatches.size(); ++program) {
        const Patch& patch = kPatches[program];
        const auto& samples = families.samplesOf(patch.family);
        bank.instruments.push_back(instrumentOf(patch, bank, samples));
        bank.presets.push_back({.name = patch.name,
                                .bank = 0,
                                .program = static_cast<std::uint16_t>(program),
                                .instrument = bank.instruments.size() - 1});
    }
}

} // namespace leitmotif::soundfont
