// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_toolbar.h"

#include "tests/ui/roll/roll_fixture.h"
#include "ui/roll/roll_tools.h"

#include <QComboBox>
#include <QToolButton>

namespace leitmotif {
namespace {

class RollToolbarTest : public RollFixture {
  protected:
    RollToolbar toolbar{roll};

    template <class Widget>
    Widget* find(const char* name) {
        auto* widget = toolbar.findChild<Widget*>(QString::fromLatin1(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
};

TEST_F(RollToolbarTest, ButtonsAndRollAreInStep) {
    find<QToolButton>("eraseToolButton")->click();
    EXPECT_EQ(&roll.tool(), &eraseTool());
    roll.setTool(selectTool());
    EXPECT_TRUE(find<QToolButton>("selectToolButton")->isChecked());
    EXPECT_FALSE(find<QToolButton>("eraseToolButton")->isChecked());
    const double zoom = roll.geometry().pixelsPerTick;
    find<QToolButton>("zoomInButton")->click();
    EXPECT_GT(roll.geometry().pixelsPerTick, zoom);
    find<QToolButton>("followButton")->click();
    EXPECT_FALSE(roll.isFollowing());
}

TEST_F(RollToolbarTest, GridChoiceWorksBothWays) {
    auto* grids = find<QComboBox>("snapChoice");
    ASSERT_EQ(grids->count(), static_cast<int>(kSnaps.size()));
    for (int i = 0; i < grids->count(); ++i) {
        grids->setCurrentIndex(i);
        emit grids->activated(i);
        EXPECT_EQ(static_cast<int>(roll.snap()), grids->itemData(i).toInt());
    }
    roll.setSnap(Snap::Quarter);
    EXPECT_EQ(grids->currentText(), QStringLiteral("1/4"));
}

TEST_F(RollToolbarTest, TracksAreListedByName) {
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector{note(0, 480, 60)}, std::vector{textEvent({0}, meta::kTrackName, "Left hand")}));
    score.tracks.push_back(score.tracks.back());
    document.replace(score);
    auto* tracks = find<QComboBox>("trackChoice");
    ASSERT_EQ(tracks->count(), 3);
    EXPECT_TRUE(tracks->itemText(1).contains(QStringLiteral("Left hand")));
    EXPECT_EQ(tracks->currentIndex(), 1) << "the first with notes";
    tracks->setCurrentIndex(2);
    emit tracks->activated(2);
    EXPECT_EQ(roll.track(), 2);
}

TEST_F(RollToolbarTest, TheConductorTrackCannotBeChosen) {
    openTracks({{note(0, 480, 60)}, {note(0, 480, 40)}});
    auto* tracks = find<QComboBox>("trackChoice");
    toolbar.show();
    toolbar.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&toolbar));
    tracks->setFocus();
    ASSERT_EQ(roll.track(), 1);
    QTest::keyClick(tracks, Qt::Key_Up);
    EXPECT_EQ(roll.track(), 1);
    QTest::keyClick(tracks, Qt::Key_Down);
    EXPECT_EQ(roll.track(), 2);
    QTest::keyClick(tracks, Qt::Key_Home);
    EXPECT_EQ(roll.track(), 1);
    EXPECT_EQ(document.score().tracks[0]->notes().size(), 0U);
}

TEST_F(RollToolbarTest, AFirstTrackWithNotesStaysChoosable) {
    auto* tracks = find<QComboBox>("trackChoice");
    Score score = emptyScore();
    score.tracks[0] = std::make_shared<const Track>(std::vector{note(0, 480, 60)},
                                                    emptyScore().tracks[0]->events());
    for (const std::uint16_t format : {0, 1}) {
        score.format = format;
        document.replace(score);
        EXPECT_EQ(roll.track(), 0);
        if (score.tracks.size() < 2)
            score.tracks.push_back(score.tracks[0]);
    }
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_Delete);
    roll.setTrack(1);
    EXPECT_EQ(document.score().tracks[0]->notes().size(), 0U);
    tracks->setCurrentIndex(0);
    emit tracks->activated(0);
    EXPECT_EQ(roll.track(), 0) << "its notes may be gone only for now";
}

TEST_F(RollToolbarTest, QuantizeButtonQuantizes) {
    open({note(130, 200, 64)});
    find<QToolButton>("quantizeButton")->click();
    EXPECT_EQ(notes()[0].onset, Tick{120});
}

TEST_F(RollToolbarTest, QuantizingIsByTheMusicAndNotByTheZoom) {
    std::vector<Note> sixteenths;
    for (int i = 0; i < 32; ++i)
        sixteenths.push_back(note(120 * i + (i % 3) * 20, 100, 60 + i % 5));
    open(sixteenths);
    roll.setSnap(Snap::Automatic);
    roll.showTicks({0}, {480 * 400}); // all of a long piece: a grid of bars
    auto* const grids = find<QComboBox>("snapChoice");
    EXPECT_EQ(grids->currentText(), QStringLiteral("Bar (auto)"));
    auto* const quantize = find<QToolButton>("quantizeButton");
    EXPECT_TRUE(quantize->toolTip().contains(QStringLiteral("1/16")))
        << qPrintable(quantize->toolTip());
    quantize->click();
    for (int i = 0; i < 32; ++i)
        EXPECT_EQ(notes()[static_cast<std::size_t>(i)].onset, Tick{120 * i});
    roll.showTicks({0}, {480 * 2});
    EXPECT_EQ(grids->currentText(), QStringLiteral("1/32 (auto)"));

    std::vector<Note> triplets;
    for (int i = 0; i < 24; ++i)
        triplets.push_back(note(160 * i + (i % 3) * 15, 100, 60));
    open(triplets);
    roll.setSnap(Snap::Automatic);
    key(Qt::Key_Q);
    for (int i = 0; i < 24; ++i)
        EXPECT_EQ(notes()[static_cast<std::size_t>(i)].onset, Tick{160 * i});
    roll.setSnap(Snap::Quarter); // who chooses a grid gets it
    EXPECT_TRUE(quantize->toolTip().contains(QStringLiteral("1/4")));
}

TEST_F(RollToolbarTest, EveryControlHasANameAndTakesTheFocus) {
    int controls = 0;
    for (const QWidget* widget : toolbar.findChildren<QWidget*>()) {
        const bool isControl =
            qobject_cast<const QToolButton*>(widget) || qobject_cast<const QComboBox*>(widget);
        if (!isControl)
            continue;
        ++controls;
        EXPECT_FALSE(widget->objectName().isEmpty());
        EXPECT_FALSE(widget->accessibleName().isEmpty()) << qPrintable(widget->objectName());
        EXPECT_NE(widget->focusPolicy() & Qt::TabFocus, 0) << qPrintable(widget->objectName());
    }
    EXPECT_GE(controls, 11);
}

} // namespace
} // namespace leitmotif
