// SPDX-License-Identifier: GPL-3.0-or-later
// Takes that a run makes when it is asked, and what they were learned from, in the real window.
#include "tests/e2e/window_test.h"
#include "ui/panels/work_line.h"
#include "ui/roll/piano_roll.h"

#include <QApplication>
#include <QDialog>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

namespace leitmotif {
namespace {

class MoreTakesTest : public WindowTest {
  protected:
    void train(Workspace& workspace, const char* preset) {
        workspace.start({sourceFile()});
        m_roll = find<PianoRoll>("pianoRoll");
        ASSERT_TRUE(waitFor([&] { return m_roll->score().noteCount() > 100; }));
        choose(find<QComboBox>("presetBox"), QString::fromLatin1(preset));
        type(find<QSpinBox>("setting_epochs"), 2);
        type(find<QSpinBox>("setting_sample_every"), 1);
        type(find<QSpinBox>("setting_bars"), 4);
        pressAndWait("trainButton");
    }

    QDialog* dialog() { return find<QDialog>("moreTakesDialog"); }

    bool isAsked() {
        if (!waitFor([&] { return dialog()->isVisible(); }))
            return false;
        dialog()->activateWindow();
        return waitFor([&] { return QApplication::activeWindow() == dialog(); });
    }

    void make() {
        click(find<QPushButton>("makeTakesButton"));
        EXPECT_FALSE(dialog()->isVisible());
        m_window.activateWindow();
        EXPECT_TRUE(waitFor([&] { return QApplication::activeWindow() == &m_window; }));
    }

    /// Makes so many and waits for them; returns their ids.
    std::vector<qint64> made(const Workspace& workspace, int count) {
        const auto candidates = [&] { return workspace.takes().candidates(); };
        const std::size_t before = candidates().size();
        type(find<QSpinBox>("takesCountBox"), count);
        make();
        EXPECT_TRUE(waitFor([&] {
            return candidates().size() == before + static_cast<std::size_t>(count) &&
                   !m_window.work().isVisible();
        }));
        const auto all = candidates();
        return {all.begin(), all.end()};
    }

    PianoRoll* m_roll = nullptr;
};

TEST_F(MoreTakesTest, ARunMakesTakesThatAreKeptOrThrownAway) {
    Workspace workspace(m_window, m_settings);
    train(workspace, "lstm");
    const std::size_t before = workspace.takes().all().size();
    click(find<QToolButton>("moreTakesOfRunButton"));
    ASSERT_TRUE(isAsked());
    shoot("more-takes-dialog");
    EXPECT_FALSE(find<QComboBox>("takesStartBox")->isVisible());
    type(find<QSpinBox>("takesBarsBox"), 3);
    type(find<QSpinBox>("takesSeedBox"), 41);
    type(find<QSpinBox>("takesCandidatesBox"), 2);
    const auto ids = made(workspace, 3);
    ASSERT_EQ(ids.size(), 3U);
    for (const qint64 id : ids) {
        const auto take = workspace.takes().find(id);
        EXPECT_EQ(take->origin.run, 1);
        EXPECT_TRUE(take->origin.seed >= 41 && take->origin.seed < 47);
        EXPECT_LE(take->score->barCount(), 3);
    }
    EXPECT_EQ(m_window.takes().currentTake(), ids[0]);
    shoot("candidates");

    auto* const list = find<QListView>("takesList");
    EXPECT_EQ(QApplication::focusWidget(), list);
    QTest::keyClick(list, Qt::Key_X);
    EXPECT_FALSE(workspace.takes().find(ids[0]));
    EXPECT_EQ(m_window.takes().currentTake(), ids[1]);
    QTest::keyClick(list, Qt::Key_K);
    EXPECT_EQ(m_window.takes().currentTake(), ids[2]);
    // What was thrown away comes back, to be judged again.
    click(find<QFrame>("undoBar")->findChild<QPushButton*>());
    EXPECT_TRUE(workspace.takes().find(ids[0]));
    EXPECT_EQ(workspace.takes().candidates(), (std::set<qint64>{ids[0], ids[2]}));
    click(find<QToolButton>("keepAllTakesButton"));
    EXPECT_FALSE(find<QFrame>("candidateBar")->isVisible());
    EXPECT_EQ(workspace.takes().all().size(), before + 3);

    // The same once more makes nothing new, and says so.
    click(find<QToolButton>("moreTakesOfRunButton"));
    ASSERT_TRUE(isAsked());
    type(find<QSpinBox>("takesSeedBox"), 41);
    make();
    ASSERT_TRUE(waitFor([&] { return !m_window.work().isVisible(); }));
    EXPECT_TRUE(workspace.takes().candidates().empty());
    EXPECT_EQ(workspace.takes().all().size(), before + 3);
}

TEST_F(MoreTakesTest, TakesOfBaseGoOnFromTheEditorAndAreStoppedMidway) {
    Workspace workspace(m_window, m_settings);
    train(workspace, "base");
    auto* const list = find<QListView>("takesList");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_M);
    ASSERT_TRUE(isAsked());
    const int epoch = workspace.takes().find(*m_window.takes().currentTake())->origin.epoch;
    EXPECT_EQ(find<QComboBox>("takesEpochBox")->currentData().toInt(), epoch);
    auto* const start = find<QComboBox>("takesStartBox");
    start->setFocus();
    QTest::keyClick(start, Qt::Key_Down);
    EXPECT_TRUE(find<QSpinBox>("takesFromBox")->isVisible());
    type(find<QSpinBox>("takesToBox"), 6);
    type(find<QSpinBox>("takesCandidatesBox"), 1);
    type(find<QSpinBox>("takesSeedBox"), 7);
    shoot("more-takes-base");
    const auto first = made(workspace, 1);
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(workspace.takes().find(first[0])->origin.epoch, epoch);

