// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/whole_rows_scroll.h"

#include <QApplication>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(WholeRowsScroll, CutsNoRowNorOneThatStandsBesideIt) {
    const std::vector<QRect> rows = {{0, 0, 50, 20}, {60, 10, 50, 30}, {0, 50, 50, 20}};
    EXPECT_EQ(wholeRowsWithin(100, rows), 100);
    EXPECT_EQ(wholeRowsWithin(70, rows), 70);
    EXPECT_EQ(wholeRowsWithin(69, rows), 50);
    EXPECT_EQ(wholeRowsWithin(45, rows), 45);
    EXPECT_EQ(wholeRowsWithin(39, rows), 0) << "the first row ends within the second";
    EXPECT_EQ(wholeRowsWithin(15, rows), 0);
}

TEST(WholeRowsScroll, ShowsWholeRowsAndAllOfTheirWidth) {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    std::vector<QLabel*> labels;
    for (int i = 0; i < 12; ++i) {
        labels.push_back(new QLabel(QStringLiteral("a line with quite some words, %1").arg(i)));
        column->addWidget(labels.back());
    }
    WholeRowsScroll scroll;
    scroll.setPage(
        page,
        [&labels] {
            std::vector<QRect> rows;
            for (const QLabel* label : labels)
                rows.push_back(label->geometry());
            return rows;
        },
        20);
    scroll.show();
    for (int height = 40; height < 160; height += 7) {
        scroll.resize(scroll.minimumSizeHint().width(), height);
        QApplication::processEvents();
        ASSERT_TRUE(scroll.verticalScrollBar()->isVisible());
        const QRect seen(scroll.viewport()->mapTo(&scroll, QPoint()), scroll.viewport()->size());
        EXPECT_GE(seen.width(), page->minimumSizeHint().width());
        EXPECT_EQ(page->width(), seen.width());
        for (const QLabel* label : labels) {
            const QRect row(label->mapTo(&scroll, QPoint()), label->size());
            EXPECT_TRUE(seen.contains(row) || !seen.intersects(row)) << height;
        }
    }
}

} // namespace
} // namespace leitmotif
