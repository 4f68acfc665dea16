// SPDX-License-Identifier: GPL-3.0-or-later
// What is left, deleted and discarded in the real window, and what comes back.
#include "assets/demo_pieces.h"
#include "core/base/files.h"
#include "core/midi/smf_reader.h"
#include "core/store/project_file.h"
#include "tests/e2e/project_window_test.h"
#include "ui/roll/piano_roll.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>

namespace leitmotif {
namespace {

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