    // The same seed without the music before it is another piece.
    QTest::keyClick(list, Qt::Key_M);
    ASSERT_TRUE(isAsked());
    type(find<QSpinBox>("takesSeedBox"), 7);
    const auto both = made(workspace, 1);
    ASSERT_EQ(both.size(), 2U);
    EXPECT_NE(workspace.takes().find(both[0])->score->hash(),
              workspace.takes().find(both[1])->score->hash());

    QTest::keyClick(list, Qt::Key_M);
    ASSERT_TRUE(isAsked());
    type(find<QSpinBox>("takesCountBox"), 100);
    type(find<QSpinBox>("takesBarsBox"), 200);
    make();
    EXPECT_TRUE(m_window.work().isVisible());
    EXPECT_FALSE(find<QToolButton>("rewriteTakeButton")->isEnabled()) << "one thing at a time";
    click(find<QToolButton>("stopWorkButton"));
    EXPECT_FALSE(m_window.work().isVisible());
    EXPECT_TRUE(find<QToolButton>("rewriteTakeButton")->isEnabled());
    EXPECT_FALSE(find<QFrame>("errorBar")->isVisible());
}

TEST_F(MoreTakesTest, ATakeTellsWhatItWasLearnedFrom) {
    Workspace workspace(m_window, m_settings);
    train(workspace, "base");
    click(find<QToolButton>("takeOriginButton"));
    auto* const told = find<QDialog>("provenanceDialog");
    ASSERT_TRUE(waitFor([&] { return told->isVisible(); }));
    EXPECT_EQ(find<QListWidget>("provenanceFiles")->count(), 1);
    auto* const works = find<QTableView>("provenanceTable");
    EXPECT_GT(works->model()->rowCount(), 10'000);
    QTest::keyClicks(find<QLineEdit>("provenanceSearch"), QStringLiteral("clara schumann"));
    EXPECT_GT(works->model()->rowCount(), 0);
    EXPECT_LT(works->model()->rowCount(), 100);
    shoot("provenance");
    click(find<QPushButton>("provenanceCloseButton"));
    EXPECT_FALSE(told->isVisible());
}

} // namespace
} // namespace leitmotif
