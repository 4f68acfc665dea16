// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/smf_reader.h"
#include "tests/ui/roll/roll_fixture.h"
#include "ui/roll/roll_toolbar.h"
#include "ui/roll/score_picture.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QVBoxLayout>

namespace leitmotif {
namespace {

/// Pictures to look at, and what painting costs: with LEITMOTIF_PICTURES a folder and
/// LEITMOTIF_MIDI_FILE a file to show, else skipped.
TEST(RollPictures, ArePainted) {
    const QString folder = qEnvironmentVariable("LEITMOTIF_PICTURES");
    const QString file = qEnvironmentVariable("LEITMOTIF_MIDI_FILE");
    if (folder.isEmpty() || file.isEmpty())
        GTEST_SKIP() << "set LEITMOTIF_PICTURES and LEITMOTIF_MIDI_FILE";
    const auto read = readMidiFile(file.toStdString());
    ASSERT_TRUE(read) << describe(read.error());
    const Score& score = read->score;
    for (const Theme& theme : {darkTheme(), lightTheme()})
        for (const QSize size : {QSize(1280, 800), QSize(2560, 1440)}) {
            applyTheme(*qApp, theme);
            QWidget window;
            auto* column = new QVBoxLayout(&window);
            column->setContentsMargins(0, 0, 0, 0);
            column->setSpacing(0);
            auto* roll = new PianoRoll;
            column->addWidget(new RollToolbar(*roll));
            column->addWidget(roll, 1);
            roll->setTheme(theme);
            window.resize(size);
            window.show();
            roll->openScore(score);
            roll->setLoop({{score.meterMap().barStart(2)}, {score.meterMap().barStart(4)}, true});
            roll->setPlayhead(static_cast<double>(score.meterMap().barStart(3).value) + 300.0);
            QCoreApplication::processEvents();
            const QString name =
                QStringLiteral("%1/roll-%2-%3").arg(folder, theme.name).arg(size.width());
            EXPECT_TRUE(window.grab().save(name + QStringLiteral(".png")));
            auto* canvas = roll->findChild<RollCanvas*>();
            QTest::mousePress(canvas, Qt::LeftButton, Qt::ControlModifier, QPoint(60, 60));
            QMouseEvent move(QEvent::MouseMove, QPointF(420, 300), QPointF(420, 300), Qt::NoButton,
                             Qt::LeftButton, Qt::ControlModifier);
            QApplication::sendEvent(canvas, &move);
            EXPECT_TRUE(window.grab().save(name + QStringLiteral("-band.png")));
            QTest::mouseRelease(canvas, Qt::LeftButton, {}, QPoint(420, 300));
            roll->zoomToFit();
            EXPECT_TRUE(window.grab().save(name + QStringLiteral("-fit.png")));
            EXPECT_TRUE(scorePicture(score, theme, QSize(1200, 400), 2.0)
                            .save(name + QStringLiteral("-image.png")));
        }
}

} // namespace
} // namespace leitmotif
