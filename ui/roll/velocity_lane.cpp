// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/velocity_lane.h"

#include "core/edit/note_ops.h"
#include "ui/roll/roll_grid.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QSpinBox>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace leitmotif {

namespace {

constexpr double kHeadRadius = 3.5;
constexpr double kHeadRoom = 4.0; // pixels for each stalk, from which stalks have heads

} // namespace

VelocityLane::VelocityLane(RollController& controller, EditBurst& burst, QWidget* parent)
    : RollView(controller, kPlayheadReach, parent),
      m_burst(burst),
      m_painter(theme()),
      m_gesture(controller),
      m_editor(new QSpinBox(this)) {
    setObjectName(QStringLiteral("velocityLane"));
    setAccessibleName(tr("Velocities"));
    setAccessibleDescription(
        tr("Drag the bars or draw a ramp; plus and minus in the notes above."));
    setMinimumHeight(40);
    m_editor->setObjectName(QStringLiteral("velocityValue"));
    m_editor->setAccessibleName(tr("Velocity"));
    m_editor->setRange(1, 127);
    m_editor->hide();
    m_editor->installEventFilter(this);
    connect(m_editor, &QSpinBox::editingFinished, this, &VelocityLane::applyValue);
    connect(&controller, &RollController::sceneChanged, this, qOverload<>(&QWidget::update));
    connect(&controller, &RollController::viewChanged, this, [this] {
        closeEditor();
        update();
    });
    connect(&controller, &RollController::scoreReplaced, this, [this] {
        m_gesture.drop();
        closeEditor();
    });
}

void VelocityLane::setTheme(const Theme& theme) {
    m_painter = RollPainter(theme);
    RollView::setTheme(theme);
}

// --- Painting

void VelocityLane::collectStalks(const QRect& area) {
    m_stalks.clear();
    const RollScene& s = scene();
    if (!s.hasTrack())
        return;
    const auto add = [&](const Note& note, bool isSelected) {
        const double x = std::round(s.geometry.xOf(note.onset)); // a whole pixel
        m_stalks.push_back({x, note.velocity.value, &note, isSelected});
    };
    const TrackPreview& preview = s.preview.in(s.track);
    const double reach = kHeadRadius + 2.0;
    const auto& notes = s.score.tracks[s.track]->notes();
    const Tick from{static_cast<std::int64_t>(std::floor(s.geometry.tickAt(area.left() - reach)))};
    const double last = s.geometry.tickAt(area.right() + reach);
    for (auto note = std::ranges::lower_bound(notes, from, {}, &Note::onset);
         note != notes.end() && static_cast<double>(note->onset.value) <= last; ++note)
        if (preview.hidden.isEmpty() || !preview.hidden.contains(*note))
            add(*note, s.selected().contains(*note));
    for (const Note& note : preview.notes)
        add(note, true);
}

bool VelocityLane::isCrowded() const {
    const RollScene& s = scene();
    if (!s.hasTrack())
        return false;
    const auto& notes = s.score.tracks[s.track]->notes();
    const auto from = Tick{static_cast<std::int64_t>(std::floor(s.geometry.leftTick))};
    const auto to = Tick{static_cast<std::int64_t>(std::ceil(s.geometry.tickAt(width())))};
    const auto first = std::ranges::lower_bound(notes, from, {}, &Note::onset);
    double last = -1e9;
    double needed = 0.0; // by the stalks after the first; a chord is one stalk
    auto note = first;
    for (; note != notes.end() && note->onset <= to && needed <= width(); ++note) {
        const double x = std::round(s.geometry.xOf(note->onset));
        if (note != first && x != last)
            needed += kHeadRoom;
        last = x;
    }
    return note != first && last - std::round(s.geometry.xOf(first->onset)) < needed;
}

/// Keeps the highest stalk of each column of pixels: one of selected and one of other notes.
void VelocityLane::thinStalks() {
    std::ranges::sort(m_stalks, {}, [](const Stalk& stalk) {
        return std::tuple(stalk.isSelected, stalk.x, -stalk.velocity);
    });
    const auto covered = std::ranges::unique(
        m_stalks, {}, [](const Stalk& stalk) { return std::pair(stalk.isSelected, stalk.x); });
    m_stalks.erase(covered.begin(), covered.end());
}

