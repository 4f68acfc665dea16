// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/words/state_tokens.h"

#include "tests/core/encoding/random_pieces.h"

#include <gtest/gtest.h>
#include <map>

namespace leitmotif {
namespace {

Note stateNoteAt(std::int64_t onset, std::int64_t length, int pitch, int velocity = 80) {
    return {.onset = {onset},
            .length = {length},
            .pitch = {static_cast<std::uint8_t>(pitch)},
            .velocity = {static_cast<std::uint8_t>(velocity)}};
}

const EncodingOptions kSixteenths{.kind = "states", .stepsPerBeat = 4};

TEST(StateTokens, SayWhatEveryKeyDoes) {
    const Corpus corpus({{"example",
                          scoreOf({stateNoteAt(0, 360, 60, 70), stateNoteAt(120, 120, 64, 90),
                                   stateNoteAt(480, 120, 60, 50)}),
                          false}});
    const auto encoding = StateTokens::fitted(corpus, kSixteenths, 0);
    const auto sequence = encoding->encode(corpus.pieces().front());
    std::vector<StateWord> words;
    for (const int token : sequence.tokens)
        words.push_back(encoding->words().at(token));
    const std::vector<StateWord> expected = {{{60, true, 70}},
                                             {{60, false, 70}, {64, true, 90}},
                                             {{60, false, 70}},
                                             {},
                                             {{60, true, 50}}};
    EXPECT_EQ(words, expected);
    EXPECT_EQ(sequence.noteStarts, (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_EQ(encoding->vocabularySize(), 5);
}

TEST(StateTokens, NotesOnTheGridComeBackUnchanged) {
    Random random(1);
    for (int round = 0; round < 50; ++round) {
        std::vector<Note> notes;
        std::map<int, std::int64_t> released;
        std::int64_t step = 0;
        for (int i = 0; i < 80; ++i) {
            step += static_cast<std::int64_t>(random.below(4));
            const int pitch = 40 + static_cast<int>(random.below(40));
            if (step < released[pitch])
                continue;
            const auto length = static_cast<std::int64_t>(1 + random.below(20));
            released[pitch] = step + length;
            notes.push_back(stateNoteAt(step * 120, length * 120, pitch,
                                        1 + static_cast<int>(random.below(127))));
        }
        const Corpus corpus({{"piece", scoreOf(notes), false}});
        const auto encoding = StateTokens::fitted(corpus, kSixteenths, 0);
        const Score decoded = encoding->decode(encoding->encode(corpus.pieces().front()).tokens);
        EXPECT_EQ(describeNotes(decoded), describeNotes(corpus.pieces().front().score));
    }
}

TEST(StateTokens, AKeyThatIsHeldUnstruckBeginsToSound) {
    const Corpus corpus({{"note", scoreOf({stateNoteAt(0, 360, 60, 70)}), false}});
    const auto encoding = StateTokens::fitted(corpus, kSixteenths, 0);
    const int held = encoding->encode(corpus.pieces().front()).tokens.back();
    EXPECT_EQ(describeNotes(encoding->decode(std::vector<int>{held, held})),
              (std::vector<std::string>{"0 +240 p60 v70 c0"}));
}

TEST(StateTokens, OtherPiecesUseTheNearestStates) {
    const Corpus corpus({{"chord",
                          scoreOf({stateNoteAt(0, 120, 60), stateNoteAt(0, 120, 64),
                                   stateNoteAt(0, 120, 67), stateNoteAt(120, 120, 40)}),
                          false}});
    const auto encoding = StateTokens::fitted(corpus, kSixteenths, 0);
    const CorpusPiece other{"other", scoreOf({stateNoteAt(0, 120, 60), stateNoteAt(0, 120, 64)}),
                            false};
    const auto tokens = encoding->encode(other).tokens;
    ASSERT_EQ(tokens.size(), 1U);
    EXPECT_EQ(encoding->words().at(tokens[0]).size(), 3U);
}

} // namespace
} // namespace leitmotif
