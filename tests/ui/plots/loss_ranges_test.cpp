// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/loss_ranges.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace leitmotif {
namespace {

AxisRange rangeOf(const std::vector<double>& values, std::vector<double> baselines = {},
                  bool isLogarithmic = false) {
    const std::span<const double> curves[] = {values};
    return lossRange(curves, baselines, isLogarithmic);
}

TEST(LossRange, HoldsEverythingOfACalmCurve) {
    const std::vector<double> values = {6.0, 5.0, 4.5, 4.0, 3.8, 3.5};
    for (const bool isLogarithmic : {false, true}) {
        const AxisRange range = rangeOf(values, {5.5}, isLogarithmic);
        EXPECT_LT(range.lower, 3.5);
        EXPECT_GT(range.upper, 6.0);
        EXPECT_LT(range.upper, 8.0);
    }
}

TEST(LossRange, ALoneSpikeDoesNotFlattenTheRest) {
    std::vector<double> values(100, 3.0);
    values[50] = 900.0;
    values[70] = std::numeric_limits<double>::infinity();
    EXPECT_LT(rangeOf(values).upper, 4.0);
}

TEST(LossRange, ButARiseThatLastsIsShown) {
    std::vector<double> values(100, 3.0);
    for (std::size_t i = 50; i < values.size(); ++i)
        values[i] = 30.0;
    EXPECT_GT(rangeOf(values).upper, 30.0);
}

TEST(LossRange, ShowsBaselines) {
    const AxisRange range = rangeOf({3.0, 2.9}, {7.0, 2.0});
    EXPECT_LT(range.lower, 2.0);
    EXPECT_GT(range.upper, 7.0);
}

TEST(LossRange, IsUsableWhateverTheValues) {
    const double nan = std::nan("");
    for (const bool isLogarithmic : {false, true}) {
        for (const std::vector<double>& values :
             {std::vector<double>{}, {nan}, {2.0}, {0.0, 0.0}, {1e300, -1e300}}) {
            const AxisRange range = rangeOf(values, {}, isLogarithmic);
            EXPECT_TRUE(std::isfinite(range.lower) && std::isfinite(range.upper));
            EXPECT_LT(range.lower, range.upper);
            EXPECT_TRUE(!isLogarithmic || range.lower > 0.0);
        }
    }
}

TEST(EpochRange, ShowsAShortPlanAndAllThatIsThere) {
    EXPECT_GE(epochRange(3, 40).upper, 40.0);
    EXPECT_GE(epochRange(60, 40).upper, 60.0);
    EXPECT_LT(epochRange(3, 5000).upper, 200.0);
    EXPECT_GE(epochRange(900, 5000).upper, 900.0);
    EXPECT_GT(epochRange(0, 0).upper, epochRange(0, 0).lower);
}

} // namespace
} // namespace leitmotif
