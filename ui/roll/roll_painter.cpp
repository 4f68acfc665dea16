// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_painter.h"

#include "ui/roll/pitch_label.h"
#include "ui/roll/roll_grid.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace leitmotif {

namespace {

// Notes narrower or rows lower than this are painted as plain marks.
constexpr double kBoxWidth = 4.0;
constexpr double kBoxHeight = 6.0;
// Smaller notes have square corners: they look the same and take a tenth of the time.
constexpr double kSquareWidth = 10.0;
constexpr double kSquareHeight = 8.0;
constexpr double kNamedWidth = 26.0;
constexpr double kNamedHeight = 12.0;
constexpr double kLargestName = 11.0;
constexpr std::size_t kRunShade = 11; // of notes too narrow to show their velocities

QColor mixed(const QColor& a, const QColor& b, double shareOfB) {
    const auto mix = [&](double x, double y) { return x + (y - x) * shareOfB; };
    return QColor::fromRgbF(static_cast<float>(mix(a.redF(), b.redF())),
                            static_cast<float>(mix(a.greenF(), b.greenF())),
                            static_cast<float>(mix(a.blueF(), b.blueF())));
}

double brightness(const QColor& color) {
    return 0.299 * color.redF() + 0.587 * color.greenF() + 0.114 * color.blueF();
}

std::size_t shadeOf(const Note& note) {
    return static_cast<std::size_t>(note.velocity.value) >> 3U;
}

Tick tickFloor(double tick) {
    return {static_cast<std::int64_t>(std::floor(tick))};
}

} // namespace

NoteStyle styleOfTrack(const Score& score, std::size_t track) {
    return {.color = track, .colorByChannel = score.tracks[track]->channels().size() > 1};
}

RollPainter::RollPainter(Theme theme) : m_theme(std::move(theme)) {
    for (std::size_t color = 0; color < kColors; ++color)
        for (std::size_t shade = 0; shade < kShades; ++shade) {
            const double loudness = static_cast<double>(shade) / (kShades - 1);
            const QColor& full = m_theme.tracks[color];
            m_shades[color][shade] = mixed(m_theme.rollWhiteRow, full, 0.38 + 0.62 * loudness);
            // A tint is harder to see on a dark ground.
            const double least = m_theme.isDark ? 0.34 : 0.22;
            m_ghosts[color][shade] = mixed(m_theme.rollWhiteRow, full, least + 0.12 * loudness);
        }
    for (int pitch = 0; pitch < RollGeometry::kRows; ++pitch) {
        QStaticText& name = m_names[static_cast<std::size_t>(pitch)];
        name.setText(pitchLabel(pitch));
        name.setTextFormat(Qt::PlainText);
        name.setPerformanceHint(QStaticText::AggressiveCaching);
    }
}

void RollPainter::paintBackground(QPainter& painter, const QRectF& area,
                                  const RollGeometry& geometry, const MeterMap& meter,
                                  Snap snap) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(area, m_theme.rollWhiteRow);
    const int highest = geometry.pitchAt(area.top());
    const int lowest = geometry.pitchAt(area.bottom());
    for (int pitch = lowest; pitch <= highest; ++pitch) {
        const double y = geometry.yOf(pitch);
        if (isBlackKey(pitch))
            painter.fillRect(QRectF(area.left(), y, area.width(), geometry.rowHeight),
                             m_theme.rollBlackRow);
        const bool divides = pitch % 12 == 11 || (pitch % 12 == 4 && geometry.rowHeight >= 9);
        if (divides && y >= area.top())
            painter.fillRect(QRectF(area.left(), std::round(y), area.width(), 1.0),
                             pitch % 12 == 11 ? m_theme.gridBeat : m_theme.gridStep);
    }
    const Tick from = tickFloor(geometry.tickAt(area.left() - 1.0));
    const Tick to = tickFloor(geometry.tickAt(area.right() + 1.0));
    for (const GridLine& line : gridLines(meter, snap, from, to, geometry.pixelsPerTick)) {
        const QColor& color = line.kind == GridLineKind::Bar    ? m_theme.gridBar
                              : line.kind == GridLineKind::Beat ? m_theme.gridBeat
                                                                : m_theme.gridStep;
        painter.fillRect(
            QRectF(std::round(geometry.xOf(line.tick)), area.top(), 1.0, area.height()), color);
    }
    painter.restore();
}

