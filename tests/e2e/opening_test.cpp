// SPDX-License-Identifier: GPL-3.0-or-later
// Projects and files in the real window: opened, shown, exported.
#include "assets/demo_pieces.h"
#include "core/base/files.h"
#include "core/midi/smf_reader.h"
#include "core/store/project_file.h"
#include "tests/e2e/project_window_test.h"
#include "ui/roll/piano_roll.h"

#include <QAction>
#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStatusBar>
#include <QToolButton>

namespace leitmotif {
namespace {

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

TEST_F(ProjectWindowTest, EveryFileThatCannotBeOpenedIsNamed) {
    QStringList paths;
    for (const char* name : {"one.mid", "two.mid"}) {
        paths << m_folder.filePath(QLatin1String(name));
        ASSERT_TRUE(writeFileAtomically(paths.back().toStdString(), Bytes{'w', 'o', 'r', 'd'}));
    }
    paths.insert(1, sourceFile());
    paths << m_folder.filePath("none.mid") << m_folder.filePath("last.mid");
    ASSERT_TRUE(writeFileAtomically(paths.back().toStdString(), demoPieces().front().midi));
    Workspace workspace(m_window, m_settings);
    workspace.start({});
    emit m_window.openRequested(paths);
    ASSERT_TRUE(waitFor([&] { return sources() == 2; }));
    const QString told = find<QLabel>("errorText")->text();
    EXPECT_EQ(told.split(QLatin1Char('\n')).size(), 3);
    for (const char* name : {"one.mid", "two.mid", "none.mid"})
        EXPECT_TRUE(told.contains(QLatin1String(name))) << name << told.toStdString();
    EXPECT_TRUE(find<QFrame>("errorBar")->isVisible());
}

TEST_F(ProjectWindowTest, AMessageGoesWithTheNextThingThatIsDone) {
    Workspace workspace(m_window, m_settings);
    workspace.start({});
    const auto fail = [&] {
        emit m_window.openRequested({m_folder.filePath("none.mid")});
        ASSERT_TRUE(waitFor([&] { return find<QFrame>("errorBar")->isVisible(); }));
    };
    fail();
    QTest::keyClick(&m_window, Qt::Key_Escape);
    EXPECT_FALSE(find<QFrame>("errorBar")->isVisible());
    openAnother(1);
    fail();
    emit m_window.saveAsRequested(m_folder.filePath("waltz.leitmotif"));
    EXPECT_FALSE(find<QFrame>("errorBar")->isVisible());
    EXPECT_EQ(find<QStatusBar>("statusBar")->currentMessage(),
              QStringLiteral("Saved as waltz.leitmotif"));
    fail();
    find<QAction>("saveAction")->trigger();
    EXPECT_FALSE(find<QFrame>("errorBar")->isVisible());
    EXPECT_EQ(find<QStatusBar>("statusBar")->currentMessage(),
              QStringLiteral("Everything is saved."));
    // What cannot be done leaves the message alone.
    emit m_window.exportRequested(m_folder.filePath("no/such/folder/x.mid"));
    ASSERT_TRUE(waitFor([&] { return find<QFrame>("errorBar")->isVisible(); }));
    emit m_window.exportRequested(m_folder.filePath("x.mid"));
    ASSERT_TRUE(waitFor([&] { return !find<QFrame>("errorBar")->isVisible(); }));
}

TEST_F(ProjectWindowTest, AProjectInWhichNothingWasEditedShowsItsPiece) {
    const QString path = project(m_folder.filePath("made.leitmotif"), 1);
    const auto notes = readMidi(demoPieces().front().midi, "inside")->score.noteCount();
    const auto shows = [&] {
        return find<QLabel>("editorTitle")->text() == QStringLiteral("inside") &&
               find<PianoRoll>("pianoRoll")->score().noteCount() == notes;
    };
    Workspace workspace(m_window, m_settings);
    {
        const auto held = ProjectFile::open(path.toStdString()); // so that the window only reads
        workspace.start({path});
        EXPECT_TRUE(waitFor(shows));
        // What could not be stored would be told with the next turns of the event loop.
        EXPECT_FALSE(QTest::qWaitFor([&] { return find<QLabel>("errorText")->isVisible(); }, 300));
    }
    workspace.open({project(m_folder.filePath("other.leitmotif"))});
    workspace.open({path});
    EXPECT_TRUE(waitFor(shows));
}

TEST_F(ProjectWindowTest, WhenTheShownFileIsRemovedTheNextOneIsShown) {
    Workspace workspace(m_window, m_settings);
    const QString other = m_folder.filePath("other.mid");
    ASSERT_TRUE(writeFileAtomically(other.toStdString(), demoPieces().back().midi));
    workspace.start({sourceFile(), other});
    ASSERT_TRUE(waitFor([&] { return sources() == 2; }));
    auto* const title = find<QLabel>("editorTitle");
    EXPECT_EQ(title->text(), QStringLiteral("other"));
    click(find<QToolButton>("removeSourceButton"));
    EXPECT_EQ(title->text(), QStringLiteral("prelude"));
    EXPECT_GT(find<PianoRoll>("pianoRoll")->score().noteCount(), 100U);
    click(find<QToolButton>("removeSourceButton"));
    EXPECT_EQ(title->text(), QStringLiteral("Editor"));
    EXPECT_EQ(find<QLabel>("heardName")->text(), QString());
}

TEST_F(ProjectWindowTest, APlacedTakeIsSelectedAndTold) {
    Workspace workspace(m_window, m_settings);
    workspace.start({project(m_folder.filePath("waltz.leitmotif"), 1)});
    openAnother(2);
    auto* const roll = find<PianoRoll>("pianoRoll");
    const std::size_t before = roll->score().noteCount();
    const Tick end = roll->score().lastNoteEnd();
    emit roll->seekRequested(end.value);
    ASSERT_TRUE(roll->selection().isEmpty());
    click(find<QToolButton>("placeTakeButton"));
    const Take take = *workspace.takes().find(*m_window.takes().currentTake());
    EXPECT_EQ(roll->score().noteCount(), before + take.score->noteCount());
    ASSERT_FALSE(roll->selection().isEmpty());
    const auto& notes = roll->score().tracks[static_cast<std::size_t>(roll->track())]->notes();
    for (const Note& note : roll->selection().notes()) {
        EXPECT_GE(note.onset, end);
        EXPECT_NE(std::ranges::find(notes, note), notes.end());
    }
    const auto bar = roll->score().meterMap().barAt(end) + 1;
    EXPECT_TRUE(find<QStatusBar>("statusBar")
                    ->currentMessage()
                    .contains(QStringLiteral("from bar %1 on").arg(bar)));
}

TEST_F(ProjectWindowTest, KeysThatCannotDoAnythingSayWhy) {
    Workspace workspace(m_window, m_settings);
    workspace.start({});
    openAnother(1);
    const auto told = [&] { return find<QStatusBar>("statusBar")->currentMessage(); };
    for (const Qt::Key key : {Qt::Key_F, Qt::Key_R})
        for (const char* name : {"rollCanvas", "sourceList"}) {
            find<QStatusBar>("statusBar")->clearMessage();
            auto* const widget = find<QWidget>(name);
            widget->setFocus();
            QTest::keyClick(widget, key, Qt::ControlModifier);
            EXPECT_TRUE(told().contains(QStringLiteral("BiLSTM"))) << name << key;
        }
}

TEST_F(ProjectWindowTest, ExportingSuggestsTheNameOfTheScore) {
    Workspace workspace(m_window, m_settings);
    workspace.start({});
    openAnother(1);
    find<QAction>("exportAction")->trigger();
    const auto* const dialog = find<QFileDialog>("saveDialog");
    ASSERT_EQ(dialog->selectedFiles().size(), 1);
    EXPECT_EQ(QFileInfo(dialog->selectedFiles().front()).fileName(), QStringLiteral("prelude.mid"));
}

TEST_F(ProjectWindowTest, AClickOnAFileLeadsBackFromATake) {
    Workspace workspace(m_window, m_settings);
    workspace.start({project(m_folder.filePath("waltz.leitmotif"), 1)});
    openAnother(2);
    auto* const title = find<QLabel>("editorTitle");
    auto* const files = find<QListWidget>("sourceList");
    const auto place = [&] { return files->visualItemRect(files->currentItem()).center(); };
    click(find<QToolButton>("editTakeButton"));
    EXPECT_EQ(title->text(), QStringLiteral("lstm-r1-e1"));
    QTest::mouseClick(files->viewport(), Qt::LeftButton, {}, place());
    EXPECT_EQ(title->text(), QStringLiteral("prelude"));
    click(find<QToolButton>("editTakeButton"));
    QTest::mouseClick(files->viewport(), Qt::LeftButton, {}, place());
    QTest::mouseDClick(files->viewport(), Qt::LeftButton, {}, place());
    EXPECT_EQ(title->text(), QStringLiteral("prelude"));
    QTest::mouseClick(files->viewport(), Qt::LeftButton, {},
                      files->visualItemRect(files->item(0)).center());
    EXPECT_EQ(title->text(), QStringLiteral("inside"));
}

TEST_F(ProjectWindowTest, RunsThatWereStartedTogetherAreDrawnTogether) {
    Workspace workspace(m_window, m_settings);
    workspace.start({});
    openAnother(1);
    choose(find<QComboBox>("presetBox"), QStringLiteral("lstm"));
    type(find<QSpinBox>("setting_epochs"), 1);
    auto* const all = find<QCheckBox>("overlayBox");
    EXPECT_FALSE(all->isChecked());
    auto* const menu = find<QMenu>("otherPresetsMenu");
    menu->popup(QPoint());
    QTest::mouseClick(menu->findChild<QCheckBox*>("other_gru"), Qt::LeftButton, {}, {8, 8});
    shoot("presets");
    menu->close();
    auto* const train = find<QPushButton>("trainButton");
    ASSERT_TRUE(waitFor([&] { return train->isEnabled(); }));
    click(train);
    EXPECT_TRUE(waitFor([&] { return all->isVisible(); })); // both have losses
    EXPECT_TRUE(all->isChecked());
    click(find<QPushButton>("stopTrainingButton"));
    EXPECT_TRUE(waitFor([&] { return m_window.train().state() == TrainingState::Idle; }));
}

} // namespace
} // namespace leitmotif
