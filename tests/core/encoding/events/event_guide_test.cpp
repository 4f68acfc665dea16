// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/event_tokens.h"

#include "core/encoding/factory.h"
#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <utility>
#include <vector>

namespace leitmotif {
namespace {

const Vocabulary& guideVocabulary(const SequenceEncoding& encoding) {
    return dynamic_cast<const EventTokens&>(encoding).vocabulary();
}

std::unique_ptr<SequenceEncoding> fitForGuide(const Corpus& corpus,
                                              const EncodingOptions& options = {}) {
    auto encoding = fitEncoding(corpus, options, 3);
    EXPECT_TRUE(encoding.has_value());
    return *std::move(encoding);
}

Corpus randomCorpus(Random& random, int round) {
    return Corpus({randomPiece(random, {.hasFreeBeat = round % 3 == 0,
                                        .hasDrums = random.below(2) == 0,
                                        .parts = static_cast<int>(random.below(4)),
                                        .notes = static_cast<int>(1 + random.below(120))})});
}

TEST(EventGuide, AcceptsWhatTheCorpusSays) {
    Random random(1);
    for (int round = 0; round < 150; ++round) {
        const Corpus corpus = randomCorpus(random, round);
        if (corpus.noteCount() == 0)
            continue;
        const EncodingOptions options{.hasVelocity = random.below(2) == 0,
                                      .mergesTracks = random.below(2) == 0};
        const auto encoding = fitForGuide(corpus, options);
        const auto tokens = encoding->encode(corpus.pieces().front()).tokens;
        const auto guide = encoding->guide(1'000'000);
        std::vector<std::uint8_t> allowed(static_cast<std::size_t>(encoding->vocabularySize()));
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            guide->fillAllowed(allowed);
            if (i == 0 && guideVocabulary(*encoding).at(tokens[i]).kind == TokenKind::Bar) {
                // A sample begins in the time signature of takes, whatever the corpus does.
                EXPECT_GE(std::ranges::count(allowed, 1), 1);
                guide->accept(tokens[i]);
                continue;
            }
            ASSERT_EQ(allowed[static_cast<std::size_t>(tokens[i])], 1)
                << "round " << round << ", token " << i;
            ASSERT_FALSE(guide->isComplete());
            guide->accept(tokens[i]);
        }
    }
}

/// Draws uniformly among allowed tokens: worse than any model.
std::vector<int> randomWalk(const SequenceEncoding& encoding, int bars, Random& random) {
    constexpr std::size_t kFarTooMany = 1'000'000;
    const auto guide = encoding.guide(bars);
    std::vector<std::uint8_t> allowed(static_cast<std::size_t>(encoding.vocabularySize()));
    std::vector<int> tokens;
    while (!guide->isComplete() && tokens.size() < kFarTooMany) {
        guide->fillAllowed(allowed);
        const auto choices = static_cast<std::uint64_t>(std::ranges::count(allowed, 1));
        EXPECT_GT(choices, 0U);
        if (choices == 0)
            break;
        std::uint64_t left = random.below(choices);
        int id = 0;
        while (allowed[static_cast<std::size_t>(id)] == 0 || left-- > 0)
            ++id;
        tokens.push_back(id);
        guide->accept(id);
    }
    EXPECT_TRUE(guide->isComplete());
    return tokens;
}

TEST(EventGuide, EverySampleIsAPlayableScoreOfTheWantedLength) {
    Random random(2);
    for (int round = 0; round < 150; ++round) {
        const Corpus corpus = randomCorpus(random, round);
        if (corpus.noteCount() == 0)
            continue;
        const bool isFree = corpus.pieces().front().hasFreeBeat;
        const auto encoding = fitForGuide(corpus, {.hasVelocity = random.below(2) == 0});
        const int bars = static_cast<int>(1 + random.below(8));
        const auto tokens = randomWalk(*encoding, bars, random);
        const Score score = encoding->decode(tokens);
        EXPECT_TRUE(isPlayable(score));
        EXPECT_EQ(static_cast<std::size_t>(std::ranges::count_if(
                      tokens,
                      [&](int id) {
                          const TokenKind kind = guideVocabulary(*encoding).at(id).kind;
                          return kind == TokenKind::Pitch || kind == TokenKind::Drum;
                      })),
                  score.noteCount());
        if (!isFree)
            EXPECT_EQ(score.meterMap().barCount(score.end()), bars);
        else
            EXPECT_GE(score.tempoMap().secondsAt(score.end()) + 0.01,
                      0.5 * TakeSetting::of(corpus).quartersIn(bars));
        // An encoder writes the same tokens, up to overlaps that decoding resolved.
        const CorpusPiece piece{"sample", score, isFree};
        const TokenSequence said = encoding->encode(piece);
        const CorpusPiece again{"sample", encoding->decode(said.tokens), isFree};
        EXPECT_EQ(encoding->encode(again).tokens, said.tokens);
        EXPECT_EQ(said.noteStarts.size(), score.noteCount());
    }
}

TEST(EventGuide, NeverLeavesTheBoundsOfTheCorpus) {
    // One note a beat, one at a time, no empty bars: a sample cannot have chords or rests.
    std::vector<Note> notes;
    for (std::int64_t i = 0; i < 64; ++i)
        notes.push_back({.onset = {i * 480},
                         .length = {480},
                         .pitch = {static_cast<std::uint8_t>(60 + i % 7)}});
    const Corpus corpus({{"steady", scoreOf(notes), false}});
    const auto encoding = fitForGuide(corpus);
    Random random(3);
    for (int round = 0; round < 50; ++round) {
        const Score score = encoding->decode(randomWalk(*encoding, 8, random));
        const MeterMap meters = score.meterMap();
        std::vector<int> inBar(8, 0);
        std::int64_t lastOnset = -1;
        for (const Note& note : score.tracks[1]->notes()) {
            EXPECT_GT(note.onset.value, lastOnset);
            EXPECT_EQ(note.onset.value % 480, 0);
            lastOnset = note.onset.value;
            ++inBar[static_cast<std::size_t>(meters.barAt(note.onset))];
        }
        EXPECT_EQ(std::ranges::count(inBar, 0), 0);
    }
}

/// {longest time from onset to onset, longest time in which nothing sounds}, in ticks.
std::pair<std::int64_t, std::int64_t> longestSilence(const Score& score) {
    std::vector<Note> notes;
    for (const auto& track : score.tracks)
        notes.insert(notes.end(), track->notes().begin(), track->notes().end());
    std::ranges::sort(notes, {}, &Note::onset);
    std::pair<std::int64_t, std::int64_t> longest;
    std::int64_t end = 0;
    for (std::size_t i = 0; i < notes.size(); ++i) {
        if (i > 0) {
            longest.first = std::max(longest.first, (notes[i].onset - notes[i - 1].onset).value);
            longest.second = std::max(longest.second, notes[i].onset.value - end);
        }
        end = std::max(end, (notes[i].onset + notes[i].length).value);
    }
    return longest;
}

TEST(EventGuide, IsNeverSilentForLongerThanTheCorpus) {
    Random random(4);
    int compared = 0;
    for (int round = 0; round < 60; ++round) {
        // Notes of half a beat to two beats, with rests of at most a beat and a half.
        std::vector<Note> notes;
        std::int64_t onset = 0;
        for (int i = 0; i < 80; ++i) {
            const auto length = static_cast<std::int64_t>(1 + random.below(4)) * 240;
            notes.push_back({.onset = {onset},
                             .length = {length},
                             .pitch = {static_cast<std::uint8_t>(60 + random.below(12))}});
            onset += length + static_cast<std::int64_t>(random.below(4)) * 240;
        }
        const Corpus corpus({{"rests", scoreOf(notes), false}});
        const auto encoding = fitForGuide(corpus);
        const auto limits = longestSilence(corpus.pieces().front().score);
        const auto take = longestSilence(encoding->decode(randomWalk(*encoding, 16, random)));
        EXPECT_LE(take.first, limits.first);
        EXPECT_LE(take.second, limits.second);
        compared += take.second > 0 ? 1 : 0;
    }
    EXPECT_GT(compared, 30) << "takes may rest as the corpus does";
}

} // namespace
} // namespace leitmotif
