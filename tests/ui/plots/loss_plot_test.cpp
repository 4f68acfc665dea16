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
#include <QToolTip>

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
    QTest::mouseClick(&chart(), Qt::LeftButton, {}, chart().overlay().markerPosition(2).toPoint());
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated[0][0].toLongLong(), 3);
}

TEST_F(LossPlotTest, AClickBesideMarkersPlaysNothing) {
    QSignalSpy activated(&m_plot, &LossPlot::sampleActivated);
    QTest::mouseClick(&chart(), Qt::LeftButton, {},
                      (chart().overlay().markerPosition(2) - QPointF(0, 60)).toPoint());
    EXPECT_EQ(activated.count(), 0);
}

TEST_F(LossPlotTest, APressThatLeavesTheMarkerPlaysNothing) {
    QSignalSpy activated(&m_plot, &LossPlot::sampleActivated);
    const QPoint marker = chart().overlay().markerPosition(1).toPoint();
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

TEST_F(LossPlotTest, SaysWhichEpochsHaveATake) {
    EXPECT_EQ(chart().xAxis->label(), QStringLiteral("epoch"));
    m_plot.setSampleEvery(5);
    EXPECT_EQ(chart().xAxis->label(),
              QStringLiteral("epoch · a take every 5 epochs, of the best and of the last"));
    m_plot.resize(m_plot.minimumSizeHint().width(), 360);
    QApplication::processEvents();
    EXPECT_EQ(chart().xAxis->label(), QStringLiteral("epoch · a take every 5"));
    m_plot.resize(700, 360);
    QApplication::processEvents();
    m_plot.setSampleEvery(1);
    EXPECT_EQ(chart().xAxis->label(), QStringLiteral("epoch · a take of every epoch"));
    // The whole rule is with each of them as well.
    m_plot.setSampleEvery(5);
    QTest::mouseMove(&chart(), chart().overlay().markerPosition(2).toPoint());
    EXPECT_TRUE(QTest::qWaitFor([] {
        return QToolTip::text().endsWith(
            QStringLiteral("A take every 5 epochs, of the best and of the last."));
    })) << QToolTip::text().toStdString();
    LossHistory history = sample::history(26, 40);
    history.setCountsIterations(true);
    m_plot.setHistory(history);
    EXPECT_EQ(chart().xAxis->label(),
              QStringLiteral("iteration · a take every 5 iterations, of the best and of the last"));
}

TEST_F(LossPlotTest, NoLossIsWrittenBesideTheSamples) {
    chart().replot();
    int shown = 0;
    const auto ticks = chart().yAxis->tickVector();
    const auto labels = chart().yAxis->tickVectorLabels();
    for (int i = 0; i < ticks.size(); ++i) {
        const bool isBesideSamples =
            chart().yAxis->coordToPixel(ticks[i]) > chart().overlay().markerPosition(0).y() - 8.0;
        EXPECT_TRUE(labels[i].isEmpty() || !isBesideSamples) << labels[i].toStdString();
        shown += labels[i].isEmpty() ? 0 : 1;
    }
    EXPECT_GE(shown, 2);
    // And none over another in a low plot.
    m_plot.resize(700, m_plot.minimumSizeHint().height());
    QApplication::processEvents();
    chart().replot();
    const auto few = chart().yAxis->tickVector();
    for (int i = 1; i < few.size(); ++i)
        EXPECT_GE(chart().yAxis->coordToPixel(few[i - 1]) - chart().yAxis->coordToPixel(few[i]),
                  chart().fontMetrics().height());
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

TEST_F(LossPlotTest, OtherRunsAreShownWhenTheyAreWanted) {
    auto* box = m_plot.findChild<QCheckBox*>(QStringLiteral("overlayBox"));
    EXPECT_FALSE(box->isVisible());
    m_plot.setOthers({{QStringLiteral("GRU"), {1, 2, 3}, {30, 20, 15}},
                      {QStringLiteral("n-gram"), {1, 90}, {9, 9}}});
    EXPECT_TRUE(box->isVisible());
    const int alone = chart().graphCount();
    const double highest = chart().yAxis->range().upper;
    box->click();
    EXPECT_EQ(chart().graphCount(), alone + 2);
    EXPECT_GE(chart().yAxis->range().upper, 30.0);
    EXPECT_GE(chart().xAxis->range().upper, 90.0);
    EXPECT_EQ(chart().graph(alone)->dataCount(), 3);
    m_plot.setOthers({{QStringLiteral("GRU"), {1, 2}, {30, 20}}});
    EXPECT_EQ(chart().graphCount(), alone + 1);
    box->click();
    EXPECT_EQ(chart().graphCount(), alone);
    EXPECT_DOUBLE_EQ(chart().yAxis->range().upper, highest);
    m_plot.setOthers({});
    EXPECT_FALSE(box->isVisible());
}

TEST_F(LossPlotTest, AGanShowsItsTwoOpponents) {
    LossHistory history;
    RunStarted started;
    started.epochs = 10;
    history.add({1, started});
    EpochFinished epoch;
    epoch.epoch = 1;
    epoch.loss = 7.0;
    epoch.measures = {{"generator_loss", 3.0}, {"discriminator_loss", 0.25}};
    history.add({1, epoch});
    m_plot.setHistory(history);
    EXPECT_DOUBLE_EQ(chart().graph(1)->data()->begin()->value, 0.25);
    EXPECT_DOUBLE_EQ(chart().graph(3)->data()->begin()->value, 3.0);
    EXPECT_FALSE(chart().yAxis->label().contains(QStringLiteral("nats")));
    m_plot.setHistory(sample::history(26, 40));
    EXPECT_TRUE(chart().yAxis->label().contains(QStringLiteral("nats")));
}

TEST_F(LossPlotTest, WordsCoverNoCurve) {
    for (const QSize size : {QSize(700, 360), QSize(960, 280)})
        for (const int epochs : {3, 12, 26, 40}) {
            m_plot.resize(size);
            m_plot.setHistory(sample::history(epochs, 40));
            m_plot.setSmoothing(0.6);
            chart().replot(QCustomPlot::rpImmediateRefresh);
            const QFontMetricsF metrics(chart().font());
            std::vector<QRectF> boxes = {chart().overlay().legendBox(metrics)};
            for (const LossOverlay::Label& label : chart().overlay().labels(chart().font()))
                boxes.push_back(label.box);
            ASSERT_EQ(boxes.size(), 4U) << "legend, two baselines, best epoch";
            for (const QRectF& box : boxes)
                for (const QPointF point : chart().overlay().curvePoints())
                    EXPECT_FALSE(box.contains(point)) << epochs << " " << size.width();
            for (std::size_t i = 0; i < boxes.size(); ++i)
                for (std::size_t j = 0; j < i; ++j)
                    EXPECT_FALSE(boxes[i].intersects(boxes[j])) << i << j;
            for (const QPointF point : chart().overlay().curvePoints())
                if (epochs >= 5) { // there is a sample
                    EXPECT_LT(point.y(), chart().overlay().markerPosition(0).y() - 6.0);
                }
        }
}

TEST_F(LossPlotTest, OtherRunsHaveColoursOfTheirOwn) {
    for (const Theme& theme : {darkTheme(), lightTheme()}) {
        m_plot.setTheme(theme);
        std::vector<OtherCurve> others(5, {QStringLiteral("GRU"), {1, 2, 3}, {30, 20, 15}});
        m_plot.setOthers(others);
        m_plot.findChild<QCheckBox*>(QStringLiteral("overlayBox"))->setChecked(true);
        std::vector<QColor> colors = {theme.trainLoss, theme.validationLoss};
        for (int i = 4; i < chart().graphCount(); ++i)
            colors.push_back(chart().graph(i)->pen().color());
        ASSERT_EQ(colors.size(), 7U);
        for (std::size_t i = 0; i < colors.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const int hue = std::abs(colors[i].hslHue() - colors[j].hslHue());
                EXPECT_GT(std::min(hue, 360 - hue), 15) << i << " " << j;
            }
    }
}

TEST_F(LossPlotTest, ARunThatCountsIterationsIsDrawnOverThem) {
    const auto words = [this] { return chart().accessibleDescription(); };
    EXPECT_EQ(chart().xAxis->label(), QStringLiteral("epoch"));
    EXPECT_TRUE(words().startsWith(QStringLiteral("Epoch 26")));
    LossHistory history = sample::history(26, 40);
    history.setCountsIterations(true);
    m_plot.setHistory(history);
    EXPECT_EQ(chart().xAxis->label(), QStringLiteral("iteration"));
    EXPECT_TRUE(words().startsWith(QStringLiteral("Iteration 26")));
    EXPECT_TRUE(words().contains(QStringLiteral("best iteration")));
    EXPECT_FALSE(words().contains(QStringLiteral("epoch")));
    chart().setFocus();
    QTest::keyClick(&chart(), Qt::Key_Home);
    EXPECT_TRUE(words().startsWith(QStringLiteral("Sample of iteration 5")))
        << words().toStdString();
}

TEST_F(LossPlotTest, LossesOfHiddenNotesHaveABaselineOfTheirOwn) {
    LossHistory history;
    RunStarted started;
    started.epochs = 10;
    history.add({1, started});
    EpochFinished epoch;
    epoch.epoch = 1;
    epoch.loss = 2.0;
    epoch.validationLoss = 2.5;
    history.add({1, epoch});
    m_plot.setHistory(history);
    const QString before = chart().accessibleDescription();
    EXPECT_FALSE(chart().yAxis->label().contains(QStringLiteral("hidden")));
    epoch.measures = {{kMaskedUnigramNats, 40.125}};
    history.add({1, epoch});
    m_plot.setHistory(history);
    EXPECT_TRUE(chart().yAxis->label().contains(QStringLiteral("hidden")));
    EXPECT_GE(chart().yAxis->range().upper, 40.125);
    EXPECT_TRUE(chart().accessibleDescription().contains(QStringLiteral("40.125")));
    EXPECT_FALSE(before.contains(QStringLiteral("40.125")));
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
