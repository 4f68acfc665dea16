// SPDX-License-Identifier: GPL-3.0-or-later
// A screen reader, or a script over AT-SPI, needs a name for everything that can get the focus.
#include "tests/ui/sample_data.h"
#include "ui/main_window.h"
#include "ui/panels/revise_dialog.h"
#include "ui/shortcuts_dialog.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QScrollBar>

#include <gtest/gtest.h>

#include <set>

namespace leitmotif {
namespace {

/// Parts that Qt makes within a control, which speaks for them.
bool isInternal(const QWidget* widget) {
    const QWidget* parent = widget->parentWidget();
    return widget->objectName().startsWith(QLatin1String("qt_")) ||
           qobject_cast<const QScrollBar*>(widget) != nullptr ||
           qobject_cast<const QMenu*>(widget) != nullptr ||
           qobject_cast<const QComboBox*>(parent) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(parent) != nullptr ||
           qobject_cast<const QAbstractItemView*>(parent) != nullptr ||
           (parent != nullptr && parent->inherits("QComboBoxPrivateContainer")) ||
           widget->inherits("QComboBoxPrivateContainer");
}

void expectNames(const QWidget& root) {
    std::set<QString> names;
    int controls = 0;
    for (const QWidget* widget : root.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || isInternal(widget) || widget->isWindow())
            continue;
        ++controls;
        EXPECT_FALSE(widget->objectName().isEmpty())
            << widget->metaObject()->className() << " " << widget->accessibleName().toStdString();
        EXPECT_FALSE(widget->accessibleName().isEmpty())
            << widget->metaObject()->className() << " " << widget->objectName().toStdString();
        EXPECT_TRUE(names.insert(widget->objectName()).second)
            << "twice: " << widget->objectName().toStdString();
    }
    EXPECT_GT(controls, 0);
}

TEST(Accessibility, EveryControlOfTheWindowHasNames) {
    MainWindow window;
    window.source().setSource(sample::source(1, "/music/a.mid"));
    window.train().setRuns({{1, QStringLiteral("LSTM"), 40, 40, {}, {}, true}}, 1);
    expectNames(window);
    EXPECT_GT(window.findChildren<QWidget*>().size(), 100);
}

TEST(Accessibility, EveryControlOfTheDialogsHasNames) {
    MainWindow window;
    expectNames(window.settings());
    expectNames(ShortcutsDialog(window));
    expectNames(ReviseDialog());
}

TEST(Accessibility, EveryActionOfTheMenusHasAName) {
    MainWindow window;
    for (const char* menu :
         {"newAction", "openAction", "saveAction", "saveAsAction", "exportAction", "settingsAction",
          "quitAction", "playAction", "stopAction", "toStartAction", "panicAction",
          "shortcutsAction", "aboutAction", "showLeftAction", "showPlotAction", "showEditorAction",
          "showTakesAction"})
        EXPECT_NE(window.findChild<QAction*>(QLatin1String(menu)), nullptr) << menu;
}

TEST(Accessibility, NoKeysAreGivenTwice) {
    MainWindow window;
    std::set<QString> keys;
    for (const QAction* action : window.findChildren<QAction*>()) {
        for (const QKeySequence& one : action->shortcuts())
            EXPECT_TRUE(keys.insert(one.toString()).second) << one.toString().toStdString();
    }
}

TEST(Accessibility, TabReachesEveryPanel) {
    MainWindow window;
    window.source().setSource(sample::source(1, "/music/a.mid"));
    window.show();
    std::set<const QWidget*> reached;
    const QWidget* widget = &window;
    do {
        widget = widget->nextInFocusChain();
        for (const QWidget* panel : {static_cast<const QWidget*>(&window.source()),
                                     static_cast<const QWidget*>(&window.train()),
                                     static_cast<const QWidget*>(&window.plot()),
                                     static_cast<const QWidget*>(&window.takes()),
                                     static_cast<const QWidget*>(&window.transport())}) {
            if (panel->isAncestorOf(widget) && (widget->focusPolicy() & Qt::TabFocus))
                reached.insert(panel);
        }
    } while (widget != &window);
    EXPECT_EQ(reached.size(), 5U);
}

} // namespace
} // namespace leitmotif
