// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ngram_mixture.h"

#include "core/base/random.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

namespace leitmotif {
namespace {

constexpr int kDeep = NgramMixture::kOrder;

/// Tokens: the n-gram model predicts those with a long context, the network the others.
std::vector<NgramMixture::HeldOutToken> heldOutTokens(Random& random, std::size_t count) {
    std::vector<NgramMixture::HeldOutToken> tokens;
    for (std::size_t i = 0; i < count; ++i) {
        const bool isKnown = random.below(2) == 0;
        const double good = 0.5 + 0.4 * random.uniform();
        const double bad = 0.02 + 0.1 * random.uniform();
        tokens.push_back({isKnown ? bad : good, {isKnown ? good : bad, isKnown ? kDeep : 0}});
    }
    return tokens;
}

double natsOf(const NgramMixture& mixture, std::span<const NgramMixture::HeldOutToken> tokens) {
    double nats = 0.0;
    for (const auto& token : tokens)
        nats -= std::log(mixture.probability(token));
    return nats;
}

TEST(NgramMixture, LearnsWhomToBelieve) {
    Random random(1);
    const auto tokens = heldOutTokens(random, 600);
    const auto mixture = NgramMixture::fitted(tokens);
    EXPECT_LT(mixture.networkShares().at(kDeep), 0.1);
    EXPECT_GT(mixture.networkShares().at(0), 0.9);
    EXPECT_LT(natsOf(mixture, tokens), natsOf(NgramMixture(), tokens));
    // A context length without tokens keeps the default.
    EXPECT_DOUBLE_EQ(mixture.networkShares().at(3), NgramMixture().networkShares().at(3));
}

TEST(NgramMixture, NoShareNearbyFitsBetter) {
    Random random(2);
    std::vector<NgramMixture::HeldOutToken> tokens;
    for (int i = 0; i < 2000; ++i) { // the network knows three of four
        const bool isKnown = random.below(4) != 0;
        tokens.push_back({isKnown ? 0.6 : 0.05, {isKnown ? 0.05 : 0.6, 2}});
    }
    const auto fitted = NgramMixture::fitted(tokens);
    EXPECT_GT(fitted.networkShares()[2], 0.6);
    EXPECT_LT(fitted.networkShares()[2], 0.9);
    for (const double by : {-0.05, 0.05}) {
        auto shares = fitted.networkShares();
        shares[2] += by;
        EXPECT_GT(natsOf(NgramMixture(shares), tokens), natsOf(fitted, tokens));
    }
}

TEST(NgramMixture, CrossFittedNatsAreOfSharesThatTheOtherHalfChose) {
    Random random(3);
    const auto tokens = heldOutTokens(random, 400);
    const std::span all(tokens);
    const double expected = natsOf(NgramMixture::fitted(all.last(200)), all.first(200)) +
                            natsOf(NgramMixture::fitted(all.first(200)), all.last(200));
    EXPECT_NEAR(crossFittedNats(tokens), expected, 1e-9);
    EXPECT_GT(crossFittedNats(tokens), natsOf(NgramMixture::fitted(tokens), tokens));
    EXPECT_EQ(crossFittedNats({}), 0.0);
}

TEST(NgramMixture, BlendsToADistribution) {
    Random random(4);
    NgramModel model(5, NgramMixture::kOrder);
    const std::vector<int> text = {0, 1, 2, 3, 0, 1, 2, 4, 0, 1, 2};
    model.observe(text);
    std::vector<double> ngram(5);
    const int depth = model.fillProbabilities(text, ngram);
    EXPECT_EQ(depth, 3);
    std::vector<double> blended(5, 0.2);
    const NgramMixture mixture;
    mixture.blend(blended, ngram, depth);
    EXPECT_NEAR(std::accumulate(blended.begin(), blended.end(), 0.0), 1.0, 1e-12);
    for (int token = 0; token < 5; ++token) {
        const auto prediction = model.predict(text, token);
        EXPECT_EQ(prediction.depth, depth);
        EXPECT_NEAR(blended[static_cast<std::size_t>(token)],
                    mixture.probability({0.2, prediction}), 1e-12);
    }
}

} // namespace
} // namespace leitmotif
