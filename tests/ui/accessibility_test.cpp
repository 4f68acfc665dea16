// SPDX-License-Identifier: GPL-3.0-or-later
// A screen reader, or a script over AT-SPI, needs a name for everything that can get the focus.
#include "tests/ui/sample_data.h"
#include "ui/main_window.h"
#include "ui/panels/more_takes_dialog.h"
#include "ui/panels/provenance_dialog.h"
#include "ui/panels/revise_dialog.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_toolbar.h"
#include "ui/shortcuts_dialog.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QMenu>
#include <QScrollBar>
#include <QTest>

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
    expectNames(MoreTakesDialog());
    expectNames(ProvenanceDialog());
}

TEST(Accessibility, BoxesOfChoicesHaveNameAndValue) {
    MainWindow window;
    PianoRoll roll;
    const RollToolbar toolbar(roll);
    int boxes = 0;
    for (const QObject* root :
         {static_cast<const QObject*>(&window), static_cast<const QObject*>(&toolbar),
          static_cast<const QObject*>(&window.settings())})
        for (QComboBox* box : root->findChildren<QComboBox*>()) {
            ++boxes;
            box->addItem(QStringLiteral("Some value"));
            box->setCurrentIndex(box->count() - 1);
            QAccessibleInterface* told = QAccessible::queryAccessibleInterface(box);
            ASSERT_NE(told, nullptr);
            EXPECT_EQ(told->role(), QAccessible::ComboBox);
            EXPECT_EQ(told->text(QAccessible::Name), box->accessibleName());
            EXPECT_NE(told->text(QAccessible::Name), QString()) << box->objectName().toStdString();
            EXPECT_EQ(told->text(QAccessible::Value), QStringLiteral("Some value"));
        }
    EXPECT_GE(boxes, 8);
}

TEST(Accessibility, WhatPaintsItselfSaysWhatItIs) {
    MainWindow window;
    PianoRoll roll;
    const auto roleOf = [](const QObject& root, const char* name) {
        auto* widget = root.findChild<QWidget*>(QLatin1String(name));
        return widget ? QAccessible::queryAccessibleInterface(widget)->role() : QAccessible::NoRole;
    };
    EXPECT_EQ(roleOf(window, "lossChart"), QAccessible::Chart);
    EXPECT_EQ(roleOf(window, "latentCanvas"), QAccessible::Graphic);
    EXPECT_EQ(roleOf(roll, "rollRuler"), QAccessible::Graphic);
}

TEST(Accessibility, F6GoesRoundThePanels) {
    MainWindow window;
    auto* roll = new PianoRoll;
    window.setEditor(new RollToolbar(*roll), roll);
    roll->openScore(sample::score(5, 24));
    window.setEditorEmpty(false);
    window.source().setSource(sample::source(1, "/music/a.mid"));
    window.takes().setTakes({sample::take(1, 5, 0.1)});
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    const std::vector<const QWidget*> panels = {&window.source(), &window.train(),
                                                &window.plot(),   roll,
                                                &window.takes(),  &window.transport()};
    const auto isIn = [](const QWidget* panel) {
        const QWidget* focused = QApplication::focusWidget();
        return focused != nullptr && (panel == focused || panel->isAncestorOf(focused));
    };
    const auto focused = [&]() -> QWidget* {
        QWidget* const widget = QApplication::focusWidget();
        return widget != nullptr ? widget : &window;
    };
    for (std::size_t i = 0; i < panels.size() && !isIn(panels.back()); ++i)
        QTest::keyClick(focused(), Qt::Key_F6);
    QTest::keyClick(focused(), Qt::Key_F6); // after the last the first
    for (const QWidget* panel : panels) {
        EXPECT_TRUE(isIn(panel)) << panel->objectName().toStdString();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
    }
    EXPECT_TRUE(isIn(panels.front())) << "round";
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
    EXPECT_TRUE(isIn(panels.back()));
    // Where one was in a panel, one comes back to; what is hidden is left out.
    auto* list = window.takes().findChild<QWidget*>(QStringLiteral("takesList"));
    list->setFocus();
    window.findChild<QAction*>(QStringLiteral("showPlotAction"))->trigger();
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        EXPECT_FALSE(isIn(&window.plot()));
    }
    EXPECT_EQ(QApplication::focusWidget(), list);
}

TEST(Accessibility, EveryActionOfTheMenusHasAName) {
    MainWindow window;
    for (const char* menu :
         {"newAction", "openAction", "saveAction", "saveAsAction", "exportAction", "settingsAction",
          "quitAction", "playAction", "stopAction", "toStartAction", "panicAction",
          "shortcutsAction", "aboutAction", "showLeftAction", "showPlotAction", "showEditorAction",
          "showTakesAction", "nextPanelAction", "previousPanelAction"})
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