const RollPainter::Shades& RollPainter::shadesOf(const Note& note, const NoteStyle& style) const {
    const std::size_t color = colorOf(note, style);
    return style.isGhost ? m_ghosts[color] : m_shades[color];
}

QColor RollPainter::noteColor(const Note& note, const NoteStyle& style) const {
    return shadesOf(note, style)[shadeOf(note)];
}

RollPainter::Shape RollPainter::shapeOf(const RollGeometry& geometry) {
    const bool areRowsLow = geometry.rowHeight < kBoxHeight;
    return {areRowsLow, std::max(1.0, geometry.rowHeight - (areRowsLow ? 0.0 : 1.0))};
}

void RollPainter::paintNotes(QPainter& painter, const QRectF& area, const RollGeometry& geometry,
                             const NoteIndex& notes, const NoteStyle& style) {
    m_boxes.clear();
    const Shape shape = shapeOf(geometry);
    const Tick from = tickFloor(geometry.tickAt(area.left() - 1.0));
    const Tick to = tickFloor(geometry.tickAt(area.right() + 1.0)) + Tick{1};
    m_painted.fill(-1e9);
    notes.forEachSpanning(from, to, [&](const Note& note) {
        QRectF rect = geometry.rectOf(note);
        if (rect.top() > area.bottom() || rect.bottom() < area.top() ||
            (style.hidden && style.hidden->contains(note)))
            return;
        rect.setHeight(shape.height);
        const bool isSelected = style.selected && style.selected->contains(note);
        if (!shape.areRowsLow && rect.width() >= kBoxWidth)
            m_boxes.push_back({rect, &note, isSelected});
        else
            addMark(rect, note, style, isSelected);
    });
    closeRuns();
    paintMarks(painter, style);
    paintBoxes(painter, style, shape.height);
}

void RollPainter::paintSelected(QPainter& painter, const QRectF& area, const RollGeometry& geometry,
                                const std::vector<Note>& notes, const NoteStyle& style) {
    m_boxes.clear();
    const Shape shape = shapeOf(geometry);
    for (const Note& note : notes) {
        QRectF rect = geometry.rectOf(note);
        if (rect.right() < area.left() - 1.0 || rect.left() > area.right() + 1.0 ||
            rect.bottom() < area.top() || rect.top() > area.bottom())
            continue;
        rect.setHeight(shape.height);
        if (!shape.areRowsLow && rect.width() >= kBoxWidth)
            m_boxes.push_back({rect, &note, true});
        else
            addMark(rect, note, style, true);
    }
    paintMarks(painter, style);
    paintBoxes(painter, style, shape.height);
}

void RollPainter::addMark(const QRectF& rect, const Note& note, const NoteStyle& style,
                          bool isSelected) {
    if (isSelected) {
        m_selectedMarks.push_back(rect);
        m_selectedMarks.back().setWidth(std::max(1.0, rect.width()));
    } else if (rect.width() < 1.0) {
        addToRun(rect, note, style);
    } else if (rect.right() > m_painted[note.pitch.value]) { // else it is covered
        m_painted[note.pitch.value] = rect.right();
        m_marks[colorOf(note, style)][shadeOf(note)].push_back(rect);
    }
}

void RollPainter::addToRun(const QRectF& rect, const Note& note, const NoteStyle& style) {
    const double left = std::floor(rect.left());
    const std::size_t color = colorOf(note, style);
    Run& run = m_runs[note.pitch.value];
    if (!run.rect.isEmpty() && left <= run.rect.right() && run.color == color) {
        run.rect.setRight(std::max(run.rect.right(), left + 1.0));
        return;
    }
    if (!run.rect.isEmpty())
        m_marks[run.color][kRunShade].push_back(run.rect);
    run = {QRectF(left, rect.top(), 1.0, rect.height()), color};
}

void RollPainter::closeRuns() {
    for (Run& run : m_runs)
        if (const Run closed = std::exchange(run, {}); !closed.rect.isEmpty())
            m_marks[closed.color][kRunShade].push_back(closed.rect);
}

