// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/snap_grid.h"

#include <gtest/gtest.h>

#include <cmath>

namespace leitmotif {
namespace {

std::vector<MeterMap> meters() {
    return {MeterMap({480}), MeterMap({96}, {{{0}, 7, 8}}),
            MeterMap({100}, {{{0}, 4, 4}, {{730}, 3, 4}, {{2000}, 5, 16}}), MeterMap({0xe728})};
}

TEST(SnapGrid, LinesAgreeAtEveryTick) {
    for (const MeterMap& meter : meters())
        for (const Snap snap : kSnaps) {
            const SnapGrid grid(meter, snap);
            for (std::int64_t t = 0; t < 3000; t += 3) {
                const Tick tick{t};
                const Tick floor = grid.floor(tick);
                const Tick next = grid.next(tick);
                ASSERT_LE(floor, tick);
                ASSERT_GT(next, tick);
                ASSERT_EQ(grid.floor(floor), floor) << "a line is its own floor";
                if (snap != Snap::Off) {
                    ASSERT_EQ(grid.floor(next), next);
                    ASSERT_EQ(grid.floor(next - Tick{1}), floor) << "no line between";
                }
                const Tick nearest = grid.nearest(tick);
                ASSERT_TRUE(nearest == floor || nearest == next || nearest == tick);
                ASSERT_LE(std::abs((nearest - tick).value), (next - tick).value);
                ASSERT_LT(grid.previous(tick), std::max(tick, Tick{1}));
            }
        }
}

TEST(SnapGrid, EveryBarHasALine) {
    for (const MeterMap& meter : meters())
        for (const Snap snap : kSnaps)
            for (std::int64_t bar = 0; bar < 12; ++bar) {
                const Tick start = meter.barStart(bar);
                EXPECT_EQ(SnapGrid(meter, snap).nearest(start), start);
            }
}

TEST(SnapGrid, TripletsFallOnExactTicks) {
    const SnapGrid grid(MeterMap({480}), Snap::EighthTriplet);
    EXPECT_EQ(grid.step({0}), Tick{160});
    EXPECT_EQ(grid.nearest({150}), Tick{160});
    EXPECT_EQ(grid.nearest({490}), Tick{480});
}

TEST(SnapGrid, StepsThatAreNoWholeTicksDoNotDrift) {
    const SnapGrid grid(MeterMap({100}), Snap::SixteenthTriplet); // 16.67 ticks
    Tick tick;
    for (int i = 0; i < 24; ++i)
        tick = grid.next(tick);
    EXPECT_EQ(tick, Tick{400});
}

} // namespace
} // namespace leitmotif
