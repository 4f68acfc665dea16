// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shortcuts_dialog.h"

#include "ui/main_window.h"

#include <QLineEdit>
#include <QTableWidget>
#include <QTest>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(ShortcutsDialog, ShortcutsAreFoundByTheirWords) {
    MainWindow window;
    window.showShortcuts();
    auto* table = window.findChild<QTableWidget*>(QStringLiteral("shortcutTable"));
    ASSERT_NE(table, nullptr);
    EXPECT_GT(table->rowCount(), 12);
    QTest::keyClicks(window.findChild<QLineEdit*>(QStringLiteral("shortcutSearch")),
                     QStringLiteral("quit"));
    int shown = 0;
    for (int row = 0; row < table->rowCount(); ++row)
        shown += table->isRowHidden(row) ? 0 : 1;
    EXPECT_EQ(shown, 1);
}

} // namespace
} // namespace leitmotif
