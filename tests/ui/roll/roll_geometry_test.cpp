// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_geometry.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

RollGeometry randomGeometry(Random& random) {
    return {.pixelsPerTick = 0.01 + random.uniform(),
            .rowHeight = 3.0 + 30.0 * random.uniform(),
            .leftTick = 5000.0 * random.uniform(),
            .topRow = 60.0 * random.uniform()};
}

TEST(RollGeometry, PixelsAndMusicAreInverse) {
    Random random(41);
    for (int round = 0; round < 200; ++round) {
        const RollGeometry geometry = randomGeometry(random);
        const double tick = 10000.0 * random.uniform();
        EXPECT_NEAR(geometry.tickAt(geometry.xOf(tick)), tick, 1e-6);
        for (int pitch = 0; pitch < 128; ++pitch) {
            EXPECT_EQ(geometry.pitchAt(geometry.yOf(pitch) + geometry.rowHeight * 0.01), pitch);
            EXPECT_EQ(geometry.pitchAt(geometry.yOf(pitch) + geometry.rowHeight * 0.99), pitch);
        }
    }
}

TEST(RollGeometry, HigherPitchesLieHigherAndNothingLeavesTheRows) {
    const RollGeometry geometry;
    EXPECT_LT(geometry.yOf(61), geometry.yOf(60));
    EXPECT_EQ(geometry.pitchAt(-1e6), 127);
    EXPECT_EQ(geometry.pitchAt(1e6), 0);
    EXPECT_GT(geometry.unboundedPitchAt(-100), 127);
}

TEST(RollGeometry, ZoomKeepsWhatIsUnderThePointer) {
    Random random(42);
    for (int round = 0; round < 200; ++round) {
        const RollGeometry geometry = randomGeometry(random);
        const double x = 1000.0 * random.uniform();
        const double y = 600.0 * random.uniform();
        const double factor = 0.25 + 4.0 * random.uniform();
        const RollGeometry time = geometry.zoomedInTime(factor, x, 0.001, 10.0);
        EXPECT_NEAR(time.tickAt(x), geometry.tickAt(x), 1e-6);
        EXPECT_GE(time.pixelsPerTick, 0.001);
        EXPECT_LE(time.pixelsPerTick, 10.0);
        const RollGeometry pitch = geometry.zoomedInPitch(factor, y);
        EXPECT_NEAR(pitch.topRow + y / pitch.rowHeight, geometry.topRow + y / geometry.rowHeight,
                    1e-9);
        EXPECT_GE(pitch.rowHeight, RollGeometry::kLowestRow);
        EXPECT_LE(pitch.rowHeight, RollGeometry::kHighestRow);
    }
}

TEST(RollGeometry, BoundsHold) {
    Random random(43);
    for (int round = 0; round < 200; ++round) {
        RollGeometry geometry = randomGeometry(random);
        geometry.leftTick -= 2500.0;
        geometry.topRow -= 30.0;
        const QSizeF canvas(800, 300);
        const RollGeometry bounded = geometry.bounded(canvas, 4000.0);
        EXPECT_GE(bounded.leftTick, 0.0);
        EXPECT_GE(bounded.topRow, 0.0);
        const bool isAtStart = bounded.leftTick == 0.0;
        EXPECT_TRUE(isAtStart || bounded.tickAt(canvas.width()) <= 4000.0 + 1e-6);
        const bool isAtTop = bounded.topRow == 0.0;
        EXPECT_TRUE(isAtTop ||
                    bounded.topRow + canvas.height() / bounded.rowHeight <= 128.0 + 1e-9);
        EXPECT_EQ(bounded.bounded(canvas, 4000.0), bounded);
    }
}

} // namespace
} // namespace leitmotif
