// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/notation.h"
#include "assets/demo/piece_builder.h"
#include "assets/demo/pieces.h"

#include <array>

namespace leitmotif {

namespace {

struct Strain {
    std::string_view right;
    std::string_view left;
    std::string_view leftInner; ///< a second voice of the left hand
};

constexpr Strain kFirst = {
    "4 d5 8 g4 a4 b4 c5 | 4 d5 g4 g4 | 4 e5 8 c5 d5 e5 f#5 | 4 g5 g4 g4 |"
    "4 c5 8 d5 c5 b4 a4 | 4 b4 8 c5 b4 a4 g4 | 4 f#4 8 g4 a4 b4 g4 | 2. a4 |"
    "4 d5 8 g4 a4 b4 c5 | 4 d5 g4 g4 | 4 e5 8 c5 d5 e5 f#5 | 4 g5 g4 g4 |"
    "4 c5 8 d5 c5 b4 a4 | 4 b4 8 c5 b4 a4 g4 | 4 a4 8 b4 a4 g4 f#4 | 2. g4 |",
    "2 g3+b3+d4 4 a3 | 2. b3 | 2. c4 | 2. b3 | 2. a3 | 2. g3 | 4 d4 b3 g3 | 4 d4 8 d3 c4 b3 a3 |"
    "2 b3 4 a3 | 4 g3 b3 g3 | 2. c4 | 4 b3 8 c4 b3 a3 g3 | 2 a3 4 f#3 | 2 g3 4 b3 | 4 c4 d4 d3 |"
    "2 g3 4 g2 |",
    ""};

constexpr Strain kSecond = {
    "4 b5 8 g5 a5 b5 g5 | 4 a5 8 d5 e5 f#5 d5 | 4 g5 8 e5 f#5 g5 d5 | 4 c#5 8 b4 c#5 4 a4 |"
    "8 a4 b4 c#5 d5 e5 f#5 | 4 g5 f#5 e5 | 4 f#5 a4 c#5 | 2. d5 |"
    "4 d5 8 g4 f#4 4 g4 | 4 e5 8 g4 f#4 4 g4 | 4 d5 c5 b4 | 8 a4 g4 f#4 g4 4 a4 |"
    "8 d4 e4 f#4 g4 a4 b4 | 4 c5 b4 a4 | 8 b4 d5 4 g4 f#4 | 2. b3+d4+g4 |",
    "2. g3 | 2. f#3 | 4 e3 g3 e3 | 2 a3 4 a2 | 2. a3 | 4 b3 d4 c#4 | 4 d4 f#3 a3 | 4 d4 d3 c4 |"
    "2 b3 4 b3 | 2 c4 4 c4 | 4 b3 a3 g3 | 2 d4 4 r | 2. d3 | 4 e3 g3 f#3 | 4 g3 b2 d3 | 4 g3 d3 g2 "
    "|",
    "2. r | r | r | r | r | r | r | r | 4 r 2 d4 | 4 r 2 e4 | 2. r | r | 2 r 4 f#3 | 2. r | r | r "
    "|"};

void append(std::vector<Note>& notes, const std::vector<Note>& more) {
    notes.insert(notes.end(), more.begin(), more.end());
}

} // namespace

Score minuetInG() {
    PieceBuilder piece("Minuet in G major, BWV Anh. 114", "Christian Petzold", 3, 4, 126, 1);
    constexpr std::array kPlayed = {&kFirst, &kFirst, &kSecond, &kSecond};
    constexpr int kStrainBars = 16;
    std::vector<Note> right;
    std::vector<Note> left;
    for (std::size_t i = 0; i < kPlayed.size(); ++i) {
        const Tick start = piece.bar(1 + kStrainBars * static_cast<int>(i));
        append(right, notesOf(kPlayed[i]->right, piece.barLength(), start));
        append(left, notesOf(kPlayed[i]->left, piece.barLength(), start));
        if (!kPlayed[i]->leftInner.empty())
            append(left, notesOf(kPlayed[i]->leftInner, piece.barLength(), start));
    }
    piece.addMarker(1, "A");
    piece.addMarker(1 + kStrainBars, "A again");
    piece.addMarker(1 + 2 * kStrainBars, "B");
    piece.addMarker(1 + 3 * kStrainBars, "B again");
    piece.addTempo(piece.bar(63), 116);
    piece.addTempo(piece.bar(64), 96);
    // Repeats are played more softly, and phrases of eight bars rise and fall.
    const std::vector<DynamicPoint> dynamics = {
        {1, 74},  {4, 84},  {8, 70},  {9, 76},  {12, 86}, {16, 68}, {17, 60}, {20, 70},
        {24, 58}, {25, 62}, {28, 72}, {32, 56}, {33, 80}, {37, 90}, {40, 74}, {41, 66},
        {45, 82}, {48, 70}, {49, 66}, {53, 78}, {56, 62}, {57, 58}, {61, 78}, {64, 56}};
    piece.addTrack({.name = "Right hand", .channel = 0, .loudness = 4}, std::move(right), dynamics);
    piece.addTrack({.name = "Left hand", .channel = 1, .loudness = -8}, std::move(left), dynamics);
    return piece.score();
}

} // namespace leitmotif
