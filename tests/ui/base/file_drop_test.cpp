// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/file_drop.h"

#include "ui/main_window.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(FileDrop, DroppedFilesAreOpened) {
    MainWindow window;
    window.show();
    QSignalSpy opened(&window, &MainWindow::openRequested);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/music/a.mid")),
                  QUrl::fromLocalFile(QStringLiteral("/music/b.mid"))});
    QDragEnterEvent enter({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    EXPECT_TRUE(enter.isAccepted());
    EXPECT_TRUE(window.findChild<QLabel*>(QStringLiteral("dropHint"))->isVisible());
    QDropEvent drop({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    EXPECT_FALSE(window.findChild<QLabel*>(QStringLiteral("dropHint"))->isVisible());
    ASSERT_EQ(opened.count(), 1);
    EXPECT_EQ(opened[0][0].toStringList(),
              QStringList({QStringLiteral("/music/a.mid"), QStringLiteral("/music/b.mid")}));
}

TEST(FileDrop, DroppedFilesAreCopiedWhateverIsProposed) {
    MainWindow window;
    window.show();
    QSignalSpy opened(&window, &MainWindow::openRequested);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/music/a.mid"))});
    const Qt::DropActions both = Qt::CopyAction | Qt::MoveAction;
    // Shift: the desktop proposes to move, and to whoever accepts that it removes the file.
    const auto send = [&](auto& event) {
        ASSERT_EQ(event.proposedAction(), Qt::MoveAction);
        QApplication::sendEvent(&window, &event);
        EXPECT_TRUE(event.isAccepted());
        EXPECT_EQ(event.dropAction(), Qt::CopyAction);
    };
    QDragEnterEvent enter({40, 40}, both, &data, Qt::LeftButton, Qt::ShiftModifier);
    enter.setDropAction(Qt::MoveAction);
    QDragMoveEvent move({50, 50}, both, &data, Qt::LeftButton, Qt::ShiftModifier);
    move.setDropAction(Qt::MoveAction);
    QDropEvent drop({50, 50}, both, &data, Qt::LeftButton, Qt::ShiftModifier);
    drop.setDropAction(Qt::MoveAction);
    send(enter);
    send(move);
    send(drop);
    EXPECT_EQ(opened.count(), 1);

    QDragEnterEvent only({40, 40}, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &only);
    EXPECT_FALSE(only.isAccepted());
}

TEST(FileDrop, DragsWithoutFilesAreLeftAlone) {
    MainWindow window;
    QMimeData data;
    data.setText(QStringLiteral("words"));
    QDragEnterEvent enter({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(&window, &enter);
    EXPECT_FALSE(enter.isAccepted());
}

} // namespace
} // namespace leitmotif
