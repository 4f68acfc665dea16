// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/tempo_map.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(TempoMap, AddsUpSegments) {
    const TempoMap map({480}, {{{0}, 500'000}, {{960}, 1'000'000}});
    EXPECT_DOUBLE_EQ(map.secondsAt(Tick{960}), 1.0);
    EXPECT_DOUBLE_EQ(map.secondsAt(Tick{1440}), 2.0);
    EXPECT_DOUBLE_EQ(map.beatsPerMinuteAt(Tick{959}), 120.0);
    EXPECT_DOUBLE_EQ(map.beatsPerMinuteAt(Tick{960}), 60.0);
}

TEST(TempoMap, TicksAndSecondsAreInverse) {
    Random random(7);
    std::vector<TempoChange> changes;
    for (int i = 0; i < 50; ++i)
        changes.push_back({{static_cast<std::int64_t>(random.below(100'000))},
                           static_cast<std::uint32_t>(1'000 + random.below(2'000'000))});
    const TempoMap map({96}, changes);
    for (std::int64_t tick = 0; tick < 120'000; tick += 137)
        EXPECT_NEAR(map.tickAt(map.secondsAt(Tick{tick})), static_cast<double>(tick), 1e-6);
}

TEST(TempoMap, SmpteIgnoresTempo) {
    const Division pal{0xe728}; // −25 frames, 40 ticks a frame
    const TempoMap map(pal, {{{0}, 1'000'000}});
    EXPECT_DOUBLE_EQ(map.secondsAt(Tick{3840}), 3.84);
}

TEST(TempoMap, ZeroTempoAndZeroDivisionAreHarmless) {
    const TempoMap map({0}, {{{0}, 0}});
    EXPECT_DOUBLE_EQ(map.secondsAt(Tick{480}), 0.5);
}

TEST(MeterMap, ChangesOfSignatureBeginBars) {
    const MeterMap map({480}, {{{0}, 5, 4}, {{4800}, 7, 8}});
    EXPECT_EQ(map.barStart(1), Tick{2400});
    EXPECT_EQ(map.barStart(2), Tick{4800});
    EXPECT_EQ(map.barStart(3), Tick{4800 + 1680});
    EXPECT_EQ(map.positionAt(Tick{4800 + 1680 + 250}).beat, 1);
    EXPECT_EQ(map.positionAt(Tick{4800 + 1680 + 250}).tick, Tick{10});
    EXPECT_EQ(map.barCount(Tick{4800}), 2);
    EXPECT_EQ(map.barCount(Tick{4801}), 3);
}

TEST(MeterMap, BarsOfNoWholeNumberOfTicksDoNotDrift) {
    for (const auto& [ticksPerBeat, numerator, denominator] :
         {std::tuple(25, 3, 8), {96, 7, 128}, {1, 3, 8}, {480, 1, 128}, {10, 5, 32}}) {
        const MeterMap map({static_cast<std::uint16_t>(ticksPerBeat)},
                           {{{0}, numerator, denominator}});
        const double bar = std::max(1.0, 4.0 * ticksPerBeat * numerator / denominator);
        for (std::int64_t i = 0; i < 1000; ++i) {
            const Tick start = map.barStart(i);
            EXPECT_NEAR(static_cast<double>(start.value), static_cast<double>(i) * bar, 0.51);
            EXPECT_EQ(map.barAt(start), i);
            EXPECT_EQ(map.positionAt(start).beat, 0);
            EXPECT_EQ(map.barAt(start - Tick{1}), i - 1);
            EXPECT_FALSE(map.isCut(i));
        }
    }
    // 25 ticks a beat, 100 bars of 3/8, and a signature that cuts the next one.
    const MeterMap map({25}, {{{0}, 3, 8}, {{3760}, 2, 4}});
    EXPECT_EQ(map.barCount({3750}), 100);
    EXPECT_TRUE(map.isCut(100));
    EXPECT_EQ(map.barStart(101), Tick{3760});
}

TEST(MeterMap, BarsAndTicksAgreeEverywhere) {
    const MeterMap map({96}, {{{0}, 4, 4}, {{500}, 3, 4}, {{2000}, 6, 8}});
    for (std::int64_t tick = 0; tick < 5000; ++tick) {
        const std::int64_t bar = map.barAt(Tick{tick});
        EXPECT_LE(map.barStart(bar), Tick{tick});
        EXPECT_GT(map.barStart(bar + 1), Tick{tick});
    }
}

} // namespace
} // namespace leitmotif
