// SPDX-License-Identifier: GPL-3.0-or-later
// Keys reach the notes of whatever was opened last, in the real window.
#include "assets/demo_pieces.h"
#include "core/base/files.h"
#include "core/midi/smf_reader.h"
#include "core/store/project_file.h"
#include "tests/e2e/window_test.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_tools.h"

#include <QAction>
#include <QLabel>
#include <QListView>
#include <QStatusBar>
#include <QToolButton>

namespace leitmotif {
namespace {

class EditorKeysTest : public WindowTest {
  protected:
    /// A project with a piece and a take of three tracks, two of which play the piece's
    /// instruments.
    QString project() {
        const QString path = m_folder.filePath("piece.leitmotif");
        auto file = ProjectFile::open(path.toStdString());
        EXPECT_TRUE(file);
        const auto midi = demoPieces().front().midi;
        const auto source =
            (*file)->addSource("inside.mid", Bytes(midi.begin(), midi.end()), {}).value_or(0);
        const auto run = (*file)->addRun(*preset("lstm"), 7, {source}).value_or(0);
        RunStarted started;
        started.unigramNats = 4.0;
        EXPECT_TRUE((*file)->record({run, started}));
        EpochFinished finished;
        finished.epoch = 1;
        finished.loss = 2.0;
        EXPECT_TRUE((*file)->record({run, finished}));
        Score score = readMidi(midi, "take")->score;
        for (const std::uint8_t channel : {6, 7}) {
            std::vector<Note> notes;
            for (int i = 0; i < 5; ++i)
                notes.push_back({.onset = {240 * i},
                                 .length = {240},
                                 .pitch = {static_cast<std::uint8_t>(40 + channel + i)},
                                 .velocity = {80},
                                 .channel = channel});
            score.tracks.push_back(std::make_shared<const Track>(
                std::move(notes), std::vector{programChange({0}, channel, 33)}));
        }
        Take take;
        take.score = std::make_shared<const Score>(std::move(score));
        take.notes = take.score->noteCount();
        take.origin = {run, "lstm", 1, 1};
        EXPECT_TRUE((*file)->record({run, TakeSampled{take}}));
        EXPECT_TRUE((*file)->record({run, RunFinished{}}));
        return path;
    }

    PianoRoll& roll() { return *find<PianoRoll>("pianoRoll"); }
    int takes() { return find<QListView>("takesList")->model()->rowCount(); }
    bool hasKeys() { return roll().isAncestorOf(QApplication::focusWidget()); }
    /// As the user does, whatever has the focus.
    static void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
};

TEST_F(EditorKeysTest, KeysReachTheNotesOfAFileThatWasOpened) {
    Workspace workspace(m_window, m_settings);
    workspace.start({});
    find<QToolButton>("toStartButton")->setFocus();
    emit m_window.openRequested({sourceFile()});
    ASSERT_TRUE(waitFor([&] { return roll().score().noteCount() > 100; }));
    ASSERT_TRUE(hasKeys());
    key(Qt::Key_1);
    EXPECT_EQ(&roll().tool(), &selectTool());
    key(Qt::Key_A, Qt::ControlModifier);
    const std::size_t selected = roll().selection().size();
    EXPECT_GT(selected, 10U);
    const std::size_t before = roll().score().noteCount();
    key(Qt::Key_Delete);
    EXPECT_EQ(roll().score().noteCount(), before - selected);
}

TEST_F(EditorKeysTest, AfterATakeWasOpenedDeleteDeletesNotes) {
    Workspace workspace(m_window, m_settings);
    workspace.start({project()});
    ASSERT_TRUE(waitFor([&] { return takes() == 1 && roll().score().noteCount() > 100; }));
    ASSERT_TRUE(hasKeys()) << "a project was opened";
    auto* const list = find<QListView>("takesList");
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    key(Qt::Key_E);
    EXPECT_NE(find<QLabel>("editorTitle")->text(), QStringLiteral("inside"));
    ASSERT_TRUE(hasKeys());
    const std::size_t before = roll().score().noteCount();
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_Delete);
    EXPECT_EQ(takes(), 1);
    EXPECT_LT(roll().score().noteCount(), before);
}

TEST_F(EditorKeysTest, PlacedNotesAreMovedInAllTheirTracksAndWhatTheyMetIsTold) {
    Workspace workspace(m_window, m_settings);
    workspace.start({project()});
    ASSERT_TRUE(waitFor([&] { return takes() == 1 && roll().score().noteCount() > 100; }));
    const std::size_t tracks = roll().score().tracks.size();
    find<QListView>("takesList")->setFocus();
    click(find<QToolButton>("placeTakeButton")); // at the start, on top of the same notes
    ASSERT_TRUE(hasKeys());
    EXPECT_EQ(roll().score().tracks.size(), tracks + 2);
    const ScoreSelection placed = roll().wholeSelection();
    EXPECT_GE(placed.tracks().size(), 3U);
    const QString told = find<QStatusBar>("statusBar")->currentMessage();
    EXPECT_TRUE(told.contains(QStringLiteral("%1 notes placed").arg(placed.size())))
        << qPrintable(told);
    EXPECT_TRUE(told.contains(QStringLiteral("replaced"))) << qPrintable(told);
    key(Qt::Key_Up);
    const ScoreSelection moved = roll().wholeSelection();
    ASSERT_EQ(moved.size(), placed.size());
    for (const auto& [track, notes] : placed.tracks()) {
        ASSERT_EQ(moved.in(track).size(), notes.size());
        int up = 0;
        for (const Note& note : notes.notes())
            up += moved.in(track).contains(
                      note.withPitch({static_cast<std::uint8_t>(note.pitch.value + 1)}))
                      ? 1
                      : 0;
        EXPECT_GT(up, 0) << track;
    }
    key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(roll().score().tracks.size(), tracks + 2) << "the move was one step";
    key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(roll().score().tracks.size(), tracks);
}

TEST_F(EditorKeysTest, SpaceStillPlaysAfterPanelsWereHidden) {
    Workspace workspace(m_window, m_settings);
    workspace.start({project()});
    ASSERT_TRUE(waitFor([&] { return takes() == 1 && roll().score().noteCount() > 100; }));
    for (const auto& [name, inside] :
         {std::pair("showLeftAction", "sourceList"), std::pair("showTakesAction", "takesList")}) {
        find<QWidget>(inside)->setFocus();
        ASSERT_TRUE(find<QWidget>(inside)->hasFocus());
        find<QAction>(name)->trigger();
        ASSERT_TRUE(hasKeys()) << name;
        key(Qt::Key_Space);
        EXPECT_TRUE(waitFor([&] { return m_window.transport().isPlaying(); })) << name;
        key(Qt::Key_Space);
        EXPECT_TRUE(waitFor([&] { return !m_window.transport().isPlaying(); })) << name;
        find<QAction>(name)->trigger();
    }
}

} // namespace
} // namespace leitmotif
