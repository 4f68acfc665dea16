// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/wheel_guard.h"

#include "ui/main_window.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(WheelGuard, TheWheelChangesNoBoxThatHasNotTheFocus) {
    MainWindow window;
    window.resize(1280, 800);
    auto* const toolbar = new QWidget;
    auto* const row = new QHBoxLayout(toolbar);
    auto* const snaps = new QComboBox; // as in the toolbar of the roll
    snaps->addItems({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    snaps->setCurrentIndex(1);
    row->addWidget(snaps);
    window.setEditor(toolbar, new QWidget);
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    const auto turn = [](QWidget* box, int notches) {
        const QPointF place = box->rect().center();
        QWheelEvent event(place, box->mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(box, &event);
    };
    window.setFocus();
    int boxes = 0;
    for (auto* box : window.findChildren<QComboBox*>()) {
        const int before = box->currentIndex();
        if (box->window() != &window || box->count() < 2)
            continue;
        ++boxes;
        for (const int notches : {-1, 1, 1, -1, -1}) {
            turn(box, notches);
            EXPECT_EQ(box->currentIndex(), before) << qPrintable(box->objectName());
        }
        EXPECT_TRUE(!box->isVisible() || box->focusPolicy() != Qt::WheelFocus)
            << qPrintable(box->objectName());
    }
    for (auto* box : window.findChildren<QAbstractSpinBox*>()) {
        const QString before = box->text();
        if (box->window() != &window)
            continue;
        ++boxes;
        for (const int notches : {-1, 1, 1, -1, -1}) {
            turn(box, notches);
            EXPECT_EQ(box->text(), before) << qPrintable(box->objectName());
        }
        EXPECT_TRUE(!box->isVisible() || box->focusPolicy() != Qt::WheelFocus);
    }
    EXPECT_GT(boxes, 3);
    snaps->setFocus();
    turn(snaps, -1);
    EXPECT_EQ(snaps->currentIndex(), 2) << "it does where somebody is";
}

} // namespace
} // namespace leitmotif
