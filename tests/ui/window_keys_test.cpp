// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window_keys.h"

#include "tests/ui/sample_data.h"
#include "ui/main_window.h"

#include <QAbstractItemView>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(WindowKeys, KeysOfPlayingReachTheTransportButNotWhileTyping) {
    MainWindow window;
    window.show();
    QSignalSpy play(&window.transport(), &TransportBar::playRequested);
    QSignalSpy pause(&window.transport(), &TransportBar::pauseRequested);
    QSignalSpy stop(&window.transport(), &TransportBar::stopRequested);
    QSignalSpy start(&window.transport(), &TransportBar::toStartRequested);
    QTest::keyClick(&window, Qt::Key_Space);
    EXPECT_EQ(play.count(), 1);
    window.transport().setPlaying(true);
    QTest::keyClick(&window, Qt::Key_Space);
    EXPECT_EQ(pause.count(), 1);
    QTest::keyClick(&window, Qt::Key_Return);
    EXPECT_EQ(stop.count(), 1);
    QTest::keyClick(&window, Qt::Key_Home);
    EXPECT_EQ(start.count(), 1);
    auto* bars = window.train().findChild<QWidget*>(QStringLiteral("setting_bars"));
    ASSERT_NE(bars, nullptr);
    bars->setFocus();
    QTest::keyClick(bars, Qt::Key_Return);
    EXPECT_EQ(stop.count(), 1);
}

TEST(WindowKeys, SpacePlaysFromListsToo) {
    MainWindow window;
    window.source().setSource(sample::source(1, "/music/a.mid"));
    window.takes().setTakes({sample::take(1, 5), sample::take(2, 10)});
    window.show();
    QSignalSpy play(&window.transport(), &TransportBar::playRequested);
    int presses = 0;
    for (const char* name : {"takesList", "sourceList"}) {
        auto* list = window.findChild<QAbstractItemView*>(QLatin1String(name));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Space);
        EXPECT_EQ(play.count(), ++presses) << name;
    }
    // Where there are boxes, it ticks them.
    auto* tracks = window.findChild<QListWidget*>(QStringLiteral("tracksList"));
    tracks->setFocus();
    tracks->setCurrentRow(0);
    const Qt::CheckState before = tracks->item(0)->checkState();
    QTest::keyClick(tracks, Qt::Key_Space);
    EXPECT_NE(tracks->item(0)->checkState(), before);
    EXPECT_EQ(play.count(), presses);
}

TEST(WindowKeys, EscapeClosesAMessageThenTheComparisonFromAnywhere) {
    MainWindow window;
    window.takes().setTakes({sample::take(1, 5), sample::take(2, 10)});
    window.show();
    QSignalSpy closed(&window.compare(), &CompareView::closeRequested);
    window.setComparing(true);
    window.showError(QStringLiteral("No sound"));
    auto* list = window.findChild<QWidget*>(QStringLiteral("takesList"));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Escape);
    EXPECT_FALSE(window.findChild<QFrame*>(QStringLiteral("errorBar"))->isVisible());
    EXPECT_EQ(closed.count(), 0);
    QTest::keyClick(list, Qt::Key_Escape);
    EXPECT_EQ(closed.count(), 1);
    window.setComparing(false);
    QTest::keyClick(list, Qt::Key_Escape);
    EXPECT_EQ(closed.count(), 1);
}

TEST(WindowKeys, EnterOnAFileShowsItAndStopsNothing) {
    MainWindow window;
    window.source().setSource(sample::source(1, "/music/a.mid"));
    window.show();
    QSignalSpy stop(&window.transport(), &TransportBar::stopRequested);
    QSignalSpy shown(&window.source(), &SourcePanel::sourceActivated);
    auto* list = window.findChild<QWidget*>(QStringLiteral("sourceList"));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    EXPECT_EQ(shown.count(), 1);
    EXPECT_EQ(stop.count(), 0);
}

} // namespace
} // namespace leitmotif
