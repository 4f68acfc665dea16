// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/loss_chart.h"

#include "ui/base/accessible_controls.h"
#include "ui/base/words.h"

#include <QAccessible>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace leitmotif {
namespace {

constexpr double kMarkerRadius = 8.0;
constexpr int kFewestTicks = 2;
constexpr int kMostTicks = 5;
constexpr int kAxisRoom = 48; // beside the axes, where the losses stand

/// Ticks at whole epochs only.
class EpochTicker : public QCPAxisTicker {
  protected:
    double getTickStep(const QCPRange& range) override {
        return std::max(1.0, QCPAxisTicker::getTickStep(range));
    }
    int getSubTickCount(double) override { return 0; }
};

QVector<double> asVector(const std::vector<double>& values) {
    return {values.begin(), values.end()};
}

} // namespace

/// No number stands beside the samples, where no loss is.
class LossChart::LossTicker : public QCPAxisTicker {
  public:
    double lowest = -std::numeric_limits<double>::infinity();

  protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override {
        return tick < lowest ? QString()
                             : QCPAxisTicker::getTickLabel(tick, locale, format, precision);
    }
};

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
    for (Curve* curve : {&m_train, &m_validation}) {
        curve->rawGraph = addGraph();
        curve->graph = addGraph();
        curve->graph->setAdaptiveSampling(true);
    }
}

void LossChart::setHistory(const LossHistory& history) {
    m_history = history;
    if (m_selected && *m_selected >= m_history.samples().size())
        m_selected.reset();
    m_hovered.reset();
    m_pressed.reset();
    m_readout.reset();
    fillCurves();
}

void LossChart::setSampleEvery(int epochs) {
    m_sampleEvery = epochs;
    nameEpochs();
}

void LossChart::setOthers(std::vector<OtherCurve> others) {
    m_others = std::move(others);
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
    m_playing = take;
    update();
}

void LossChart::fit() {
    m_followsRun = true;
    applyRanges();
    m_replot.start();
}

void LossChart::fillCurves() {
    std::vector<double> epochs;
    m_train.raw.clear();
    m_validation.raw.clear();
    // A GAN has two opponents where others have training and held-out notes.
    bool hasOpponents = false;
    for (const EpochFinished& epoch : m_history.epochs()) {
        epochs.push_back(epoch.epoch);
        hasOpponents = isDuel(epoch);
        m_train.raw.push_back(hasOpponents ? epoch.measures.at("discriminator_loss") : epoch.loss);
        m_validation.raw.push_back(hasOpponents ? epoch.measures.at("generator_loss")
                                                : epoch.validationLoss.value_or(std::nan("")));
    }
    m_train.name = hasOpponents ? tr("discriminator") : tr("training");
    m_validation.name = hasOpponents ? tr("generator") : tr("validation (held out)");
    nameLosses();
    nameEpochs();
    // Axes without anything on them say nothing.
    for (QCPAxis* axis : {xAxis, yAxis})
        axis->setVisible(!m_history.isEmpty());
    const QVector<double> x = asVector(epochs);
    for (Curve* curve : {&m_train, &m_validation}) {
        curve->smooth = smoothed(curve->raw, m_smoothing);
        curve->graph->setData(x, asVector(curve->smooth), true);
        curve->rawGraph->setData(x, asVector(curve->raw), true);
        curve->rawGraph->setVisible(m_smoothing > 0.0);
        // A line through few points hides how few they are.
        curve->graph->setScatterStyle(epochs.size() <= 60
                                          ? QCPScatterStyle(QCPScatterStyle::ssDisc, 4.0)
                                          : QCPScatterStyle(QCPScatterStyle::ssNone));
    }
    fillOthers();
    layOutLegend();
    applyRanges();
    m_replot.start();
}

void LossChart::layOutLegend() {
    const int top = m_history.isEmpty() ? 0 : qCeil(legendBox(QFontMetricsF(font())).bottom());
    axisRect()->setMinimumMargins(QMargins(4, top + kGap, kGap, 0));
}

