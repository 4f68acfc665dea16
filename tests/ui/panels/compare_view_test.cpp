// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/compare_view.h"

#include "tests/ui/sample_data.h"
#include "ui/roll/take_roll.h"

#include <QApplication>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

class CompareViewTest : public testing::Test {
  protected:
    CompareViewTest() {
        m_view.resize(800, 400);
        m_view.show();
        m_upper = sample::take(1, 5);
        m_lower = sample::take(2, 35);
        m_lower.score = std::make_shared<const Score>(sample::score(9, 12));
        m_view.setTake(CompareView::Place::Upper, m_upper);
        m_view.setTake(CompareView::Place::Lower, m_lower);
        QApplication::processEvents();
    }

    template <class T>
    T* find(const char* name) {
        T* found = m_view.findChild<T*>(QLatin1String(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }
    TakeRoll* upper() { return find<TakeRoll>("upperTakeRoll"); }
    TakeRoll* lower() { return find<TakeRoll>("lowerTakeRoll"); }

    void wheel(QWidget* widget, int delta, Qt::KeyboardModifiers modifiers) {
        const QPointF centre = QRectF(widget->rect()).center();
        QWheelEvent event(centre, widget->mapToGlobal(centre), {}, {0, delta}, Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(widget, &event);
    }

    CompareView m_view;
    Take m_upper;
    Take m_lower;
};

TEST_F(CompareViewTest, ShowsBothAsAWholeAndNamesThem) {
    EXPECT_EQ(upper()->score().hash(), m_upper.score->hash());
    EXPECT_EQ(lower()->score().hash(), m_lower.score->hash());
    const double end =
        static_cast<double>(std::max(m_upper.score->end(), m_lower.score->end()).value);
    EXPECT_NEAR(upper()->view().xOf(end), upper()->width(), 1.0);
    EXPECT_FALSE(find<QScrollBar>("compareTimeBar")->isVisible());
    EXPECT_TRUE(
        find<QLabel>("lowerTakeTitle")->text().contains(QString::number(m_lower.origin.epoch)));
    m_lower.origin.preset = "musigan-gan";
    m_view.setTake(CompareView::Place::Lower, m_lower);
    EXPECT_TRUE(find<QLabel>("lowerTakeTitle")->text().contains(QStringLiteral("iteration")));
    EXPECT_TRUE(find<QLabel>("upperTakeTitle")->text().contains(QStringLiteral("epoch")));
}

TEST_F(CompareViewTest, ZoomAndScrollAreLinked) {
    const double before = lower()->view().pixelsPerTick;
    wheel(upper(), 240, Qt::ControlModifier);
    EXPECT_GT(lower()->view().pixelsPerTick, 1.2 * before);
    EXPECT_EQ(upper()->view(), lower()->view());
    auto* bar = find<QScrollBar>("compareTimeBar");
    EXPECT_TRUE(bar->isVisible());
    bar->setValue(bar->maximum());
    EXPECT_GT(upper()->view().leftTick, 0.0);
    EXPECT_EQ(upper()->view(), lower()->view());
    const double scrolled = upper()->view().leftTick;
    wheel(lower(), 120, Qt::NoModifier);
    EXPECT_LT(upper()->view().leftTick, scrolled);
    m_view.setFocus();
    QTest::keyClick(&m_view, Qt::Key_0);
    EXPECT_EQ(upper()->view().leftTick, 0.0);
    EXPECT_NEAR(lower()->view().pixelsPerTick, before, 1e-9);
}

TEST_F(CompareViewTest, EachCanBeHeardInsteadOfTheOther) {
    QSignalSpy hear(&m_view, &CompareView::hearRequested);
    QSignalSpy stop(&m_view, &CompareView::stopRequested);
    QTest::mouseClick(find<QToolButton>("hearLowerButton"), Qt::LeftButton);
    ASSERT_EQ(hear.count(), 1);
    EXPECT_EQ(hear[0][0].toLongLong(), m_lower.id);
    m_view.setHeard(m_lower.id);
    QTest::mouseClick(find<QToolButton>("hearUpperButton"), Qt::LeftButton);
    ASSERT_EQ(hear.count(), 2);
    EXPECT_EQ(hear[1][0].toLongLong(), m_upper.id);
    EXPECT_EQ(stop.count(), 0);
    QTest::mouseClick(find<QToolButton>("hearLowerButton"), Qt::LeftButton);
    EXPECT_EQ(stop.count(), 1);
}

TEST_F(CompareViewTest, OnePlayheadRunsThroughBoth) {
    m_view.setPlayhead(480.0);
    EXPECT_FALSE(upper()->playhead()); // nothing is heard
    m_view.setHeard(m_upper.id);
    m_view.setPlayhead(480.0);
    EXPECT_EQ(upper()->playhead(), 480.0);
    EXPECT_EQ(lower()->playhead(), 480.0);
    m_view.setHeard(std::nullopt);
    EXPECT_FALSE(lower()->playhead());
}

TEST_F(CompareViewTest, EscapeCloses) {
    QSignalSpy close(&m_view, &CompareView::closeRequested);
    QTest::keyClick(&m_view, Qt::Key_Escape);
    EXPECT_EQ(close.count(), 1);
}

} // namespace
} // namespace leitmotif
