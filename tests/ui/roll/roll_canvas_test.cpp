// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_canvas.h"

#include "tests/ui/roll/roll_fixture.h"
#include "ui/roll/roll_tools.h"

namespace leitmotif {
namespace {

/// Drawing, selecting and changing notes with the mouse.
class RollCanvasTest : public RollFixture {};

TEST_F(RollCanvasTest, ClickDrawsANoteOnTheGrid) {
    click(at(500, 64)); // the sixteenth from 480
    ASSERT_EQ(notes().size(), 1U);
    EXPECT_EQ(notes()[0].onset, Tick{480});
    EXPECT_EQ(notes()[0].pitch, Pitch{64});
    EXPECT_GE(notes()[0].length, Tick{120});
    EXPECT_EQ(roll.selection().notes(), notes());
}

TEST_F(RollCanvasTest, DragSetsTheLengthAndTheNextNoteHasIt) {
    drag(at(480, 64), at(1200, 64));
    ASSERT_EQ(notes().size(), 1U);
    EXPECT_EQ(notes()[0].end(), Tick{1200});
    click(at(1920, 60));
    ASSERT_EQ(notes().size(), 2U);
    EXPECT_EQ(notes()[1].length, Tick{720});
}

TEST_F(RollCanvasTest, DrawnNoteIsHeardWhileTheButtonIsDown) {
    QSignalSpy heard(&roll, &PianoRoll::previewNoteRequested);
    press(at(500, 67));
    ASSERT_EQ(heard.count(), 1);
    EXPECT_EQ(heard[0][0].toInt(), 67);
    EXPECT_TRUE(heard[0][3].toBool());
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(500, 67));
    ASSERT_EQ(heard.count(), 2);
    EXPECT_EQ(heard[1][0].toInt(), 67);
    EXPECT_FALSE(heard[1][3].toBool());
}

TEST_F(RollCanvasTest, AltLetsGoOfTheGrid) {
    drag(at(510, 64), at(1000, 64), Qt::AltModifier);
    ASSERT_EQ(notes().size(), 1U);
    EXPECT_NEAR(static_cast<double>(notes()[0].onset.value), 510, 10);
    EXPECT_NE(notes()[0].onset.value % 120, 0);
    EXPECT_NEAR(static_cast<double>(notes()[0].end().value), 1000, 10);
}

TEST_F(RollCanvasTest, CtrlLetsGoOfTheGridOnceADragHasBegun) {
    // Many window managers keep drags with Alt for themselves.
    open({note(480, 480, 64)});
    const auto dragWithCtrl = [this](QPoint from, QPoint to) {
        press(from);
        move(canvas(), (from + to) / 2, {}, Qt::LeftButton);
        move(canvas(), to, Qt::ControlModifier, Qt::LeftButton);
        QTest::mouseRelease(canvas(), Qt::LeftButton, Qt::ControlModifier, to);
    };
    dragWithCtrl(at(720, 64), at(1010, 64));
    EXPECT_NEAR(static_cast<double>(notes()[0].onset.value), 770, 10);
    EXPECT_NE(notes()[0].onset.value % 120, 0);
    const Tick onset = notes()[0].onset;
    dragWithCtrl(at(onset.value + 450, 64), at(onset.value + 590, 64));
    EXPECT_EQ(notes()[0].onset, onset);
    EXPECT_NEAR(static_cast<double>(notes()[0].length.value), 620, 10);
    EXPECT_NE(notes()[0].length.value % 120, 0);
    dragWithCtrl(at(2400, 70), at(3010, 70));
    ASSERT_EQ(notes().size(), 2U);
    EXPECT_EQ(notes()[1].onset, Tick{2400});
    EXPECT_NE(notes()[1].length.value % 120, 0);
}

TEST_F(RollCanvasTest, ModifiersActWhileThePointerRests) {
    open({note(480, 480, 64)});
    QSignalSpy hints(&roll, &PianoRoll::hintChanged);
    press(at(720, 64));
    EXPECT_EQ(hints.count(), 0);
    move(canvas(), at(1010, 64), {}, Qt::LeftButton);
    ASSERT_EQ(hints.count(), 1);
    EXPECT_TRUE(hints[0][0].toString().contains(QStringLiteral("Ctrl")));
    QTest::keyPress(canvas(), Qt::Key_Control);
    QTest::keyRelease(canvas(), Qt::Key_Control, Qt::ControlModifier);
    QTest::keyPress(canvas(), Qt::Key_Control);
    QTest::mouseRelease(canvas(), Qt::LeftButton, Qt::ControlModifier, at(1010, 64));
    EXPECT_NE(notes()[0].onset.value % 120, 0);
    ASSERT_EQ(hints.count(), 2);
    EXPECT_TRUE(hints[1][0].toString().isEmpty());
}

TEST_F(RollCanvasTest, WhatADragCutsIsSaid) {
    open({note(0, 480, 64), note(960, 480, 64), note(1920, 480, 60)});
    QSignalSpy said(&roll, &PianoRoll::noticed);
    drag(at(100, 64), at(580, 64)); // to 480, up to the next: nothing is in the way
    EXPECT_EQ(said.count(), 0);
    drag(at(580, 64), at(820, 64)); // 720 to 1200
    ASSERT_EQ(said.count(), 1);
    EXPECT_EQ(said[0][0].toString(), QStringLiteral("1 note shortened."));
    stack.undo();
    drag(at(1060, 64), at(580, 64)); // both from 480
    ASSERT_EQ(said.count(), 2);
    EXPECT_EQ(said[1][0].toString(), QStringLiteral("1 note replaced."));
    stack.undo();
    drag(at(2020, 60), at(2020, 59));
    EXPECT_EQ(said.count(), 2);
}

TEST_F(RollCanvasTest, BodyMovesInTimeAndPitch) {
    open({note(480, 480, 64)});
    drag(at(720, 64), at(1200, 67));
    ASSERT_EQ(notes().size(), 1U);
    EXPECT_EQ(notes()[0], note(960, 480, 67));
    stack.undo();
    EXPECT_EQ(notes()[0], note(480, 480, 64));
    EXPECT_EQ(roll.selection().notes(), notes()) << "what was moved stays selected";
    stack.redo();
    EXPECT_EQ(notes()[0], note(960, 480, 67));
}

TEST_F(RollCanvasTest, SelectedNotesMoveTogetherAndKeepTheirRhythm) {
    open({note(480, 240, 64), note(790, 240, 67), note(1200, 100, 60)});
    roll.setTool(selectTool());
    click(at(500, 64));
    click(at(800, 67), Qt::ControlModifier);
    ASSERT_EQ(roll.selection().size(), 2U);
    drag(at(600, 64), at(840, 66));
    EXPECT_EQ(notes()[0], note(720, 240, 66));
    EXPECT_EQ(notes()[1], note(1030, 240, 69));
    EXPECT_EQ(notes()[2], note(1200, 100, 60));
    EXPECT_EQ(roll.selection().size(), 2U);
}

TEST_F(RollCanvasTest, EdgesResize) {
    open({note(480, 480, 64)});
    drag(at(930, 64), at(1180, 64));
    EXPECT_EQ(notes()[0], note(480, 720, 64));
    drag(at(510, 64), at(260, 64));
    EXPECT_EQ(notes()[0], note(240, 960, 64));
    drag(at(1170, 64), at(0, 64));
    EXPECT_EQ(notes()[0].onset, Tick{240});
    EXPECT_EQ(notes()[0].length, Tick{120}) << "no shorter than a grid step";
}

TEST_F(RollCanvasTest, ShiftDragCopies) {
    open({note(480, 480, 64)});
    drag(at(720, 64), at(1680, 64), Qt::ShiftModifier);
    ASSERT_EQ(notes().size(), 2U);
    EXPECT_EQ(notes()[0], note(480, 480, 64));
    EXPECT_EQ(notes()[1], note(1440, 480, 64));
    EXPECT_EQ(roll.selection().notes(), std::vector{notes()[1]});
}

TEST_F(RollCanvasTest, RightButtonErasesWithThePencil) {
    open({note(480, 480, 64), note(1200, 240, 64), note(480, 480, 70)});
    drag(at(500, 64), at(1300, 64), {}, Qt::RightButton);
    EXPECT_EQ(notes(), std::vector{note(480, 480, 70)});
    stack.undo();
    EXPECT_EQ(notes().size(), 3U);
}

TEST_F(RollCanvasTest, EraserLeavesNothingUnderAQuickStroke) {
    std::vector<Note> many;
    for (int i = 0; i < 30; ++i)
        many.push_back(note(120 * i, 110, 64));
    open(many);
    roll.setTool(eraseTool());
    press(at(10, 64));
    move(canvas(), at(3600, 64), {}, Qt::LeftButton); // one event over all of them
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(3600, 64));
    EXPECT_TRUE(notes().empty());
    EXPECT_EQ(stack.count(), 1);
}

