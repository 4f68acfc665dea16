// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/loss_plot.h"

#include "ui/base/controls.h"
#include "ui/base/folding_row.h"
#include "ui/base/words.h"
#include "ui/plots/loss_chart.h"

#include <QAccessible>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace leitmotif {
namespace {

/// The slider is logarithmic in the number of epochs that are averaged, 1 to 1000.
constexpr int kSliderSteps = 300;

double factorAt(int step) {
    return 1.0 - std::pow(10.0, -3.0 * step / kSliderSteps);
}

int stepOf(double factor) {
    const double bounded = std::clamp(factor, 0.0, 0.999);
    return static_cast<int>(std::lround(-std::log10(1.0 - bounded) * kSliderSteps / 3.0));
}

} // namespace

LossPlot::LossPlot(QWidget* parent)
    : QFrame(parent), m_chart(named(new LossChart(this), "lossChart", tr("Losses"))) {
    setObjectName(QStringLiteral("lossPlot"));
    setProperty("role", QStringLiteral("panel"));
    m_smoothing = named(new QSlider(Qt::Horizontal, this), "smoothingSlider", tr("Smoothing"));
    m_smoothing->setRange(0, kSliderSteps);
    m_smoothing->setPageStep(kSliderSteps / 10);
    m_smoothing->setMinimumWidth(48);
    m_smoothing->setMaximumWidth(112);
    m_smoothing->setToolTip(tr("Smooths the curves; the raw ones stay faintly behind them"));
    m_smoothingValue = roleLabel(this, {}, "muted", "smoothingValue");
    m_smoothingValue->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("0.9999")));
    m_overlay = named(new QCheckBox(tr("All runs"), this), "overlayBox", tr("All runs"));
    m_overlay->setToolTip(
        tr("Show the held-out losses of the other runs too. Runs whose loss measures "
           "something else have plots of their own: GANs, VAEs, and those that "
           "find hidden notes with the help of what comes after them."));
    m_overlay->hide();
    m_logarithmic = named(new QCheckBox(tr("Log scale"), this), "logScaleBox", tr("Log scale"));
    m_fit = iconButton(this, "fit", "fitPlotButton", tr("Show the whole run"));

    m_map = named(new QToolButton(this), "showMapButton", tr("Show the latent map"));
    m_map->setText(tr("Map"));
    m_map->setToolTip(m_map->accessibleName());
    m_map->hide();

    auto* bar = new FoldingRow;
    bar->setSpacing(kGap);
    QLabel* title = heading(this, tr("Losses"));
    bar->addWidget(title);
    bar->addWidget(m_map);
    bar->addStretch(1);
    QLabel* label = roleLabel(this, tr("Smoothing"), "muted");
    label->setBuddy(m_smoothing);
    bar->addWidget(label);
    bar->addWidget(m_smoothing);
    bar->addWidget(m_smoothingValue);
    bar->addWidget(m_overlay);
    bar->addWidget(m_logarithmic);
    bar->addWidget(m_fit);
    bar->setFoldable({{m_smoothingValue}, {label}, {title}}); // the title of the axis says it, too
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPanelMargin, kGap, kGap, kGap);
    column->setSpacing(kSmallGap);
    column->addLayout(bar);
    column->addWidget(m_chart, 1);

    connect(m_smoothing, &QSlider::valueChanged, this, [this](int step) {
        m_chart->setSmoothing(factorAt(step));
        showSmoothing();
        emit smoothingChanged(factorAt(step));
    });
    connect(m_overlay, &QCheckBox::toggled, this, &LossPlot::showOthers);
    connect(m_logarithmic, &QCheckBox::toggled, m_chart, &LossChart::setLogarithmic);
    connect(m_fit, &QToolButton::clicked, m_chart, &LossChart::fit);
    connect(m_map, &QToolButton::clicked, this, &LossPlot::mapRequested);
    connect(m_chart, &LossChart::sampleActivated, this, &LossPlot::sampleActivated);
    showSmoothing();
    describe({});
}

void LossPlot::setHistory(const LossHistory& history) {
    m_chart->setHistory(history);
    describe(history);
}

void LossPlot::setSampleEvery(int epochs) {
    m_chart->setSampleEvery(epochs);
}

void LossPlot::setOthers(std::vector<OtherCurve> others) {
    m_others = std::move(others);
    m_overlay->setVisible(!m_others.empty());
    showOthers();
}

void LossPlot::setShowsOthers(bool shows) {
    m_overlay->setChecked(shows);
}

void LossPlot::showOthers() {
    m_chart->setOthers(m_overlay->isChecked() ? m_others : std::vector<OtherCurve>());
}

void LossPlot::setHasMap(bool hasMap) {
    m_map->setVisible(hasMap);
}

void LossPlot::setTheme(const Theme& theme) {
    m_chart->setTheme(theme);
}

void LossPlot::setPlayingTake(std::optional<qint64> take) {
    m_chart->setPlayingTake(take);
}

double LossPlot::smoothing() const {
    return factorAt(m_smoothing->value());
}

void LossPlot::setSmoothing(double factor) {
    m_smoothing->setValue(stepOf(factor));
}

void LossPlot::showSmoothing() {
    m_smoothingValue->setText(QLocale().toString(smoothing(), 'f', smoothing() > 0.99 ? 3 : 2));
}

void LossPlot::describe(const LossHistory& history) {
    QString words = tr("No losses yet.");
    if (!history.epochs().empty()) {
        const QLocale locale;
        const EpochFinished& last = history.epochs().back();
        const auto numbered = [&](int epoch) {
            return epochNumber(epoch, history.countsIterations());
        };
        words = tr("%1: training loss %2")
                    .arg(capitalized(numbered(last.epoch)), locale.toString(last.loss, 'f', 3));
        if (last.validationLoss)
            words += tr(", validation loss %1").arg(locale.toString(*last.validationLoss, 'f', 3));
        if (history.started() && history.started()->unigramNats > 0.0)
            words += tr(", unigram baseline %1")
                         .arg(locale.toString(history.started()->unigramNats, 'f', 3));
        if (const auto masked = history.maskedUnigramNats())
            words +=
                tr(", counting alone, of hidden notes: %1").arg(locale.toString(*masked, 'f', 3));
        if (history.bestEpoch())
            words += tr(", best %1").arg(numbered(*history.bestEpoch()));
        words += tr(". %n sample(s): arrow keys choose one, Enter plays it.", nullptr,
                    static_cast<int>(history.samples().size()));
    }
    m_chart->setAccessibleDescription(words);
}

QImage lossPlotImage(const LossHistory& history, const Theme& theme, QSize size) {
    constexpr int kMargin = 12;
    const QSize inner = size - QSize(2 * kMargin, 2 * kMargin);
    LossChart chart;
    chart.resize(inner);
    chart.setTheme(theme);
    chart.setHistory(history);
    QImage image(size, QImage::Format_RGB32);
    image.fill(theme.surface);
    QCPPainter painter(&image);
    painter.translate(kMargin, kMargin);
    chart.paintAll(painter, inner);
    return image;
}

} // namespace leitmotif
