// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_ruler.h"

#include "ui/base/accessible_controls.h"
#include "ui/roll/roll_grid.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr int kHeight = 34;
constexpr int kLoopHeight = 13;
constexpr double kLoopEdge = 6.0;
constexpr double kNumberRoom = 12.0;   // pixels between one bar number and the next
constexpr double kNumberedBeat = 52.0; // width of a beat from which beats have numbers
constexpr double kLoopDragThreshold = 3.0;
constexpr int kFlagReach = 7; // pixels from the playhead to both sides

} // namespace

RollRuler::RollRuler(RollController& controller, QWidget* parent)
    : RollView(controller, kFlagReach, parent) {
    setObjectName(QStringLiteral("rollRuler"));
    setAccessibleRole(*this, QAccessible::Graphic);
    setAccessibleName(tr("Bars"));
    setAccessibleDescription(tr("Click to place the playhead; drag above the numbers to loop."));
    setFixedHeight(kHeight);
    connect(&controller, &RollController::sceneChanged, this, qOverload<>(&QWidget::update));
    connect(&controller, &RollController::viewChanged, this, qOverload<>(&QWidget::update));
}

void RollRuler::paintArea(QPainter& painter, const QRect& area) {
    painter.fillRect(area, theme().surface);
    paintLoop(painter);
    paintBars(painter);
    paintFlag(painter);
    painter.fillRect(QRect(0, kHeight - 1, width(), 1), theme().border);
}

