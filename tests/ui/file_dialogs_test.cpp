// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/file_dialogs.h"

#include "ui/main_window.h"

#include <QFileDialog>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(FileDialogs, ExportAsksForANameAndTheEndingFollowsTheFormat) {
    MainWindow window;
    window.show();
    window.showTakeExportDialog(7, QStringLiteral("lstm-r1-e20"), QStringLiteral("flac"));
    auto* dialog = window.findChild<QFileDialog*>(QStringLiteral("saveDialog"));
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->defaultSuffix(), QStringLiteral("flac"));
    ASSERT_FALSE(dialog->selectedFiles().isEmpty());
    EXPECT_TRUE(dialog->selectedFiles().front().endsWith(QStringLiteral("lstm-r1-e20.flac")));
    QSignalSpy exported(&window, &MainWindow::takeExportRequested);
    emit dialog->fileSelected(QStringLiteral("/tmp/x.flac"));
    ASSERT_EQ(exported.count(), 1);
    EXPECT_EQ(exported[0][0].toLongLong(), 7);
}

} // namespace
} // namespace leitmotif
