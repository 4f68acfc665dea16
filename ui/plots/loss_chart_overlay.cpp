// SPDX-License-Identifier: GPL-3.0-or-later
// What LossChart paints over its axes and curves.
#include "ui/plots/loss_chart.h"

#include "ui/base/words.h"
#include "ui/plots/label_places.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace leitmotif {
namespace {

constexpr double kMarkerRoom = 17.0; // a sample's mark and what is free around it
constexpr double kDotRoom = 5.0;
constexpr double kLegendMargin = 8.0;
constexpr double kLegendLine = 16.0;

QString lossText(double loss) {
    return std::isfinite(loss) ? QLocale().toString(loss, 'f', 3) : QStringLiteral("–");
}

/// Text on a patch of background, so that it can be read across curves.
void paintLabel(QPainter& painter, const Theme& theme, const QRectF& box, const QString& text,
                const QColor& color) {
    QColor back = theme.surface;
    back.setAlpha(140);
    painter.setPen(Qt::NoPen);
    painter.setBrush(back);
    painter.drawRoundedRect(box.adjusted(-4, -1, 4, 1), 4, 4);
    painter.setPen(color);
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace

void LossChart::paintEvent(QPaintEvent* event) {
    QCustomPlot::paintEvent(event);
    QPainter painter(this);
    paintOverlay(painter);
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
    paintOverlay(painter);
}

void LossChart::paintOverlay(QPainter& painter) const {
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_history.isEmpty()) {
        paintEmpty(painter);
        return;
    }
    painter.save();
    painter.setClipRect(QRectF(axisRect()->rect()).adjusted(-kPanelMargin, 0, kPanelMargin, 4));
    paintBaselines(painter);
    paintBest(painter);
    for (const Label& label : labels(painter.font()))
        paintLabel(painter, m_theme, label.box, label.text, label.color);
    paintSamples(painter);
    painter.restore();
    paintLegend(painter);
    paintReadout(painter);
}

void LossChart::paintEmpty(QPainter& painter) const {
    const QRectF area = axisRect()->rect();
    painter.setPen(m_theme.mutedText);
    painter.drawText(area.adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Losses appear here while a model learns.\nOpen a MIDI file, then press "
                        "Train. The lower the curve, the better the model expects the next note."));
}

std::vector<LossChart::Baseline> LossChart::baselines() const {
    std::vector<Baseline> all;
    const auto add = [&](std::optional<double> nats, const QString& text) {
        const QRectF area = axisRect()->rect();
        const double y = nats ? yAxis->coordToPixel(*nats) : std::nan("");
        if (std::isfinite(y) && y >= area.top() && y <= area.bottom())
            all.push_back({*nats, text.arg(lossText(*nats))});
    };
    if (!m_history.started())
        return all;
    if (m_history.started()->unigramNats > 0.0)
        add(m_history.started()->unigramNats, tr("counting notes alone (unigram): %1"));
    add(m_history.started()->ngramNats, tr("n-gram: %1"));
    add(m_history.maskedUnigramNats(), tr("counting alone, of hidden notes: %1"));
    return all;
}

std::optional<QPointF> LossChart::bestPoint() const {
    const std::optional<int> best = m_history.bestEpoch();
    if (!best)
        return std::nullopt;
    const QPointF point(xAxis->coordToPixel(*best), yAxis->coordToPixel(*m_history.bestLoss()));
    return QRectF(axisRect()->rect()).contains(point) ? std::optional(point) : std::nullopt;
}

std::vector<QPointF> LossChart::curvePoints() const {
    constexpr double kStep = 3.0;
    std::vector<QPointF> points;
    for (int i = 0; i < graphCount(); ++i) {
        if (!graph(i)->visible())
            continue;
        std::vector<QPointF> line;
        for (const QCPGraphData& one : *graph(i)->data())
            line.emplace_back(xAxis->coordToPixel(one.key), yAxis->coordToPixel(one.value));
        const std::vector<QPointF> along = pointsAlong(line, kStep);
        points.insert(points.end(), along.begin(), along.end());
    }
    return points;
}