void RollRuler::paintLoop(QPainter& painter) const {
    painter.fillRect(QRect(0, 0, width(), kLoopHeight), theme().raised);
    const LoopRegion& loop = scene().loop;
    if (!loop.isMarked())
        return;
    const QRectF strip(QPointF(scene().geometry.xOf(loop.from), 1.0),
                       QPointF(scene().geometry.xOf(loop.to), kLoopHeight - 1.0));
    QColor fill = loop.isOn ? theme().accent : theme().mutedText;
    fill.setAlpha(loop.isOn ? 210 : 90);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(strip, 3.0, 3.0);
    // Handles, where there is room for them
    if (strip.width() > 4.0 * kLoopEdge) {
        painter.setBrush(loop.isOn ? theme().accentText : theme().surface);
        for (const double x : {strip.left() + 3.0, strip.right() - 5.0})
            painter.drawRoundedRect(QRectF(x, 4.0, 2.0, kLoopHeight - 8.0), 1.0, 1.0);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void RollRuler::paintBars(QPainter& painter) const {
    const RollGeometry& g = scene().geometry;
    QFont font = painter.font();
    font.setPixelSize(11);
    painter.setFont(font);
    const QFontMetrics metrics = painter.fontMetrics();
    const Tick from{static_cast<std::int64_t>(std::floor(g.tickAt(-80.0)))};
    const Tick to{static_cast<std::int64_t>(std::ceil(g.tickAt(width())))};
    double free = -1e9; // where the next number may begin
    for (const GridLine& line : gridLines(scene().meter, Snap::Bar, from, to, g.pixelsPerTick)) {
        const double x = std::round(g.xOf(line.tick));
        const bool isBar = line.kind == GridLineKind::Bar;
        const double beatWidth =
            static_cast<double>(scene().meter.beatLength(line.tick).value) * g.pixelsPerTick;
        const bool isNumbered = x >= free && (isBar || beatWidth >= kNumberedBeat);
        const int top = isNumbered && isBar ? kLoopHeight + 1 : kHeight - (isBar ? 9 : 5);
        painter.fillRect(QRectF(x, top, 1.0, kHeight - top),
                         isBar ? theme().gridBar : theme().gridBeat);
        if (!isNumbered)
            continue;
        const BarPosition place = scene().meter.positionAt(line.tick);
        const QString number = isBar
                                   ? QString::number(place.bar + 1)
                                   : QStringLiteral("%1.%2").arg(place.bar + 1).arg(place.beat + 1);
        painter.setPen(isBar ? theme().text : theme().mutedText);
        painter.drawText(QPointF(x + 5.0, kHeight - 8.0), number);
        free = x + metrics.horizontalAdvance(number) + kNumberRoom;
    }
}

void RollRuler::paintFlag(QPainter& painter) const {
    const double x = scene().geometry.xOf(scene().playhead);
    QPainterPath flag;
    flag.moveTo(x - 5.5, kHeight - 14.0);
    flag.lineTo(x + 5.5, kHeight - 14.0);
    flag.lineTo(x + 5.5, kHeight - 7.0);
    flag.lineTo(x, kHeight - 1.0);
    flag.lineTo(x - 5.5, kHeight - 7.0);
    flag.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(flag, theme().playhead);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

RollRuler::Drag RollRuler::dragAt(QPointF position) const {
    if (position.y() >= kLoopHeight)
        return Drag::Seek;
    const LoopRegion& loop = scene().loop;
    if (!loop.isMarked())
        return Drag::NewLoop;
    const double start = scene().geometry.xOf(loop.from);
    const double end = scene().geometry.xOf(loop.to);
    if (std::abs(position.x() - end) <= kLoopEdge)
        return Drag::LoopEnd;
    if (std::abs(position.x() - start) <= kLoopEdge)
        return Drag::LoopStart;
    return position.x() > start && position.x() < end ? Drag::LoopBody : Drag::NewLoop;
}

Tick RollRuler::tickAt(QPointF position, Qt::KeyboardModifiers modifiers) const {
    const Tick tick{std::llround(std::max(0.0, scene().geometry.tickAt(position.x())))};
    const bool isFree = modifiers & (Qt::AltModifier | Qt::ControlModifier);
    return isFree ? tick : scene().grid(tick).nearest(tick);
}

void RollRuler::seek(const QMouseEvent* event) {
    const Tick tick = tickAt(event->position(), event->modifiers());
    if (std::exchange(m_lastSeek, tick) != tick)
        emit seekRequested(tick.value);
}

void RollRuler::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    controller().endBurst();
    m_drag = dragAt(event->position());
    m_pressed = event->position();
    m_isDragged = false;
    m_loopBefore = scene().loop;
    m_lastSeek.reset();
    if (m_drag == Drag::Seek)
        seek(event);
}

LoopRegion RollRuler::draggedLoop(const QMouseEvent* event) const {
    const Tick here = tickAt(event->position(), event->modifiers());
    LoopRegion loop = m_loopBefore;
    loop.isOn = true;
    switch (m_drag) {
    case Drag::LoopStart:
        loop.from = here;
        break;
    case Drag::LoopEnd:
        loop.to = here;
        break;
    case Drag::LoopBody: {
        const Tick pressed = tickAt(m_pressed, event->modifiers());
        const Tick by = std::max(here - pressed, Tick{0} - loop.from);
        loop.from += by;
        loop.to += by;
        break;
    }
    case Drag::NewLoop:
    case Drag::Seek:
    case Drag::None:
        loop.from = tickAt(m_pressed, event->modifiers());
        loop.to = here;
        break;
    }
    if (loop.to < loop.from)
        std::swap(loop.from, loop.to);
    return loop;
}

void RollRuler::mouseMoveEvent(QMouseEvent* event) {
    if (m_drag == Drag::None) {
        const Drag drag = dragAt(event->position());
        const bool isEdge = drag == Drag::LoopStart || drag == Drag::LoopEnd;
        setCursor(isEdge                   ? Qt::SizeHorCursor
                  : drag == Drag::LoopBody ? Qt::OpenHandCursor
                                           : Qt::ArrowCursor);
        return;
    }
    m_isDragged =
        m_isDragged || (event->position() - m_pressed).manhattanLength() >= kLoopDragThreshold;
    if (!m_isDragged)
        return;
    if (m_drag == Drag::Seek)
        seek(event);
    else
        controller().setLoop(draggedLoop(event));
}

void RollRuler::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (event->button() != Qt::LeftButton || drag == Drag::None || drag == Drag::Seek)
        return;
    LoopRegion loop = scene().loop;
    if (!m_isDragged && drag == Drag::NewLoop)
        return;
    if (!m_isDragged)
        loop.isOn = !loop.isOn;
    else if (!loop.isMarked())
        loop = m_loopBefore;
    controller().setLoop(loop);
    if (loop != m_loopBefore)
        emit controller().loopEdited(loop);
}

bool RollRuler::cancelGesture() {
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag == Drag::None)
        return false;
    if (drag != Drag::Seek)
        controller().setLoop(m_loopBefore);
    return true;
}

void RollRuler::wheelEvent(QWheelEvent* event) {
    zoomByNotches(Qt::Horizontal, notchesOf(*event).y(), event->position());
    event->accept();
}

} // namespace leitmotif
