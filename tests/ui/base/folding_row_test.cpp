// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/folding_row.h"

#include <QApplication>
#include <QLabel>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(FoldingRow, HidesWhatCanBeDoneWithoutAndShowsItAgain) {
    QWidget window;
    auto* row = new FoldingRow(&window);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    QWidgetList parts;
    for (int i = 0; i < 4; ++i) {
        parts << new QWidget;
        parts.back()->setFixedSize(100, 20);
        row->addWidget(parts.back());
    }
    row->setFoldable({{parts[1]}, {parts[2]}}, parts[3]);
    EXPECT_EQ(row->minimumSize().width(), 100 + 10 + 100) << "the first and what stands in";
    const auto shownAt = [&](int width) {
        window.resize(width, 40);
        window.show();
        QApplication::processEvents();
        EXPECT_EQ(window.width(), width);
        QString shown;
        for (const QWidget* part : parts)
            shown += QLatin1Char(part->isVisible() ? '1' : '0');
        return shown.toStdString();
    };
    EXPECT_EQ(shownAt(400), "1110");
    EXPECT_EQ(shownAt(320), "1110");
    EXPECT_EQ(shownAt(319), "1001") << "with what stands in, there is room for no more";
    EXPECT_EQ(shownAt(210), "1001");
    EXPECT_EQ(shownAt(320), "1110");
    EXPECT_EQ(row->folded(), 0U);
    EXPECT_EQ(row->minimumSize().width(), 210);
}

} // namespace
} // namespace leitmotif