TEST_F(RollCanvasTest, RubberBandSelectsWhatItTouches) {
    open({note(480, 240, 64), note(960, 240, 66), note(1920, 240, 64), note(480, 240, 75)});
    roll.setTool(selectTool());
    drag(at(400, 68), at(1100, 62));
    EXPECT_EQ(roll.selection().size(), 2U);
    drag(at(1850, 65), at(2000, 63), Qt::ShiftModifier);
    EXPECT_EQ(roll.selection().size(), 3U);
    click(at(3000, 70));
    EXPECT_TRUE(roll.selection().isEmpty());
    roll.setTool(drawTool());
    drag(at(400, 68), at(1100, 62), Qt::ControlModifier);
    EXPECT_EQ(roll.selection().size(), 2U);
    EXPECT_EQ(stack.count(), 0) << "selecting is no edit";
}

TEST_F(RollCanvasTest, EscapeLeavesNoTraceOfAGesture) {
    open({note(480, 480, 64), note(1920, 480, 60)});
    roll.setTool(selectTool());
    click(at(2000, 60));
    const NoteSelection before = roll.selection();
    press(at(720, 64));
    move(canvas(), at(1300, 70), {}, Qt::LeftButton);
    key(Qt::Key_Escape);
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(1300, 70));
    EXPECT_EQ(notes(), (std::vector{note(480, 480, 64), note(1920, 480, 60)}));
    EXPECT_EQ(roll.selection(), before);
    EXPECT_EQ(stack.count(), 0);
    roll.setTool(drawTool());
    press(at(3000, 64));
    key(Qt::Key_Escape);
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(3000, 64));
    EXPECT_EQ(notes().size(), 2U);
}

