// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_viewport.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

constexpr std::int64_t kBar = 1920;
constexpr QSizeF kCanvas(800.0, 400.0);

Note note(std::int64_t onset, std::int64_t length, int pitch) {
    return {.onset = {onset},
            .length = {length},
            .pitch = {static_cast<std::uint8_t>(pitch)},
            .velocity = {80}};
}

class RollViewportTest : public testing::Test {
  protected:
    RollViewportTest() { m_viewport.setCanvas(kCanvas); }

    void open(std::vector<Note> notes) {
        Score score = emptyScore();
        score.tracks.push_back(
            std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
        m_controller.openScore(score);
        m_viewport.open();
        m_viewport.place();
    }
    [[nodiscard]] const RollGeometry& view() const { return m_controller.scene().geometry; }
    [[nodiscard]] double scrollEnd() const {
        return static_cast<double>(m_controller.scene().scrollEnd().value);
    }

    RollController m_controller;
    RollViewport m_viewport{m_controller};
};

TEST_F(RollViewportTest, OpensAtTheFirstBarThatSounds) {
    open({note(10 * kBar + 480, 480, 80), note(11 * kBar, 960, 84), note(30 * kBar, 480, 30)});
    EXPECT_TRUE(m_viewport.isOpening());
    EXPECT_DOUBLE_EQ(view().leftTick, 10.0 * kBar);
    EXPECT_NEAR(view().xOf(Tick{18 * kBar}), kCanvas.width(), 1e-6) << "eight bars";
    EXPECT_NEAR((view().yOf(84) + view().yOf(80) + view().rowHeight) / 2.0, kCanvas.height() / 2.0,
                1.0)
        << "around the notes in these bars";
    m_viewport.setCanvas({400.0, 300.0});
    m_viewport.place();
    EXPECT_DOUBLE_EQ(view().leftTick, 10.0 * kBar);
    EXPECT_NEAR(view().xOf(Tick{18 * kBar}), 400.0, 1e-6);
}

TEST_F(RollViewportTest, OpensAnEmptyPieceAtItsBeginning) {
    open({});
    EXPECT_DOUBLE_EQ(view().leftTick, 0.0);
    EXPECT_TRUE(m_viewport.isInSight(note(0, 480, 60)));
}

TEST_F(RollViewportTest, FitShowsEveryNoteAtEverySize) {
    open({note(0, 480, 21), note(199 * kBar, kBar, 108)});
    m_viewport.fit();
    EXPECT_TRUE(m_viewport.isFitted());
    for (const QSizeF size : {QSizeF(800, 400), QSizeF(300, 200), QSizeF(2000, 900)}) {
        m_viewport.setCanvas(size);
        m_viewport.place();
        EXPECT_DOUBLE_EQ(view().leftTick, 0.0);
        EXPECT_LE(view().xOf(Tick{200 * kBar}), size.width() + 1e-6);
        EXPECT_GE(view().yOf(108), 0.0);
        EXPECT_LE(view().yOf(21) + view().rowHeight, size.height());
    }
    m_viewport.zoomInTime(2.0);
    EXPECT_TRUE(m_viewport.isChosen());
}

TEST_F(RollViewportTest, ZoomKeepsWhatIsAtTheAnchor) {
    open({note(0, 480, 60), note(100 * kBar, 480, 60)});
    m_viewport.showTicks({40 * kBar}, {48 * kBar});
    const double tick = view().tickAt(333.0);
    const double row = view().topRow + 100.0 / view().rowHeight;
    for (const double factor : {1.2, 1.44, 0.7}) {
        m_viewport.zoom(Qt::Horizontal, factor, {333.0, 100.0});
        EXPECT_NEAR(view().tickAt(333.0), tick, 1e-6);
        m_viewport.zoom(Qt::Vertical, factor, {333.0, 100.0});
        EXPECT_NEAR(view().topRow + 100.0 / view().rowHeight, row, 1e-6);
    }
}

TEST_F(RollViewportTest, ZoomEndsAtAWideBeatAndAtThePiece) {
    open({note(0, 480, 60), note(100 * kBar, 480, 60)});
    for (int i = 0; i < 100; ++i)
        m_viewport.zoomInTime(2.0);
    EXPECT_NEAR(view().pixelsPerTick * 480.0, 800.0, 1e-6);
    for (int i = 0; i < 100; ++i)
        m_viewport.zoomInTime(0.5);
    EXPECT_NEAR(view().pixelsPerTick * scrollEnd(), kCanvas.width(), 1e-6);
    EXPECT_NEAR(view().leftTick, 0.0, 1e-6);
}

TEST_F(RollViewportTest, ScrollingStaysInThePieceAndTheRows) {
    open({note(0, 480, 60), note(100 * kBar, 480, 60)});
    m_viewport.showTicks({0}, {8 * kBar});
    m_viewport.scrollBy({50.0, 0.0});
    EXPECT_NEAR(view().leftTick, view().ticksIn(50.0), 1e-6);
    m_viewport.scrollBy({-1e9, -1e9});
    EXPECT_DOUBLE_EQ(view().leftTick, 0.0);
    EXPECT_DOUBLE_EQ(view().topRow, 0.0);
    m_viewport.scrollBy({1e9, 1e9});
    EXPECT_NEAR(view().tickAt(kCanvas.width()), scrollEnd(), 1e-6);
    EXPECT_NEAR(view().topRow * view().rowHeight + kCanvas.height(),
                RollGeometry::kRows * view().rowHeight, 1e-6);
}

TEST_F(RollViewportTest, ScrollBarsGoWhereTheyRead) {
    open({note(0, 480, 60), note(100 * kBar, 480, 60)});
    m_viewport.showTicks({0}, {8 * kBar});
    QSignalSpy changes(&m_viewport, &RollViewport::changed);
    m_viewport.scrollTo(Qt::Horizontal, 1234.0);
    m_viewport.scrollTo(Qt::Vertical, 321.0);
    EXPECT_EQ(changes.count(), 0) << "a bar that was moved is where it belongs";
    EXPECT_NEAR(m_viewport.scrollPlace().x(), 1234.0, 1e-6);
    EXPECT_NEAR(m_viewport.scrollPlace().y(), 321.0, 1e-6);
    EXPECT_NEAR(m_viewport.scrollSize().width(), scrollEnd() * view().pixelsPerTick, 1e-6);
    m_viewport.scrollBy({10.0, 0.0});
    EXPECT_EQ(changes.count(), 1);
}

TEST_F(RollViewportTest, RevealMovesOnlyForWhatIsOutOfSight) {
    const Note near = note(480, 480, 60);
    const Note far = note(90 * kBar, 480, 120);
    open({near, far});
    m_viewport.showTicks({0}, {8 * kBar});
    m_viewport.reveal({near.onset, near.pitch.value});
    const RollGeometry before = view();
    m_viewport.reveal({near.onset, near.pitch.value});
    EXPECT_EQ(view(), before);
    for (const Note& one : {far, near}) {
        m_viewport.reveal({one.onset, one.pitch.value});
        EXPECT_TRUE(m_viewport.isInSight(one));
    }
}

TEST_F(RollViewportTest, FollowingTurnsThePageWhenThePlayheadLeaves) {
    open({note(0, 480, 60), note(100 * kBar, 480, 60)});
    m_viewport.showTicks({0}, {8 * kBar});
    const double right = view().tickAt(kCanvas.width());
    m_viewport.follow(right - 20.0, right - 10.0);
    EXPECT_DOUBLE_EQ(view().leftTick, 0.0);
    m_viewport.follow(right - 10.0, right + 10.0);
    EXPECT_GT(view().leftTick, right * 0.5);
    EXPECT_LT(view().leftTick, right);
    m_viewport.showTicks({50 * kBar}, {58 * kBar}); // somebody looks elsewhere
    m_viewport.follow(right + 10.0, right + 300.0);
    EXPECT_DOUBLE_EQ(view().leftTick, 50.0 * kBar);
}

TEST_F(RollViewportTest, AShorterPieceBringsTheViewBack) {
    open({note(0, 480, 60), note(100 * kBar, 480, 60)});
    m_viewport.showTicks({90 * kBar}, {98 * kBar});
    Score shorter = emptyScore();
    shorter.tracks.push_back(
        std::make_shared<const Track>(std::vector{note(0, 480, 60)}, std::vector<Event>{}));
    m_controller.setScore(shorter);
    m_viewport.keepInBounds();
    EXPECT_LE(view().tickAt(kCanvas.width()), scrollEnd() + 1e-6);
}

} // namespace
} // namespace leitmotif
