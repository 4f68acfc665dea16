// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/whole_rows_list.h"

#include <QApplication>
#include <QScrollBar>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(WholeRowsList, ShowsNoPartOfARowHoweverHighItIs) {
    WholeRowsList list;
    for (int row = 0; row < 20; ++row)
        list.addItem(QString::number(row));
    list.show();
    for (int height = 40; height < 200; height += 7) {
        list.resize(200, height);
        QApplication::processEvents();
        for (const int top : {0, 3}) {
            list.verticalScrollBar()->setValue(top);
            const QRect seen = list.viewport()->rect();
            int whole = 0;
            for (int row = 0; row < list.count(); ++row) {
                const QRect place = list.visualItemRect(list.item(row));
                EXPECT_TRUE(seen.contains(place) || !seen.intersects(place)) << height << row;
                whole += seen.contains(place) ? 1 : 0;
            }
            EXPECT_GE(whole, 1) << height;
        }
    }
}

TEST(WholeRowsList, IsAsHighAsItsRows) {
    WholeRowsList list;
    list.addItems({QStringLiteral("a"), QStringLiteral("b")});
    list.setRowsShown(1, 3);
    list.show();
    list.resize(200, list.maximumHeight());
    QApplication::processEvents();
    EXPECT_TRUE(list.viewport()->rect().contains(list.visualItemRect(list.item(1))));
    EXPECT_LT(list.minimumHeight(), list.maximumHeight());
}

} // namespace
} // namespace leitmotif