std::vector<LossChart::Label> LossChart::labels(const QFont& font) const {
    const QFontMetricsF metrics(font);
    const QRectF area = QRectF(axisRect()->rect()).adjusted(6, 2, -6, -2 * kMarkerRoom);
    const std::vector<QPointF> points = curvePoints();
    std::vector<QRectF> taken = {legendBox(metrics)};
    std::vector<Label> all;
    const auto place = [&](const std::vector<QRectF>& candidates, const QString& text,
                           const QColor& color) {
        std::vector<QRectF> inside;
        std::ranges::copy_if(candidates, std::back_inserter(inside),
                             [&](const QRectF& box) { return area.contains(box); });
        const QRectF box = freestBox(inside.empty() ? candidates : inside, points, taken);
        if (std::ranges::any_of(taken, [&](const QRectF& one) { return one.intersects(box); }))
            return; // no words rather than words over words
        all.push_back({box, text, color});
        taken.push_back(box);
    };
    if (const auto point = bestPoint()) {
        const QString text = bestWords();
        const QSizeF size = metrics.size(Qt::TextSingleLine, text);
        taken.emplace_back(*point - QPointF(6, 6), QSizeF(12, 12));
        std::vector<QRectF> candidates;
        for (double away = 9; away < 80; away += 8)
            for (const double y : {point->y() + away, point->y() - away - size.height()})
                for (const double share : {0.5, 0.0, 1.0})
                    candidates.emplace_back(
                        QPointF(std::clamp(point->x() - size.width() * share, area.left(),
                                           std::max(area.left(), area.right() - size.width())),
                                y),
                        size);
        place(candidates, text, m_theme.good);
    }
    for (const Baseline& baseline : baselines()) {
        const double y = yAxis->coordToPixel(baseline.nats);
        const QSizeF size = metrics.size(Qt::TextSingleLine, baseline.text);
        std::vector<QRectF> candidates;
        for (double left = area.left(); left + size.width() <= area.right(); left += 16)
            for (const double top : {y - size.height() - 2, y + 2})
                candidates.emplace_back(QPointF(left, top), size);
        if (candidates.empty())
            candidates.emplace_back(QPointF(area.left(), y + 2), size);
        place(candidates, baseline.text, m_theme.mutedText);
    }
    return all;
}

void LossChart::paintBaselines(QPainter& painter) const {
    painter.setPen(QPen(m_theme.baseline, 1.5, Qt::DashLine));
    for (const Baseline& baseline : baselines()) {
        const double y = yAxis->coordToPixel(baseline.nats);
        painter.drawLine(QPointF(axisRect()->left(), y), QPointF(axisRect()->right(), y));
    }
}

QString LossChart::bestWords() const {
    return tr("best: %1")
        .arg(epochNumber(m_history.bestEpoch().value_or(0), m_history.countsIterations()));
}

void LossChart::paintBest(QPainter& painter) const {
    if (const auto point = bestPoint()) {
        painter.setPen(QPen(m_theme.good, 2));
        painter.setBrush(m_theme.surface);
        painter.drawEllipse(*point, 5, 5);
    }
}

void LossChart::paintSamples(QPainter& painter) const {
    std::vector<double> places;
    for (std::size_t i = 0; i < m_history.samples().size(); ++i)
        places.push_back(markerPosition(i).x());
    const std::vector<int> sizes = markSizes(places, kMarkerRoom, kDotRoom);
    const auto isBright = [&](std::size_t i) {
        return m_playing == m_history.samples()[i].take || m_hovered == i;
    };
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (isBright(i) || m_selected == i)
            continue;
        if (sizes[i] == 2) {
            paintSample(painter, i, false);
        } else if (sizes[i] == 1) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.accent);
            painter.drawEllipse(markerPosition(i), 1.5, 1.5);
        }
    }
    // On top of all others those that somebody hears or points at.
    for (std::size_t i = 0; i < places.size(); ++i)
        if (isBright(i) || m_selected == i)
            paintSample(painter, i, isBright(i));
}

