// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_menu.h"

#include "ui/base/translations.h"
#include "ui/main_window.h"

#include <QAction>
#include <QApplication>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTranslator>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(MainMenu, EditActionsBecomeTheEditMenu) {
    MainWindow window;
    QAction undo(QStringLiteral("Undo"));
    QAction redo(QStringLiteral("Redo"));
    QAction copy(QStringLiteral("Copy"));
    window.menu().setEditActions(&undo, &redo, {&copy});
    window.setTheme(darkTheme());
    EXPECT_FALSE(undo.icon().isNull());
    EXPECT_EQ(redo.shortcuts().size(), 2);
    QSignalSpy triggered(&undo, &QAction::triggered);
    window.show();
    undo.trigger();
    EXPECT_EQ(triggered.count(), 1);
    qApp->setStyleSheet({});
}

TEST(MainMenu, AThemeIsAskedForInTheMenu) {
    MainWindow window;
    QSignalSpy asked(&window, &MainWindow::themeRequested);
    auto* light = window.findChild<QAction*>(QStringLiteral("theme_light"));
    EXPECT_TRUE(window.findChild<QAction*>(QStringLiteral("theme_system"))->isChecked());
    light->trigger();
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked[0][0].toString(), QStringLiteral("light"));
    window.menu().setThemeChoice(QStringLiteral("dark"));
    EXPECT_FALSE(light->isChecked());
    EXPECT_TRUE(window.findChild<QAction*>(QStringLiteral("theme_dark"))->isChecked());
}

TEST(MainMenu, AltWithTheLettersOfTheNotesOpensNoMenu) {
    for (const QString& language : translatedLanguages()) {
        const auto texts = loadTexts(language);
        if (texts)
            QCoreApplication::installTranslator(texts.get());
        const MainWindow window;
        QString letters;
        for (const QAction* menu : window.menuBar()->actions()) {
            const QKeySequence mnemonic = QKeySequence::mnemonic(menu->text());
            EXPECT_FALSE(mnemonic.isEmpty()) << qPrintable(menu->text());
            const QString letter = mnemonic.toString().right(1);
            EXPECT_FALSE(QStringLiteral("HL").contains(letter)) << qPrintable(menu->text());
            EXPECT_FALSE(letters.contains(letter)) << qPrintable(menu->text());
            letters += letter;
        }
        if (texts)
            QCoreApplication::removeTranslator(texts.get());
    }
}

} // namespace
} // namespace leitmotif
