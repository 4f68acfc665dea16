// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/loss_chart.h"

#include "ui/base/accessible_controls.h"
#include "ui/base/words.h"
#include "ui/plots/axis_tickers.h"
#include "ui/plots/loss_ranges.h"
#include "ui/plots/loss_words.h"

#include <QAccessible>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace leitmotif {
namespace {

constexpr int kFewestTicks = 2;
constexpr int kMostTicks = 5;
constexpr int kAxisRoom = 48; // beside the axes, where the losses stand

QVector<double> asVector(const std::vector<double>& values) {
    return {values.begin(), values.end()};
}

} // namespace

LossChart::LossChart(QWidget* parent)
    : QCustomPlot(parent), m_theme(darkTheme()), m_lossTicker(new LossTicker) {
    setAccessibleRole(*this, QAccessible::Chart);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    setMinimumSize(240, 116);
    m_replot.setSingleShot(true);
    connect(&m_replot, &QTimer::timeout, this, [this] { replot(rpQueuedRefresh); });
    xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new EpochTicker));
    yAxis->setTicker(m_lossTicker);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickLength(0);
        axis->setSubTickLength(0);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    connect(xAxis, QOverload<const QCPRange&>::of(&QCPAxis::rangeChanged), this,
            [this](const QCPRange& range) { xAxis->setRange(range.bounded(0.0, 1e7)); });
    buildCurves();
    setTheme(m_theme);
    fillCurves();
}

void LossChart::buildCurves() {
    for (Graphs* graphs : {&m_train, &m_validation}) {
        graphs->raw = addGraph();
        graphs->smooth = addGraph();
        graphs->smooth->setAdaptiveSampling(true);
    }
}

void LossChart::setHistory(const LossHistory& history) {
    m_content.history = history;
    if (m_content.selected && *m_content.selected >= history.samples().size())
        m_content.selected.reset();
    m_content.hovered.reset();
    m_pressed.reset();
    m_content.readout.reset();
    fillCurves();
}

void LossChart::setSampleEvery(int epochs) {
    m_sampleEvery = epochs;
    nameEpochs();
}

void LossChart::setOthers(std::vector<OtherCurve> others) {
    m_content.others = std::move(others);
    fillCurves();
}

void LossChart::setSmoothing(double factor) {
    m_smoothing = factor;
    fillCurves();
}

