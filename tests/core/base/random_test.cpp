// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>

namespace leitmotif {
namespace {

TEST(Random, StateRestoresTheSequence) {
    Random random(42);
    for (int i = 0; i < 10; ++i)
        random();
    const std::string state = random.state();
    const auto expected = random();
    Random other(1);
    ASSERT_TRUE(other.restore(state));
    EXPECT_EQ(other(), expected);
    EXPECT_FALSE(other.restore("1 2 3"));
    EXPECT_FALSE(other.restore("1 2 3 4 5"));
}

TEST(Random, MomentsAreThoseOfTheDistributions) {
    Random random(3);
    constexpr int kCount = 200'000;
    double sum = 0, normalSum = 0, normalSquares = 0;
    for (int i = 0; i < kCount; ++i) {
        sum += random.uniform();
        const double normal = random.normal();
        normalSum += normal;
        normalSquares += normal * normal;
    }
    EXPECT_NEAR(sum / kCount, 0.5, 0.005);
    EXPECT_NEAR(normalSum / kCount, 0.0, 0.01);
    EXPECT_NEAR(normalSquares / kCount, 1.0, 0.02);
}

TEST(Random, BelowStaysBelowAndReachesEverything) {
    Random random(5);
    int counts[7] = {};
    for (int i = 0; i < 7'000; ++i)
        ++counts[random.below(7)];
    for (const int count : counts)
        EXPECT_NEAR(count, 1000, 150);
}

} // namespace
} // namespace leitmotif
