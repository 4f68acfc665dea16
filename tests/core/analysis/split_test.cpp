// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/split.h"

#include "core/base/random.h"

#include <algorithm>
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

TEST(Split, HoldsOutWholePiecesByTheirRole) {
    Random random(11);
    for (const std::size_t learned : {1, 2, 3, 7})
        for (const bool hasValidation : {true, false})
            for (const bool hasTest : {true, false}) {
                std::vector<TokenSequence> sequences;
                for (std::size_t i = 0; i < learned; ++i)
                    sequences.push_back(sequenceOf(100, random));
                const auto add = [&](PieceRole role) {
                    sequences.push_back(sequenceOf(40, random));
                    sequences.back().role = role;
                };
                if (hasValidation)
                    add(PieceRole::Validation);
                if (hasTest)
                    add(PieceRole::Test);
                const auto split = splitSequences(sequences, 0.1, 0.2);
                expectPartition(split, sequences);
                const auto isOf = [&](PieceRole role) {
                    return [&sequences, role](const SequenceSpan& span) {
                        return sequences[span.sequence].role == role;
                    };
                };
                EXPECT_TRUE(std::ranges::all_of(split.training, isOf(PieceRole::Training)));
                EXPECT_TRUE(std::ranges::all_of(
                    split.validation,
                    isOf(hasValidation ? PieceRole::Validation : PieceRole::Training)));
                EXPECT_TRUE(std::ranges::all_of(
                    split.test, isOf(hasTest ? PieceRole::Test : PieceRole::Training)));
                EXPECT_GT(noteCount(split.validation), 0U);
                EXPECT_GT(noteCount(split.test), 0U);
                if (hasValidation && hasTest) {
                    EXPECT_EQ(noteCount(split.training), 100 * learned);
                }
            }
}

TEST(Split, NeverHoldsOutPiecesWithoutNotesAlone) {
    Random random(8);
    for (std::size_t silent = 0; silent < 4; ++silent) {
        std::vector<TokenSequence> sequences;
        for (int i = 0; i < 3; ++i)
            sequences.push_back(sequenceOf(40 + random.below(40), random));
        sequences.insert(sequences.begin() + static_cast<std::ptrdiff_t>(silent),
                         TokenSequence{{7, 7, 7}, {}});
        const auto split = splitSequences(sequences, 0.01, 0.01);
        EXPECT_GT(noteCount(split.validation), 0U) << silent;
        EXPECT_GT(noteCount(split.test), 0U) << silent;
        EXPECT_GT(noteCount(split.training), 0U) << silent;
    }
}

TEST(Split, CutsOnlyBetweenTokens) {
    // Chords of five notes in one token.
    TokenSequence chords;
    for (std::size_t note = 0; note < 50; ++note)
        chords.noteStarts.push_back(note / 5);
    chords.tokens.resize(10);
    for (int percent = 1; percent < 45; ++percent) {
        const auto split = splitSequences(std::vector{chords}, 0.01 * percent, 0.01 * percent);
        expectPartition(split, {chords});
        for (const auto* part : {&split.training, &split.validation, &split.test})
            for (const SequenceSpan& span : *part) {
                EXPECT_GT(span.tokens(), 0U) << percent;
                EXPECT_EQ(span.notes, 5 * span.tokens()) << percent;
            }
    }
}

TEST(Split, GivenNotesAreNeverJudged) {
    Random random(12);
    for (const std::size_t count : {1, 5}) {
        std::vector<TokenSequence> sequences;
        for (std::size_t i = 0; i < count; ++i)
            sequences.push_back(sequenceOf(50, random));
        sequences.push_back(sequenceOf(30, random));
        sequences.back().role = PieceRole::Test;
        for (TokenSequence& sequence : sequences)
            sequence.givenNotes = 2;
        const auto split = splitSequences(sequences, 0.3, 0.0);
        for (const auto* part : {&split.validation, &split.test})
            for (const SequenceSpan& span : *part)
                EXPECT_GE(span.first, sequences[span.sequence].noteStarts[2]);
        ASSERT_EQ(split.test.size(), 1U);
        EXPECT_EQ(split.test.front().notes, 28U);
        EXPECT_EQ(split.training.front().first, 0U);
        EXPECT_GT(noteCount(split.validation), 0U);
    }
}

TEST(Split, SequencesWithATokenForEachNoteNeedOnlyTheirCounts) {
    Random random(21);
    for (int round = 0; round < 100; ++round) {
        std::vector<TokenSequence> sequences(1 + random.below(9));
        std::vector<SequenceShape> shapes;
        for (auto& sequence : sequences) {
            const auto notes = random.below(60);
            sequence.tokens.resize(notes);
            for (std::size_t i = 0; i < notes; ++i)
                sequence.noteStarts.push_back(i);
            sequence.role = static_cast<PieceRole>(random.below(8) < 6 ? 0 : random.below(3));
            shapes.push_back({.notes = notes, .tokens = notes, .role = sequence.role});
        }
        const auto expected = splitSequences(sequences, 0.1, 0.15);
        const auto split = splitSequences(shapes, 0.1, 0.15);
        EXPECT_EQ(split.training, expected.training);
        EXPECT_EQ(split.validation, expected.validation);
        EXPECT_EQ(split.test, expected.test);
    }
}

} // namespace
} // namespace leitmotif
