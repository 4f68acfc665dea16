// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel_area.h"

#include "ui/main_window.h"

#include <QAction>
#include <QApplication>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(PanelArea, ColumnsBesideTheEditorDoNotGrowWithoutEnd) {
    MainWindow window;
    window.resize(2560, 1440);
    window.show();
    EXPECT_LT(window.source().width(), 640);
    EXPECT_LT(window.takes().width(), 640);
}

TEST(PanelArea, LayoutComesBack) {
    const auto sizes = [](const MainWindow& window) {
        QList<QList<int>> all;
        for (const char* name : {"columnSplitter", "leftSplitter", "centreSplitter"})
            all << window.findChild<QSplitter*>(QLatin1String(name))->sizes();
        return all;
    };
    MainWindow window;
    window.resize(1500, 900);
    window.show();
    auto* columns = window.findChild<QSplitter*>(QStringLiteral("columnSplitter"));
    columns->setSizes({450, 600, 400});
    const QByteArray state = window.layoutState();
    MainWindow other;
    other.restoreLayout(state);
    other.show();
    EXPECT_EQ(other.size(), window.size());
    EXPECT_EQ(sizes(other), sizes(window));
    const QList<QList<int>> before = sizes(other);
    other.restoreLayout(QByteArrayLiteral("rubbish"));
    EXPECT_EQ(sizes(other), before);
}

TEST(PanelArea, SettingsGetMoreOfTheHeightThanTheSource) {
    MainWindow window;
    window.resize(2560, 1440);
    window.show();
    EXPECT_GT(window.train().height(), 1.3 * window.source().height());
}

TEST(PanelArea, PanelsCanBeHidden) {
    MainWindow window;
    window.show();
    auto* action = window.findChild<QAction*>(QStringLiteral("showTakesAction"));
    action->trigger();
    EXPECT_FALSE(window.takes().isVisible());
    action->trigger();
    EXPECT_TRUE(window.takes().isVisible());
}

TEST(PanelArea, AHiddenPanelLeavesTheKeysToTheEditor) {
    MainWindow window;
    window.resize(1280, 800);
    auto* const roll = new QWidget;
    roll->setFocusPolicy(Qt::StrongFocus);
    window.setEditor(new QWidget, roll);
    window.setEditorEmpty(false);
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    QSignalSpy played(&window.transport(), &TransportBar::playRequested);
    const std::pair<const char*, QWidget*> panels[] = {{"showLeftAction", &window.train()},
                                                       {"showPlotAction", &window.plot()},
                                                       {"showTakesAction", &window.takes()}};
    int times = 0;
    for (const auto& [name, panel] : panels) {
        QWidget* inside = nullptr;
        for (auto* one : panel->findChildren<QWidget*>())
            if (one->isVisible() && one->isEnabled() && (one->focusPolicy() & Qt::TabFocus) != 0)
                inside = one;
        if (inside == nullptr && (panel->focusPolicy() & Qt::TabFocus) != 0)
            inside = panel;
        ASSERT_NE(inside, nullptr) << name;
        inside->setFocus();
        ASSERT_TRUE(inside->hasFocus()) << name;
        window.findChild<QAction*>(QLatin1String(name))->trigger();
        EXPECT_TRUE(roll->hasFocus()) << name;
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        EXPECT_EQ(played.count(), ++times) << name;
    }
    window.findChild<QAction*>(QStringLiteral("showEditorAction"))->trigger();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    EXPECT_EQ(played.count(), ++times) << "no control is pressed in its place";
}

} // namespace
} // namespace leitmotif