void LossChart::nameLosses() {
    const bool isOfNotes =
        !m_history.started() || m_history.started()->unigramNats > 0.0 || m_history.isEmpty();
    const bool hasOpponents = !m_history.epochs().empty() && isDuel(m_history.epochs().back());
    const QString title = hasOpponents                    ? tr("loss against the opponent")
                          : m_history.maskedUnigramNats() ? tr("loss (nats per hidden note)")
                          : isOfNotes                     ? tr("loss (nats per note)")
                                      : tr("loss of the picture (nats per note)");
    // A title that is cut off says less than a short one.
    const int above = qCeil(legendBox(QFontMetricsF(font())).bottom());
    const int room = height() - above - 2 * fontMetrics().height() - kGap;
    yAxis->setLabel(fontMetrics().horizontalAdvance(title) <= room ? title : tr("loss"));
    m_lossTicker->setTickCount(
        std::clamp(room / (2 * fontMetrics().height()), kFewestTicks, kMostTicks));
}

QString LossChart::takesWords() const {
    const bool countsIterations = m_history.countsIterations();
    if (m_sampleEvery == 1)
        return tr("a take of every %1").arg(epochWord(countsIterations));
    const QString count = epochCount(m_sampleEvery, countsIterations);
    const auto& epochs = m_history.epochs(); // none is the best where nothing is held out
    const bool hasBest = epochs.empty() || epochs.back().validationLoss;
    return hasBest ? tr("a take every %1, of the best and of the last").arg(count)
                   : tr("a take every %1, and of the last").arg(count);
}

