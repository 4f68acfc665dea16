// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/loss_overlay.h"

#include "ui/base/words.h"
#include "ui/plots/label_places.h"

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace leitmotif {
namespace {

constexpr double kMarkerRadius = 8.0;
constexpr double kMarkerRoom = 17.0; // a sample's mark and what is free around it
constexpr double kDotRoom = 5.0;
constexpr double kLegendMargin = 8.0;
constexpr double kLegendLine = 16.0;

QString lossText(double loss) {
    return std::isfinite(loss) ? QLocale().toString(loss, 'f', 3) : QStringLiteral("–");
}

/// Places for a text of this size near a point, the nearest first.
std::vector<QRectF> boxesAround(QPointF point, QSizeF size, const QRectF& area) {
    std::vector<QRectF> boxes;
    for (double away = 9; away < 80; away += 8)
        for (const double y : {point.y() + away, point.y() - away - size.height()})
            for (const double share : {0.5, 0.0, 1.0})
                boxes.emplace_back(
                    QPointF(std::clamp(point.x() - size.width() * share, area.left(),
                                       std::max(area.left(), area.right() - size.width())),
                            y),
                    size);
    return boxes;
}

/// Places for a text of this size above and below a line across the area; never none.
std::vector<QRectF> boxesAlong(double y, QSizeF size, const QRectF& area) {
    std::vector<QRectF> boxes;
    for (double left = area.left(); left + size.width() <= area.right(); left += 16)
        for (const double top : {y - size.height() - 2, y + 2})
            boxes.emplace_back(QPointF(left, top), size);
    if (boxes.empty())
        boxes.emplace_back(QPointF(area.left(), y + 2), size);
    return boxes;
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

void LossOverlay::paint(QPainter& painter) const {
    painter.setRenderHint(QPainter::Antialiasing);
    if (history().isEmpty()) {
        paintEmpty(painter);
        return;
    }
    painter.save();
    painter.setClipRect(plotArea().adjusted(-kPanelMargin, 0, kPanelMargin, 4));
    paintBaselines(painter);
    paintBest(painter);
    for (const Label& label : labels(painter.font()))
        paintLabel(painter, m_theme, label.box, label.text, label.color);
    paintSamples(painter);
    painter.restore();
    paintLegend(painter);
    paintReadout(painter);
}

void LossOverlay::paintEmpty(QPainter& painter) const {
    const QRectF area = plotArea();
    painter.setPen(m_theme.mutedText);
    painter.drawText(area.adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Losses appear here while a model learns.\nOpen a MIDI file, then press "
                        "Train. The lower the curve, the better the model expects the next note."));
}

QRectF LossOverlay::plotArea() const {
    return m_plot.axisRect()->rect();
}

QPointF LossOverlay::pointAt(double epoch, double loss) const {
    return {m_plot.xAxis->coordToPixel(epoch), m_plot.yAxis->coordToPixel(loss)};
}

QPointF LossOverlay::markerPosition(std::size_t sample) const {
    // In a strip above the epoch axis, so that falling losses do not move the markers.
    const SampleMark& mark = history().samples()[sample];
    return {m_plot.xAxis->coordToPixel(mark.epoch),
            m_plot.axisRect()->bottom() - kSampleLane / 2.0};
}

std::optional<std::size_t> LossOverlay::sampleAt(QPointF position) const {
    std::optional<std::size_t> nearest;
    double nearestDistance = kMarkerRadius + 3.0;
    for (std::size_t i = 0; i < history().samples().size(); ++i) {
        const QPointF offset = markerPosition(i) - position;
        const double distance = std::hypot(offset.x(), offset.y());
        if (distance < nearestDistance) {
            nearest = i;
            nearestDistance = distance;
        }
    }
    return nearest;
}

std::optional<std::size_t> LossOverlay::epochIndexAt(QPointF position) const {
    if (history().epochs().empty() || !m_plot.axisRect()->rect().contains(position.toPoint()))
        return std::nullopt;
    const double epoch = m_plot.xAxis->pixelToCoord(position.x());
    const auto& epochs = history().epochs();
    const auto after =
        std::lower_bound(epochs.begin(), epochs.end(), epoch,
                         [](const EpochFinished& one, double value) { return one.epoch < value; });
    auto nearest = after == epochs.end() ? after - 1 : after;
    if (nearest != epochs.begin() &&
        std::abs((nearest - 1)->epoch - epoch) < std::abs(nearest->epoch - epoch))
        --nearest;
    return static_cast<std::size_t>(nearest - epochs.begin());
}

QColor LossOverlay::otherColor(const Theme& theme, std::size_t index) {
    // None of them like the colours of training and validation.
    constexpr std::array<std::size_t, 5> kColors = {1, 3, 4, 7, 5};
    return theme.tracks[kColors[index % kColors.size()]];
}

std::vector<LossOverlay::Baseline> LossOverlay::baselines() const {
    std::vector<Baseline> all;
    const auto add = [&](std::optional<double> nats, const QString& text) {
        const QRectF area = plotArea();
        const double y = nats ? m_plot.yAxis->coordToPixel(*nats) : std::nan("");
        if (std::isfinite(y) && y >= area.top() && y <= area.bottom())
            all.push_back({*nats, text.arg(lossText(*nats))});
    };
    if (!history().started())
        return all;
    if (history().started()->unigramNats > 0.0)
        add(history().started()->unigramNats, tr("counting notes alone (unigram): %1"));
    add(history().started()->ngramNats, tr("n-gram: %1"));
    add(history().maskedUnigramNats(), tr("counting alone, of hidden notes: %1"));
    return all;
}

std::optional<QPointF> LossOverlay::bestPoint() const {
    const std::optional<int> best = history().bestEpoch();
    if (!best)
        return std::nullopt;
    const QPointF point = pointAt(*best, *history().bestLoss());
    return plotArea().contains(point) ? std::optional(point) : std::nullopt;
}

std::vector<QPointF> LossOverlay::curvePoints() const {
    constexpr double kStep = 3.0;
    std::vector<QPointF> points;
    for (int i = 0; i < m_plot.graphCount(); ++i) {
        if (!m_plot.graph(i)->visible())
            continue;
        std::vector<QPointF> line;
        for (const QCPGraphData& one : *m_plot.graph(i)->data())
            line.push_back(pointAt(one.key, one.value));
        const std::vector<QPointF> along = pointsAlong(line, kStep);
        points.insert(points.end(), along.begin(), along.end());
    }
    return points;
}

std::vector<LossOverlay::Label> LossOverlay::labels(const QFont& font) const {
    const QFontMetricsF metrics(font);
    const QRectF area = plotArea().adjusted(6, 2, -6, -2 * kMarkerRoom);
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
            return; // no label rather than one over another
        all.push_back({box, text, color});
        taken.push_back(box);
    };
    if (const auto point = bestPoint()) {
        const QString text = bestWords();
        taken.emplace_back(*point - QPointF(6, 6), QSizeF(12, 12));
        place(boxesAround(*point, metrics.size(Qt::TextSingleLine, text), area), text,
              m_theme.good);
    }
    for (const Baseline& baseline : baselines()) {
        const QSizeF size = metrics.size(Qt::TextSingleLine, baseline.text);
        place(boxesAlong(m_plot.yAxis->coordToPixel(baseline.nats), size, area), baseline.text,
              m_theme.mutedText);
    }
    return all;
}

void LossOverlay::paintBaselines(QPainter& painter) const {
    painter.setPen(QPen(m_theme.baseline, 1.5, Qt::DashLine));
    for (const Baseline& baseline : baselines()) {
        const double y = m_plot.yAxis->coordToPixel(baseline.nats);
        painter.drawLine(QPointF(m_plot.axisRect()->left(), y),
                         QPointF(m_plot.axisRect()->right(), y));
    }
}

QString LossOverlay::bestWords() const {
    return tr("best: %1")
        .arg(epochNumber(history().bestEpoch().value_or(0), history().countsIterations()));
}

void LossOverlay::paintBest(QPainter& painter) const {
    if (const auto point = bestPoint()) {
        painter.setPen(QPen(m_theme.good, 2));
        painter.setBrush(m_theme.surface);
        painter.drawEllipse(*point, 5, 5);
    }
}

void LossOverlay::paintSamples(QPainter& painter) const {
    std::vector<double> places;
    for (std::size_t i = 0; i < history().samples().size(); ++i)
        places.push_back(markerPosition(i).x());
    const std::vector<int> sizes = markSizes(places, kMarkerRoom, kDotRoom);
    const auto isBright = [&](std::size_t i) {
        return m_content.playing == history().samples()[i].take || m_content.hovered == i;
    };
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (isBright(i) || m_content.selected == i)
            continue;
        if (sizes[i] == 2) {
            paintSample(painter, i, false);
        } else if (sizes[i] == 1) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.accent);
            painter.drawEllipse(markerPosition(i), 1.5, 1.5);
        }
    }
    // The played, hovered and selected ones on top of all others.
    for (std::size_t i = 0; i < places.size(); ++i)
        if (isBright(i) || m_content.selected == i)
            paintSample(painter, i, isBright(i));
}

