// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checkpoint/ngram_part.h"

#include <cmath>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace leitmotif {
namespace {

WeightsPart partWith(std::vector<float> shares, nlohmann::json counted) {
    WeightsPart part;
    part.description = {{"counted", std::move(counted)}};
    const auto size = static_cast<std::int64_t>(shares.size());
    part.weights.push_back({kNetworkShares, {size}, std::move(shares)});
    return part;
}

const std::vector<float> kHalves(NgramMixture::kOrder + 1, 0.5F);

TEST(NgramPart, BlendsProbabilities) {
    const auto ngram = NgramPart::create(partWith(kHalves, {{0, 1, 0, 1, 0, 1}}), 3);
    ASSERT_TRUE(ngram);
    std::vector<float> logits = {2.0F, 2.0F, 2.0F};
    const std::vector<int> history = {0, 1, 0};
    ngram->blendInto(logits, history);
    NgramModel model(3, NgramMixture::kOrder);
    model.observe(std::vector{0, 1, 0, 1, 0, 1});
    double sum = 0.0;
    for (int token = 0; token < 3; ++token) {
        const double probability = std::exp(logits[static_cast<std::size_t>(token)]);
        EXPECT_NEAR(probability, 0.5 / 3.0 + 0.5 * model.predict(history, token).probability, 1e-6);
        sum += probability;
    }
    EXPECT_NEAR(sum, 1.0, 1e-6);
}

TEST(NgramPart, LooksNoFurtherBackThanTheRecipeSays) {
    // After 0 1 comes 2, after 2 1 comes 0; after 1 alone both.
    auto part = partWith(kHalves, {{0, 1, 2, 1, 0, 1, 2, 1, 0}});
    const auto likeliestAfter = [&](std::vector<int> history) {
        const auto ngram = NgramPart::create(part, 3);
        std::vector<float> logits(3, 0.0F);
        ngram->blendInto(logits, history);
        return std::pair(logits[2] > logits[0], logits);
    };
    part.recipe.ngram.depth = 2;
    EXPECT_TRUE(likeliestAfter({0, 1}).first);
    EXPECT_FALSE(likeliestAfter({2, 1}).first);
    part.recipe.ngram.depth = 1;
    EXPECT_EQ(likeliestAfter({0, 1}).second, likeliestAfter({2, 1}).second);
}

TEST(NgramPart, LogitsThatOverflowedStayUsable) {
    const auto ngram = NgramPart::create(partWith(kHalves, {{0, 1}}), 2);
    ASSERT_TRUE(ngram);
    std::vector<float> logits = {1e30F, -1e30F};
    ngram->blendInto(logits, {});
    EXPECT_GT(logits[0], logits[1]);
    EXPECT_TRUE(std::isfinite(logits[1])); // no token has probability 0 in the n-gram model
}

TEST(NgramPart, RefusesWhatDoesNotFit) {
    const auto codeOf = [](const WeightsPart& part) {
        const auto made = NgramPart::create(part, 3);
        return made ? std::optional<ErrorCode>() : made.error().code;
    };
    EXPECT_EQ(codeOf(partWith(kHalves, {{0, 1}})), std::nullopt);
    EXPECT_EQ(codeOf(partWith(kHalves, {{0, 3}})), ErrorCode::CheckpointUnreadable);
    EXPECT_EQ(codeOf(partWith(kHalves, {{-1}})), ErrorCode::CheckpointUnreadable);
    EXPECT_EQ(codeOf(partWith(kHalves, "text")), ErrorCode::CheckpointUnreadable);
    EXPECT_EQ(codeOf(partWith({0.5F}, {{0}})), ErrorCode::CheckpointUnreadable);
    auto part = partWith(kHalves, {{0}});
    part.weights.front().values[0] = std::nanf("");
    EXPECT_EQ(codeOf(part), ErrorCode::CheckpointUnreadable);
    part.weights.clear();
    EXPECT_EQ(codeOf(part), ErrorCode::CheckpointUnreadable);
}

} // namespace
} // namespace leitmotif
