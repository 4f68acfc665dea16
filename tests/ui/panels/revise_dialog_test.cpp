// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/revise_dialog.h"

#include "ui/main_window.h"
#include "ui/panels/work_line.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

#include <cmath>

namespace leitmotif {
namespace {

class ReviseDialogTest : public testing::Test {
  protected:
    void ask(bool isFill, qint64 first, qint64 last) {
        RevisionWish wish;
        wish.isFill = isFill;
        wish.firstBar = first;
        wish.lastBar = last;
        m_dialog.ask(m_piece, 35, m_tracks,
                     {{7, QStringLiteral("Run 7"), 12}, {3, QStringLiteral("Run 3"), 8}}, wish);
        ASSERT_TRUE(m_dialog.isVisible());
        m_dialog.activateWindow(); // what is typed counts once the focus goes on
        ASSERT_TRUE(QTest::qWaitForWindowActive(&m_dialog));
    }

    template <class Widget>
    Widget* find(const char* name) {
        auto* const widget = m_dialog.findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }

    void type(const char* name, int value) {
        auto* const box = find<QSpinBox>(name);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QString::number(value));
        QTest::keyClick(box, Qt::Key_Tab);
    }

    void press(const char* name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }

    /// A click on the check mark of a row of the tracks.
    void tick(int row) {
        auto* const list = find<QListWidget>("reviseTracksList");
        const QRect box = list->visualItemRect(list->item(row));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          QPoint(box.left() + 12, box.center().y()));
    }

    QString m_piece = QStringLiteral("prelude");
    QList<LockableTrack> m_tracks = {{QStringLiteral("1  Melody"), {1}},
                                     {QStringLiteral("2  Bass"), {2}},
                                     {QStringLiteral("3  Drums"), {3}}};
    ReviseDialog m_dialog;
    QSignalSpy m_wishes{&m_dialog, &ReviseDialog::revisionRequested};
};

TEST_F(ReviseDialogTest, ProposesWhatItIsAskedWithAndTheNewestRun) {
    ask(true, 4, 7);
    press("reviseGoButton");
    EXPECT_FALSE(m_dialog.isVisible());
    ASSERT_EQ(m_wishes.count(), 1);
    const auto wish = m_wishes[0][0].value<RevisionWish>();
    EXPECT_EQ(wish.run, 7);
    EXPECT_TRUE(wish.isFill);
    EXPECT_EQ(wish.firstBar, 4);
    EXPECT_EQ(wish.lastBar, 7);
    EXPECT_EQ(wish.passes, 12);
}

TEST_F(ReviseDialogTest, TakesOverWhatIsChanged) {
    ask(true, 0, 0);
    type("reviseToBox", 20);
    type("reviseFromBox", 18);
    QTest::mouseClick(find<QRadioButton>("reviseRewriteButton"), Qt::LeftButton, {},
                      QPoint(10, 10));
    auto* const run = find<QComboBox>("reviserBox");
    run->setFocus();
    QTest::keyClick(run, Qt::Key_Down);
    type("reviseShareBox", 45);
    type("revisePassesBox", 3);
    press("reviseGoButton");
    ASSERT_EQ(m_wishes.count(), 1);
    const auto wish = m_wishes[0][0].value<RevisionWish>();
    EXPECT_EQ(wish.run, 3);
    EXPECT_FALSE(wish.isFill);
    EXPECT_EQ(wish.firstBar, 17);
    EXPECT_EQ(wish.lastBar, 19);
    EXPECT_DOUBLE_EQ(wish.share, 0.45);
    EXPECT_EQ(wish.passes, 3);

    ask(false, 2, 2); // run and share are remembered
    press("reviseGoButton");
    ASSERT_EQ(m_wishes.count(), 2);
    EXPECT_EQ(m_wishes[1][0].value<RevisionWish>().run, 3);
    EXPECT_DOUBLE_EQ(m_wishes[1][0].value<RevisionWish>().share, 0.45);
    EXPECT_EQ(m_wishes[1][0].value<RevisionWish>().firstBar, 2);
}

TEST_F(ReviseDialogTest, AsksForNothingWhenItIsCancelled) {
    ask(false, 0, 34);
    press("reviseCancelButton");
    EXPECT_FALSE(m_dialog.isVisible());
    EXPECT_EQ(m_wishes.count(), 0);
}

