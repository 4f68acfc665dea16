// SPDX-License-Identifier: GPL-3.0-or-later
// Projects and files in the real window: opened, left, saved, discarded.
#include "assets/demo_pieces.h"
#include "core/store/project_file.h"
#include "tests/e2e/window_test.h"

#include <QFileDialog>
#include <QPushButton>

namespace leitmotif {
namespace {

class ProjectWindowTest : public WindowTest {
  protected:
    /// A project with one source.
    QString project(const QString& path) {
        auto file = ProjectFile::open(path.toStdString());
        EXPECT_TRUE(file);
        const auto midi = demoPieces().front().midi;
        EXPECT_TRUE((*file)->addSource("inside.mid", Bytes(midi.begin(), midi.end()), {}));
        return path;
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

} // namespace
} // namespace leitmotif
