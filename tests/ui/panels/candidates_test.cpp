// SPDX-License-Identifier: GPL-3.0-or-later
// Takes that were just made, as they are judged in the list.
#include "tests/ui/sample_data.h"
#include "ui/panels/takes_panel.h"

#include <QAction>
#include <QApplication>
#include <QFrame>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

class CandidatesTest : public testing::Test {
  protected:
    CandidatesTest() {
        m_panel.resize(340, 700);
        m_panel.show();
        for (int i = 1; i <= 2; ++i)
            m_panel.addTake(sample::take(i, 5 * i));
        // As the owner of the takes does it.
        QObject::connect(&m_panel, &TakesPanel::keepRequested, [this](qint64 take) {
            m_candidates.erase(take);
            m_panel.setCandidates(m_candidates);
        });
        QObject::connect(&m_panel, &TakesPanel::removeRequested, [this](qint64 take) {
            m_panel.removeTake(take);
            m_candidates.erase(take);
            m_panel.setCandidates(m_candidates);
        });
        QObject::connect(&m_panel, &TakesPanel::keepAllRequested, [this] {
            m_candidates.clear();
            m_panel.setCandidates(m_candidates);
        });
    }

    void make(std::initializer_list<int> ids) {
        for (const int id : ids) {
            m_candidates.insert(id);
            m_panel.setCandidates(m_candidates);
            m_panel.addTake(sample::take(id, 20));
            m_panel.setCandidates(m_candidates);
        }
        list().setFocus();
        QApplication::processEvents();
    }

    QListView& list() { return *m_panel.findChild<QListView*>(QStringLiteral("takesList")); }
    QFrame& bar() { return *m_panel.findChild<QFrame*>(QStringLiteral("candidateBar")); }
    void press(const char* name) {
        QTest::mouseClick(m_panel.findChild<QAbstractButton*>(QLatin1String(name)), Qt::LeftButton);
    }
    int shownRows() {
        int shown = 0;
        for (int row = 0; row < list().model()->rowCount(); ++row)
            shown += list().isRowHidden(row) ? 0 : 1;
        return shown;
    }

    TakesPanel m_panel;
    std::set<qint64> m_candidates;
    QSignalSpy m_kept{&m_panel, &TakesPanel::keepRequested};
    QSignalSpy m_removed{&m_panel, &TakesPanel::removeRequested};
    QSignalSpy m_played{&m_panel, &TakesPanel::playRequested};
};

TEST_F(CandidatesTest, AreAloneAndTheFirstIsChosen) {
    EXPECT_FALSE(bar().isVisible());
    make({3, 4, 5});
    EXPECT_TRUE(bar().isVisible());
    EXPECT_EQ(shownRows(), 3);
    EXPECT_EQ(m_panel.currentTake(), 3) << "the one that was made first, whatever came after it";
    EXPECT_TRUE(list()
                    .currentIndex()
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(QStringLiteral("New")));
    press("onlyNewTakesButton");
    EXPECT_EQ(shownRows(), 5);
    press("onlyNewTakesButton");
    EXPECT_EQ(shownRows(), 3);
    m_panel.addTake(sample::take(6, 30)); // of a run that trains meanwhile
    EXPECT_EQ(shownRows(), 3);
    EXPECT_EQ(m_panel.currentTake(), 3);
}

TEST_F(CandidatesTest, OneKeyKeepsAndOneThrowsAwayAndTheNextIsHeard) {
    make({3, 4, 5});
    QTest::keyClick(&list(), Qt::Key_K);
    ASSERT_EQ(m_kept.count(), 1);
    EXPECT_EQ(m_kept[0][0].toLongLong(), 3);
    EXPECT_EQ(m_panel.currentTake(), 4);
    QTest::keyClick(&list(), Qt::Key_X);
    ASSERT_EQ(m_removed.count(), 1);
    EXPECT_EQ(m_removed[0][0].toLongLong(), 4);
    EXPECT_EQ(m_panel.currentTake(), 5);
    ASSERT_EQ(m_played.count(), 2);
    EXPECT_EQ(m_played[0][0].toLongLong(), 4);
    EXPECT_EQ(m_played[1][0].toLongLong(), 5);
    EXPECT_TRUE(m_panel.findChild<QLabel*>(QStringLiteral("candidateCount"))
                    ->text()
                    .startsWith(QStringLiteral("1 new")));
    QTest::keyClick(&list(), Qt::Key_K); // the last one
    EXPECT_FALSE(bar().isVisible());
    EXPECT_EQ(shownRows(), 4);
    EXPECT_EQ(m_played.count(), 2);
    QTest::keyClick(&list(), Qt::Key_K); // is for new ones only
    QTest::keyClick(&list(), Qt::Key_X);
    EXPECT_EQ(m_kept.count(), 2);
    EXPECT_EQ(m_removed.count(), 1);
}

TEST_F(CandidatesTest, TheButtonsDoTheSame) {
    make({3, 4, 5});
    press("throwAwayTakeButton");
    ASSERT_EQ(m_removed.count(), 1);
    press("keepTakeButton");
    ASSERT_EQ(m_kept.count(), 1);
    EXPECT_EQ(m_kept[0][0].toLongLong(), 4);
    press("keepAllTakesButton");
    EXPECT_FALSE(bar().isVisible());
    press("onlyNewTakesButton");
    EXPECT_EQ(shownRows(), 4);
}

TEST_F(CandidatesTest, ArrowsGoFromOneToTheNextAndOnWithListening) {
    make({3, 4, 5});
    QTest::keyClick(&list(), Qt::Key_Up); // the newest is on top
    EXPECT_EQ(m_panel.currentTake(), 4);
    EXPECT_EQ(m_played.count(), 0) << "nobody listens";
    m_panel.setPlaying(4);
    QTest::keyClick(&list(), Qt::Key_Up);
    EXPECT_EQ(m_panel.currentTake(), 5);
    ASSERT_EQ(m_played.count(), 1);
    EXPECT_EQ(m_played[0][0].toLongLong(), 5);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&list(), Qt::Key_Down);
    EXPECT_EQ(m_panel.currentTake(), 3) << "what is hidden is not gone to";
}

TEST_F(CandidatesTest, TheMenuOfACardHasAllThatIsDoneWithIt) {
    make({3});
    QSignalSpy more(&m_panel, &TakesPanel::moreRequested);
    QSignalSpy origin(&m_panel, &TakesPanel::originRequested);
    const QPoint card = list().visualRect(list().currentIndex()).center();
    const auto choose = [&](const QString& text) {
        emit list().customContextMenuRequested(card);
        auto* const menu = m_panel.findChild<QMenu*>(QStringLiteral("takeMenu"));
        ASSERT_NE(menu, nullptr);
        for (QAction* action : menu->actions())
            if (action->text().startsWith(text))
                menu->setActiveAction(action);
        ASSERT_NE(menu->activeAction(), nullptr) << text.toStdString();
        QTest::keyClick(menu, Qt::Key_Return);
        menu->close();
        delete menu;
    };
    choose(QStringLiteral("More takes"));
    choose(QStringLiteral("What this take"));
    choose(QStringLiteral("Keep"));
    EXPECT_EQ(more.count(), 1);
    EXPECT_EQ(origin.count(), 1);
    EXPECT_EQ(m_kept.count(), 1);
    press("moreTakesButton");
    QTest::keyClick(&list(), Qt::Key_M);
    press("takeOriginButton");
    EXPECT_EQ(more.count(), 3);
    EXPECT_EQ(origin.count(), 2);
    EXPECT_EQ(more[2][0].toLongLong(), 3);
}

} // namespace
} // namespace leitmotif