void LossOverlay::paintSample(QPainter& painter, std::size_t i, bool isBright) const {
    const QPointF centre = markerPosition(i);
    const bool isPlaying = m_content.playing == history().samples()[i].take;
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
    if (m_content.selected == i && m_plot.hasFocus()) {
        painter.setPen(QPen(m_theme.text, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, 10.5, 10.5);
    }
}

std::vector<LossOverlay::LegendEntry>
LossOverlay::legendEntries(const QFontMetricsF& metrics) const {
    std::vector<LegendEntry> entries;
    const auto add = [&](const QString& name, const std::vector<double>& losses, QColor color) {
        entries.push_back(
            {losses.empty() ? name : QStringLiteral("%1  %2").arg(name, lossText(losses.back())),
             color});
    };
    add(m_content.train.name, m_content.train.losses, m_theme.trainLoss);
    if (!m_content.validation.losses.empty() && std::isfinite(m_content.validation.losses.back()))
        add(m_content.validation.name, m_content.validation.losses, m_theme.validationLoss);
    for (std::size_t i = 0; i < m_content.others.size(); ++i)
        add(m_content.others[i].name, m_content.others[i].losses, otherColor(m_theme, i));
    QPointF place(kLegendMargin, 0.0);
    for (LegendEntry& entry : entries) {
        const QSizeF size(kLegendLine + 6.0 + metrics.horizontalAdvance(entry.text),
                          metrics.height() + 1.0);
        if (place.x() > kLegendMargin && place.x() + size.width() > m_plot.width() - kLegendMargin)
            place = {kLegendMargin, place.y() + size.height()};
        entry.box = {place, size};
        place.rx() += size.width() + 2.0 * kGap;
    }
    return entries;
}

QRectF LossOverlay::legendBox(const QFontMetricsF& metrics) const {
    QRectF all;
    for (const LegendEntry& entry : legendEntries(metrics))
        all |= entry.box;
    return all;
}

void LossOverlay::paintLegend(QPainter& painter) const {
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

void LossOverlay::paintReadout(QPainter& painter) const {
    if (!m_content.readout || *m_content.readout >= history().epochs().size())
        return;
    const EpochFinished& epoch = history().epochs()[*m_content.readout];
    const QRectF area = plotArea();
    const double x = m_plot.xAxis->coordToPixel(epoch.epoch);
    if (x < area.left() || x > area.right())
        return;
    painter.setPen(QPen(m_theme.mutedText, 1, Qt::DotLine));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    QString text =
        QStringLiteral("%1: %2 %3")
            .arg(epochNumber(epoch.epoch, history().countsIterations()), m_content.train.name,
                 lossText(m_content.train.losses[*m_content.readout]));
    if (const double other = m_content.validation.losses[*m_content.readout]; std::isfinite(other))
        text += QStringLiteral(", %1 %2").arg(m_content.validation.name, lossText(other));
    const QSizeF size = painter.fontMetrics().size(Qt::TextSingleLine, text);
    const double left = std::clamp(x - size.width() / 2, area.left() + 6.0,
                                   std::max(area.left() + 6.0, area.right() - size.width() - 6.0));
    paintLabel(painter, m_theme, QRectF(QPointF(left, area.bottom() - size.height() - 26), size),
               text, m_theme.text);
}

} // namespace leitmotif
