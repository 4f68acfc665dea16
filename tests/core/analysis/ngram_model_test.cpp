// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ngram_model.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <set>

namespace leitmotif {
namespace {

std::vector<int> randomTokens(Random& random, std::size_t length, int vocabulary) {
    std::vector<int> tokens(length);
    for (int& token : tokens)
        token = static_cast<int>(random.below(static_cast<std::uint64_t>(vocabulary)));
    return tokens;
}

/// By the definition: looks through the whole text for every context.
double probabilityByDefinition(const std::vector<int>& text, const std::vector<int>& history,
                               int token, int vocabulary, std::size_t order) {
    double probability = 1.0 / vocabulary;
    for (std::size_t k = 0; k <= std::min(order, history.size()); ++k) {
        double total = 0.0;
        double seen = 0.0;
        std::set<int> different;
        for (std::size_t i = k; i < text.size(); ++i) {
            if (!std::equal(history.end() - static_cast<std::ptrdiff_t>(k), history.end(),
                            text.begin() + static_cast<std::ptrdiff_t>(i - k)))
                continue;
            total += 1.0;
            seen += text[i] == token ? 1.0 : 0.0;
            different.insert(text[i]);
        }
        if (total == 0.0)
            break;
        const auto kinds = static_cast<double>(different.size());
        probability = (seen + kinds * probability) / (total + kinds);
    }
    return probability;
}

TEST(NgramModel, FollowsTheDefinition) {
    Random random(1);
    for (int round = 0; round < 100; ++round) {
        const int vocabulary = static_cast<int>(1 + random.below(6));
        const auto order = random.below(5);
        const auto text = randomTokens(random, random.below(60), vocabulary);
        NgramModel model(vocabulary, static_cast<int>(order));
        model.observe(text);
        const auto history = randomTokens(random, random.below(8), vocabulary);
        for (int token = 0; token < vocabulary; ++token)
            EXPECT_NEAR(model.predict(history, token).probability,
                        probabilityByDefinition(text, history, token, vocabulary, order), 1e-12);
    }
}

TEST(NgramModel, ProbabilitiesAddUpAndAgree) {
    Random random(2);
    for (int round = 0; round < 50; ++round) {
        const int vocabulary = static_cast<int>(1 + random.below(30));
        NgramModel model(vocabulary, 3);
        model.observe(randomTokens(random, random.below(500), vocabulary));
        const auto history = randomTokens(random, random.below(8), vocabulary);
        std::vector<double> probabilities(static_cast<std::size_t>(vocabulary));
        model.fillProbabilities(history, probabilities);
        double sum = 0.0;
        for (int token = 0; token < vocabulary; ++token) {
            const double probability = probabilities[static_cast<std::size_t>(token)];
            sum += probability;
            EXPECT_NEAR(probability, model.predict(history, token).probability, 1e-12);
        }
        EXPECT_NEAR(sum, 1.0, 1e-9);
    }
}

TEST(NgramModel, LearnsAPeriod) {
    std::vector<int> text;
    for (int i = 0; i < 400; ++i)
        text.push_back(i % 7);
    NgramModel model(10, 2);
    model.observe(text);
    EXPECT_GT(model.predict(text, 400 % 7).probability, 0.95);
    EXPECT_LT(model.predict(text, 401 % 7).probability, 0.01);
}

} // namespace
} // namespace leitmotif
