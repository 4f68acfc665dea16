// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/roll/roll_fixture.h"

#include "ui/roll/revision_button.h"
#include "ui/roll/velocity_gesture.h"
#include "ui/roll/velocity_lane.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMenu>
#include <QScrollBar>
#include <QSpinBox>

namespace leitmotif {
namespace {

/// Drawing, selecting and changing notes with the mouse.
class PianoRollMouse : public RollFixture {};
/// The same without a mouse.
class PianoRollKeys : public RollFixture {};
/// Zoom, scroll, playhead, loop.
class PianoRollView : public RollFixture {};
/// The velocity lane.
class PianoRollVelocity : public RollFixture {
  protected:
    [[nodiscard]] QPoint head(const Note& note, int velocity) const {
        const VelocityScale scale{static_cast<double>(lane()->height())};
        return {static_cast<int>(roll.geometry().xOf(note.onset)),
                static_cast<int>(std::lround(scale.yOf(velocity)))};
    }
    void dragLane(QPoint from, QPoint to) {
        QTest::mousePress(lane(), Qt::LeftButton, {}, from);
        move(lane(), (from + to) / 2, {}, Qt::LeftButton);
        move(lane(), to, {}, Qt::LeftButton);
        QTest::mouseRelease(lane(), Qt::LeftButton, {}, to);
    }
};

// --- What a piece is opened at

class PianoRollOpening : public RollFixture {
  protected:
    /// Notes that sound in what is shown lie around its middle, and none is out of sight.
    void expectCentred() {
        const RollGeometry& g = roll.geometry();
        double top = 1e9;
        double bottom = -1e9;
        for (const Note& note : notes())
            if (g.xOf(note.onset) < canvas()->width() && g.xOf(note.end()) > 0.0) {
                top = std::min(top, g.yOf(note.pitch.value));
                bottom = std::max(bottom, g.yOf(note.pitch.value) + g.rowHeight);
            }
        EXPECT_GE(top, 0.0);
        EXPECT_LE(bottom, canvas()->height());
        EXPECT_NEAR((top + bottom) / 2.0, canvas()->height() / 2.0, g.rowHeight);
    }
    /// Without choosing a view after it.
    void openOnly(std::vector<Note> notes) {
        Score score = emptyScore();
        score.tracks.push_back(
            std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
        document.replace(std::move(score));
        roll.setTrack(1);
    }
};

TEST_F(PianoRollOpening, ShowsTheFirstBarThatSoundsAroundItsNotes) {
    const std::int64_t bar = 1920;
    openOnly({note(10 * bar + 480, 480, 80), note(11 * bar, 960, 84), note(30 * bar, 480, 30)});
    EXPECT_DOUBLE_EQ(roll.geometry().leftTick, 10.0 * bar);
    expectCentred();
    roll.resize(700, 380); // before anybody scrolls
    EXPECT_DOUBLE_EQ(roll.geometry().leftTick, 10.0 * bar);
    expectCentred();
}

TEST_F(PianoRollOpening, AViewThatSomebodyChoseStaysThroughAResize) {
    openOnly({note(0, 480, 60), note(40 * 1920, 480, 60)});
    roll.showTicks({3 * 1920}, {9 * 1920});
    roll.resize(700, 380);
    EXPECT_DOUBLE_EQ(roll.geometry().leftTick, 3.0 * 1920);
}

TEST_F(PianoRollOpening, EverythingIsShownWithoutScrollBars) {
    openOnly({note(0, 480, 21), note(199 * 1920, 1920, 108)});
    roll.resize(700, 330);
    roll.zoomToFit();
    for (int pass = 0; pass < 2; ++pass) {
        const RollGeometry& g = roll.geometry();
        EXPECT_DOUBLE_EQ(g.leftTick, 0.0);
        EXPECT_LE(g.xOf(Tick{200 * 1920}), canvas()->width() + 1.0);
        EXPECT_GE(g.yOf(108), 0.0);
        EXPECT_LE(g.yOf(21) + g.rowHeight, canvas()->height());
        for (const char* name : {"rollTimeBar", "rollPitchBar"})
            EXPECT_FALSE(roll.findChild<QScrollBar*>(QLatin1String(name))->isVisible()) << name;
        roll.resize(900, 500);
    }
    roll.zoomIn();
    EXPECT_TRUE(roll.findChild<QScrollBar*>(QStringLiteral("rollTimeBar"))->isVisible());
}

// --- The mouse

TEST_F(PianoRollMouse, ClickDrawsANoteOnTheGrid) {
    click(at(500, 64)); // the sixteenth from 480
    ASSERT_EQ(notes().size(), 1U);
    EXPECT_EQ(notes()[0].onset, Tick{480});
    EXPECT_EQ(notes()[0].pitch, Pitch{64});
    EXPECT_GE(notes()[0].length, Tick{120});
    EXPECT_EQ(roll.selection().notes(), notes());
}

TEST_F(PianoRollMouse, DragSetsTheLengthAndTheNextNoteHasIt) {
    drag(at(480, 64), at(1200, 64));
    ASSERT_EQ(notes().size(), 1U);
    EXPECT_EQ(notes()[0].end(), Tick{1200});
    click(at(1920, 60));
    ASSERT_EQ(notes().size(), 2U);
    EXPECT_EQ(notes()[1].length, Tick{720});
}

TEST_F(PianoRollMouse, DrawnNoteIsHeardWhileTheButtonIsDown) {
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

TEST_F(PianoRollMouse, AltLetsGoOfTheGrid) {
    drag(at(510, 64), at(1000, 64), Qt::AltModifier);
    ASSERT_EQ(notes().size(), 1U);
    EXPECT_NEAR(static_cast<double>(notes()[0].onset.value), 510, 10);
    EXPECT_NE(notes()[0].onset.value % 120, 0);
    EXPECT_NEAR(static_cast<double>(notes()[0].end().value), 1000, 10);
}

TEST_F(PianoRollMouse, CtrlLetsGoOfTheGridOnceADragHasBegun) {
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

TEST_F(PianoRollMouse, ModifiersActWhileThePointerRests) {
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

TEST_F(PianoRollMouse, WhatADragCutsIsSaid) {
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

TEST_F(PianoRollMouse, BodyMovesInTimeAndPitch) {
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

TEST_F(PianoRollMouse, SelectedNotesMoveTogetherAndKeepTheirRhythm) {
    open({note(480, 240, 64), note(790, 240, 67), note(1200, 100, 60)});
    roll.setTool(RollToolKind::Select);
    click(at(500, 64));
    click(at(800, 67), Qt::ControlModifier);
    ASSERT_EQ(roll.selection().size(), 2U);
    drag(at(600, 64), at(840, 66));
    EXPECT_EQ(notes()[0], note(720, 240, 66));
    EXPECT_EQ(notes()[1], note(1030, 240, 69));
    EXPECT_EQ(notes()[2], note(1200, 100, 60));
    EXPECT_EQ(roll.selection().size(), 2U);
}

TEST_F(PianoRollMouse, EdgesResize) {
    open({note(480, 480, 64)});
    drag(at(930, 64), at(1180, 64));
    EXPECT_EQ(notes()[0], note(480, 720, 64));
    drag(at(510, 64), at(260, 64));
    EXPECT_EQ(notes()[0], note(240, 960, 64));
    drag(at(1170, 64), at(0, 64));
    EXPECT_EQ(notes()[0].onset, Tick{240});
    EXPECT_EQ(notes()[0].length, Tick{120}) << "no shorter than a grid step";
}

TEST_F(PianoRollMouse, ShiftDragCopies) {
    open({note(480, 480, 64)});
    drag(at(720, 64), at(1680, 64), Qt::ShiftModifier);
    ASSERT_EQ(notes().size(), 2U);
    EXPECT_EQ(notes()[0], note(480, 480, 64));
    EXPECT_EQ(notes()[1], note(1440, 480, 64));
    EXPECT_EQ(roll.selection().notes(), std::vector{notes()[1]});
}

TEST_F(PianoRollMouse, RightButtonErasesWithThePencil) {
    open({note(480, 480, 64), note(1200, 240, 64), note(480, 480, 70)});
    drag(at(500, 64), at(1300, 64), {}, Qt::RightButton);
    EXPECT_EQ(notes(), std::vector{note(480, 480, 70)});
    stack.undo();
    EXPECT_EQ(notes().size(), 3U);
}

TEST_F(PianoRollMouse, EraserLeavesNothingUnderAQuickStroke) {
    std::vector<Note> many;
    for (int i = 0; i < 30; ++i)
        many.push_back(note(120 * i, 110, 64));
    open(many);
    roll.setTool(RollToolKind::Erase);
    press(at(10, 64));
    move(canvas(), at(3600, 64), {}, Qt::LeftButton); // one event over all of them
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(3600, 64));
    EXPECT_TRUE(notes().empty());
    EXPECT_EQ(stack.count(), 1);
}

TEST_F(PianoRollMouse, RubberBandSelectsWhatItTouches) {
    open({note(480, 240, 64), note(960, 240, 66), note(1920, 240, 64), note(480, 240, 75)});
    roll.setTool(RollToolKind::Select);
    drag(at(400, 68), at(1100, 62));
    EXPECT_EQ(roll.selection().size(), 2U);
    drag(at(1850, 65), at(2000, 63), Qt::ShiftModifier);
    EXPECT_EQ(roll.selection().size(), 3U);
    click(at(3000, 70));
    EXPECT_TRUE(roll.selection().isEmpty());
    roll.setTool(RollToolKind::Draw);
    drag(at(400, 68), at(1100, 62), Qt::ControlModifier);
    EXPECT_EQ(roll.selection().size(), 2U);
    EXPECT_EQ(stack.count(), 0) << "selecting is no edit";
}

TEST_F(PianoRollMouse, EscapeLeavesNoTraceOfAGesture) {
    open({note(480, 480, 64), note(1920, 480, 60)});
    roll.setTool(RollToolKind::Select);
    click(at(2000, 60));
    const NoteSelection before = roll.selection();
    press(at(720, 64));
    move(canvas(), at(1300, 70), {}, Qt::LeftButton);
    key(Qt::Key_Escape);
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(1300, 70));
    EXPECT_EQ(notes(), (std::vector{note(480, 480, 64), note(1920, 480, 60)}));
    EXPECT_EQ(roll.selection(), before);
    EXPECT_EQ(stack.count(), 0);
    roll.setTool(RollToolKind::Draw);
    press(at(3000, 64));
    key(Qt::Key_Escape);
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(3000, 64));
    EXPECT_EQ(notes().size(), 2U);
}

TEST_F(PianoRollMouse, ScoreThatChangesUnderADragEndsTheDrag) {
    open({note(480, 480, 64)});
    press(at(720, 64));
    move(canvas(), at(1300, 70), {}, Qt::LeftButton);
    document.replace(emptyScore());
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(1300, 70));
    EXPECT_EQ(document.score().noteCount(), 0U);
}

TEST_F(PianoRollMouse, DrawingThroughANoteCutsIt) {
    open({note(0, 1920, 64)});
    roll.setTool(RollToolKind::Select);
    click(at(3000, 70));
    roll.setTool(RollToolKind::Draw);
    open({note(0, 480, 64), note(960, 960, 64)});
    drag(at(600, 64), at(1440, 64)); // from between them over the second's start
    ASSERT_EQ(notes().size(), 3U);
    EXPECT_EQ(notes()[1].end(), Tick{960});
}

TEST_F(PianoRollMouse, PianoKeysPlayLouderToTheRight) {
    auto* keyboard = roll.findChild<QWidget*>(QStringLiteral("rollKeyboard"));
    QSignalSpy heard(&roll, &PianoRoll::previewNoteRequested);
    const int y = at(0, 64).y();
    QTest::mouseClick(keyboard, Qt::LeftButton, {}, QPoint(5, y));
    QTest::mouseClick(keyboard, Qt::LeftButton, {}, QPoint(keyboard->width() - 5, y));
    ASSERT_EQ(heard.count(), 4);
    EXPECT_EQ(heard[0][0].toInt(), 64);
    EXPECT_LT(heard[0][1].toInt() + 50, heard[2][1].toInt());
    EXPECT_FALSE(heard[3][3].toBool());
}

TEST_F(PianoRollMouse, EveryPressIsReleasedWhereverItEnds) {
    QSignalSpy heard(&roll, &PianoRoll::previewNoteRequested);
    auto* keyboard = roll.findChild<QWidget*>(QStringLiteral("rollKeyboard"));
    QTest::mousePress(keyboard, Qt::LeftButton, {}, QPoint(20, 100));
    roll.hide();
    ASSERT_EQ(heard.count(), 2);
    EXPECT_EQ(heard[0][0], heard[1][0]);
    EXPECT_FALSE(heard[1][3].toBool());
}

TEST_F(PianoRollMouse, NoNoteIsLeftSoundingWhenTheScoreChangesUnderADrag) {
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

TEST_F(PianoRollMouse, ClickingANoteThatBeginsOutOfSightMovesNoView) {
    open({note(0, 40'000, 64)});
    roll.showTicks({10'000}, {20'000});
    const RollGeometry before = roll.geometry();
    click(at(15'000, 64));
    EXPECT_EQ(roll.geometry(), before);
    EXPECT_EQ(roll.selection().size(), 1U);
}

TEST_F(PianoRollMouse, NotesSoundOnTheirOwnChannel) {
    open({note(0, 480, 64), note(960, 480, 60).withChannel(5)});
    QSignalSpy heard(&roll, &PianoRoll::previewNoteRequested);
    click(at(1200, 60));
    ASSERT_EQ(heard.count(), 2);
    EXPECT_EQ(heard[0][2].toInt(), 5);
    EXPECT_EQ(heard[1][2].toInt(), 5);
}

// --- The velocity lane

TEST_F(PianoRollVelocity, HeadDragsItsNote) {
    open({note(480, 480, 64, 80), note(1920, 480, 64, 80)});
    dragLane(head(notes()[0], 80), head(notes()[0], 110));
    EXPECT_NEAR(notes()[0].velocity.value, 110, 3);
    EXPECT_EQ(notes()[1].velocity.value, 80);
    EXPECT_EQ(stack.count(), 1);
}

TEST_F(PianoRollVelocity, SelectedNotesGetLouderTogether) {
    open({note(480, 480, 64, 60), note(1920, 480, 64, 90), note(2880, 480, 64, 50)});
    roll.setTool(RollToolKind::Select);
    drag(at(400, 66), at(2000, 62));
    ASSERT_EQ(roll.selection().size(), 2U);
    dragLane(head(notes()[0], 60), head(notes()[0], 80));
    EXPECT_NEAR(notes()[0].velocity.value, 80, 3);
    EXPECT_EQ(notes()[1].velocity.value - notes()[0].velocity.value, 30);
    EXPECT_EQ(notes()[2].velocity.value, 50);
    EXPECT_EQ(roll.selection().size(), 2U);
}

TEST_F(PianoRollVelocity, RampPassesThroughEveryNote) {
    std::vector<Note> many;
    for (int i = 0; i < 8; ++i)
        many.push_back(note(480 * (i + 1), 240, 60 + i, 64));
    open(many);
    dragLane(head(many[0], 20), head(many[7], 120));
    for (int i = 0; i < 8; ++i)
        EXPECT_NEAR(notes()[static_cast<std::size_t>(i)].velocity.value, 20 + 100 * i / 7, 4);
    EXPECT_EQ(stack.count(), 1);
}

TEST_F(PianoRollVelocity, WheelStepsByOneAndIsOneUndoStep) {
    open({note(480, 480, 64, 80)});
    for (int i = 0; i < 5; ++i)
        wheel(lane(), head(notes()[0], 40), 1);
    EXPECT_EQ(notes()[0].velocity.value, 85);
    stack.undo();
    EXPECT_EQ(notes()[0].velocity.value, 80);
}

TEST_F(PianoRollVelocity, DoubleClickTakesATypedValue) {
    open({note(480, 480, 64, 80)});
    // A double click begins with a click; away from the head it must paint nothing.
    const auto doubleClick = [this](QPoint place) {
        QTest::mousePress(lane(), Qt::LeftButton, {}, place);
        QTest::mouseRelease(lane(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(lane(), Qt::LeftButton, {}, place);
    };
    doubleClick(head(notes()[0], 29));
    EXPECT_EQ(notes()[0].velocity.value, 80);
    auto* editor = roll.findChild<QSpinBox*>(QStringLiteral("velocityValue"));
    ASSERT_TRUE(editor->isVisible());
    QTest::keyClicks(editor, QStringLiteral("101"));
    QTest::keyClick(editor, Qt::Key_Return);
    EXPECT_EQ(notes()[0].velocity.value, 101);
    EXPECT_EQ(stack.count(), 1);
    EXPECT_FALSE(editor->isVisible());
    for (const int height : {101, 40}) {
        doubleClick(head(notes()[0], height));
        QTest::keyClicks(editor, QStringLiteral("7"));
        QTest::keyClick(editor, Qt::Key_Escape);
        EXPECT_EQ(notes()[0].velocity.value, 101);
    }
    EXPECT_EQ(stack.count(), 1) << "Esc leaves nothing";
}

// --- The keyboard

TEST_F(PianoRollKeys, CopyPasteGoesToThePlayhead) {
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

TEST_F(PianoRollKeys, WhatKeysReachIsShown) {
    open({note(480, 240, 64), note(90'000, 240, 120)});
    setView();
    key(Qt::Key_End, Qt::ControlModifier);
    EXPECT_TRUE(QRectF(canvas()->rect()).intersects(roll.geometry().rectOf(notes()[1])));
    key(Qt::Key_Home, Qt::ControlModifier);
    EXPECT_TRUE(QRectF(canvas()->rect()).intersects(roll.geometry().rectOf(notes()[0])));
}

TEST_F(PianoRollKeys, CutAndDeleteTakeNotesOut) {
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

TEST_F(PianoRollKeys, DuplicateFollows) {
    open({note(0, 480, 64), note(480, 480, 67), note(960, 960, 60)});
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(notes().size(), 6U);
    EXPECT_EQ(notes()[3], note(1920, 480, 64));
    key(Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(notes().back().onset, Tick{2 * 1920 + 960}) << "again after the copy";
}

TEST_F(PianoRollKeys, ArrowsChangeTheSelection) {
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

TEST_F(PianoRollKeys, HeldKeyIsOneUndoStep) {
    open({note(480, 240, 64)});
    key(Qt::Key_A, Qt::ControlModifier);
    for (int i = 0; i < 4; ++i) { // a held key sends presses that say so
        QTest::simulateEvent(canvas(), true, Qt::Key_Right, Qt::NoModifier, {}, i > 0);
    }
    EXPECT_EQ(notes()[0].onset, Tick{960});
    stack.undo();
    EXPECT_EQ(notes()[0].onset, Tick{480});
}

TEST_F(PianoRollKeys, QuantizePutsNotesOnTheGrid) {
    open({note(130, 200, 64), note(470, 200, 67)});
    key(Qt::Key_Q);
    EXPECT_EQ(notes()[0], note(120, 200, 64));
    EXPECT_EQ(notes()[1], note(480, 200, 67));
    EXPECT_EQ(stack.count(), 1);
}

TEST_F(PianoRollKeys, WhatQuantizingDropsIsSaid) {
    open({note(475, 200, 64), note(490, 100, 64), note(960, 200, 67), note(970, 20, 67)});
    QSignalSpy said(&roll, &PianoRoll::noticed);
    key(Qt::Key_Q);
    ASSERT_EQ(notes().size(), 2U);
    ASSERT_EQ(said.count(), 1);
    EXPECT_EQ(said[0][0].toString(), QStringLiteral("2 notes fell onto another."));
}

TEST_F(PianoRollKeys, AFineNudgeKnowsNoGrid) {
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

TEST_F(PianoRollKeys, ToolsAndGridsHaveKeys) {
    key(Qt::Key_1);
    EXPECT_EQ(roll.tool(), RollToolKind::Select);
    key(Qt::Key_4);
    EXPECT_EQ(roll.tool(), RollToolKind::Erase);
    key(Qt::Key_2);
    EXPECT_EQ(roll.tool(), RollToolKind::Draw);
    key(Qt::Key_4, Qt::ControlModifier);
    EXPECT_EQ(roll.snap(), Snap::Eighth);
}

TEST_F(PianoRollKeys, EditingIsPossibleByKeysAlone) {
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

TEST_F(PianoRollKeys, ScreenReaderHearsWhatIsSelected) {
    open({note(3 * 1920 + 480, 480, 61, 80)});
    key(Qt::Key_A, Qt::ControlModifier);
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(canvas());
    ASSERT_NE(accessible, nullptr);
    EXPECT_EQ(accessible->role(), QAccessible::Canvas);
    EXPECT_FALSE(accessible->text(QAccessible::Name).isEmpty());
    EXPECT_EQ(accessible->text(QAccessible::Description),
              QStringLiteral("Note C sharp 4, bar 4 beat 2, length 1 beat, velocity 80"));
    key(Qt::Key_Escape);
    EXPECT_TRUE(accessible->text(QAccessible::Description)
                    .contains(QStringLiteral("cursor at bar 4 beat 2")));
}

TEST_F(PianoRollKeys, EveryActionHasANameAndNoTwoShareAKey) {
    QStringList keys;
    for (const QAction* action : roll.actions()) {
        EXPECT_FALSE(action->objectName().isEmpty());
        EXPECT_FALSE(action->text().isEmpty());
        for (const QKeySequence& sequence : action->shortcuts()) {
            EXPECT_FALSE(keys.contains(sequence.toString())) << qPrintable(sequence.toString());
            keys.append(sequence.toString());
        }
    }
    EXPECT_GT(keys.size(), 40);
}

// --- The view

TEST_F(PianoRollView, ZoomIsAnchoredAtThePointer) {
    open({note(480, 480, 64), note(40'000, 480, 64)});
    roll.showTicks({10'000}, {20'000});
    const QPoint place(333, 100);
    const double tick = roll.geometry().tickAt(333);
    const double row = roll.geometry().topRow + 100 / roll.geometry().rowHeight;
    const double zoom = roll.geometry().pixelsPerTick;
    wheel(canvas(), place, 2, Qt::ControlModifier);
    EXPECT_GT(roll.geometry().pixelsPerTick, zoom);
    EXPECT_NEAR(roll.geometry().tickAt(333), tick, 1e-6);
    wheel(canvas(), place, 1, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_NEAR(roll.geometry().topRow + 100 / roll.geometry().rowHeight, row, 1e-6);
    EXPECT_NEAR(roll.geometry().tickAt(333), tick, 1e-6);
}

TEST_F(PianoRollView, WheelAndMiddleButtonScroll) {
    open({note(0, 480, 64), note(40'000, 480, 64)});
    roll.showTicks({10'000}, {20'000});
    const RollGeometry before = roll.geometry();
    wheel(canvas(), QPoint(100, 100), -1, Qt::ShiftModifier);
    EXPECT_GT(roll.geometry().leftTick, before.leftTick);
    wheel(canvas(), QPoint(100, 100), -1);
    EXPECT_GT(roll.geometry().topRow, before.topRow);
    const RollGeometry scrolled = roll.geometry();
    drag(QPoint(300, 200), QPoint(250, 200), {}, Qt::MiddleButton);
    EXPECT_NEAR(roll.geometry().leftTick, scrolled.leftTick + scrolled.ticksIn(50), 1e-6);
    EXPECT_EQ(stack.count(), 0);
    auto* bar = roll.findChild<QScrollBar*>(QStringLiteral("rollTimeBar"));
    bar->setValue(0);
    EXPECT_EQ(roll.geometry().leftTick, 0.0);
}

TEST_F(PianoRollView, FitShowsEveryNote) {
    open({note(0, 480, 30), note(40'000, 480, 100)});
    key(Qt::Key_0, Qt::ControlModifier);
    for (const Note& each : notes())
        EXPECT_TRUE(QRectF(canvas()->rect()).contains(roll.geometry().rectOf(each)));
}

/// Adds up the area that a widget is asked to paint.
class PaintMeter : public QObject {
  public:
    explicit PaintMeter(QWidget* widget) { widget->installEventFilter(this); }

    qint64 pixels = 0;

  protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint)
            for (const QRect& area : static_cast<QPaintEvent*>(event)->region())
                pixels += static_cast<qint64>(area.width()) * area.height();
        return false;
    }
};

TEST_F(PianoRollView, PlayheadRepaintsStripsOnly) {
    open({note(0, 480, 64), note(40'000, 480, 64)});
    roll.setPlayhead(100.0);
    QCoreApplication::processEvents();
    PaintMeter meter(canvas());
    roll.setPlayhead(3000.0);
    QCoreApplication::processEvents();
    EXPECT_GT(meter.pixels, 0);
    EXPECT_LE(meter.pixels, 12 * canvas()->height());
}

TEST_F(PianoRollView, PlayheadIsPaintedWhereItIs) {
    open({});
    for (const double tick : {100.0, 3000.0}) {
        roll.setPlayhead(tick);
        const QImage image = canvas()->grab().toImage();
        const int x = static_cast<int>(std::lround(roll.geometry().xOf(tick)));
        bool found = false;
        for (int near = x - 1; near <= x + 1; ++near)
            found = found || image.pixelColor(near, 5) == darkTheme().playhead;
        EXPECT_TRUE(found) << tick;
    }
}

TEST_F(PianoRollView, FollowingTurnsThePageAndLeavesAloneWhoScrolledAway) {
    open({note(0, 480, 64), note(90'000, 480, 64)});
    setView();
    const double right = roll.geometry().tickAt(canvas()->width());
    roll.setPlayhead(right - 10.0);
    EXPECT_EQ(roll.geometry().leftTick, 0.0);
    roll.setPlayhead(right + 10.0);
    EXPECT_GT(roll.geometry().leftTick, right * 0.5);
    roll.showTicks({50'000}, {60'000});
    roll.setPlayhead(right + 300.0);
    EXPECT_EQ(roll.geometry().leftTick, 50'000.0);
    roll.setFollowing(false);
    roll.setPlayhead(59'000.0);
    roll.setPlayhead(61'000.0);
    EXPECT_EQ(roll.geometry().leftTick, 50'000.0);
}

TEST_F(PianoRollView, WhatAnUndoChangedIsRevealedUnlessSomeOfItIsInSight) {
    const Note near = note(0, 480, 72);
    const Note far = note(480'000, 480, 30);
    open({near, far});
    const auto isInSight = [&](const Note& one) {
        return roll.geometry().rectOf(one).intersects(QRectF(canvas()->rect()));
    };
    ASSERT_TRUE(isInSight(near));
    ASSERT_FALSE(isInSight(far));
    const RollGeometry before = roll.geometry();
    ScoreEdit both;
    both.tracks = {{1, {near, far}, {}, {}, {}}};
    roll.revealChange(both);
    EXPECT_EQ(roll.geometry(), before);
    ScoreEdit moved;
    moved.tracks = {{1, {note(470'000, 480, 30)}, {far}, {}, {}}};
    roll.revealChange(moved);
    EXPECT_TRUE(isInSight(far));
    roll.setTrack(0);
    ScoreEdit removed;
    removed.tracks = {{0, {}, {}, {}, {tempoEvent({0}, 400'000)}}, {1, {near}, {}, {}, {}}};
    roll.revealChange(removed);
    EXPECT_EQ(roll.track(), 1) << "where notes changed";
    EXPECT_TRUE(isInSight(near)) << "where it stood";
    roll.revealChange({});
    EXPECT_EQ(roll.track(), 1);
}

TEST_F(PianoRollView, RulerSeeksAndLoops) {
    auto* ruler = roll.findChild<QWidget*>(QStringLiteral("rollRuler"));
    QSignalSpy seeks(&roll, &PianoRoll::seekRequested);
    QSignalSpy loops(&roll, &PianoRoll::loopChanged);
    const auto x = [&](std::int64_t tick) {
        return static_cast<int>(roll.geometry().xOf(Tick{tick}));
    };
    QTest::mouseClick(ruler, Qt::LeftButton, {}, QPoint(x(965), 25));
    ASSERT_EQ(seeks.count(), 1);
    EXPECT_EQ(seeks[0][0].toLongLong(), 960);
    QTest::mousePress(ruler, Qt::LeftButton, {}, QPoint(x(960), 5));
    move(ruler, QPoint(x(2880), 5), {}, Qt::LeftButton);
    QTest::mouseRelease(ruler, Qt::LeftButton, {}, QPoint(x(2880), 5));
    ASSERT_EQ(loops.count(), 1);
    EXPECT_EQ(roll.loop(), (LoopRegion{{960}, {2880}, true}));
    QTest::mouseClick(ruler, Qt::LeftButton, {}, QPoint(x(1920), 5));
    EXPECT_FALSE(roll.loop().isOn);
    EXPECT_EQ(loops.count(), 2);
    QTest::mousePress(ruler, Qt::LeftButton, {}, QPoint(x(2880), 5));
    move(ruler, QPoint(x(3840), 5), {}, Qt::LeftButton);
    QTest::mouseRelease(ruler, Qt::LeftButton, {}, QPoint(x(3840), 5));
    EXPECT_EQ(roll.loop(), (LoopRegion{{960}, {3840}, true}));
    EXPECT_EQ(seeks.count(), 1) << "the loop strip does not seek";
}

TEST_F(PianoRollView, LoopKeyTakesTheSelection) {
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

TEST_F(PianoRollView, BarsToReviseAreThoseOfTheSelectionOrTheLoop) {
    constexpr std::int64_t kBar = 1920;
    open({note(0, 480, 64), note(2 * kBar + 480, kBar, 60), note(5 * kBar - 1, 480, 62)});
    QSignalSpy fills(&roll, &PianoRoll::fillRequested);
    QSignalSpy rewrites(&roll, &PianoRoll::rewriteRequested);
    key(Qt::Key_F, Qt::ControlModifier);
    EXPECT_EQ(fills.count(), 0) << "no run has learned it yet";
    roll.setRevisable(true);
    const auto expectBars = [&](QSignalSpy& spy, Qt::Key letter, qint64 first, qint64 last) {
        key(letter, Qt::ControlModifier);
        ASSERT_EQ(spy.count(), 1);
        EXPECT_EQ(spy[0], (QVariantList{first, last}));
        spy.clear();
    };
    roll.setPlayhead(3.5 * kBar);
    expectBars(fills, Qt::Key_F, 3, 3); // nothing is marked: where the playhead is, or all
    expectBars(rewrites, Qt::Key_R, 0, 5);
    roll.setPlayhead(900.0 * kBar);
    expectBars(fills, Qt::Key_F, 5, 5);
    roll.setLoop({{kBar}, {3 * kBar}, false});
    expectBars(fills, Qt::Key_F, 1, 2);
    expectBars(rewrites, Qt::Key_R, 1, 2);
    key(Qt::Key_Right, Qt::ControlModifier); // the selection goes before the loop
    key(Qt::Key_Right, Qt::ControlModifier);
    expectBars(rewrites, Qt::Key_R, 2, 2);
    key(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    expectBars(fills, Qt::Key_F, 2, 5); // the last note is meant for the bar after it begins
}

TEST_F(PianoRollView, WhyBarsCannotBeRevisedIsInEveryPlace) {
    const RevisionButton button(roll);
    roll.setRevisable(false, QStringLiteral("Train first"));
    EXPECT_FALSE(button.isEnabled());
    EXPECT_EQ(button.toolTip(), QStringLiteral("Train first"));
    for (const QAction* action : button.menu()->actions()) {
        EXPECT_FALSE(action->isEnabled());
        EXPECT_EQ(action->toolTip(), QStringLiteral("Train first"));
        EXPECT_TRUE(roll.editActions().contains(action));
    }
    roll.setRevisable(true);
    EXPECT_TRUE(button.isEnabled());
    EXPECT_NE(button.toolTip(), QStringLiteral("Train first"));
    for (const QAction* action : button.menu()->actions())
        EXPECT_TRUE(action->toolTip().contains(action->shortcut().toString()));
}

TEST_F(PianoRollView, AnotherTrackIsAnotherSelection) {
    openTracks({{note(480, 480, 64)}, {note(0, 480, 40)}});
    key(Qt::Key_A, Qt::ControlModifier);
    QSignalSpy tracks(&roll, &PianoRoll::trackChanged);
    roll.setTrack(2);
    EXPECT_TRUE(roll.selection().isEmpty());
    EXPECT_EQ(tracks.count(), 1);
    roll.setTrack(9);
    EXPECT_EQ(roll.track(), 2) << "there is no such track";
    roll.setTrack(0);
    EXPECT_EQ(roll.track(), 2) << "it holds tempo and metre";
}

TEST_F(PianoRollView, AScoreOfOneTrackCanBeDrawnIn) {
    document.replace(emptyScore());
    roll.setSnap(Snap::Sixteenth);
    setView();
    click(at(480, 60));
    EXPECT_EQ(document.score().noteCount(), 1U);
}

TEST(PianoRollInAWindow, KeysOfZoomingWorkWhateverHasTheFocus) {
    QWidget window;
    auto* list = new QListWidget(&window);
    auto* roll = new PianoRoll(&window);
    auto* row = new QHBoxLayout(&window);
    row->addWidget(list);
    row->addWidget(roll);
    window.resize(1000, 600);
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    list->setFocus();
    roll->showTicks({0}, {960});
    const double zoom = roll->geometry().pixelsPerTick;
    QTest::keyClick(list, Qt::Key_Minus, Qt::ControlModifier);
    EXPECT_LT(roll->geometry().pixelsPerTick, zoom);
    roll->showTicks({0}, {960});
    QTest::keyClick(list, Qt::Key_0, Qt::ControlModifier);
    EXPECT_NE(roll->geometry().pixelsPerTick, zoom);
}

TEST_F(RollFixture, SaysWhatTheToolDoesOrWhatIsSelected) {
    QSignalSpy told(&roll, &PianoRoll::standingWordsChanged);
    open({Note{{0}, {480}, {60}, {80}}});
    QTest::keyClick(canvas(), Qt::Key_1);
    ASSERT_GT(told.count(), 0);
    EXPECT_TRUE(told.last()[0].toString().startsWith(QStringLiteral("Drag across notes")));
    QTest::keyClick(canvas(), Qt::Key_4);
    EXPECT_EQ(told.last()[0].toString(), roll.standingWords());
    EXPECT_TRUE(roll.standingWords().contains(QStringLiteral("erase")));
    QTest::keyClick(canvas(), Qt::Key_A, Qt::ControlModifier);
    EXPECT_TRUE(told.last()[0].toString().startsWith(QStringLiteral("Note C4, bar 1 beat 1")));
}

TEST_F(RollFixture, TheNotesHaveMoreRoomThanTheirVelocities) {
    const auto* lane = roll.findChild<VelocityLane*>();
    for (const int height : {200, 320, 600}) {
        roll.resize(600, height);
        QApplication::processEvents();
        EXPECT_GT(lane->height(), 40);
        EXPECT_GE(canvas()->height(), height < 300 ? lane->height() : 2 * lane->height()) << height;
    }
}

} // namespace
} // namespace leitmotif
