// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/loss_plot.h"

#include "tests/ui/sample_data.h"
#include "ui/plots/loss_chart.h"

#include <QApplication>
#include <QCheckBox>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

class LossPlotTest : public testing::Test {
  protected:
    LossPlotTest() {
        m_plot.resize(700, 360);
        m_plot.show();
        m_plot.setHistory(sample::history(26, 40));
        QApplication::processEvents();
    }

    LossChart& chart() { return *m_plot.findChild<LossChart*>(QStringLiteral("lossChart")); }

    LossPlot m_plot;
};

TEST_F(LossPlotTest, AClickOnAMarkerPlaysItsTake) {
    QSignalSpy activated(&m_plot, &LossPlot::sampleActivated);
    QTest::mouseClick(&chart(), Qt::LeftButton, {}, chart().markerPosition(2).toPoint());
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated[0][0].toLongLong(), 3);
}

TEST_F(LossPlotTest, AClickBesideMarkersPlaysNothing) {
    QSignalSpy activated(&m_plot, &LossPlot::sampleActivated);
    QTest::mouseClick(&chart(), Qt::LeftButton, {},
                      (chart().markerPosition(2) - QPointF(0, 60)).toPoint());
    EXPECT_EQ(activated.count(), 0);
}

TEST_F(LossPlotTest, APressThatLeavesTheMarkerPlaysNothing) {
    QSignalSpy activated(&m_plot, &LossPlot::sampleActivated);
    const QPoint marker = chart().markerPosition(1).toPoint();
    QTest::mousePress(&chart(), Qt::LeftButton, {}, marker);
    QTest::mouseRelease(&chart(), Qt::LeftButton, {}, marker - QPoint(0, 80));
    EXPECT_EQ(activated.count(), 0);
}

TEST_F(LossPlotTest, ArrowKeysStepBetweenSamplesAndEnterPlays) {
    QSignalSpy activated(&m_plot, &LossPlot::sampleActivated);
    chart().setFocus();
    QTest::keyClick(&chart(), Qt::Key_Return);
    EXPECT_EQ(activated.count(), 0);
    QTest::keyClick(&chart(), Qt::Key_Home);
    QTest::keyClick(&chart(), Qt::Key_Return);
    QTest::keyClick(&chart(), Qt::Key_Right);
    QTest::keyClick(&chart(), Qt::Key_Return);
    QTest::keyClick(&chart(), Qt::Key_Left);
    QTest::keyClick(&chart(), Qt::Key_Left);
    QTest::keyClick(&chart(), Qt::Key_Return);
    ASSERT_EQ(activated.count(), 3);
    EXPECT_EQ(activated[0][0].toLongLong(), 1);
    EXPECT_EQ(activated[1][0].toLongLong(), 2);
    EXPECT_EQ(activated[2][0].toLongLong(), 5);
}

TEST_F(LossPlotTest, ManyEventsBetweenTwoFramesAreOneReplot) {
    QSignalSpy replots(&chart(), &QCustomPlot::afterReplot);
    for (int epochs = 5; epochs < 25; ++epochs)
        m_plot.setHistory(sample::history(epochs, 40));
    QApplication::processEvents();
    EXPECT_EQ(replots.count(), 1);
}

TEST_F(LossPlotTest, WheelZoomsAndDoubleClickShowsEverythingAgain) {
    const QCPRange before = chart().xAxis->range();
    const QPointF centre = chart().axisRect()->rect().center();
    QWheelEvent wheel(centre, chart().mapToGlobal(centre), {}, {0, 240}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&chart(), &wheel);
    EXPECT_LT(chart().xAxis->range().size(), before.size());
    // A zoomed plot stays where it is while losses go on arriving.
    const QCPRange zoomed = chart().xAxis->range();
    m_plot.setHistory(sample::history(30, 40));
    EXPECT_EQ(chart().xAxis->range(), zoomed);
    QTest::mouseDClick(&chart(), Qt::LeftButton, {}, centre.toPoint());
    EXPECT_EQ(chart().xAxis->range(), before);
}

TEST_F(LossPlotTest, SmoothingShowsTheRawCurveBehind) {
    EXPECT_FALSE(chart().graph(0)->visible());
    QSignalSpy changed(&m_plot, &LossPlot::smoothingChanged);
    m_plot.setSmoothing(0.9);
    EXPECT_NEAR(m_plot.smoothing(), 0.9, 0.01);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_TRUE(chart().graph(0)->visible());
    m_plot.setSmoothing(0.999);
    EXPECT_NEAR(m_plot.smoothing(), 0.999, 1e-6);
    m_plot.setSmoothing(0.0);
    EXPECT_DOUBLE_EQ(m_plot.smoothing(), 0.0);
}

TEST_F(LossPlotTest, LogScaleIsASwitch) {
    m_plot.findChild<QCheckBox*>(QStringLiteral("logScaleBox"))->click();
    EXPECT_EQ(chart().yAxis->scaleType(), QCPAxis::stLogarithmic);
    EXPECT_GT(chart().yAxis->range().lower, 0.0);
}

TEST_F(LossPlotTest, AScreenReaderHearsTheNewestNumbers) {
    const QString words = chart().accessibleDescription();
    EXPECT_TRUE(words.contains(QStringLiteral("26"))) << words.toStdString();
    EXPECT_TRUE(words.contains(QStringLiteral("6.1"))) << words.toStdString();
}

TEST_F(LossPlotTest, AnEmptyHistoryForgetsEverything) {
    m_plot.setHistory({});
    QApplication::processEvents();
    QSignalSpy activated(&m_plot, &LossPlot::sampleActivated);
    QTest::keyClick(&chart(), Qt::Key_Right);
    QTest::keyClick(&chart(), Qt::Key_Return);
    EXPECT_EQ(activated.count(), 0);
}

} // namespace
} // namespace leitmotif