void LossChart::setLogarithmic(bool isLogarithmic) {
    m_isLogarithmic = isLogarithmic;
    yAxis->setScaleType(isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_followsRun = true;
    fillCurves();
}

void LossChart::setPlayingTake(std::optional<qint64> take) {
    m_content.playing = take;
    update();
}

void LossChart::fit() {
    m_followsRun = true;
    applyRanges();
    m_replot.start();
}

void LossChart::fillCurves() {
    std::vector<double> epochs;
    m_content.train.losses.clear();
    m_content.validation.losses.clear();
    // A GAN has its two networks' losses in place of those of training and validation.
    bool hasOpponents = false;
    for (const EpochFinished& epoch : history().epochs()) {
        epochs.push_back(epoch.epoch);
        hasOpponents = isDuel(epoch);
        m_content.train.losses.push_back(hasOpponents ? epoch.measures.at("discriminator_loss")
                                                      : epoch.loss);
        m_content.validation.losses.push_back(hasOpponents
                                                  ? epoch.measures.at("generator_loss")
                                                  : epoch.validationLoss.value_or(std::nan("")));
    }
    m_content.train.name = hasOpponents ? tr("discriminator") : tr("training");
    m_content.validation.name = hasOpponents ? tr("generator") : tr("validation (held out)");
    nameLosses();
    nameEpochs();
    // An empty chart has no axes.
    for (QCPAxis* axis : {xAxis, yAxis})
        axis->setVisible(!history().isEmpty());
    fillGraphs(m_train, epochs, m_content.train.losses);
    fillGraphs(m_validation, epochs, m_content.validation.losses);
    fillOthers();
    layOutLegend();
    applyRanges();
    m_replot.start();
}

void LossChart::fillGraphs(const Graphs& graphs, const std::vector<double>& epochs,
                           const std::vector<double>& losses) {
    const QVector<double> x = asVector(epochs);
    graphs.smooth->setData(x, asVector(smoothed(losses, m_smoothing)), true);
    graphs.raw->setData(x, asVector(losses), true);
    graphs.raw->setVisible(m_smoothing > 0.0);
    // Where there are few epochs each has a dot, so that one sees how few.
    graphs.smooth->setScatterStyle(epochs.size() <= 60
                                       ? QCPScatterStyle(QCPScatterStyle::ssDisc, 4.0)
                                       : QCPScatterStyle(QCPScatterStyle::ssNone));
}

void LossChart::layOutLegend() {
    const int top =
        history().isEmpty() ? 0 : qCeil(m_overlay.legendBox(QFontMetricsF(font())).bottom());
    axisRect()->setMinimumMargins(QMargins(4, top + kGap, kGap, 0));
}

void LossChart::nameLosses() {
    const QString title = lossTitle(history());
    // A short title where the long one would be cut off.
    const int above = qCeil(m_overlay.legendBox(QFontMetricsF(font())).bottom());
    const int room = height() - above - 2 * fontMetrics().height() - kGap;
    yAxis->setLabel(fontMetrics().horizontalAdvance(title) <= room ? title : tr("loss"));
    m_lossTicker->setTickCount(
        std::clamp(room / (2 * fontMetrics().height()), kFewestTicks, kMostTicks));
}

void LossChart::nameEpochs() {
    const QString word = epochWord(history().countsIterations());
    QString name = word;
    if (m_sampleEvery > 0) {
        const int room = width() - 2 * kAxisRoom;
        const QString most =
            QStringLiteral("%1 · %2").arg(word, takesWords(history(), m_sampleEvery));
        const QString least = tr("%1 · a take every %2").arg(word).arg(m_sampleEvery);
        for (const QString& one : {least, most})
            if (fontMetrics().horizontalAdvance(one) <= room)
                name = one;
    }
    xAxis->setLabel(name);
}

void LossChart::leaveRun() {
    m_followsRun = false;
    m_lossTicker->lowest = -std::numeric_limits<double>::infinity();
}

void LossChart::resizeEvent(QResizeEvent* event) {
    nameLosses();
    nameEpochs();
    layOutLegend();
    QCustomPlot::resizeEvent(event);
}

void LossChart::fillOthers() {
    while (m_otherGraphs.size() > m_content.others.size()) {
        removeGraph(m_otherGraphs.back());
        m_otherGraphs.pop_back();
    }
    while (m_otherGraphs.size() < m_content.others.size())
        m_otherGraphs.push_back(addGraph());
    for (std::size_t i = 0; i < m_content.others.size(); ++i) {
        m_otherGraphs[i]->setData(asVector(m_content.others[i].epochs),
                                  asVector(smoothed(m_content.others[i].losses, m_smoothing)),
                                  true);
        m_otherGraphs[i]->setPen(QPen(LossOverlay::otherColor(m_theme, i), 1.5));
    }
}

void LossChart::applyRanges() {
    if (!m_followsRun)
        return;
    int lastEpoch = history().lastEpoch();
    std::vector<std::span<const double>> curves = {m_content.train.losses,
                                                   m_content.validation.losses};
    for (const OtherCurve& other : m_content.others) {
        if (!other.epochs.empty())
            lastEpoch = std::max(lastEpoch, static_cast<int>(other.epochs.back()));
        curves.emplace_back(other.losses);
    }
    const AxisRange epochs = epochRange(lastEpoch, history().plannedEpochs());
    xAxis->setRange(epochs.lower, epochs.upper);
    std::vector<double> baselines;
    if (history().started()) {
        if (history().started()->unigramNats > 0.0)
            baselines.push_back(history().started()->unigramNats);
        if (history().started()->ngramNats)
            baselines.push_back(*history().started()->ngramNats);
    }
    if (const auto masked = history().maskedUnigramNats())
        baselines.push_back(*masked);
    AxisRange losses = lossRange(curves, baselines, m_isLogarithmic);
    m_lossTicker->lowest = losses.lower;
    if (!history().samples().empty()) { // room for their markers below the curves
        const double height = std::max(100, axisRect()->height());
        const double lane = LossOverlay::kSampleLane / height;
        const double more = lane / (1.0 - lane);
        if (m_isLogarithmic)
            losses.lower /= std::pow(losses.upper / losses.lower, more);
        else
            losses.lower -= more * (losses.upper - losses.lower);
    }
    yAxis->setRange(losses.lower, losses.upper);
}

void LossChart::setTheme(const Theme& theme) {
    m_theme = theme;
    setBackground(QBrush(theme.surface));
    const QColor gridColor = theme.isDark ? theme.raised : theme.border;
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setBasePen(QPen(theme.border, 1));
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(theme.mutedText);
        axis->setLabelColor(theme.mutedText);
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
        axis->grid()->setPen(QPen(gridColor, 1));
    }
    const auto color = [](const Graphs& graphs, QColor base) {
        graphs.smooth->setPen(QPen(base, 2));
        base.setAlpha(80);
        graphs.raw->setPen(QPen(base, 1));
    };
    color(m_train, theme.trainLoss);
    color(m_validation, theme.validationLoss);
    fillOthers();
    m_replot.start();
}

