// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/latent_canvas.h"

#include "ui/base/accessible_controls.h"
#include "ui/plots/latent_sheet.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr double kNear = 6.0;        // pixels from a dot
constexpr double kSmallestCell = 12; // that is parted from the next by a line

} // namespace

LatentCanvas::LatentCanvas(QWidget* parent) : QWidget(parent), m_theme(darkTheme()) {
    setAccessibleRole(*this, QAccessible::Graphic);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    describe();
}

void LatentCanvas::setMap(std::shared_ptr<const LatentMap> map) {
    const bool isAlike = m_map && map && m_map->side == map->side;
    m_map = std::move(map);
    if (!isAlike)
        m_current = m_map ? m_map->side / 2 * (m_map->side + 1) : 0;
    m_hovered.reset();
    m_sheet = {};
    describe();
    update();
    emit currentCellChanged();
}

void LatentCanvas::setTheme(const Theme& theme) {
    m_theme = theme;
    m_sheet = {};
    update();
}

void LatentCanvas::setShowsMusic(bool shows) {
    m_showsMusic = shows;
    update();
}

void LatentCanvas::setPlayingCell(std::optional<int> cell) {
    m_playing = cell;
    update();
}

std::optional<int> LatentCanvas::currentCell() const {
    return m_map ? std::optional(m_current) : std::nullopt;
}

void LatentCanvas::setCurrentCell(int cell) {
    if (!m_map || cell == m_current)
        return;
    m_current = std::clamp(cell, 0, m_map->cellCount() - 1);
    describe();
    update();
    emit currentCellChanged();
}

void LatentCanvas::moveBy(int columns, int rows) {
    if (!m_map)
        return;
    const int last = m_map->side - 1;
    setCurrentCell(std::clamp(m_current / m_map->side + rows, 0, last) * m_map->side +
                   std::clamp(m_current % m_map->side + columns, 0, last));
}

void LatentCanvas::describe() {
    setAccessibleDescription(m_map ? tr("Picture at %1. Arrow keys choose another, Enter plays it.")
                                         .arg(placeWords(*m_map, m_current))
                                   : tr("No map yet."));
}

void LatentCanvas::paintFrame(QPainter& painter, int cell, const QColor& color,
                              double width) const {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, width));
    painter.drawRect(cellRect(*m_map, cell, area()));
}

void LatentCanvas::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.rollBlackRow);
    if (!m_map)
        return;
    if (m_sheet.isNull()) {
        const double ratio = devicePixelRatioF();
        m_sheet = QPixmap::fromImage(sheetImage(*m_map, m_theme, (area().size() * ratio).toSize()));
        m_sheet.setDevicePixelRatio(ratio);
    }
    painter.drawPixmap(area().topLeft(), m_sheet);
    if (cellRect(*m_map, 0, area()).height() >= kSmallestCell)
        paintCellLines(painter, *m_map, m_theme, area());
    if (m_showsMusic)
        paintMusic(painter, *m_map, m_theme, area());
    if (m_hovered)
        paintFrame(painter, *m_hovered, m_theme.mutedText, 1.0);
    if (m_playing && *m_playing < m_map->cellCount())
        paintFrame(painter, *m_playing, m_theme.playhead, 2.0);
    paintFrame(painter, m_current, hasFocus() ? m_theme.accent : m_theme.text, 2.0);
}

void LatentCanvas::mousePressEvent(QMouseEvent* event) {
    const int cell = m_map ? cellAt(*m_map, event->position(), area()) : -1;
    if (cell < 0 || event->button() != Qt::LeftButton)
        return;
    setCurrentCell(cell);
    emit cellActivated(cell);
}

void LatentCanvas::mouseDoubleClickEvent(QMouseEvent* /*event*/) {
    // The first click of the pair played the picture; the second would stop it.
}

void LatentCanvas::mouseMoveEvent(QMouseEvent* event) {
    const int cell = m_map ? cellAt(*m_map, event->position(), area()) : -1;
    const auto hovered = cell < 0 ? std::nullopt : std::optional(cell);
    if (hovered == m_hovered)
        return;
    m_hovered = hovered;
    update();
}

void LatentCanvas::leaveEvent(QEvent* event) {
    m_hovered.reset();
    update();
    QWidget::leaveEvent(event);
}

void LatentCanvas::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        moveBy(-1, 0);
        break;
    case Qt::Key_Right:
        moveBy(1, 0);
        break;
    case Qt::Key_Up:
        moveBy(0, -1);
        break;
    case Qt::Key_Down:
        moveBy(0, 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_map)
            emit cellActivated(m_current);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void LatentCanvas::resizeEvent(QResizeEvent* event) {
    m_sheet = {};
    QWidget::resizeEvent(event);
}

bool LatentCanvas::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && m_map) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), wordsAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

QString LatentCanvas::wordsAt(QPointF position) const {
    const int cell = cellAt(*m_map, position, area());
    if (cell < 0)
        return {};
    QString words = placeWords(*m_map, cell);
    if (!m_showsMusic)
        return words;
    const bool hasPieces = std::ranges::any_of(
        m_map->points, [](const LatentPoint& point) { return point.piece > 0; });
    for (const LatentPoint& point : m_map->points) {
        const QPointF away = positionOf(*m_map, point.x, point.y, area()) - position;
        if (std::hypot(away.x(), away.y()) > kNear)
            continue;
        const QString bar = hasPieces
                                ? tr("Piece %1, bar %2").arg(point.piece + 1).arg(point.bar + 1)
                                : tr("Bar %1").arg(point.bar + 1);
        return words + QLatin1Char('\n') +
               (point.part == PieceRole::Training ? tr("%1, learned from").arg(bar)
                                                  : tr("%1, held out").arg(bar));
    }
    return words;
}

QString placeWords(const LatentMap& map, int cell) {
    const QLocale locale;
    return LatentCanvas::tr("x %1, y %2")
        .arg(locale.toString(map.xOf(cell), 'f', 2), locale.toString(map.yOf(cell), 'f', 2));
}

} // namespace leitmotif