void LossChart::nameEpochs() {
    const QString word = epochWord(m_history.countsIterations());
    QString name = word;
    if (m_sampleEvery > 0) {
        const int room = width() - 2 * kAxisRoom;
        const QString most = QStringLiteral("%1 · %2").arg(word, takesWords());
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
    while (m_otherGraphs.size() > m_others.size()) {
        removeGraph(m_otherGraphs.back());
        m_otherGraphs.pop_back();
    }
    while (m_otherGraphs.size() < m_others.size())
        m_otherGraphs.push_back(addGraph());
    for (std::size_t i = 0; i < m_others.size(); ++i) {
        m_otherGraphs[i]->setData(asVector(m_others[i].epochs),
                                  asVector(smoothed(m_others[i].losses, m_smoothing)), true);
        m_otherGraphs[i]->setPen(QPen(otherColor(i), 1.5));
    }
}

QColor LossChart::otherColor(std::size_t index) const {
    // None of them like the colours of training and validation.
    constexpr std::array<std::size_t, 5> kColors = {1, 3, 4, 7, 5};
    return m_theme.tracks[kColors[index % kColors.size()]];
}

void LossChart::applyRanges() {
    if (!m_followsRun)
        return;
    int lastEpoch = m_history.lastEpoch();
    std::vector<std::span<const double>> curves = {m_train.raw, m_validation.raw};
    for (const OtherCurve& other : m_others) {
        if (!other.epochs.empty())
            lastEpoch = std::max(lastEpoch, static_cast<int>(other.epochs.back()));
        curves.emplace_back(other.losses);
    }
    const AxisRange epochs = epochRange(lastEpoch, m_history.plannedEpochs());
    xAxis->setRange(epochs.lower, epochs.upper);
    std::vector<double> baselines;
    if (m_history.started()) {
        if (m_history.started()->unigramNats > 0.0)
            baselines.push_back(m_history.started()->unigramNats);
        if (m_history.started()->ngramNats)
            baselines.push_back(*m_history.started()->ngramNats);
    }
    if (const auto masked = m_history.maskedUnigramNats())
        baselines.push_back(*masked);
    AxisRange losses = lossRange(curves, baselines, m_isLogarithmic);
    m_lossTicker->lowest = losses.lower;
    if (!m_history.samples().empty()) { // their lane below the curves
        const double height = std::max(100, axisRect()->height());
        const double lane = 2.0 * (kMarkerRadius + 4.0) / height;
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
    const auto color = [](Curve& curve, QColor base) {
        curve.graph->setPen(QPen(base, 2));
        base.setAlpha(80);
        curve.rawGraph->setPen(QPen(base, 1));
    };
    color(m_train, theme.trainLoss);
    color(m_validation, theme.validationLoss);
    fillOthers();
    m_replot.start();
}

QPointF LossChart::markerPosition(std::size_t sample) const {
    // A lane above the epoch axis: markers stay where they are while the losses fall.
    const SampleMark& mark = m_history.samples()[sample];
    return {xAxis->coordToPixel(mark.epoch), axisRect()->bottom() - kMarkerRadius - 4.0};
}

std::optional<std::size_t> LossChart::sampleAt(QPointF position) const {
    std::optional<std::size_t> nearest;
    double nearestDistance = kMarkerRadius + 3.0;
    for (std::size_t i = 0; i < m_history.samples().size(); ++i) {
        const QPointF offset = markerPosition(i) - position;
        const double distance = std::hypot(offset.x(), offset.y());
        if (distance < nearestDistance) {
            nearest = i;
            nearestDistance = distance;
        }
    }
    return nearest;
}

std::optional<std::size_t> LossChart::epochIndexAt(QPointF position) const {
    if (m_history.epochs().empty() || !axisRect()->rect().contains(position.toPoint()))
        return std::nullopt;
    const double epoch = xAxis->pixelToCoord(position.x());
    const auto& epochs = m_history.epochs();
    const auto after =
        std::lower_bound(epochs.begin(), epochs.end(), epoch,
                         [](const EpochFinished& one, double value) { return one.epoch < value; });
    auto nearest = after == epochs.end() ? after - 1 : after;
    if (nearest != epochs.begin() &&
        std::abs((nearest - 1)->epoch - epoch) < std::abs(nearest->epoch - epoch))
        --nearest;
    return static_cast<std::size_t>(nearest - epochs.begin());
}

QString LossChart::sampleWords(std::size_t sample) const {
    const SampleMark& mark = m_history.samples()[sample];
    return tr("Sample of %1: %Ln note(s), %2", nullptr, static_cast<int>(mark.notes))
        .arg(epochNumber(mark.epoch, m_history.countsIterations()), copiedWords(mark.copied));
}

QString LossChart::sampleToolTip(std::size_t sample) const {
    const QString words = tr("%1. Click to play.").arg(sampleWords(sample));
    return m_sampleEvery > 0 ? QStringLiteral("%1\n%2.").arg(words, capitalized(takesWords()))
                             : words;
}

void LossChart::selectSample(std::optional<std::size_t> sample) {
    m_selected = sample;
    update();
    if (!sample)
        return;
    setAccessibleDescription(sampleWords(*sample));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void LossChart::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->button() == Qt::LeftButton ? sampleAt(event->position()) : std::nullopt;
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
    const auto hovered = sampleAt(event->position());
    if (hovered != m_hovered) {
        setCursor(hovered ? Qt::PointingHandCursor : Qt::ArrowCursor);
        if (hovered)
            QToolTip::showText(event->globalPosition().toPoint(), sampleToolTip(*hovered), this);
        else
            QToolTip::hideText();
    }
    const auto readout = hovered ? std::nullopt : epochIndexAt(event->position());
    if (hovered != m_hovered || readout != m_readout)
        update();
    m_hovered = hovered;
    m_readout = readout;
}

void LossChart::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_pressed) {
        QCustomPlot::mouseReleaseEvent(event);
        return;
    }
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    if (sampleAt(event->position()) == pressed) {
        selectSample(pressed);
        emit sampleActivated(m_history.samples()[*pressed].take);
    }
}

void LossChart::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!sampleAt(event->position()))
        fit();
}

void LossChart::wheelEvent(QWheelEvent* event) {
    leaveRun();
    QCustomPlot::wheelEvent(event);
}

void LossChart::keyPressEvent(QKeyEvent* event) {
    const std::size_t count = m_history.samples().size();
    const bool isRight = event->key() == Qt::Key_Right;
    if (count > 0 && (isRight || event->key() == Qt::Key_Left)) {
        const std::size_t current = m_selected.value_or(isRight ? count - 1 : 0);
        selectSample((current + (isRight ? 1 : count - 1)) % count);
    } else if (count > 0 && event->key() == Qt::Key_Home) {
        selectSample(0);
    } else if (count > 0 && event->key() == Qt::Key_End) {
        selectSample(count - 1);
    } else if (m_selected && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        emit sampleActivated(m_history.samples()[*m_selected].take);
    } else if (event->key() == Qt::Key_0) {
        fit();
    } else {
        QCustomPlot::keyPressEvent(event);
    }
}

void LossChart::leaveEvent(QEvent* event) {
    m_hovered.reset();
    m_readout.reset();
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
