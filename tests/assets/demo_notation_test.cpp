// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/notation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

constexpr Tick kBar{4 * kDemoTicksPerQuarter};

std::vector<int> pitches(std::string_view voice) {
    std::vector<int> result;
    for (const Note& note : notesOf(voice, kBar))
        result.push_back(note.pitch.value);
    return result;
}

TEST(DemoNotation, readsLettersAccidentalsAndOctaves) {
    EXPECT_THAT(pitches("4 c4 a4 b3 c5 |"), testing::ElementsAre(60, 69, 59, 72));
    EXPECT_THAT(pitches("4 f#5 bb3 eb4 ab2 |"), testing::ElementsAre(78, 58, 63, 44));
}

TEST(DemoNotation, readsValuesRestsChordsAndProlongations) {
    const auto notes = notesOf("4. c4 8 r 4 e4+g4 8 ~ r | 1 c4 |", kBar, {960});
    ASSERT_EQ(notes.size(), 4U);
    EXPECT_EQ(notes[0].onset, Tick{960});
    EXPECT_EQ(notes[0].length, Tick{720});
    EXPECT_EQ(notes[1].onset, Tick{960 + 960});
    EXPECT_EQ(notes[1].length, Tick{720});
    EXPECT_EQ(notes[2].onset, notes[1].onset);
    EXPECT_EQ(notes[2].length, notes[1].length);
    EXPECT_EQ(notes[3].onset, Tick{960} + kBar);
    EXPECT_EQ(notes[3].length, kBar);
}

TEST(DemoNotationDeathTest, refusesBarsOfTheWrongLength) {
    EXPECT_EXIT((void)notesOf("4 c4 c4 c4 |", kBar), testing::ExitedWithCode(1), "wrong length");
    EXPECT_EXIT((void)notesOf("4 c4 c4 c4 c4 c4 |", kBar), testing::ExitedWithCode(1),
                "wrong length");
    EXPECT_EXIT((void)notesOf("4 c4", kBar), testing::ExitedWithCode(1), "no end");
}

TEST(DemoNotationDeathTest, refusesWhatIsNoNote) {
    for (const char* voice : {"4 h4 |", "4 c |", "4 c#x |", "3 c4 |", "4x c4 |", "4 c4+ d4 |"})
        EXPECT_EXIT((void)notesOf(voice, kBar), testing::ExitedWithCode(1), "demo notation")
            << voice;
}

} // namespace
} // namespace leitmotif