TEST_F(ReviseDialogTest, BarsStayInOrderAndWithinThePiece) {
    ask(false, 9, 99);
    EXPECT_EQ(find<QSpinBox>("reviseToBox")->value(), 35);
    type("reviseFromBox", 30);
    type("reviseToBox", 12); // pushes the first one
    EXPECT_EQ(find<QSpinBox>("reviseFromBox")->value(), 12);
    type("reviseFromBox", 20);
    EXPECT_EQ(find<QSpinBox>("reviseToBox")->value(), 20);
}

TEST_F(ReviseDialogTest, TellsHowManyNotesAreAnotherOneInTheEnd) {
    ask(false, 0, 34);
    const auto note = [this] { return find<QLabel>("reviseNote")->text(); };
    for (const auto& [share, passes] : {std::pair(30, 1), std::pair(50, 3), std::pair(100, 2)}) {
        type("reviseShareBox", share);
        type("revisePassesBox", passes);
        const double stays = std::pow(1.0 - share / 100.0, passes);
        const QString changed = QStringLiteral("%1 %").arg(std::lround(100.0 * (1.0 - stays)));
        EXPECT_TRUE(note().contains(changed)) << note().toStdString();
    }
    EXPECT_TRUE(find<QSpinBox>("reviseShareBox")->isEnabled());
    QTest::mouseClick(find<QRadioButton>("reviseFillButton"), Qt::LeftButton, {}, QPoint(10, 10));
    EXPECT_FALSE(find<QSpinBox>("reviseShareBox")->isEnabled());
    EXPECT_FALSE(note().contains(QLatin1Char('%')));
}

TEST_F(ReviseDialogTest, TracksWithAMarkAreKept) {
    ask(true, 0, 3);
    EXPECT_TRUE(find<QListWidget>("reviseTracksList")->isVisible());
    tick(1);
    EXPECT_TRUE(find<QLabel>("reviseNote")->text().contains(QStringLiteral("1 track")));
    press("reviseGoButton");
    ASSERT_EQ(m_wishes.count(), 1);
    const auto locked = m_wishes[0][0].value<RevisionWish>().locked;
    ASSERT_EQ(locked.size(), 1U);
    EXPECT_EQ(locked.front().track, 2U);

    ask(true, 4, 7); // the same piece: as before
    press("reviseGoButton");
    ASSERT_EQ(m_wishes.count(), 2);
    EXPECT_EQ(m_wishes[1][0].value<RevisionWish>().locked.size(), 1U);
    m_piece = QStringLiteral("fugue");
    ask(true, 4, 7);
    press("reviseGoButton");
    ASSERT_EQ(m_wishes.count(), 3);
    EXPECT_TRUE(m_wishes[2][0].value<RevisionWish>().locked.empty());
}

TEST_F(ReviseDialogTest, SomethingMustBeLeftToChange) {
    ask(true, 0, 3);
    for (int row = 0; row < 3; ++row)
        tick(row);
    EXPECT_FALSE(find<QPushButton>("reviseGoButton")->isEnabled());
    tick(0);
    EXPECT_TRUE(find<QPushButton>("reviseGoButton")->isEnabled());
    press("reviseCancelButton");
    m_tracks.resize(1); // nothing to choose from
    ask(true, 0, 3);
    EXPECT_FALSE(find<QListWidget>("reviseTracksList")->isVisible());
    EXPECT_TRUE(find<QPushButton>("reviseGoButton")->isEnabled());
}

TEST(WorkLine, IsThereWhileSomethingIsUnderWay) {
    MainWindow window;
    window.show();
    EXPECT_FALSE(window.work().isVisible());
    window.work().setWork(QStringLiteral("Filling bars 1 to 4"));
    EXPECT_TRUE(window.work().isVisible());
    QSignalSpy stop(&window.work(), &WorkLine::stopRequested);
    QTest::mouseClick(window.work().findChild<QToolButton*>(QStringLiteral("stopWorkButton")),
                      Qt::LeftButton);
    EXPECT_EQ(stop.count(), 1);
    window.work().setWork({});
    EXPECT_FALSE(window.work().isVisible());
}

} // namespace
} // namespace leitmotif
