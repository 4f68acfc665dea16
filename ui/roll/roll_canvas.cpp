// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_canvas.h"

#include "ui/roll/note_at.h"
#include "ui/roll/roll_tools.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace leitmotif {

namespace {

constexpr int kAutoScrollInterval = 20;  // milliseconds
constexpr double kAutoScrollSpeed = 0.2; // of the distance from the edge, a step
constexpr double kFastestAutoScroll = 40.0;
constexpr double kWholePixel = 1e-6;

} // namespace

RollCanvas::RollCanvas(RollController& controller, QWidget* parent)
    : RollView(controller, kPlayheadReach, parent),
      m_painter(theme()),
      m_tool(&drawTool()),
      m_gesture(controller) {
    setObjectName(QStringLiteral("rollCanvas"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(120, 80);
    connect(&controller, &RollController::sceneChanged, this, qOverload<>(&QWidget::update));
    connect(&controller, &RollController::viewChanged, this, &RollCanvas::followView);
    connect(&controller, &RollController::hoverChanged, this, &RollCanvas::repaintHover);
    connect(&controller, &RollController::scoreReplaced, this, [this] {
        if (!m_gesture.drop())
            return;
        m_autoScroll.stop();
        this->controller().silence();
    });
    connect(&controller, &RollController::cursorChanged, this, [this] { m_showsCursor = true; });
}

void RollCanvas::setTheme(const Theme& theme) {
    m_painter = RollPainter(theme);
    m_background.forget();
    RollView::setTheme(theme);
}

void RollCanvas::setTool(const RollTool& tool) {
    cancelGesture();
    m_tool = &tool;
    hover();
}

// --- Painting

void RollCanvas::paintArea(QPainter& painter, const QRect& area) {
    painter.drawPixmap(0, 0, m_background.picture(m_painter, scene(), size(), devicePixelRatioF()));
    paintLoop(painter, area);
    paintNotes(painter, area);
    paintPreview(painter, area);
    paintCursor(painter);
    paintPlayhead(painter);
}

void RollCanvas::followView() {
    const RollGeometry before = std::exchange(m_shown, scene().geometry);
    const QPointF by((before.leftTick - m_shown.leftTick) * m_shown.pixelsPerTick,
                     (before.topRow - m_shown.topRow) * m_shown.rowHeight);
    const QPoint pixels = by.toPoint();
    const auto isWhole = [](double number) {
        return std::abs(number - std::round(number)) < kWholePixel;
    };
    const bool isScroll = before.pixelsPerTick == m_shown.pixelsPerTick &&
                          before.rowHeight == m_shown.rowHeight && isWhole(by.x()) &&
                          isWhole(by.y()) && isWhole(devicePixelRatioF()) &&
                          rect().intersects(rect().translated(pixels));
    if (!isScroll ||
        !m_background.scroll(m_painter, scene(), size(), devicePixelRatioF(), before, pixels))
        return update();
    m_hoverRect.translate(pixels);
    scroll(pixels.x(), pixels.y());
}

void RollCanvas::paintLoop(QPainter& painter, const QRect& area) const {
    const LoopRegion& loop = scene().loop;
    if (!loop.repeats())
        return;
    const QRectF region(QPointF(scene().geometry.xOf(loop.from), area.top()),
                        QPointF(scene().geometry.xOf(loop.to), area.bottom() + 1.0));
    QColor tint = theme().loopRegion;
    tint.setAlpha(tint.alpha() / 2); // the ruler shows the full colour
    painter.fillRect(region, tint);
    QColor edge = theme().accent;
    edge.setAlpha(150);
    for (const double x : {region.left(), region.right()})
        painter.fillRect(QRectF(std::round(x), area.top(), 1.0, area.height()), edge);
}

void RollCanvas::paintNotes(QPainter& painter, const QRect& area) {
    const RollScene& s = scene();
    paintOthers(painter, area);
    if (!s.edited())
        return;
    const NoteSelection& hidden = s.preview.in(s.track).hidden;
    NoteStyle style = styleOfTrack(s.score, s.track);
    style.selected = &s.selected();
    style.hidden = hidden.isEmpty() ? nullptr : &hidden;
    style.hovered = s.hovered && !m_gesture ? &*s.hovered : nullptr;
    m_painter.paintNotes(painter, area, s.geometry, *s.edited(), style);
}

void RollCanvas::paintOthers(QPainter& painter, const QRect& area) {
    const RollScene& s = scene();
    for (std::size_t track = 0; track < s.notes.size(); ++track) {
        if (track == s.track)
            continue;
        const NoteSelection& selected = s.selection.in(track);
        const NoteSelection& hidden = s.preview.in(track).hidden;
        NoteStyle style = styleOfTrack(s.score, track);
        style.isGhost = true;
        if (s.showsGhosts) {
            style.selected = selected.isEmpty() ? nullptr : &selected;
            style.hidden = hidden.isEmpty() ? nullptr : &hidden;
            m_painter.paintNotes(painter, area, s.geometry, s.notes[track], style);
        } else if (hidden.isEmpty()) { // selected notes are always shown
            m_painter.paintSelected(painter, area, s.geometry, selected.notes(), style);
        }
    }
}

void RollCanvas::paintPreview(QPainter& painter, const QRect& area) {
    const RollScene& s = scene();
    for (const auto& [track, preview] : s.preview.tracks) {
        if (track >= s.score.tracks.size())
            continue;
        NoteStyle style = styleOfTrack(s.score, track);
        style.isGhost = track != s.track;
        m_painter.paintSelected(painter, area, s.geometry, preview.notes, style);
    }
    if (!s.preview.band)
        return;
    const QRectF& band = *s.preview.band;
    const RollGeometry& g = s.geometry;
    const QRectF rect(QPointF(g.xOf(band.left()), (band.top() - g.topRow) * g.rowHeight),
                      QPointF(g.xOf(band.right()), (band.bottom() - g.topRow) * g.rowHeight));
    QColor fill = theme().accent;
    fill.setAlpha(36);
    QPen dashes(theme().accent, 1.0, Qt::CustomDashLine);
    dashes.setDashPattern({4.0, 3.0});
    painter.setPen(dashes);
    painter.setBrush(fill);
    painter.drawRect(rect.toAlignedRect().adjusted(0, 0, -1, -1));
}

void RollCanvas::paintCursor(QPainter& painter) const {
    if (!hasFocus() || !m_showsCursor || !scene().selection.isEmpty())
        return;
    const RollGeometry& g = scene().geometry;
    const QRectF cell(g.xOf(scene().cursor.tick), g.yOf(scene().cursor.pitch),
                      std::max(4.0, static_cast<double>(scene().newLength.value) * g.pixelsPerTick),
                      g.rowHeight - 1.0);
    QColor fill = theme().accent;
    fill.setAlpha(40);
    painter.fillRect(cell, fill);
    painter.setPen(QPen(theme().accent, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.fillRect(QRectF(cell.left(), cell.top(), 2.0, cell.height()), theme().accent);
}

// --- The mouse

RollPointer RollCanvas::pointerAt(QPointF position, Qt::KeyboardModifiers modifiers) const {
    const RollGeometry& g = scene().geometry;
    return {position, g.tickAt(position.x()), g.unboundedPitchAt(position.y()), modifiers};
}

void RollCanvas::mousePressEvent(QMouseEvent* event) {
    m_pointer = event->position();
    m_modifiers = event->modifiers();
    m_showsCursor = false;
    controller().endBurst();
    if (m_gesture || m_isPanning)
        return; // other buttons are ignored during a drag
    if (event->button() == Qt::MiddleButton) {
        m_isPanning = true;
        setCursor(Qt::ClosedHandCursor);
        return;
    }
    m_gestureButton = event->button();
    m_gesture.begin(
        m_tool->press(controller(), pointerAt(m_pointer, m_modifiers), event->button()));
    if (!m_gesture && event->button() == Qt::RightButton && m_tool->opensMenu())
        emit menuRequested(event->globalPosition().toPoint());
}

void RollCanvas::mouseMoveEvent(QMouseEvent* event) {
    const QPointF moved = event->position() - m_pointer;
    m_pointer = event->position();
    m_modifiers = event->modifiers();
    if (m_isPanning) {
        emit scrollRequested(-moved);
    } else if (m_gesture) {
        moveGesture();
        if (rect().contains(m_pointer.toPoint()))
            m_autoScroll.stop();
        else if (!m_autoScroll.isActive())
            m_autoScroll.start(kAutoScrollInterval, this);
    } else {
        hover();
    }
}

void RollCanvas::mouseReleaseEvent(QMouseEvent* event) {
    m_pointer = event->position();
    m_modifiers = event->modifiers();
    if (m_isPanning && event->button() == Qt::MiddleButton)
        m_isPanning = false;
    else if (m_gesture && event->button() == m_gestureButton)
        finishGesture();
    hover();
}

void RollCanvas::moveGesture() {
    m_gesture.moveTo(pointerAt(m_pointer, m_modifiers));
}

void RollCanvas::finishGesture() {
    m_autoScroll.stop();
    m_gesture.finish();
}

bool RollCanvas::cancelGesture() {
    m_autoScroll.stop();
    return m_gesture.cancel();
}

void RollCanvas::timerEvent(QTimerEvent* event) {
    if (event->timerId() != m_autoScroll.timerId())
        return QWidget::timerEvent(event);
    const auto beyond = [](double place, double size) {
        const double distance = place < 0.0 ? place : std::max(0.0, place - size);
        return std::clamp(distance * kAutoScrollSpeed, -kFastestAutoScroll, kFastestAutoScroll);
    };
    emit scrollRequested({beyond(m_pointer.x(), width()), beyond(m_pointer.y(), height())});
    if (m_gesture)
        moveGesture();
}

void RollCanvas::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ControlModifier) {
        const bool isPitch = event->modifiers() & Qt::ShiftModifier;
        zoomByNotches(isPitch ? Qt::Vertical : Qt::Horizontal, turnOf(*event), event->position());
    } else if (event->modifiers() & Qt::ShiftModifier) {
        scrollByNotches({turnOf(*event), 0.0});
    } else if (!event->pixelDelta().isNull()) {
        emit scrollRequested(-QPointF(event->pixelDelta()));
    } else {
        scrollByNotches(notchesOf(*event));
    }
    m_pointer = event->position();
    if (m_gesture)
        moveGesture();
    else
        hover();
    event->accept();
}

void RollCanvas::hover() {
    if (m_gesture || m_isPanning)
        return;
    const RollPointer pointer = pointerAt(m_pointer, m_modifiers);
    setCursor(m_tool->cursorAt(scene(), pointer));
    if (!underMouse())
        return;
    const Note* note = noteAt(scene(), pointer);
    controller().setHover(note ? std::optional(*note) : std::nullopt,
                          std::clamp(pointer.pitch, 0, RollGeometry::kRows - 1));
}

void RollCanvas::repaintHover() {
    update(m_hoverRect);
    m_hoverRect = {};
    if (scene().hovered)
        m_hoverRect =
            scene().geometry.rectOf(*scene().hovered).toAlignedRect().adjusted(-2, -2, 2, 2);
    update(m_hoverRect);
}

void RollCanvas::leaveEvent(QEvent* event) {
    controller().setHover({}, -1);
    QWidget::leaveEvent(event);
}

// --- The keyboard: commands are RollActions; only modifiers act here

void RollCanvas::keyPressEvent(QKeyEvent* event) {
    setModifiers(event->modifiers());
    QWidget::keyPressEvent(event);
}

void RollCanvas::keyReleaseEvent(QKeyEvent* event) {
    setModifiers(event->modifiers());
    QWidget::keyReleaseEvent(event);
}

void RollCanvas::setModifiers(Qt::KeyboardModifiers modifiers) {
    if (std::exchange(m_modifiers, modifiers) != modifiers && m_gesture)
        moveGesture(); // they change what it does while the pointer rests, too
    else
        hover(); // they change what a press would do
}

void RollCanvas::focusInEvent(QFocusEvent* event) {
    // The keyboard is in use, so its cursor is shown.
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        m_showsCursor = true;
    QWidget::focusInEvent(event);
    update();
}

void RollCanvas::focusOutEvent(QFocusEvent* event) {
    if (event->reason() != Qt::PopupFocusReason)
        cancelGesture();
    QWidget::focusOutEvent(event);
    update();
}

void RollCanvas::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    emit resized();
}

} // namespace leitmotif
