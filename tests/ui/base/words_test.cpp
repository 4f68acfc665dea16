// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/words.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(Words, TellTimes) {
    EXPECT_EQ(clockTime(0.0), QStringLiteral("0:00"));
    EXPECT_EQ(clockTime(65.9), QStringLiteral("1:05"));
    EXPECT_EQ(clockTime(3725.0), QStringLiteral("1:02:05"));
    EXPECT_EQ(roughDuration(0.64), QStringLiteral("0.6 s"));
    EXPECT_EQ(roughDuration(0.0283), QStringLiteral("28 ms"));
    EXPECT_EQ(roughDuration(0.0), QStringLiteral("1 ms"));
    EXPECT_EQ(roughDuration(9.96), QStringLiteral("10 s"));
    EXPECT_EQ(roughDuration(59.7), QStringLiteral("1 min 0 s"));
    EXPECT_EQ(roughDuration(200.0), QStringLiteral("3 min 20 s"));
    EXPECT_EQ(roughDuration(7500.0), QStringLiteral("2 h 5 min"));
}

TEST(Words, AShareIsNothingOrAllOnlyIfItIs) {
    EXPECT_EQ(percentage(0.0), QStringLiteral("0 %"));
    EXPECT_EQ(percentage(0.001), QStringLiteral("1 %"));
    EXPECT_EQ(percentage(0.999), QStringLiteral("99 %"));
    EXPECT_EQ(percentage(1.0), QStringLiteral("100 %"));
    EXPECT_EQ(percentage(0.125), QStringLiteral("13 %"));
}

TEST(Words, TellCounts) {
    EXPECT_EQ(roughCount(950), QStringLiteral("950"));
    EXPECT_EQ(roughCount(117'123), QStringLiteral("117,000"));
    EXPECT_EQ(roughCount(999'700), QStringLiteral("1.0 million"));
}

TEST(Words, TellEpochsAndIterations) {
    EXPECT_EQ(epochNumber(1, false), QStringLiteral("epoch 1"));
    EXPECT_EQ(epochNumber(20, true), QStringLiteral("iteration 20"));
    EXPECT_EQ(epochCount(1, false), QStringLiteral("1 epoch"));
    EXPECT_EQ(epochCount(1, true), QStringLiteral("1 iteration"));
    EXPECT_EQ(epochCount(2000, true), QStringLiteral("2000 iterations"));
    EXPECT_EQ(capitalized(epochWord(true)), QStringLiteral("Iteration"));
    for (const Recipe& recipe : presets())
        EXPECT_EQ(epochNumber(TakeOrigin{1, recipe.name, 7, 1}),
                  epochNumber(7, recipe.countsIterations()))
            << recipe.name;
}

TEST(Words, ErrorsNameWhatTheyConcernWhateverItsName) {
    const QString sentence = sentenceOf(Error{ErrorCode::NotMidi, {"100%2.mid", "wrong"}});
    EXPECT_TRUE(sentence.contains(QStringLiteral("100%2.mid"))) << sentence.toStdString();
}

TEST(Words, NameInstruments) {
    TrackReport track;
    track.notes = 5;
    track.program = 40;
    EXPECT_EQ(instrumentName(track), QStringLiteral("Violin"));
    track.isDrums = true;
    EXPECT_EQ(instrumentName(track), QStringLiteral("Drums"));
    track.parts = {
        {.program = 40, .notes = 20}, {.program = 56, .notes = 9}, {.program = 0, .isDrums = true}};
    EXPECT_EQ(instrumentName(track), QStringLiteral("Violin, Trumpet, Drums"));
    EXPECT_EQ(noteName(60), QStringLiteral("C4"));
    EXPECT_EQ(noteName(61), QStringLiteral("C♯4"));
    EXPECT_EQ(keyName("Bb major"), QStringLiteral("B♭ major"));
    EXPECT_EQ(keyName("F# minor"), QStringLiteral("F♯ minor"));
    EXPECT_EQ(keyName("B minor"), QStringLiteral("B minor"));
    EXPECT_EQ(noteName(0), QStringLiteral("C-1"));
    EXPECT_EQ(noteName(127), QStringLiteral("G9"));
}

} // namespace
} // namespace leitmotif
