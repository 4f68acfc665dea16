// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/general_midi.h"

#include <algorithm>
#include <array>

namespace leitmotif {
namespace {

// lupdate collects the names by this macro's name.
#define QT_TRANSLATE_NOOP(context, text) text
#define P(text) QT_TRANSLATE_NOOP("Program", text)

constexpr std::array<const char*, 128> kPrograms = {
    P("Grand piano"),
    P("Bright piano"),
    P("Electric grand"),
    P("Honky-tonk piano"),
    P("Electric piano 1"),
    P("Electric piano 2"),
    P("Harpsichord"),
    P("Clavinet"),
    P("Celesta"),
    P("Glockenspiel"),
    P("Music box"),
    P("Vibraphone"),
    P("Marimba"),
    P("Xylophone"),
    P("Tubular bells"),
    P("Dulcimer"),
    P("Drawbar organ"),
    P("Percussive organ"),
    P("Rock organ"),
    P("Church organ"),
    P("Reed organ"),
    P("Accordion"),
    P("Harmonica"),
    P("Tango accordion"),
    P("Nylon guitar"),
    P("Steel guitar"),
    P("Jazz guitar"),
    P("Clean guitar"),
    P("Muted guitar"),
    P("Overdriven guitar"),
    P("Distortion guitar"),
    P("Guitar harmonics"),
    P("Acoustic bass"),
    P("Finger bass"),
    P("Pick bass"),
    P("Fretless bass"),
    P("Slap bass 1"),
    P("Slap bass 2"),
    P("Synth bass 1"),
    P("Synth bass 2"),
    P("Violin"),
    P("Viola"),
    P("Cello"),
    P("Contrabass"),
    P("Tremolo strings"),
    P("Pizzicato strings"),
    P("Harp"),
    P("Timpani"),
    P("Strings 1"),
    P("Strings 2"),
    P("Synth strings 1"),
    P("Synth strings 2"),
    P("Choir aahs"),
    P("Voice oohs"),
    P("Synth voice"),
    P("Orchestra hit"),
    P("Trumpet"),
    P("Trombone"),
    P("Tuba"),
    P("Muted trumpet"),
    P("French horn"),
    P("Brass section"),
    P("Synth brass 1"),
    P("Synth brass 2"),
    P("Soprano sax"),
    P("Alto sax"),
    P("Tenor sax"),
    P("Baritone sax"),
    P("Oboe"),
    P("English horn"),
    P("Bassoon"),
    P("Clarinet"),
    P("Piccolo"),
    P("Flute"),
    P("Recorder"),
    P("Pan flute"),
    P("Blown bottle"),
    P("Shakuhachi"),
    P("Whistle"),
    P("Ocarina"),
    P("Square lead"),
    P("Saw lead"),
    P("Calliope lead"),
    P("Chiff lead"),
    P("Charang lead"),
    P("Voice lead"),
    P("Fifths lead"),
    P("Bass and lead"),
    P("New age pad"),
    P("Warm pad"),
    P("Polysynth pad"),
    P("Choir pad"),
    P("Bowed pad"),
    P("Metallic pad"),
    P("Halo pad"),
    P("Sweep pad"),
    P("Rain"),
    P("Soundtrack"),
    P("Crystal"),
    P("Atmosphere"),
    P("Brightness"),
    P("Goblins"),
    P("Echoes"),
    P("Sci-fi"),
    P("Sitar"),
    P("Banjo"),
    P("Shamisen"),
    P("Koto"),
    P("Kalimba"),
    P("Bagpipe"),
    P("Fiddle"),
    P("Shanai"),
    P("Tinkle bell"),
    P("Agogo"),
    P("Steel drums"),
    P("Woodblock"),
    P("Taiko drum"),
    P("Melodic tom"),
    P("Synth drum"),
    P("Reverse cymbal"),
    P("Guitar fret noise"),
    P("Breath noise"),
    P("Seashore"),
    P("Bird tweet"),
    P("Telephone ring"),
    P("Helicopter"),
    P("Applause"),
    P("Gunshot"),
};

#undef P
#undef QT_TRANSLATE_NOOP

constexpr std::array<const char*, 12> kPitchClasses = {"C",  "C#", "D",  "D#", "E",  "F",
                                                       "F#", "G",  "G#", "A",  "A#", "B"};

} // namespace

const char* programName(int program) {
    return kPrograms[static_cast<std::size_t>(std::clamp(program, 0, 127))];
}

std::string pitchName(int pitch) {
    const int clamped = std::clamp(pitch, 0, 127);
    return kPitchClasses[static_cast<std::size_t>(clamped % 12)] + std::to_string(clamped / 12 - 1);
}

} // namespace leitmotif
