// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/notation.h"
#include "assets/demo/piece_builder.h"
#include "assets/demo/pieces.h"

#include <array>
#include <string>

namespace leitmotif {

namespace {

/// Bars 1 to 32, five notes a bar from the bass up; each half of the bar breaks its chord alike.
constexpr std::string_view kChords = "c4 e4 g4 c5 e5 | c4 d4 a4 d5 f5 | b3 d4 g4 d5 f5 |"
                                     "c4 e4 g4 c5 e5 | c4 e4 a4 e5 a5 | c4 d4 f#4 a4 d5 |"
                                     "b3 d4 g4 d5 g5 | b3 c4 e4 g4 c5 | a3 c4 e4 g4 c5 |"
                                     "d3 a3 d4 f#4 c5 | g3 b3 d4 g4 b4 | g3 bb3 e4 g4 c#5 |"
                                     "f3 a3 d4 a4 d5 | f3 ab3 d4 f4 b4 | e3 g3 c4 g4 c5 |"
                                     "e3 f3 a3 c4 f4 | d3 f3 a3 c4 f4 | g2 d3 g3 b3 f4 |"
                                     "c3 e3 g3 c4 e4 | c3 g3 bb3 c4 e4 | f2 f3 a3 c4 e4 |"
                                     "f#2 c3 a3 c4 eb4 | ab2 f3 b3 c4 d4 | g2 f3 g3 b3 d4 |"
                                     "g2 e3 g3 c4 e4 | g2 d3 g3 c4 f4 | g2 d3 g3 b3 f4 |"
                                     "g2 eb3 a3 c4 f#4 | g2 e3 g3 c4 g4 | g2 d3 g3 c4 f4 |"
                                     "g2 d3 g3 b3 f4 | c2 c3 g3 bb3 e4 |";

/// Bars 33 to 35. The bass and the tenor are held under the run.
constexpr std::string_view kLastBass = "1 c2 | c2 | c2 |";
constexpr std::string_view kLastTenor = "16 r 8. c3 2. ~ | 16 r 8. d3 2. ~ | 1 c3 |";
constexpr std::string_view kLastRun =
    "8 r 16 f3 a3 c4 f4 c4 a3 c4 a3 f3 a3 f3 d3 f3 d3 |"
    "8 r 16 g4 b4 d5 f5 d5 b4 d5 b4 g4 b4 d4 f4 e4 d4 | 1 e4+g4+c5 |";

constexpr Tick kSixteenth{kDemoTicksPerQuarter / 4};

/// The bass sounds for half a bar, the tenor a sixteenth less; the upper three are broken twice.
void addBrokenChord(std::vector<Note>& notes, const std::array<Pitch, 5>& chord, Tick start) {
    constexpr std::array<std::size_t, 8> kFigure = {0, 1, 2, 3, 4, 2, 3, 4};
    for (std::size_t place = 0; place < kFigure.size(); ++place) {
        const bool isHeld = place < 2;
        const auto sixteenths = isHeld ? static_cast<std::int64_t>(kFigure.size() - place) : 1;
        notes.push_back({.onset = start + kSixteenth * static_cast<std::int64_t>(place),
                         .length = kSixteenth * sixteenths,
                         .pitch = chord[kFigure[place]],
                         .velocity = {64}});
    }
}

} // namespace

Score preludeInC() {
    PieceBuilder piece("Prelude in C major, BWV 846", "Johann Sebastian Bach", 4, 4, 69, 0);
    std::vector<Note> notes;
    // Five sixteenths stand for a bar here: only their pitches and their order count.
    const auto chords = notesOf("16 " + std::string(kChords), kSixteenth * 5);
    for (std::size_t first = 0; first < chords.size(); first += 5) {
        std::array<Pitch, 5> chord;
        for (std::size_t i = 0; i < chord.size(); ++i)
            chord[i] = chords[first + i].pitch;
        const Tick start = piece.bar(static_cast<int>(first / 5) + 1);
        addBrokenChord(notes, chord, start);
        addBrokenChord(notes, chord, start + kSixteenth * 8);
    }
    for (const auto voice : {kLastBass, kLastTenor, kLastRun})
        for (const Note& note : notesOf(voice, piece.barLength(), piece.bar(33)))
            notes.push_back(note);

    piece.addTempo(piece.bar(33), 64);
    piece.addTempo(piece.bar(34), 58);
    piece.addTempo(piece.bar(34) + kSixteenth * 8, 50);
    piece.addTempo(piece.bar(34) + kSixteenth * 12, 42);
    piece.addTempo(piece.bar(35), 56);
    piece.addTrack({.name = "Piano"}, std::move(notes),
                   {{1, 54},
                    {4, 58},
                    {5, 66},
                    {7, 62},
                    {11, 54},
                    {12, 64},
                    {15, 56},
                    {19, 50},
                    {20, 56},
                    {23, 74},
                    {24, 70},
                    {27, 74},
                    {29, 84},
                    {32, 72},
                    {34, 58},
                    {35, 48}});
    return piece.score();
}

} // namespace leitmotif