void RollPainter::paintBoxes(QPainter& painter, const NoteStyle& style, double height) {
    if (m_boxes.empty())
        return;
    painter.save();
    QFont font = painter.font();
    font.setPixelSize(static_cast<int>(std::clamp(height - 3.0, 7.0, kLargestName)));
    painter.setFont(font);
    const auto isSquare = [height](const Box& box) {
        return height < kSquareHeight || box.rect.width() < kSquareWidth;
    };
    for (const bool selectedOnes : {false, true}) { // on top of the others
        painter.setRenderHint(QPainter::Antialiasing, false);
        for (const Box& box : m_boxes) {
            if (box.isSelected != selectedOnes || !isSquare(box))
                continue;
            const auto [edge, fill] = colorsOf(box, style);
            const QRect rect(QPoint(qRound(box.rect.left()), qRound(box.rect.top())),
                             QPoint(qRound(box.rect.right()) - 1, qRound(box.rect.bottom()) - 1));
            painter.fillRect(rect, edge);
            painter.fillRect(rect.adjusted(1, 1, -1, -1), fill);
        }
        painter.setRenderHint(QPainter::Antialiasing);
        for (const Box& box : m_boxes)
            if (box.isSelected == selectedOnes && !isSquare(box))
                paintRounded(painter, box, style);
    }
    painter.restore();
}

void RollPainter::paintMarks(QPainter& painter, const NoteStyle& style) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    for (std::size_t color = 0; color < kColors; ++color)
        for (std::size_t shade = 0; shade < kShades; ++shade) {
            auto& marks = m_marks[color][shade];
            if (marks.empty())
                continue;
            painter.setBrush((style.isGhost ? m_ghosts : m_shades)[color][shade]);
            painter.drawRects(marks.data(), static_cast<int>(marks.size()));
            marks.clear();
        }
    if (!m_selectedMarks.empty()) {
        painter.setBrush(m_theme.selectedNote);
        painter.drawRects(m_selectedMarks.data(), static_cast<int>(m_selectedMarks.size()));
        m_selectedMarks.clear();
    }
    painter.restore();
}

RollPainter::BoxColors RollPainter::colorsOf(const Box& box, const NoteStyle& style) const {
    const QColor shade = noteColor(*box.note, style);
    if (box.isSelected)
        return {m_theme.selectedNote, mixed(shade, m_theme.selectedNote, 0.72)};
    if (style.hovered && *style.hovered == *box.note)
        return {m_theme.text, shade};
    // A ghost's edge is the row behind it, so that notes in a row stay apart.
    return {style.isGhost ? m_theme.rollBlackRow
                          : mixed(shadesOf(*box.note, style).back(), m_theme.rollWhiteRow, 0.25),
            shade};
}

void RollPainter::paintRounded(QPainter& painter, const Box& box, const NoteStyle& style) {
    const QRectF& rect = box.rect;
    const auto [edge, fill] = colorsOf(box, style);
    const double radius = std::min({3.5, rect.height() / 3.0, rect.width() / 3.0});
    painter.setPen(Qt::NoPen); // two fills cost half of what a stroke does
    painter.setBrush(edge);
    painter.drawRoundedRect(rect, radius, radius);
    painter.setBrush(fill);
    const double inner = std::max(0.0, radius - 1.0);
    painter.drawRoundedRect(rect.adjusted(1.0, 1.0, -1.0, -1.0), inner, inner);
    if (!style.isGhost && rect.width() >= kNamedWidth && rect.height() >= kNamedHeight - 1.0)
        paintName(painter, rect, *box.note, fill);
}

void RollPainter::paintName(QPainter& painter, const QRectF& rect, const Note& note,
                            const QColor& fill) {
    const bool isBright = brightness(fill) > 0.5;
    painter.setPen(isBright ? QColor(0, 0, 0, 190) : QColor(255, 255, 255, 225));
    QStaticText& name = m_names[note.pitch.value];
    name.prepare(painter.transform(), painter.font());
    const QSizeF size = name.size();
    painter.drawStaticText(QPointF(rect.left() + 5.0, rect.center().y() - size.height() / 2.0),
                           name);
}

} // namespace leitmotif