TEST_F(RollCanvasTest, ScoreThatChangesUnderADragEndsTheDrag) {
    open({note(480, 480, 64)});
    press(at(720, 64));
    move(canvas(), at(1300, 70), {}, Qt::LeftButton);
    document.replace(emptyScore());
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(1300, 70));
    EXPECT_EQ(document.score().noteCount(), 0U);
}

TEST_F(RollCanvasTest, DrawingThroughANoteCutsIt) {
    open({note(0, 1920, 64)});
    roll.setTool(selectTool());
    click(at(3000, 70));
    roll.setTool(drawTool());
    open({note(0, 480, 64), note(960, 960, 64)});
    drag(at(600, 64), at(1440, 64)); // from between them over the second's start
    ASSERT_EQ(notes().size(), 3U);
    EXPECT_EQ(notes()[1].end(), Tick{960});
}

TEST_F(RollCanvasTest, NoNoteIsLeftSoundingWhenTheScoreChangesUnderADrag) {
    open({note(480, 480, 64)});
    QSignalSpy heard(&roll, &PianoRoll::previewNoteRequested);
    press(at(720, 64));
    Score changed = document.score();
    changed.tracks.push_back(emptyScore().tracks[0]);
    roll.setScore(changed);
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(720, 64));
    ASSERT_EQ(heard.count(), 2);
    EXPECT_FALSE(heard[1][3].toBool());
}

TEST_F(RollCanvasTest, ClickingANoteThatBeginsOutOfSightMovesNoView) {
    open({note(0, 40'000, 64)});
    roll.showTicks({10'000}, {20'000});
    const RollGeometry before = roll.geometry();
    click(at(15'000, 64));
    EXPECT_EQ(roll.geometry(), before);
    EXPECT_EQ(roll.selection().size(), 1U);
}

TEST_F(RollCanvasTest, NotesSoundOnTheirOwnChannel) {
    open({note(0, 480, 64), note(960, 480, 60).withChannel(5)});
    QSignalSpy heard(&roll, &PianoRoll::previewNoteRequested);
    click(at(1200, 60));
    ASSERT_EQ(heard.count(), 2);
    EXPECT_EQ(heard[0][2].toInt(), 5);
    EXPECT_EQ(heard[1][2].toInt(), 5);
}

} // namespace
} // namespace leitmotif
