// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/split.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// `notes` notes of two to four tokens each.
TokenSequence sequenceOf(std::size_t notes, Random& random) {
    TokenSequence sequence;
    for (std::size_t i = 0; i < notes; ++i) {
        sequence.noteStarts.push_back(sequence.tokens.size());
        sequence.tokens.resize(sequence.tokens.size() + 2 + random.below(3), 0);
    }
    return sequence;
}

/// Every token of every sequence lies in exactly one span, and the notes add up.
void expectPartition(const CorpusSplit& split, const std::vector<TokenSequence>& sequences) {
    std::vector<std::vector<int>> covered;
    std::size_t notes = 0;
    for (const TokenSequence& sequence : sequences) {
        covered.emplace_back(sequence.tokens.size(), 0);
        notes += sequence.noteStarts.size();
    }
    for (const auto* part : {&split.training, &split.validation, &split.test})
        for (const SequenceSpan& span : *part) {
            ASSERT_LE(span.last, covered[span.sequence].size());
            std::size_t starts = 0;
            for (const std::size_t start : sequences[span.sequence].noteStarts)
                starts += start >= span.first && start < span.last ? 1 : 0;
            EXPECT_EQ(starts, span.notes);
            for (std::size_t i = span.first; i < span.last; ++i)
                ++covered[span.sequence][i];
        }
    for (const auto& counts : covered)
        for (const int count : counts)
            EXPECT_EQ(count, 1);
    EXPECT_EQ(noteCount(split.training) + noteCount(split.validation) + noteCount(split.test),
              notes);
}

TEST(Split, CutsOnePieceInTimeOrder) {
    Random random(1);
    const std::vector<TokenSequence> sequences = {sequenceOf(1000, random)};
    const CorpusSplit split = splitSequences(sequences, 0.10, 0.15);
    expectPartition(split, sequences);
    EXPECT_EQ(noteCount(split.training), 750U);
    EXPECT_EQ(noteCount(split.validation), 100U);
    EXPECT_EQ(noteCount(split.test), 150U);
    EXPECT_EQ(split.training.front().last, split.validation.front().first);
    EXPECT_EQ(split.validation.front().last, split.test.front().first);
}

TEST(Split, CutsEachOfTwoPieces) {
    Random random(2);
    const std::vector<TokenSequence> sequences = {sequenceOf(100, random), sequenceOf(200, random)};
    const CorpusSplit split = splitSequences(sequences, 0.2, 0.0);
    expectPartition(split, sequences);
    ASSERT_EQ(split.validation.size(), 2U);
    EXPECT_EQ(split.validation[0].notes, 20U);
    EXPECT_EQ(split.validation[1].notes, 40U);
    EXPECT_TRUE(split.test.empty());
}

TEST(Split, KeepsThreeAndMorePiecesWhole) {
    Random random(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<TokenSequence> sequences;
        const std::size_t pieces = 3 + random.below(10);
        for (std::size_t i = 0; i < pieces; ++i)
            sequences.push_back(sequenceOf(1 + random.below(500), random));
        const CorpusSplit split = splitSequences(sequences, 0.1, 0.15);
        expectPartition(split, sequences);
        EXPECT_FALSE(split.training.empty());
        EXPECT_FALSE(split.validation.empty());
        EXPECT_FALSE(split.test.empty());
        EXPECT_EQ(split.training.size() + split.validation.size() + split.test.size(), pieces);
    }
}

TEST(Split, TakesAsManyEqualPiecesAsTheShareAsksFor) {
    Random random(4);
    std::vector<TokenSequence> sequences;
    for (int i = 0; i < 20; ++i)
        sequences.push_back(sequenceOf(50, random));
    const CorpusSplit split = splitSequences(sequences, 0.1, 0.1);
    EXPECT_EQ(split.training.size(), 16U);
    ASSERT_EQ(split.validation.size(), 2U);
    ASSERT_EQ(split.test.size(), 2U);
    EXPECT_EQ(split.validation[0].sequence, 16U);
    EXPECT_EQ(split.test[0].sequence, 18U);
}

TEST(Split, HoldsNothingBackWithoutShares) {
    Random random(5);
    const std::vector<TokenSequence> sequences = {sequenceOf(10, random), sequenceOf(20, random),
                                                  sequenceOf(30, random)};
    const CorpusSplit split = splitSequences(sequences, 0.0, 0.0);
    expectPartition(split, sequences);
    EXPECT_EQ(noteCount(split.training), 60U);
}

} // namespace
} // namespace leitmotif
