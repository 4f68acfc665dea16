// SPDX-License-Identifier: GPL-3.0-or-later
// Projects and files in the real window: opened, left, saved, discarded.
#include "assets/demo_pieces.h"
#include "core/midi/smf_reader.h"
#include "core/store/project_file.h"
#include "tests/e2e/window_test.h"

#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QToolButton>

namespace leitmotif {
namespace {

class ProjectWindowTest : public WindowTest {
  protected:
    /// A project with one source, and a run with so many takes.
    static QString project(const QString& path, int takes = 0) {
        auto file = ProjectFile::open(path.toStdString());
        EXPECT_TRUE(file);
        const auto midi = demoPieces().front().midi;
        const auto source =
            (*file)->addSource("inside.mid", Bytes(midi.begin(), midi.end()), {}).value_or(0);
        if (takes == 0)
            return path;
        const auto run = (*file)->addRun(*preset("lstm"), 7, {source}).value_or(0);
        RunStarted started;
        started.unigramNats = 4.0;
        EXPECT_TRUE((*file)->record({run, started}));
        Take take;
        take.score = std::make_shared<const Score>(readMidi(midi, "take")->score);
        for (int epoch = 1; epoch <= takes; ++epoch) {
            EpochFinished finished;
            finished.epoch = epoch;
            finished.loss = 2.0;
            EXPECT_TRUE((*file)->record({run, finished}));
            take.origin = {run, "lstm", epoch, 1};
            EXPECT_TRUE((*file)->record({run, TakeSampled{take}}));
        }
        EXPECT_TRUE((*file)->record({run, RunFinished{}}));
        return path;
    }

    std::pair<std::size_t, std::size_t> runsAndTakesIn(const QString& path) {
        const auto file = ProjectFile::openToRead(path.toStdString());
        EXPECT_TRUE(file);
        return {(*file)->runs()->size(), (*file)->takes()->size()};
    }

    QAbstractItemModel* takes() { return find<QListView>("takesList")->model(); }

    QStringList takeTitles() {
        QStringList titles;
        for (int row = 0; row < takes()->rowCount(); ++row)
            titles << takes()->index(row, 0).data().toString();
        return titles;
    }

    std::size_t sources() { return m_window.source().sources().size(); }

    /// Opens a MIDI file and waits for it: files arrive in the order of opening, so that all that
    /// was opened before has arrived too.
    void openAnother(std::size_t sourcesThen) {
        emit m_window.openRequested({sourceFile()});
        ASSERT_TRUE(waitFor([&] { return sources() >= sourcesThen; }));
        EXPECT_EQ(sources(), sourcesThen);
    }
};

TEST_F(ProjectWindowTest, ARecentProjectOfTheStartPageIsOpenedAndNotReadAsMusic) {
    m_settings.addRecentFile(project(m_folder.filePath("waltz.leitmotif")));
    Workspace workspace(m_window, m_settings);
    workspace.start({});
    chooseInMenu(find<QPushButton>("recentFilesButton"), QStringLiteral("waltz.leitmotif"));
    ASSERT_TRUE(waitFor([&] { return sources() == 1; }));
    openAnother(2);
    EXPECT_FALSE(find<QFrame>("errorBar")->isVisible());
}

TEST_F(ProjectWindowTest, TheStartPageOpensOneDialog) {
    Workspace workspace(m_window, m_settings);
    workspace.start({});
    click(find<QPushButton>("openFileButton"));
    EXPECT_EQ(m_window.findChildren<QFileDialog*>("openDialog").size(), 1);
    emit m_window.transport().soundFontDialogRequested();
    EXPECT_EQ(m_window.findChildren<QFileDialog*>("soundFontDialog").size(), 1);
}

TEST_F(ProjectWindowTest, ADeletedRunComesBackWithItsTakes) {
    const QString path = project(m_folder.filePath("waltz.leitmotif"), 3);
    {
        Workspace workspace(m_window, m_settings);
        workspace.start({path});
        const QStringList before = takeTitles();
        ASSERT_EQ(before.size(), 3);
        click(find<QToolButton>("removeRunButton"));
        EXPECT_EQ(takes()->rowCount(), 0);
        EXPECT_FALSE(find<QComboBox>("runBox")->isVisible());
        ASSERT_TRUE(find<QFrame>("undoBar")->isVisible());
        EXPECT_EQ(find<QLabel>("undoText")->text(),
                  QStringLiteral("Run 1 and its 3 takes are deleted."));
        click(find<QPushButton>("undoActionButton"));
        EXPECT_EQ(takeTitles(), before);
        EXPECT_TRUE(find<QComboBox>("runBox")->isVisible());
        EXPECT_FALSE(find<QFrame>("undoBar")->isVisible());
    }
    EXPECT_EQ(runsAndTakesIn(path), std::pair(std::size_t{1}, std::size_t{3}));
    {
        Workspace workspace(m_window, m_settings);
        workspace.start({path});
        click(find<QToolButton>("removeRunButton"));
    } // the end of the program is the end of the offer
    EXPECT_EQ(runsAndTakesIn(path), std::pair(std::size_t{0}, std::size_t{0}));
}

TEST_F(ProjectWindowTest, ADeletedTakeFallsSilentAndComesBackToItsPlace) {
    const QString path = project(m_folder.filePath("waltz.leitmotif"), 3);
    {
        Workspace workspace(m_window, m_settings);
        workspace.start({path});
        const QStringList before = takeTitles();
        auto* const list = find<QListView>("takesList");
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        ASSERT_TRUE(waitFor([&] { return m_window.transport().isPlaying(); }));
        QTest::keyClick(list, Qt::Key_Delete);
        EXPECT_TRUE(waitFor([&] { return !m_window.transport().isPlaying(); }));
        EXPECT_EQ(takeTitles(), QStringList({before[0], before[2]}));
        click(find<QPushButton>("undoActionButton"));
        EXPECT_EQ(takeTitles(), before);
        EXPECT_EQ(list->currentIndex().row(), 1);
        // The next one that is deleted ends the way back of the one before.
        click(find<QToolButton>("removeTakeButton"));
        click(find<QToolButton>("removeTakeButton"));
        click(find<QPushButton>("undoActionButton"));
        EXPECT_EQ(takes()->rowCount(), 2);
        click(find<QToolButton>("removeTakeButton"));
        click(find<QToolButton>("closeUndoButton"));
        EXPECT_FALSE(find<QFrame>("undoBar")->isVisible());
        EXPECT_EQ(takes()->rowCount(), 1);
    }
    EXPECT_EQ(runsAndTakesIn(path), std::pair(std::size_t{1}, std::size_t{1}));
}

} // namespace
} // namespace leitmotif
