// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_commands.h"

#include "tests/ui/roll/roll_fixture.h"

namespace leitmotif {
namespace {

/// Changing notes by keys alone.
class RollCommandsTest : public RollFixture {};

TEST_F(RollCommandsTest, CopyPasteGoesToThePlayhead) {
    open({note(480, 240, 64), note(960, 240, 67)});
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_C, Qt::ControlModifier);
    roll.setPlayhead(1925.0);
    key(Qt::Key_V, Qt::ControlModifier);
    ASSERT_EQ(notes().size(), 4U);
    EXPECT_EQ(notes()[2], note(1920, 240, 64));
    EXPECT_EQ(notes()[3], note(2400, 240, 67));
    EXPECT_EQ(roll.selection().size(), 2U) << "what was pasted is selected";
    stack.undo();
    EXPECT_EQ(notes().size(), 2U);
}

TEST_F(RollCommandsTest, WhatKeysReachIsShown) {
    open({note(480, 240, 64), note(90'000, 240, 120)});
    setView();
    key(Qt::Key_End, Qt::ControlModifier);
    EXPECT_TRUE(QRectF(canvas()->rect()).intersects(roll.geometry().rectOf(notes()[1])));
    key(Qt::Key_Home, Qt::ControlModifier);
    EXPECT_TRUE(QRectF(canvas()->rect()).intersects(roll.geometry().rectOf(notes()[0])));
}

TEST_F(RollCommandsTest, CutAndDeleteTakeNotesOut) {
    open({note(480, 240, 64), note(960, 240, 67)});
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_X, Qt::ControlModifier);
    EXPECT_TRUE(notes().empty());
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(notes().size(), 2U);
    EXPECT_EQ(notes()[0].onset, Tick{0});
    key(Qt::Key_Delete);
    EXPECT_TRUE(notes().empty());
}

TEST_F(RollCommandsTest, DuplicateFollows) {
    open({note(0, 480, 64), note(480, 480, 67), note(960, 960, 60)});
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(notes().size(), 6U);
    EXPECT_EQ(notes()[3], note(1920, 480, 64));
    key(Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(notes().back().onset, Tick{2 * 1920 + 960}) << "again after the copy";
}

TEST_F(RollCommandsTest, ArrowsChangeTheSelection) {
    open({note(480, 240, 64)});
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_Up);
    EXPECT_EQ(notes()[0].pitch.value, 65);
    key(Qt::Key_Up, Qt::ShiftModifier);
    EXPECT_EQ(notes()[0].pitch.value, 77);
    key(Qt::Key_Down, Qt::ControlModifier);
    EXPECT_EQ(notes()[0].pitch.value, 65);
    key(Qt::Key_Right);
    EXPECT_EQ(notes()[0].onset, Tick{600});
    key(Qt::Key_Left);
    key(Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_EQ(notes()[0].length, Tick{360});
    key(Qt::Key_Left, Qt::ShiftModifier);
    key(Qt::Key_Plus);
    EXPECT_EQ(notes()[0], note(480, 240, 65, 85));
    ASSERT_EQ(stack.count(), 3) << "places, lengths, velocities";
    while (stack.canUndo())
        stack.undo();
    EXPECT_EQ(notes()[0], note(480, 240, 64));
}

TEST_F(RollCommandsTest, HeldKeyIsOneUndoStep) {
    open({note(480, 240, 64)});
    key(Qt::Key_A, Qt::ControlModifier);
    for (int i = 0; i < 4; ++i) { // a held key sends presses that say so
        QTest::simulateEvent(canvas(), true, Qt::Key_Right, Qt::NoModifier, {}, i > 0);
    }
    EXPECT_EQ(notes()[0].onset, Tick{960});
    stack.undo();
    EXPECT_EQ(notes()[0].onset, Tick{480});
}

TEST_F(RollCommandsTest, QuantizePutsNotesOnTheGrid) {
    open({note(130, 200, 64), note(470, 200, 67)});
    key(Qt::Key_Q);
    EXPECT_EQ(notes()[0], note(120, 200, 64));
    EXPECT_EQ(notes()[1], note(480, 200, 67));
    EXPECT_EQ(stack.count(), 1);
}

TEST_F(RollCommandsTest, WhatQuantizingDropsIsSaid) {
    open({note(475, 200, 64), note(490, 100, 64), note(960, 200, 67), note(970, 20, 67)});
    QSignalSpy said(&roll, &PianoRoll::noticed);
    key(Qt::Key_Q);
    ASSERT_EQ(notes().size(), 2U);
    ASSERT_EQ(said.count(), 1);
    EXPECT_EQ(said[0][0].toString(), QStringLiteral("2 notes fell onto another."));
}

TEST_F(RollCommandsTest, AFineNudgeKnowsNoGrid) {
    open({note(480, 240, 64)});
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_Greater);
    EXPECT_GT(notes()[0].onset, Tick{480});
    EXPECT_LT(notes()[0].onset, Tick{510});
    key(Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(notes()[0].onset, Tick{480});
    key(Qt::Key_Less);
    EXPECT_LT(notes()[0].onset, Tick{480});
}

TEST_F(RollCommandsTest, EditingIsPossibleByKeysAlone) {
    key(Qt::Key_Insert); // at the start, middle C
    ASSERT_EQ(notes().size(), 1U);
    EXPECT_EQ(notes()[0].onset, Tick{0});
    const Tick end = notes()[0].end();
    key(Qt::Key_Escape); // the cursor stays at the note
    for (int i = 0; i < 4; ++i)
        key(Qt::Key_Right);
    key(Qt::Key_Up);
    key(Qt::Key_N);
    ASSERT_EQ(notes().size(), 2U);
    EXPECT_EQ(notes()[1].onset, Tick{480});
    EXPECT_EQ(notes()[1].pitch.value, notes()[0].pitch.value + 1);
    EXPECT_LE(end, notes()[1].onset);
    key(Qt::Key_Left, Qt::ControlModifier);
    EXPECT_EQ(roll.selection().notes(), std::vector{notes()[0]});
    key(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(roll.selection().size(), 2U);
    key(Qt::Key_Delete);
    EXPECT_TRUE(notes().empty());
}

TEST_F(RollCommandsTest, LoopKeyTakesTheSelection) {
    open({note(500, 400, 64)});
    QSignalSpy loops(&roll, &PianoRoll::loopChanged);
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_F11);
    EXPECT_EQ(roll.loop(), (LoopRegion{{480}, {960}, true}));
    key(Qt::Key_Escape);
    key(Qt::Key_F11);
    EXPECT_FALSE(roll.loop().isOn);
    EXPECT_EQ(loops.count(), 2);
}

} // namespace
} // namespace leitmotif
