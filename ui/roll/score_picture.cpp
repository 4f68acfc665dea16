// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/score_picture.h"

#include "ui/roll/pitch_label.h"
#include "ui/roll/roll_grid.h"
#include "ui/roll/roll_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr int kFewestRows = 15; ///< so that few pitches do not become huge
constexpr double kNamesWidth = 34.0;
constexpr double kBarsHeight = 20.0;

struct PitchRange {
    int lowest = 127;
    int highest = 0;
};

PitchRange pitchRange(const Score& score) {
    PitchRange range;
    for (const TrackPtr& track : score.tracks)
        for (const Note& note : track->notes()) {
            range.lowest = std::min<int>(range.lowest, note.pitch.value);
            range.highest = std::max<int>(range.highest, note.pitch.value);
        }
    if (range.lowest > range.highest)
        return {54, 66};
    return range;
}

/// Shows every note, with a row free above and below, and whole bars.
RollGeometry fitted(const Score& score, QSizeF size) {
    const auto [lowest, highest] = pitchRange(score);
    const int rows = std::max(kFewestRows, highest - lowest + 3);
    const MeterMap meter = score.meterMap();
    const Tick end = meter.barStart(meter.barCount(score.lastNoteEnd()));
    RollGeometry geometry;
    geometry.rowHeight = size.height() / rows;
    geometry.topRow = RollGeometry::kRows - 1 - (lowest + highest) / 2.0 - (rows - 1) / 2.0;
    geometry.pixelsPerTick = size.width() / static_cast<double>(std::max(Tick{1}, end).value);
    return geometry;
}

void paintTracks(QPainter& painter, RollPainter& roll, const QRectF& area,
                 const RollGeometry& geometry, const Score& score) {
    for (std::size_t track = 0; track < score.tracks.size(); ++track)
        roll.paintNotes(painter, area, geometry, NoteIndex(score.tracks[track]),
                        styleOfTrack(score, track));
}

void paintBarNumbers(QPainter& painter, const QRectF& area, const RollGeometry& geometry,
                     const Score& score, const Theme& theme) {
    painter.setPen(theme.mutedText);
    const MeterMap meter = score.meterMap();
    double free = area.left();
    const Tick to{static_cast<std::int64_t>(geometry.tickAt(area.width()))};
    for (const GridLine& line : gridLines(meter, Snap::Bar, {0}, to, geometry.pixelsPerTick)) {
        const double x = area.left() + geometry.xOf(line.tick);
        if (line.kind != GridLineKind::Bar || x < free || line.tick == to)
            continue;
        const QString number = QString::number(line.bar + 1);
        painter.drawText(QPointF(x + 3.0, kBarsHeight - 6.0), number);
        free = x + painter.fontMetrics().horizontalAdvance(number) + 14.0;
    }
}

} // namespace

void paintMiniature(QPainter& painter, const QRectF& area, const Score& score, const Theme& theme) {
    if (area.isEmpty())
        return;
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.translate(area.topLeft());
    const QRectF local(QPointF(0, 0), area.size());
    RollPainter roll(theme);
    const RollGeometry geometry = fitted(score, area.size());
    painter.fillRect(local, theme.rollWhiteRow);
    const MeterMap meter = score.meterMap();
    const Tick end{static_cast<std::int64_t>(geometry.tickAt(local.width()))};
    for (const GridLine& line : gridLines(meter, Snap::Bar, {1}, end, geometry.pixelsPerTick))
        if (line.kind == GridLineKind::Bar && line.tick < end)
            painter.fillRect(QRectF(std::round(geometry.xOf(line.tick)), 0, 1, local.height()),
                             theme.gridBeat);
    paintTracks(painter, roll, local, geometry, score);
    painter.restore();
}

QImage scorePicture(const Score& score, const Theme& theme, QSize size, double pixelRatio) {
    QImage image(size * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(theme.surface);
    QPainter painter(&image);
    QFont font = painter.font();
    font.setPixelSize(11);
    painter.setFont(font);
    const QRectF area(kNamesWidth, kBarsHeight, size.width() - kNamesWidth,
                      size.height() - kBarsHeight);
    const RollGeometry geometry = fitted(score, area.size());
    paintBarNumbers(painter, area, geometry, score, theme);
    for (int pitch = 0; pitch < RollGeometry::kRows; pitch += 12) {
        const QRectF row(0, area.top() + geometry.yOf(pitch), kNamesWidth - 6.0,
                         geometry.rowHeight);
        if (row.center().y() > area.top() && row.center().y() < area.bottom())
            painter.drawText(row.adjusted(0, -8, 0, 8), Qt::AlignRight | Qt::AlignVCenter,
                             pitchLabel(pitch));
    }
    painter.setClipRect(area);
    painter.translate(area.topLeft());
    const QRectF local(QPointF(0, 0), area.size());
    RollPainter roll(theme);
    roll.paintBackground(painter, local, geometry, score.meterMap(), Snap::Bar);
    paintTracks(painter, roll, local, geometry, score);
    return image;
}

} // namespace leitmotif