void LossChart::paintSample(QPainter& painter, std::size_t i, bool isBright) const {
    const QPointF centre = markerPosition(i);
    const bool isPlaying = m_playing == m_history.samples()[i].take;
    painter.setPen(QPen(m_theme.accent, 1.5));
    painter.setBrush(isBright ? m_theme.accent : m_theme.surface);
    painter.drawEllipse(centre, 7.0, 7.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isBright ? m_theme.accentText : m_theme.accent);
    if (isPlaying)
        painter.drawRect(QRectF(centre.x() - 2.5, centre.y() - 2.5, 5, 5));
    else
        painter.drawPolygon(QPolygonF(
            {centre + QPointF(-2.2, -3.6), centre + QPointF(-2.2, 3.6), centre + QPointF(4.0, 0)}));
    if (m_selected == i && hasFocus()) {
        painter.setPen(QPen(m_theme.text, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, 10.5, 10.5);
    }
}

std::vector<LossChart::LegendEntry> LossChart::legendEntries(const QFontMetricsF& metrics) const {
    std::vector<LegendEntry> entries;
    const auto add = [&](const QString& name, const std::vector<double>& losses, QColor color) {
        entries.push_back(
            {losses.empty() ? name : QStringLiteral("%1  %2").arg(name, lossText(losses.back())),
             color});
    };
    add(m_train.name, m_train.raw, m_theme.trainLoss);
    if (!m_validation.raw.empty() && std::isfinite(m_validation.raw.back()))
        add(m_validation.name, m_validation.raw, m_theme.validationLoss);
    for (std::size_t i = 0; i < m_others.size(); ++i)
        add(m_others[i].name, m_others[i].losses, otherColor(i));
    QPointF place(kLegendMargin, 0.0);
    for (LegendEntry& entry : entries) {
        const QSizeF size(kLegendLine + 6.0 + metrics.horizontalAdvance(entry.text),
                          metrics.height() + 1.0);
        if (place.x() > kLegendMargin && place.x() + size.width() > width() - kLegendMargin)
            place = {kLegendMargin, place.y() + size.height()};
        entry.box = {place, size};
        place.rx() += size.width() + 2.0 * kGap;
    }
    return entries;
}

QRectF LossChart::legendBox(const QFontMetricsF& metrics) const {
    QRectF all;
    for (const LegendEntry& entry : legendEntries(metrics))
        all |= entry.box;
    return all;
}

void LossChart::paintLegend(QPainter& painter) const {
    for (const LegendEntry& entry : legendEntries(QFontMetricsF(painter.font()))) {
        const double middle = entry.box.center().y();
        painter.setPen(QPen(entry.color, 2.5));
        painter.drawLine(QPointF(entry.box.left(), middle),
                         QPointF(entry.box.left() + kLegendLine, middle));
        painter.setPen(m_theme.text);
        painter.drawText(entry.box.adjusted(kLegendLine + 6.0, 0.0, 0.0, 0.0), Qt::AlignVCenter,
                         entry.text);
    }
}

void LossChart::paintReadout(QPainter& painter) const {
    if (!m_readout || *m_readout >= m_history.epochs().size())
        return;
    const EpochFinished& epoch = m_history.epochs()[*m_readout];
    const QRectF area = axisRect()->rect();
    const double x = xAxis->coordToPixel(epoch.epoch);
    if (x < area.left() || x > area.right())
        return;
    painter.setPen(QPen(m_theme.mutedText, 1, Qt::DotLine));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    QString text = QStringLiteral("%1: %2 %3")
                       .arg(epochNumber(epoch.epoch, m_history.countsIterations()), m_train.name,
                            lossText(m_train.raw[*m_readout]));
    if (const double other = m_validation.raw[*m_readout]; std::isfinite(other))
        text += QStringLiteral(", %1 %2").arg(m_validation.name, lossText(other));
    const QSizeF size = painter.fontMetrics().size(Qt::TextSingleLine, text);
    const double left = std::clamp(x - size.width() / 2, area.left() + 6.0,
                                   std::max(area.left() + 6.0, area.right() - size.width() - 6.0));
    paintLabel(painter, m_theme, QRectF(QPointF(left, area.bottom() - size.height() - 26), size),
               text, m_theme.text);
}

} // namespace leitmotif