void VelocityLane::paintStalks(QPainter& painter, const NoteStyle& style) {
    const VelocityScale scale = this->scale();
    const bool isCrowded = this->isCrowded();
    if (isCrowded)
        thinStalks();
    else
        std::ranges::stable_sort(m_stalks, {}, &Stalk::isSelected); // on top of the others
    painter.setRenderHint(QPainter::Antialiasing, !isCrowded);
    for (const Stalk& stalk : m_stalks) {
        const double y = scale.yOf(stalk.velocity);
        const QColor color =
            stalk.isSelected ? theme().selectedNote : m_painter.noteColor(*stalk.note, style);
        painter.fillRect(QRectF(stalk.x, y, isCrowded ? 1.0 : 2.0, height() - y), color);
        if (isCrowded)
            continue;
        painter.setPen(QPen(theme().rollBlackRow, 1.0));
        painter.setBrush(color);
        painter.drawEllipse(QPointF(stalk.x + 1.0, y), kHeadRadius, kHeadRadius);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void VelocityLane::paintValue(QPainter& painter) const {
    const TrackPreview& preview = scene().preview.in(scene().track);
    if (!m_gesture || preview.notes.empty())
        return;
    QFont font = painter.font();
    font.setPixelSize(11);
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(theme().text);
    // The value of the note nearest to the pointer
    const Note& nearest = *std::ranges::min_element(preview.notes, {}, [&](const Note& note) {
        return std::abs(scene().geometry.xOf(note.onset) - m_pointer.x());
    });
    const double x = scene().geometry.xOf(nearest.onset);
    const QString value = QString::number(nearest.velocity.value);
    const double textWidth = painter.fontMetrics().horizontalAdvance(value);
    const double left = x + 9.0 + textWidth > width() ? x - 6.0 - textWidth : x + 9.0;
    const double y = std::clamp(scale().yOf(nearest.velocity.value) + 4.0, 12.0, height() - 3.0);
    painter.drawText(QPointF(left, y), value);
}

void VelocityLane::paintGrid(QPainter& painter, const QRect& area) const {
    const RollScene& s = scene();
    for (const int velocity : {32, 64, 96, 127})
        painter.fillRect(QRectF(area.left(), std::round(scale().yOf(velocity)), area.width(), 1),
                         theme().gridStep);
    const Tick from{static_cast<std::int64_t>(std::floor(s.geometry.tickAt(area.left() - 1)))};
    const Tick to{static_cast<std::int64_t>(std::ceil(s.geometry.tickAt(area.right() + 1)))};
    for (const GridLine& line : gridLines(s.meter, Snap::Bar, from, to, s.geometry.pixelsPerTick))
        painter.fillRect(QRectF(std::round(s.geometry.xOf(line.tick)), 0, 1, height()),
                         line.kind == GridLineKind::Bar ? theme().gridBar : theme().gridStep);
}

void VelocityLane::paintArea(QPainter& painter, const QRect& area) {
    painter.fillRect(area, theme().rollBlackRow);
    paintGrid(painter, area);
    collectStalks(area);
    if (scene().hasTrack())
        paintStalks(painter, styleOfTrack(scene().score, scene().track));
    paintValue(painter);
    paintPlayhead(painter);
}

// --- The mouse

RollPointer VelocityLane::pointerAt(const QMouseEvent* event) const {
    return {event->position(), scene().geometry.tickAt(event->position().x()), 0,
            event->modifiers()};
}

void VelocityLane::mousePressEvent(QMouseEvent* event) {
    m_pointer = event->position();
    controller().endBurst();
    if (event->button() != Qt::LeftButton || m_gesture)
        return;
    m_gesture.begin(pressInLane(controller(), scale(), pointerAt(event)));
}

void VelocityLane::mouseMoveEvent(QMouseEvent* event) {
    m_pointer = event->position();
    if (m_gesture)
        return m_gesture.moveTo(pointerAt(event));
    setCursor(headAt(scene(), scale(), m_pointer) ? Qt::SizeVerCursor : Qt::CrossCursor);
}

void VelocityLane::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_gesture)
        m_gesture.finish();
}

void VelocityLane::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const Note* note = stalkAt(scene(), event->position().x()))
        editValue(*note);
    else
        mousePressEvent(event);
}

void VelocityLane::wheelEvent(QWheelEvent* event) {
    const double turn = turnOf(*event);
    event->accept();
    if (event->modifiers() & Qt::ControlModifier)
        return zoomByNotches(Qt::Horizontal, turn, event->position());
    const Note* note = stalkAt(scene(), event->position().x());
    const bool isSideways = event->angleDelta().y() == 0;
    if (event->modifiers() & Qt::ShiftModifier || isSideways || !note || m_gesture)
        return scrollByNotches({turn, 0.0});
    m_burst.makeLouder(notesToChange(scene(), *note), turn > 0 ? 1 : -1, tr("Change velocity"));
}

void VelocityLane::leaveEvent(QEvent* event) {
    controller().endBurst();
    QWidget::leaveEvent(event);
}

// --- A typed value

void VelocityLane::editValue(const Note& note) {
    m_editedNote = note;
    m_focusBefore = QApplication::focusWidget();
    m_editor->setValue(note.velocity.value);
    m_editor->resize(m_editor->sizeHint());
    const int x = static_cast<int>(scene().geometry.xOf(note.onset)) + 6;
    m_editor->move(std::clamp(x, 0, std::max(0, width() - m_editor->width())),
                   std::max(0, (height() - m_editor->height()) / 2));
    m_editor->show();
    m_editor->selectAll();
    m_editor->setFocus();
}

void VelocityLane::applyValue() {
    if (!m_editedNote)
        return;
    const Note note = *std::exchange(m_editedNote, std::nullopt);
    const Velocity velocity{static_cast<std::uint8_t>(m_editor->value())};
    closeEditor();
    const TrackNotes notes = notesToChange(scene(), note);
    const TrackNotes after = changedTogether(
        notes, [velocity](std::span<const Note> some) { return withVelocity(some, velocity); });
    controller().request(replacing(scene().score, notes, after), tr("Change velocity"),
                         scene().selection.notes());
}

void VelocityLane::closeEditor() {
    m_editedNote.reset();
    if (m_editor->hasFocus() && m_focusBefore)
        m_focusBefore->setFocus();
    m_editor->hide();
}

bool VelocityLane::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_editor && event->type() == QEvent::ShortcutOverride) {
        event->accept(); // no shortcut of the roll while a value is typed
        return true;
    }
    if (watched == m_editor && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        closeEditor();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace leitmotif
