// SPDX-License-Identifier: GPL-3.0-or-later
// Bars filled and rewritten in the real window, in the editor and as a take.
#include "tests/e2e/window_test.h"
#include "ui/panels/work_line.h"
#include "ui/roll/piano_roll.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

#include <algorithm>

namespace leitmotif {
namespace {

class RevisionWindowTest : public WindowTest {
  protected:
    void open(Workspace& workspace) {
        workspace.start({sourceFile()});
        m_roll = find<PianoRoll>("pianoRoll");
        ASSERT_TRUE(waitFor([&] { return m_roll->score().noteCount() > 100; }));
    }

    void trainBiLstm() {
        choose(find<QComboBox>("presetBox"), QStringLiteral("bilstm"));
        type(find<QSpinBox>("setting_epochs"), 2);
        type(find<QSpinBox>("setting_sample_every"), 1);
        type(find<QSpinBox>("setting_bars"), 4);
        pressAndWait("trainButton");
    }

    void pressInRoll(Qt::Key key) {
        auto* const canvas = find<QWidget>("rollCanvas");
        canvas->setFocus();
        QTest::keyClick(canvas, key, Qt::ControlModifier);
    }

    QDialog* dialog() { return find<QDialog>("reviseDialog"); }

    /// True once the dialog has the keys, as it would get them from a window manager.
    bool isAsked() {
        if (!waitFor([&] { return dialog()->isVisible(); }))
            return false;
        dialog()->activateWindow();
        return waitFor([&] { return QApplication::activeWindow() == dialog(); });
    }

    /// Fills in the bars, from 1, in the dialog that is open, and presses its button.
    void answer(int first, int last) {
        ASSERT_TRUE(isAsked());
        type(find<QSpinBox>("reviseToBox"), last);
        type(find<QSpinBox>("reviseFromBox"), first);
        type(find<QSpinBox>("revisePassesBox"), 2);
        click(find<QPushButton>("reviseGoButton"));
        EXPECT_FALSE(dialog()->isVisible());
        returnToWindow();
    }

    void returnToWindow() {
        m_window.activateWindow();
        EXPECT_TRUE(waitFor([&] { return QApplication::activeWindow() == &m_window; }));
    }

    /// Notes of a score that begin in bars [first, last], from 1, or those that do not.
    static std::vector<Note> notesOf(const Score& score, int first, int last, bool isInside) {
        const MeterMap meters = score.meterMap();
        std::vector<Note> notes;
        for (const TrackPtr& track : score.tracks)
            for (const Note& note : track->notes()) {
                const auto bar = meters.barAt(note.onset) + 1;
                if ((bar >= first && bar <= last) == isInside)
                    notes.push_back(note);
            }
        return notes;
    }