void LossChart::paintEvent(QPaintEvent* event) {
    QCustomPlot::paintEvent(event);
    QPainter painter(this);
    m_overlay.paint(painter);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
}

void LossChart::paintAll(QCPPainter& painter, QSize size) {
    // toPainter() lays everything out for `size`, so positions fit afterwards.
    toPainter(&painter, size.width(), size.height());
    painter.setFont(font());
    m_overlay.paint(painter);
}

QString LossChart::sampleToolTip(std::size_t sample) const {
    const QString words = tr("%1. Click to play.").arg(sampleWords(history(), sample));
    return m_sampleEvery > 0 ? QStringLiteral("%1\n%2.").arg(
                                   words, capitalized(takesWords(history(), m_sampleEvery)))
                             : words;
}

void LossChart::selectSample(std::optional<std::size_t> sample) {
    m_content.selected = sample;
    update();
    if (!sample)
        return;
    setAccessibleDescription(sampleWords(history(), *sample));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void LossChart::mousePressEvent(QMouseEvent* event) {
    m_pressed =
        event->button() == Qt::LeftButton ? m_overlay.sampleAt(event->position()) : std::nullopt;
    if (!m_pressed)
        QCustomPlot::mousePressEvent(event);
}

void LossChart::mouseMoveEvent(QMouseEvent* event) {
    if (m_pressed)
        return;
    if (event->buttons() != Qt::NoButton) {
        leaveRun();
        QCustomPlot::mouseMoveEvent(event);
        return;
    }
    const auto hovered = m_overlay.sampleAt(event->position());
    if (hovered != m_content.hovered) {
        setCursor(hovered ? Qt::PointingHandCursor : Qt::ArrowCursor);
        if (hovered)
            QToolTip::showText(event->globalPosition().toPoint(), sampleToolTip(*hovered), this);
        else
            QToolTip::hideText();
    }
    const auto readout = hovered ? std::nullopt : m_overlay.epochIndexAt(event->position());
    if (hovered != m_content.hovered || readout != m_content.readout)
        update();
    m_content.hovered = hovered;
    m_content.readout = readout;
}

void LossChart::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_pressed) {
        QCustomPlot::mouseReleaseEvent(event);
        return;
    }
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    if (m_overlay.sampleAt(event->position()) == pressed) {
        selectSample(pressed);
        emit sampleActivated(history().samples()[*pressed].take);
    }
}

void LossChart::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!m_overlay.sampleAt(event->position()))
        fit();
}

void LossChart::wheelEvent(QWheelEvent* event) {
    leaveRun();
    QCustomPlot::wheelEvent(event);
}

void LossChart::keyPressEvent(QKeyEvent* event) {
    const std::size_t count = history().samples().size();
    const bool isRight = event->key() == Qt::Key_Right;
    if (count > 0 && (isRight || event->key() == Qt::Key_Left)) {
        const std::size_t current = m_content.selected.value_or(isRight ? count - 1 : 0);
        selectSample((current + (isRight ? 1 : count - 1)) % count);
    } else if (count > 0 && event->key() == Qt::Key_Home) {
        selectSample(0);
    } else if (count > 0 && event->key() == Qt::Key_End) {
        selectSample(count - 1);
    } else if (m_content.selected &&
               (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        emit sampleActivated(history().samples()[*m_content.selected].take);
    } else if (event->key() == Qt::Key_0) {
        fit();
    } else {
        QCustomPlot::keyPressEvent(event);
    }
}

void LossChart::leaveEvent(QEvent* event) {
    m_content.hovered.reset();
    m_content.readout.reset();
    update();
    QCustomPlot::leaveEvent(event);
}

void LossChart::focusInEvent(QFocusEvent* event) {
    QCustomPlot::focusInEvent(event);
    update();
}

void LossChart::focusOutEvent(QFocusEvent* event) {
    QCustomPlot::focusOutEvent(event);
    update();
}

} // namespace leitmotif
