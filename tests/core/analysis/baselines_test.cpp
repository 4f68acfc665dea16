// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/baselines.h"

#include "core/base/random.h"

#include <cmath>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// Two tokens a note.
TokenSequence sequenceOf(std::vector<int> tokens) {
    TokenSequence sequence;
    for (std::size_t i = 0; i < tokens.size(); i += 2)
        sequence.noteStarts.push_back(i);
    sequence.tokens = std::move(tokens);
    return sequence;
}

TEST(Baselines, UnigramIsCrossEntropyTimesTokensANote) {
    // Six training tokens: 0 four times, 1 twice; three words. Held out: 0 and 2.
    const std::vector<TokenSequence> sequences = {sequenceOf({0, 1, 0, 0, 1, 0, 0, 2})};
    const CorpusSplit split = splitSequences(sequences, 0.25, 0.0);
    ASSERT_EQ(noteCount(split.training), 3U);
    const double expected = -std::log(5.0 / 9.0) - std::log(1.0 / 9.0);
    EXPECT_NEAR(unigramNats(sequences, split, 3), expected, 1e-12);
}

TEST(Baselines, UnigramJudgesTrainingTokensWhereNoneAreHeldOut) {
    const std::vector<TokenSequence> sequences = {sequenceOf({0, 1, 0, 1})};
    const CorpusSplit split = splitSequences(sequences, 0.0, 0.0);
    EXPECT_NEAR(unigramNats(sequences, split, 2), 2.0 * std::log(2.0), 1e-12);
    EXPECT_FALSE(ngramBaseline(sequences, split, 2));
}

TEST(Baselines, NgramSeesWhatRepeats) {
    Random random(1);
    std::vector<int> period(40);
    for (int& token : period)
        token = static_cast<int>(random.below(20));
    std::vector<int> tokens;
    for (int i = 0; i < 1000; ++i)
        tokens.push_back(period[static_cast<std::size_t>(i) % period.size()]);
    const std::vector<TokenSequence> sequences = {sequenceOf(tokens)};
    const CorpusSplit split = splitSequences(sequences, 0.1, 0.0);
    const auto ngram = ngramBaseline(sequences, split, 20);
    ASSERT_TRUE(ngram);
    EXPECT_LT(ngram->nats, 0.5);
    EXPECT_GT(unigramNats(sequences, split, 20), 4.0);
}

TEST(Baselines, NgramGoesOnLearningWhileItIsJudged) {
    // The held-out part repeats something that the training part does not have.
    std::vector<int> tokens(200, 0);
    for (int i = 0; i < 200; ++i)
        tokens.push_back(1 + i % 4);
    const std::vector<TokenSequence> sequences = {sequenceOf(tokens)};
    const CorpusSplit split = splitSequences(sequences, 0.5, 0.0);
    const auto ngram = ngramBaseline(sequences, split, 5);
    ASSERT_TRUE(ngram);
    EXPECT_LT(ngram->nats, 1.0);
}

} // namespace
} // namespace leitmotif
