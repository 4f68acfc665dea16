// SPDX-License-Identifier: GPL-3.0-or-later
// Projects and files in the real window: opened, left, saved, discarded.
#include "assets/demo_pieces.h"
#include "core/base/files.h"
#include "core/midi/smf_reader.h"
#include "core/store/project_file.h"
#include "tests/e2e/window_test.h"
#include "ui/roll/piano_roll.h"

#include <QAction>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QStatusBar>
#include <QTimer>
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

    QString unsavedFolder() { return m_folder.filePath("data/leitmotif/unsaved"); }

    QStringList unsaved() { return QDir(unsavedFolder()).entryList({"*.leitmotif"}); }

    /// Does it as soon as there is such a dialog: somebody else waits for its answer.
    template <class Dialog>
    void whenAsked(const char* name, std::function<void(Dialog*)> then) {
        auto* const dialog = m_window.findChild<Dialog*>(QLatin1String(name));
        if (dialog && dialog->isVisible())
            then(dialog);
        else
            QTimer::singleShot(0, &m_window, [=, this] { whenAsked(name, then); });
    }

    /// Presses a button of the question that is about to be asked.
    void answerLeaving(const char* button) {
        whenAsked<QMessageBox>("leavingDialog", [button](QMessageBox* box) {
            click(box->findChild<QPushButton*>(QLatin1String(button)));
        });
    }

    std::size_t sources() { return m_window.source().sources().size(); }

    /// Opens a MIDI file and waits for it: files arrive in the order of opening, so that all that
    /// was opened before has arrived too.
    void openAnother(std::size_t sourcesThen) {
        emit m_window.openRequested({sourceFile()});
        ASSERT_TRUE(waitFor([&] {
            return std::ranges::any_of(m_window.source().sources(), [](const SourceItem& one) {
                return one.report.file.ends_with("prelude.mid");
            });
        }));
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
        shoot("deleted");
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

TEST_F(ProjectWindowTest, WhatIsGoneIsNeitherHeardNorNamed) {
    Workspace workspace(m_window, m_settings);
    workspace.start({project(m_folder.filePath("waltz.leitmotif"), 1)});
    auto* const list = find<QListView>("takesList");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    ASSERT_TRUE(waitFor([&] { return m_window.transport().isPlaying(); }));
    auto* const heard = find<QLabel>("heardName");
    EXPECT_EQ(heard->text(), QStringLiteral("lstm-r1-e1"));
    find<QAction>("newAction")->trigger();
    EXPECT_TRUE(waitFor([&] { return !m_window.transport().isPlaying(); }));
    EXPECT_EQ(heard->text(), QString());
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
    const Take take = *m_window.takes().take(*m_window.takes().currentTake());
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

TEST_F(ProjectWindowTest, AnUntitledProjectWithSomethingInItIsNotLeftUnasked) {
    {
        Workspace workspace(m_window, m_settings);
        workspace.start({});
        EXPECT_FALSE(m_window.isWindowModified());
        EXPECT_TRUE(m_window.close()); // nothing to ask
        m_window.show();
        openAnother(1);
        EXPECT_TRUE(m_window.isWindowModified());

        answerLeaving("cancelLeavingButton");
        EXPECT_FALSE(m_window.close());
        EXPECT_EQ(sources(), 1U);
        answerLeaving("cancelLeavingButton");
        find<QAction>("newAction")->trigger();
        EXPECT_EQ(sources(), 1U);

        answerLeaving("discardAndLeaveButton");
        find<QAction>("newAction")->trigger();
        EXPECT_EQ(sources(), 0U);
        EXPECT_FALSE(m_window.isWindowModified());
        EXPECT_EQ(unsaved().size(), 1);
        openAnother(1);
        answerLeaving("discardAndLeaveButton");
        EXPECT_TRUE(m_window.close());
    }
    EXPECT_EQ(unsaved(), QStringList());
}

TEST_F(ProjectWindowTest, AnUntitledProjectCanBeSavedWhenItIsLeft) {
    const QString path = m_folder.filePath("kept.leitmotif");
    {
        Workspace workspace(m_window, m_settings);
        workspace.start({});
        openAnother(1);
        answerLeaving("saveAndLeaveButton");
        whenAsked<QFileDialog>("saveDialog", [](QFileDialog* dialog) { dialog->reject(); });
        EXPECT_FALSE(m_window.close());
        answerLeaving("saveAndLeaveButton");
        whenAsked<QFileDialog>("saveDialog", [&path](QFileDialog* dialog) {
            dialog->findChild<QLineEdit*>("fileNameEdit")->setText(path);
            click(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save));
        });
        EXPECT_TRUE(m_window.close());
    }
    EXPECT_EQ(unsaved(), QStringList());
    const auto file = ProjectFile::openToRead(path.toStdString());
    ASSERT_TRUE(file);
    EXPECT_EQ((*file)->sources()->size(), 1U);
}

TEST_F(ProjectWindowTest, EverythingThatWasNeverSavedIsOfferedToOpenOrDiscard) {
    ASSERT_TRUE(QDir().mkpath(unsavedFolder()));
    for (int number = 1; number <= 3; ++number)
        project(QStringLiteral("%1/unsaved-%2.leitmotif").arg(unsavedFolder()).arg(number),
                number - 1);
    Workspace workspace(m_window, m_settings);
    workspace.start({});
    auto* const list = find<QListWidget>("unsavedList");
    ASSERT_TRUE(list->isVisible());
    ASSERT_EQ(list->count(), 3);
    EXPECT_FALSE(find<QFrame>("errorBar")->isVisible()); // it is nothing that went wrong
    shoot("unsaved");
    for (int row = 0; row < 3; ++row) {
        EXPECT_TRUE(list->item(row)->text().contains(QStringLiteral("inside.mid")));
        EXPECT_TRUE(list->item(row)->text().contains(
            QLocale().toString(QDate::currentDate(), QLocale::ShortFormat)));
    }
    click(find<QToolButton>("discardUnsavedButton"));
    EXPECT_EQ(list->count(), 2);
    click(find<QPushButton>("undoActionButton"));
    EXPECT_EQ(list->count(), 3);
    EXPECT_EQ(unsaved().size(), 4); // with the new one that is open
    click(find<QToolButton>("discardUnsavedButton"));
    click(find<QToolButton>("closeUndoButton"));
    EXPECT_EQ(list->count(), 2);
    EXPECT_EQ(unsaved().size(), 3);
    click(find<QPushButton>("openUnsavedButton"));
    EXPECT_EQ(sources(), 1U);
    EXPECT_EQ(unsaved().size(), 2); // the new one held nothing
}

} // namespace
} // namespace leitmotif
