// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/elided_label.h"
#include "ui/base/wrapped_label.h"

#include <QApplication>
#include <QVBoxLayout>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(ElidedLabel, EndsInAnEllipsisWhereItHasNoRoom) {
    const QString whole = QStringLiteral("a title that is long, whatever it says");
    ElidedLabel label;
    label.setText(whole);
    EXPECT_EQ(label.minimumSizeHint().width(), 0);
    label.resize(80, 24);
    const QImage cut = label.grab().toImage();
    label.setText(label.fontMetrics().elidedText(whole, Qt::ElideRight, 80));
    ASSERT_NE(label.text(), whole);
    EXPECT_EQ(label.grab().toImage(), cut);
}

TEST(WrappedLabel, HasRoomForAllOfItsLinesHoweverNarrow) {
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* label = new WrappedLabel;
    column->addWidget(label);
    auto* other = new QWidget;
    other->setMinimumHeight(50);
    column->addWidget(other);
    label->setText(QStringLiteral("This says so much that it takes a number of lines to say it."));
    window.show();
    for (const int width : {300, 160, 90}) {
        window.resize(width, 1);
        QApplication::processEvents();
        window.resize(width, window.minimumSizeHint().height());
        QApplication::processEvents();
        EXPECT_GE(label->height(), label->heightForWidth(label->width())) << width;
    }
}

} // namespace
} // namespace leitmotif