    PianoRoll* m_roll = nullptr;
};

TEST_F(RevisionWindowTest, SaysWhyNothingCanBeRewrittenBeforeARunHasLearned) {
    Workspace workspace(m_window, m_settings);
    open(workspace);
    for (const char* name : {"rollFillBars", "rollRewriteBars"}) {
        const QAction* const action = m_roll->action(QLatin1String(name));
        EXPECT_FALSE(action->isEnabled());
        EXPECT_TRUE(action->toolTip().contains(QStringLiteral("BiLSTM"))) << name;
    }
    auto* const button = find<QToolButton>("rewriteTakeButton");
    EXPECT_FALSE(button->isEnabled());
    EXPECT_TRUE(button->toolTip().contains(QStringLiteral("BiLSTM")));
    pressInRoll(Qt::Key_F);
    EXPECT_FALSE(dialog()->isVisible());
    trainBiLstm();
    EXPECT_TRUE(button->isEnabled());
    EXPECT_FALSE(button->toolTip().contains(QStringLiteral("BiLSTM")));
}

TEST_F(RevisionWindowTest, FillsAndRewritesBarsInTheEditorAsOneStepEach) {
    Workspace workspace(m_window, m_settings);
    open(workspace);
    trainBiLstm();
    const Score before = m_roll->score();
    const auto* const undo = action("undoAction");
    const auto changes = [&](const Score& since, int first, int last) {
        ASSERT_TRUE(waitFor([&] { return m_roll->score().hash() != since.hash(); }));
        EXPECT_EQ(notesOf(m_roll->score(), first, last, false), notesOf(since, first, last, false));
        EXPECT_NE(notesOf(m_roll->score(), first, last, true), notesOf(since, first, last, true));
        EXPECT_FALSE(m_window.work().isVisible());
    };
    pressInRoll(Qt::Key_F);
    answer(5, 8);
    changes(before, 5, 8);
    shoot("filled");
    const Score filled = m_roll->score();

    pressInRoll(Qt::Key_R);
    ASSERT_TRUE(isAsked());
    type(find<QSpinBox>("reviseShareBox"), 50);
    answer(2, 3);
    changes(filled, 2, 3);
    // What would sound on the key of a note that stays is left out.
    EXPECT_LE(m_roll->score().noteCount(), filled.noteCount());

    for (const Score& earlier : {filled, before}) {
        ASSERT_TRUE(undo && undo->isEnabled());
        pressInRoll(Qt::Key_Z);
        EXPECT_EQ(m_roll->score().hash(), earlier.hash());
    }
    EXPECT_FALSE(undo->isEnabled());
}

TEST_F(RevisionWindowTest, AsksForTheBarsThatAreMarked) {
    Workspace workspace(m_window, m_settings);
    open(workspace);
    trainBiLstm();
    const MeterMap meters = m_roll->score().meterMap();
    const auto expectBars = [&](Qt::Key key, int first, int last) {
        pressInRoll(key);
        ASSERT_TRUE(isAsked());
        EXPECT_EQ(find<QSpinBox>("reviseFromBox")->value(), first);
        EXPECT_EQ(find<QSpinBox>("reviseToBox")->value(), last);
        EXPECT_EQ(find<QRadioButton>("reviseFillButton")->isChecked(), key == Qt::Key_F);
        click(find<QPushButton>("reviseCancelButton"));
        ASSERT_FALSE(dialog()->isVisible());
        returnToWindow();
    };
    const int bars = static_cast<int>(m_roll->score().barCount());
    expectBars(Qt::Key_F, 1, 1); // where the playhead is
    expectBars(Qt::Key_R, 1, bars);
    m_roll->setLoop({meters.barStart(9), meters.barStart(11), false});
    expectBars(Qt::Key_F, 10, 11);
    expectBars(Qt::Key_R, 10, 11);
    pressInRoll(Qt::Key_A);
    expectBars(Qt::Key_F, 1, bars);
    const Score before = m_roll->score();
    EXPECT_EQ(m_roll->score().hash(), before.hash());
}

TEST_F(RevisionWindowTest, RewritesATakeAsAnotherOneBesideIt) {
    Workspace workspace(m_window, m_settings);
    open(workspace);
    trainBiLstm();
    auto* const list = find<QAbstractItemView>("takesList");
    const auto count = [list] { return list->model()->rowCount(); };
    const int takes = count();
    const Take first = *workspace.takes().find(*m_window.takes().currentTake());
    click(find<QToolButton>("rewriteTakeButton"));
    ASSERT_TRUE(isAsked());
    shoot("rewrite-dialog");
    answer(1, 2);
    ASSERT_TRUE(waitFor([&] { return count() == takes + 1; }));
    const Take made = *workspace.takes().find(*m_window.takes().currentTake());
    EXPECT_NE(made.id, first.id);
    EXPECT_LE(made.notes, first.notes);
    EXPECT_EQ(notesOf(*made.score, 1, 2, false), notesOf(*first.score, 1, 2, false));
    EXPECT_NE(notesOf(*made.score, 1, 2, true), notesOf(*first.score, 1, 2, true));
    shoot("rewritten");

    // By the keyboard, and stopped before it is done.
    list->setFocus();
    QTest::keyClick(list, Qt::Key_R);
    ASSERT_TRUE(isAsked());
    type(find<QSpinBox>("revisePassesBox"), 1000);
    click(find<QPushButton>("reviseGoButton"));
    EXPECT_TRUE(m_window.work().isVisible());
    shoot("working");
    EXPECT_FALSE(find<QToolButton>("rewriteTakeButton")->isEnabled());
    click(find<QToolButton>("stopWorkButton"));
    EXPECT_FALSE(m_window.work().isVisible());
    EXPECT_TRUE(find<QToolButton>("rewriteTakeButton")->isEnabled());
    // Another one after it is not disturbed by what was stopped.
    QTest::keyClick(list, Qt::Key_R);
    answer(3, 3);
    ASSERT_TRUE(waitFor([&] { return count() == takes + 2; }));
    EXPECT_FALSE(find<QFrame>("errorBar")->isVisible());
}

TEST_F(RevisionWindowTest, BarsAreFilledInTheirPieceEvenIfAnotherIsShownByThen) {
    Workspace workspace(m_window, m_settings);
    open(workspace);
    trainBiLstm();
    const Score before = m_roll->score();
    pressInRoll(Qt::Key_F);
    answer(5, 8);
    click(find<QToolButton>("editTakeButton"));
    const Score take = m_roll->score();
    ASSERT_NE(take.hash(), before.hash());
    ASSERT_TRUE(waitFor([&] { return !m_window.work().isVisible(); }));
    EXPECT_EQ(m_roll->score().hash(), take.hash());
    auto* const files = find<QListWidget>("sourceList");
    QTest::mouseClick(files->viewport(), Qt::LeftButton, {},
                      files->visualItemRect(files->item(0)).center());
    EXPECT_EQ(notesOf(m_roll->score(), 5, 8, false), notesOf(before, 5, 8, false));
    EXPECT_NE(notesOf(m_roll->score(), 5, 8, true), notesOf(before, 5, 8, true));
    pressInRoll(Qt::Key_Z);
    EXPECT_EQ(m_roll->score().hash(), before.hash());
}

TEST_F(RevisionWindowTest, SaysWhyAPieceWithoutABeatCannotBeFilled) {
    Workspace workspace(m_window, m_settings);
    open(workspace);
    trainBiLstm();
    // Every note off by another amount, up to a beat: no beat is left.
    ScoreEdit edit;
    std::int64_t off = 0;
    for (std::size_t i = 0; i < m_roll->score().tracks.size(); ++i) {
        TrackEdit track{.track = i};
        for (const Note& note : m_roll->score().tracks[i]->notes()) {
            off = (off * 7 + 13) % 401;
            track.removed.push_back(note);
            track.added.push_back(note.withOnset(note.onset + Tick{off}));
        }
        edit.tracks.push_back(std::move(track));
    }
    emit m_roll->editRequested(edit, QStringLiteral("Humanize"), 0);
    pressInRoll(Qt::Key_F);
    EXPECT_FALSE(dialog()->isVisible());
    EXPECT_TRUE(find<QFrame>("errorBar")->isVisible());
    EXPECT_TRUE(find<QLabel>("errorText")->text().contains(QStringLiteral("no beat")));
}

} // namespace
} // namespace leitmotif
