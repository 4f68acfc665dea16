// SPDX-License-Identifier: GPL-3.0-or-later
// What LossChart paints over its axes and curves.
#include "ui/plots/loss_chart.h"

#include "ui/base/words.h"

#include <cmath>

namespace leitmotif {
namespace {

QString lossText(double loss) {
    return std::isfinite(loss) ? QLocale().toString(loss, 'f', 3) : QStringLiteral("–");
}

/// Text on a patch of background, so that it can be read across curves.
void paintLabel(QPainter& painter, const Theme& theme, const QRectF& box, const QString& text,
                const QColor& color) {
    QColor back = theme.surface;
    back.setAlpha(215);
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

void LossChart::paintBaselines(QPainter& painter) const {
    if (!m_history.started())
        return;
    const auto line = [this, &painter](double nats, const QString& text) {
        const double y = yAxis->coordToPixel(nats);
        const QRectF area = axisRect()->rect();
        if (!std::isfinite(y) || y < area.top() || y > area.bottom())
            return;
        painter.setPen(QPen(m_theme.baseline, 1.5, Qt::DashLine));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        const QSizeF size = painter.fontMetrics().size(Qt::TextSingleLine, text);
        const bool isLow = y + size.height() + 6 < area.bottom();
        const double top = isLow ? y + 3 : y - size.height() - 3;
        // At the right, where falling curves have left the baseline, but not under other words.
        QRectF box(QPointF(area.right() - size.width() - 10, top), size);
        const QFontMetricsF metrics(painter.font());
        for (const QRectF& taken : {legendBox(metrics), bestBox(metrics)})
            if (box.adjusted(-4, -1, 4, 1).intersects(taken))
                box.moveRight(taken.left() - 10);
        paintLabel(painter, m_theme, box, text, m_theme.mutedText);
    };
    if (m_history.started()->unigramNats > 0.0)
        line(m_history.started()->unigramNats,
             tr("counting notes alone (unigram): %1")
                 .arg(lossText(m_history.started()->unigramNats)));
    if (m_history.started()->ngramNats)
        line(*m_history.started()->ngramNats,
             tr("n-gram: %1").arg(lossText(*m_history.started()->ngramNats)));
    if (const auto masked = m_history.maskedUnigramNats())
        line(*masked, tr("counting alone, of hidden notes: %1").arg(lossText(*masked)));
}

QString LossChart::bestWords() const {
    return tr("best: %1")
        .arg(epochNumber(m_history.bestEpoch().value_or(0), m_history.countsIterations()));
}

QRectF LossChart::bestBox(const QFontMetricsF& metrics) const {
    const std::optional<int> best = m_history.bestEpoch();
    if (!best)
        return {};
    const QPointF point(xAxis->coordToPixel(*best), yAxis->coordToPixel(*m_history.bestLoss()));
    const QRectF area = axisRect()->rect();
    if (!area.contains(point))
        return {};
    const QSizeF size = metrics.size(Qt::TextSingleLine, bestWords());
    double left = point.x() - size.width() / 2;
    left = std::clamp(left, area.left() + 6.0,
                      std::max(area.left() + 6.0, area.right() - size.width() - 6.0));
    const bool fitsBelow = point.y() + 12 + size.height() < area.bottom() - 24;
    const double top = fitsBelow ? point.y() + 9 : point.y() - size.height() - 9;
    return {QPointF(left, top), size};
}

void LossChart::paintBest(QPainter& painter) const {
    const QRectF box = bestBox(QFontMetricsF(painter.font()));
    if (box.isEmpty())
        return;
    const QPointF point(xAxis->coordToPixel(*m_history.bestEpoch()),
                        yAxis->coordToPixel(*m_history.bestLoss()));
    paintLabel(painter, m_theme, box, bestWords(), m_theme.good);
    painter.setPen(QPen(m_theme.good, 2));
    painter.setBrush(m_theme.surface);
    painter.drawEllipse(point, 5, 5);
}

void LossChart::paintSamples(QPainter& painter) const {
    for (std::size_t i = 0; i < m_history.samples().size(); ++i) {
        const QPointF centre = markerPosition(i);
        const bool isPlaying = m_playing == m_history.samples()[i].take;
        const bool isBright = isPlaying || m_hovered == i;
        painter.setPen(QPen(m_theme.accent, 1.5));
        painter.setBrush(isBright ? m_theme.accent : m_theme.surface);
        painter.drawEllipse(centre, 7.0, 7.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(isBright ? m_theme.accentText : m_theme.accent);
        if (isPlaying)
            painter.drawRect(QRectF(centre.x() - 2.5, centre.y() - 2.5, 5, 5));
        else
            painter.drawPolygon(QPolygonF({centre + QPointF(-2.2, -3.6),
                                           centre + QPointF(-2.2, 3.6), centre + QPointF(4.0, 0)}));
        if (m_selected == i && hasFocus()) {
            painter.setPen(QPen(m_theme.text, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(centre, 10.5, 10.5);
        }
    }
}

std::vector<LossChart::LegendEntry> LossChart::legendEntries() const {
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
    return entries;
}

QRectF LossChart::legendBox(const QFontMetricsF& metrics) const {
    double width = 0.0;
    const std::vector<LegendEntry> entries = legendEntries();
    for (const LegendEntry& entry : entries)
        width = std::max(width, metrics.horizontalAdvance(entry.text));
    const QRectF area = axisRect()->rect();
    const double height = (metrics.height() + 3.0) * static_cast<double>(entries.size()) + 8.0;
    return {area.right() - width - 46, area.top() + 8, width + 38, height};
}

void LossChart::paintLegend(QPainter& painter) const {
    const QFontMetricsF metrics(painter.font());
    const QRectF box = legendBox(metrics);
    const double rowHeight = metrics.height() + 3.0;
    QColor back = m_theme.surface;
    back.setAlpha(225);
    painter.setPen(QPen(m_theme.border, 1));
    painter.setBrush(back);
    painter.drawRoundedRect(box, 6, 6);
    double y = box.top() + 4;
    for (const LegendEntry& entry : legendEntries()) {
        const double middle = y + rowHeight / 2;
        painter.setPen(QPen(entry.color, 2.5));
        painter.drawLine(QPointF(box.left() + 8, middle), QPointF(box.left() + 24, middle));
        painter.setPen(m_theme.text);
        painter.drawText(QRectF(box.left() + 30, y, box.width() - 34, rowHeight), Qt::AlignVCenter,
                         entry.text);
        y += rowHeight;
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
