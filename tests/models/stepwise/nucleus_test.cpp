// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stepwise/nucleus.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

namespace leitmotif {
namespace {

constexpr int kDraws = 40'000;

std::vector<double> sharesOf(const std::vector<float>& logits,
                             const std::vector<std::uint8_t>& allowed, double temperature,
                             double topP) {
    Random random(17);
    std::vector<double> shares(logits.size());
    for (int i = 0; i < kDraws; ++i)
        shares[static_cast<std::size_t>(drawToken(logits, allowed, temperature, topP, random))] +=
            1.0 / kDraws;
    return shares;
}

/// Logits of probabilities .1, .4, .2, .3.
const std::vector<float> kLogits = {std::log(.1F), std::log(.4F), std::log(.2F), std::log(.3F)};

TEST(Nucleus, DrawsByProbability) {
    const auto shares = sharesOf(kLogits, {1, 1, 1, 1}, 1.0, 1.0);
    const double expected[] = {.1, .4, .2, .3};
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_NEAR(shares[i], expected[i], 0.01);
}

TEST(Nucleus, SharpensOnlyWithinAKind) {
    // Tokens 0 and 1 are of structure, 2 and 3 are notes: .5 each.
    const std::vector<TokenGroup> groups = {{0, true}, {0, true}, {1, false}, {1, false}};
    const std::vector<std::uint8_t> allowed(4, 1);
    Random random(5);
    std::vector<double> shares(4);
    for (int i = 0; i < kDraws; ++i)
        shares[static_cast<std::size_t>(drawToken(kLogits, allowed, groups, 0.1, 1.0, random))] +=
            1.0 / kDraws;
    EXPECT_NEAR(shares[0], .1, 0.01); // as without a temperature
    EXPECT_NEAR(shares[1], .4, 0.01);
    EXPECT_LT(shares[2], .02); // (2/3)^10 of the likelier one
    EXPECT_NEAR(shares[2] + shares[3], .5, 0.01);
}

TEST(Nucleus, DrawsNoKindWithoutAnAllowedToken) {
    const std::vector<TokenGroup> groups = {{0, true}, {1, false}, {2, false}, {2, false}};
    Random random(6);
    for (int i = 0; i < 1000; ++i)
        EXPECT_EQ(
            drawToken(kLogits, std::vector<std::uint8_t>{0, 0, 1, 0}, groups, 1.0, 0.9, random), 2);
}

TEST(Nucleus, LeavesOutWhatIsNotAllowed) {
    const auto shares = sharesOf(kLogits, {1, 0, 1, 1}, 1.0, 1.0);
    EXPECT_EQ(shares[1], 0.0);
    EXPECT_NEAR(shares[0], .1 / .6, 0.01);
    EXPECT_NEAR(shares[3], .3 / .6, 0.01);
}

TEST(Nucleus, KeepsTheFewestThatReachTheShare) {
    // .4 alone is not .6; with .3 it is .7, so .2 and .1 stay out.
    const auto shares = sharesOf(kLogits, {1, 1, 1, 1}, 1.0, 0.6);
    EXPECT_EQ(shares[0], 0.0);
    EXPECT_EQ(shares[2], 0.0);
    EXPECT_NEAR(shares[1], .4 / .7, 0.01);
}

TEST(Nucleus, TemperatureSharpensAndFlattens) {
    // p^(1/T), scaled: T = ½ squares the probabilities.
    const auto shares = sharesOf(kLogits, {1, 1, 1, 1}, 0.5, 1.0);
    EXPECT_NEAR(shares[1], .16 / .30, 0.01);
    EXPECT_NEAR(shares[0], .01 / .30, 0.01);
    const auto cold = sharesOf(kLogits, {1, 1, 1, 1}, 0.01, 1.0);
    EXPECT_NEAR(cold[1], 1.0, 1e-9);
}

TEST(Nucleus, SurvivesLogitsThatAreNotFinite) {
    const float infinity = std::numeric_limits<float>::infinity();
    const auto shares =
        sharesOf({std::nanf(""), 1.0F, infinity, -infinity}, {1, 1, 1, 1}, 1.0, 1.0);
    EXPECT_NEAR(shares[1], 1.0, 1e-9);
    Random random(1);
    EXPECT_EQ(drawToken(std::vector<float>{std::nanf("")}, std::vector<std::uint8_t>{1}, 1.0, 1.0,
                        random),
              0);
}

TEST(Nucleus, AmongTheLikeliestAllHaveTheSameChance) {
    Random random(5);
    std::vector<double> shares(4, 0.0);
    for (int i = 0; i < kDraws; ++i)
        shares[static_cast<std::size_t>(drawAmongLikeliest(
            kLogits, std::vector<std::uint8_t>{1, 1, 1, 0}, 2, random))] += 1.0 / kDraws;
    EXPECT_NEAR(shares[1], 0.5, 0.01);
    EXPECT_NEAR(shares[2], 0.5, 0.01);
    const std::vector<float> even(6, 1.0F);
    const std::vector<std::uint8_t> all(6, 1);
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(drawAmongLikeliest(even, all, 1, random), 0);
    EXPECT_EQ(drawAmongLikeliest(kLogits, std::vector<std::uint8_t>{0, 0, 1, 0}, 9, random), 2);
}

} // namespace
} // namespace leitmotif
