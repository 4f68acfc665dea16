// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_grid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace leitmotif {
namespace {

TEST(RollGrid, LinesNeverCrowd) {
    const MeterMap meter({480}, {{{0}, 4, 4}, {{7680}, 7, 8}});
    for (double zoom = 0.0005; zoom < 2.0; zoom *= 1.7)
        for (const Snap snap : kSnaps) {
            const auto lines = gridLines(meter, snap, {0}, {30'000}, zoom);
            ASSERT_FALSE(lines.empty());
            for (std::size_t i = 1; i < lines.size(); ++i) {
                ASSERT_LT(lines[i - 1].tick, lines[i].tick);
                // Two kinds of line may meet closer at the end of an odd bar, never two of a kind.
                if (lines[i - 1].kind == lines[i].kind) {
                    const auto distance =
                        static_cast<double>((lines[i].tick - lines[i - 1].tick).value);
                    ASSERT_GT(distance * zoom, 3.0);
                }
            }
        }
}

TEST(RollGrid, BarsOfAFewPixelsAreSkipped) {
    const MeterMap meter({480});
    const auto lines = gridLines(meter, Snap::Automatic, {0}, {1920 * 300}, 3.0 / 1920);
    for (std::size_t i = 1; i < lines.size(); ++i)
        EXPECT_GE((lines[i].tick - lines[i - 1].tick).value * 3.0 / 1920, 12.0);
}

TEST(RollGrid, EveryBarHasItsLineWhereThereIsRoom) {
    const MeterMap meter({480}, {{{0}, 4, 4}, {{2500}, 3, 4}});
    std::vector<Tick> bars;
    for (const GridLine& line : gridLines(meter, Snap::Off, {0}, {10'000}, 0.1))
        if (line.kind == GridLineKind::Bar) {
            EXPECT_EQ(meter.barStart(line.bar), line.tick);
            bars.push_back(line.tick);
        }
    for (std::int64_t bar = 0; meter.barStart(bar) <= Tick{10'000}; ++bar)
        EXPECT_TRUE(std::ranges::find(bars, meter.barStart(bar)) != bars.end()) << bar;
}

TEST(RollGrid, StepsAreThoseOfTheSnap) {
    const MeterMap meter({480});
    const SnapGrid grid(meter, Snap::EighthTriplet);
    int steps = 0;
    for (const GridLine& line : gridLines(meter, Snap::EighthTriplet, {0}, {1919}, 0.2)) {
        EXPECT_EQ(grid.nearest(line.tick), line.tick);
        ++steps;
    }
    EXPECT_EQ(steps, 12);
}

TEST(RollGrid, WindowGivesTheSameLinesAsTheWhole) {
    const MeterMap meter({100}, {{{0}, 5, 8}});
    const auto whole = gridLines(meter, Snap::Sixteenth, {0}, {5000}, 0.4);
    const auto part = gridLines(meter, Snap::Sixteenth, {1234}, {2345}, 0.4);
    std::vector<GridLine> expected;
    for (const GridLine& line : whole)
        if (line.tick >= Tick{1234} && line.tick <= Tick{2345})
            expected.push_back(line);
    EXPECT_EQ(part, expected);
}

TEST(RollGrid, AutomaticGetsFinerWithTheZoom) {
    const MeterMap meter({480});
    Tick last{1'000'000};
    for (double zoom = 0.001; zoom < 1.0; zoom *= 1.3) {
        const Snap snap = resolvedSnap(Snap::Automatic, meter, {0}, zoom);
        ASSERT_NE(snap, Snap::Automatic);
        const Tick step = SnapGrid(meter, snap).step({0});
        EXPECT_LE(step, last);
        last = step;
    }
    EXPECT_EQ(last, Tick{60});
    EXPECT_EQ(resolvedSnap(Snap::Eighth, meter, {0}, 0.001), Snap::Eighth);
}

} // namespace
} // namespace leitmotif
