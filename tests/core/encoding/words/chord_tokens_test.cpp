// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/words/chord_tokens.h"

#include "tests/core/encoding/random_pieces.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

Note noteAt(std::int64_t onset, std::int64_t length, int pitch) {
    return {.onset = {onset}, .length = {length}, .pitch = {static_cast<std::uint8_t>(pitch)}};
}

/// E minor and an F sharp, as recipes name them: "4.7.11", "F#4"; then an octave and a rest.
Corpus example() {
    return Corpus({{"example",
                    scoreOf({noteAt(0, 960, 52), noteAt(0, 960, 55), noteAt(0, 480, 71),
                             noteAt(480, 240, 66), noteAt(1440, 120, 43), noteAt(1440, 480, 55)}),
                    false}});
}

std::vector<ChordWord> wordsOf(const ChordTokens& encoding, const Corpus& corpus) {
    std::vector<ChordWord> words;
    for (const int token : encoding.encode(corpus.pieces().front()).tokens)
        words.push_back(encoding.words().at(token));
    return words;
}

constexpr std::uint16_t kEMinor = 1U << 4 | 1U << 7 | 1U << 11;
constexpr std::uint16_t kG = 1U << 7;

TEST(ChordTokens, SayPitchesOrPitchClasses) {
    const auto encoding = ChordTokens::fitted(example(), {.kind = "chords"}, 0);
    const std::vector<ChordWord> expected = {{-1, kEMinor, 0}, {66, 0, 0}, {-1, kG, 0}};
    EXPECT_EQ(wordsOf(*encoding, example()), expected);
    EXPECT_EQ(encoding->encode(example().pieces().front()).noteStarts,
              (std::vector<std::size_t>{0, 0, 0, 1, 2, 2}));
}

TEST(ChordTokens, DurationsAndRestsKeepTheRhythmOfTheTexture) {
    const auto encoding = ChordTokens::fitted(
        example(), {.kind = "chords", .stepsPerBeat = 4, .hasDurations = true, .hasRests = true},
        0);
    // The chord's lower notes sound on until beat 3; then nothing does for a beat.
    const std::vector<ChordWord> expected = {{-1, kEMinor, 4}, {66, 0, 4}, {}, {}, {}, {},
                                             {-1, kG, 4}};
    EXPECT_EQ(wordsOf(*encoding, example()), expected);
    EXPECT_EQ(encoding->encode(example().pieces().front()).noteStarts,
              (std::vector<std::size_t>{0, 0, 0, 1, 2, 2}));
}

TEST(ChordTokens, PlainTokensSoundForHalfABeatInTheFourthOctave) {
    const auto encoding = ChordTokens::fitted(example(), {.kind = "chords"}, 0);
    const Score score = encoding->decode(encoding->encode(example().pieces().front()).tokens);
    EXPECT_EQ(describeNotes(score),
              (std::vector<std::string>{"0 +240 p64 v90 c0", "0 +240 p67 v90 c0",
                                        "0 +240 p71 v90 c0", "240 +240 p66 v90 c0",
                                        "480 +240 p67 v90 c0", "480 +240 p79 v90 c0"}));
}

TEST(ChordTokens, AMelodyWithDurationsAndRestsComesBackUnchanged) {
    Random random(1);
    for (int round = 0; round < 50; ++round) {
        std::vector<Note> notes;
        std::int64_t step = static_cast<std::int64_t>(random.below(8));
        for (int i = 0; i < 60; ++i) {
            const auto length = static_cast<std::int64_t>(1 + random.below(9));
            notes.push_back(
                noteAt(step * 120, length * 120, 40 + static_cast<int>(random.below(40))));
            notes.back().velocity = {90};
            step += length + static_cast<std::int64_t>(random.below(2) * random.below(9));
        }
        const Corpus corpus({{"melody", scoreOf(notes), false}});
        const auto encoding = ChordTokens::fitted(
            corpus, {.kind = "chords", .stepsPerBeat = 4, .hasDurations = true, .hasRests = true},
            0);
        const Score decoded = encoding->decode(encoding->encode(corpus.pieces().front()).tokens);
        EXPECT_EQ(describeNotes(decoded), describeNotes(corpus.pieces().front().score));
    }
}

TEST(ChordTokens, ChordsMoveAroundTheOctaveAndNotesAlongTheKeyboard) {
    const auto encoding = ChordTokens::fitted(example(), {.kind = "chords"}, 11);
    const auto tokens = encoding->encode(example().pieces().front()).tokens;
    const auto up = encoding->transposed(tokens, 2); // F sharp minor
    EXPECT_EQ(encoding->words().at(up[0]).pitchClasses, 1U << 6 | 1U << 9 | 1U << 1);
    EXPECT_EQ(encoding->words().at(up[1]).pitch, 68);
}

TEST(ChordTokens, OtherPiecesUseTheWordsThatAreKnown) {
    const auto encoding = ChordTokens::fitted(
        example(), {.kind = "chords", .stepsPerBeat = 4, .hasDurations = true}, 0);
    const CorpusPiece other{"other", scoreOf({noteAt(0, 960, 66), noteAt(960, 240, 67)}), false};
    const auto sequence = encoding->encode(other);
    ASSERT_EQ(sequence.tokens.size(), 1U);
    EXPECT_EQ(encoding->words().at(sequence.tokens[0]), (ChordWord{66, 0, 4}));
    EXPECT_EQ(sequence.noteStarts.size(), 1U);
}

} // namespace
} // namespace leitmotif
