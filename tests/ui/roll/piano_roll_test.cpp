// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/piano_roll.h"

#include "tests/ui/roll/roll_fixture.h"
#include "ui/roll/velocity_lane.h"

#include <QScrollBar>

namespace leitmotif {
namespace {

/// Zoom, scroll, playhead, tracks.
class PianoRollTest : public RollFixture {};

/// Where a piece is opened.
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

TEST_F(PianoRollTest, ZoomIsAnchoredAtThePointer) {
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

TEST_F(PianoRollTest, WheelAndMiddleButtonScroll) {
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

TEST_F(PianoRollTest, FitShowsEveryNote) {
    open({note(0, 480, 30), note(40'000, 480, 100)});
    key(Qt::Key_0, Qt::ControlModifier);
    for (const Note& each : notes())
        EXPECT_TRUE(QRectF(canvas()->rect()).contains(roll.geometry().rectOf(each)));
}

TEST_F(PianoRollTest, FollowingTurnsThePageAndLeavesAloneWhoScrolledAway) {
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

TEST_F(PianoRollTest, WhatAnUndoChangedIsRevealedUnlessSomeOfItIsInSight) {
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

TEST_F(PianoRollTest, AnotherTrackIsAnotherSelection) {
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

TEST_F(PianoRollTest, AScoreOfOneTrackCanBeDrawnIn) {
    document.replace(emptyScore());
    roll.setSnap(Snap::Sixteenth);
    setView();
    click(at(480, 60));
    EXPECT_EQ(document.score().noteCount(), 1U);
}

TEST_F(PianoRollTest, SaysWhatTheToolDoesOrWhatIsSelected) {
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

TEST_F(PianoRollTest, TheNotesHaveMoreRoomThanTheirVelocities) {
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
