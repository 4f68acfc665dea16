// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/notation.h"
#include "assets/demo/piece_builder.h"
#include "assets/demo/pieces.h"

#include <array>
#include <string>

namespace leitmotif {

namespace {

constexpr std::string_view kGround = "2 d3 a2 | b2 f#2 | g2 d2 | g2 a2 |";
constexpr int kGroundBars = 4;

/// Nine variations of four bars and the note with which the tenth begins.
constexpr std::string_view kMelody =
    "2 f#5 e5 | d5 c#5 | b4 a4 | b4 c#5 |"
    "2 d5 c#5 | b4 a4 | g4 f#4 | g4 e4 |"
    "4 d4 f#4 a4 g4 | f#4 d4 f#4 e4 | d4 b3 d4 a4 | g4 b4 a4 g4 |"
    "4 f#4 d4 e4 c#5 | d5 f#5 a5 a4 | b4 g4 a4 f#4 | d4 d5 4. d5 8 c#5 |"
    "8 d5 c#5 d5 d4 c#4 a4 e4 f#4 | d4 d5 c#5 b4 c#5 f#5 a5 b5 |"
    "8 g5 f#5 e5 g5 f#5 e5 d5 c#5 | b4 a4 g4 f#4 e4 g4 f#4 e4 |"
    "8 d4 e4 f#4 g4 a4 e4 a4 g4 | f#4 b4 a4 g4 a4 g4 f#4 e4 |"
    "8 d4 b3 b4 c#5 d5 c#5 b4 a4 | g4 f#4 e4 b4 a4 b4 a4 g4 |"
    "4 f#4 f#5 2 e5 | 4 r d5 2 f#5 | b5 a5 | b5 c#6 |"
    "4 d6 d5 2 c#5 | 4 r b4 2 d5 | 2. d5 4 d5 | d5 g5 e5 a5 |"
    "8 a5 16 f#5 g5 8 a5 16 f#5 g5 a5 a4 b4 c#5 d5 e5 f#5 g5 |"
    "8 f#5 16 d5 e5 8 f#5 16 f#4 g4 a4 b4 a4 g4 a4 f#4 g4 a4 |"
    "8 g4 16 b4 a4 8 g4 16 f#4 e4 f#4 e4 d4 e4 f#4 g4 a4 b4 |"
    "8 g4 16 b4 a4 8 b4 16 c#5 d5 a4 b4 c#5 d5 e5 f#5 g5 a5 |"
    "1 f#5 |";
constexpr int kVariations = 9;
constexpr int kLastBar = 1 + kGroundBars * (1 + kVariations);

/// Up to the last bar, in which whatever begins is held.
std::vector<Note> untilTheLastBar(const std::vector<Note>& notes, Tick lastBar, Tick barLength) {
    std::vector<Note> result;
    for (const Note& note : notes) {
        if (note.onset < lastBar)
            result.push_back(note);
        else if (note.onset == lastBar)
            result.push_back(note.withLength(barLength));
    }
    return result;
}

} // namespace

Score canonInD() {
    PieceBuilder piece("Canon in D major", "Johann Pachelbel", 4, 4, 104, 2);
    piece.addText("To the ninth variation of the first violin; note values doubled");
    const Tick last = piece.bar(kLastBar);
    const auto melody = notesOf(kMelody, piece.barLength());
    constexpr std::uint8_t kViolin = 40;
    constexpr std::uint8_t kCello = 42;
    constexpr std::array<std::string_view, 3> kNames = {"Violin I", "Violin II", "Violin III"};
    for (int voice = 0; voice < 3; ++voice) {
        const Tick entry = piece.bar(1 + kGroundBars * (voice + 1));
        const auto notes = untilTheLastBar(shifted(melody, entry), last, piece.barLength());
        piece.addTrack({.name = kNames[static_cast<std::size_t>(voice)],
                        .channel = static_cast<std::uint8_t>(voice),
                        .program = kViolin,
                        .loudness = -4 * voice},
                       notes, {{1, 60}, {9, 68}, {21, 84}, {29, 78}, {37, 92}, {40, 98}, {41, 76}});
    }
    std::vector<Note> ground;
    for (int bar = 1; bar <= kLastBar; bar += kGroundBars)
        for (const Note& note : notesOf(kGround, piece.barLength(), piece.bar(bar)))
            ground.push_back(note);
    piece.addTrack({.name = "Cello", .channel = 3, .program = kCello, .loudness = -6},
                   untilTheLastBar(ground, last, piece.barLength()),
                   {{1, 62}, {5, 64}, {37, 84}, {41, 72}});
    for (int variation = 1; variation <= kVariations; ++variation)
        piece.addMarker(1 + kGroundBars * variation, "Variation " + std::to_string(variation));
    piece.addTempo(piece.bar(kLastBar - 1), 96);
    piece.addTempo(last, 72);
    return piece.score();
}

} // namespace leitmotif
