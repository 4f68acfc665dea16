// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/notation.h"
#include "assets/demo/piece_builder.h"
#include "assets/demo/pieces.h"

#include <array>
#include <cassert>

namespace leitmotif {

namespace {

/// Sixteen sixteenths of one drum: '.' nothing, 'g' ghost note, 'x' played, 'X' accent.
struct DrumLine {
    std::uint8_t key; ///< General MIDI percussion
    std::string_view steps;
};

using DrumBar = std::vector<DrumLine>;

constexpr std::uint8_t kKick = 36;
constexpr std::uint8_t kSnare = 38;
constexpr std::uint8_t kLowTom = 45;
constexpr std::uint8_t kMidTom = 47;
constexpr std::uint8_t kHighTom = 50;
constexpr std::uint8_t kClosedHat = 42;
constexpr std::uint8_t kOpenHat = 46;
constexpr std::uint8_t kCrash = 49;
constexpr std::uint8_t kRide = 51;

DrumBar withCrash(DrumBar bar) {
    bar.push_back({kCrash, "X..............."});
    return bar;
}

/// Eight bars: a two-bar groove three times, its turn, and a fill.
std::vector<DrumBar> verse() {
    const DrumBar first = {{kClosedHat, "x.xgx.x.x.xgx.x."},
                           {kSnare, "....X..g.g..X..g"},
                           {kKick, "x.....x.x.x....."}};
    const DrumBar second = {{kClosedHat, "x.xgx.x.x.xgx..."},
                            {kOpenHat, "..............x."},
                            {kSnare, "....X..g.g..X..."},
                            {kKick, "x.....x.x..x..x."}};
    const DrumBar turn = {{kClosedHat, "x.x.x.x.x.x.x.x."},
                          {kSnare, "....X..g.g..X.gX"},
                          {kKick, "x..x..x.x.x..x.."}};
    const DrumBar fill = {{kClosedHat, "x.x.x.x........."},
                          {kSnare, "....X...xgxX...."},
                          {kHighTom, "............xx.."},
                          {kLowTom, "..............xX"},
                          {kKick, "x.....x.x...x..."}};
    return {withCrash(first), second, first, second, first, turn, first, fill};
}

/// Eight bars on the ride cymbal.
std::vector<DrumBar> chorus() {
    const DrumBar first = {
        {kRide, "X.x.X.x.X.x.X.x."}, {kSnare, "....X.......X..g"}, {kKick, "x.x...x.x.x...x."}};
    const DrumBar second = {
        {kRide, "X.x.X.xxX.x.X.x."}, {kSnare, "....X..g.g..X..."}, {kKick, "x.x...x...xx..x."}};
    const DrumBar fill = {{kRide, "X.x.X.x........."},    {kSnare, "....X..gxxgx...."},
                          {kHighTom, "............x..."}, {kMidTom, ".............xx."},
                          {kLowTom, "...............X"},  {kKick, "x.x...x.x...x..."}};
    return {withCrash(first), second, first, second, withCrash(first), second, first, fill};
}

/// Beats are loudest, then the eighths between them, then the sixteenths.
std::uint8_t velocityOf(char step, std::size_t place) {
    const int weight = place % 4 == 0 ? 8 : place % 2 == 0 ? 0 : -6;
    const int velocity = step == 'g' ? 40 : step == 'x' ? 80 : 104;
    return static_cast<std::uint8_t>(velocity + weight);
}

void addBar(std::vector<Note>& notes, const DrumBar& bar, Tick start) {
    constexpr Tick kStep{kDemoTicksPerQuarter / 4};
    for (const DrumLine& line : bar) {
        assert(line.steps.size() == 16);
        for (std::size_t place = 0; place < line.steps.size(); ++place)
            if (line.steps[place] != '.')
                notes.push_back({.onset = start + kStep * static_cast<std::int64_t>(place),
                                 .length = kStep,
                                 .pitch = {line.key},
                                 .velocity = {velocityOf(line.steps[place], place)}});
    }
}

} // namespace

Score groove() {
    PieceBuilder piece("Drum groove", "Leitmotif", 4, 4, 100, 0);
    std::vector<Note> notes;
    int bar = 1;
    for (const auto& part : {verse(), chorus(), verse(), chorus()})
        for (const DrumBar& drums : part)
            addBar(notes, drums, piece.bar(bar++));
    piece.addMarker(1, "Verse");
    piece.addMarker(9, "Chorus");
    piece.addMarker(17, "Verse");
    piece.addMarker(25, "Chorus");
    piece.addTrack({.name = "Drums", .channel = kDrumChannel}, std::move(notes));
    return piece.score();
}

} // namespace leitmotif
