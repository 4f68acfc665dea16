// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_tools.h"

#include "core/edit/note_ops.h"
#include "ui/roll/note_at.h"
#include "ui/roll/note_gestures.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr double kLengthThreshold = 4.0; // pixels before the length follows the pointer

/// Adds one note; dragging sets its length.
class DrawGesture : public RollGesture {
  public:
    DrawGesture(RollHost& host, const RollPointer& pointer)
        : RollGesture(host), m_start(pointer), m_before(scene().selection) {
        const Tick tick{static_cast<std::int64_t>(std::floor(std::max(0.0, pointer.tick)))};
        const RollScene& s = scene();
        m_note = {.onset = pointer.snaps() ? s.grid(tick).floor(tick) : tick,
                  .length = s.newLength,
                  .pitch = {static_cast<std::uint8_t>(pointer.pitch)},
                  .velocity = s.newVelocity,
                  .channel = s.newChannel};
        host.select(ScoreSelection());
        host.sound(m_note);
        show();
    }

    void moveTo(const RollPointer& pointer) override {
        m_isDragged = m_isDragged ||
                      std::abs(pointer.position.x() - m_start.position.x()) >= kLengthThreshold;
        if (!m_isDragged)
            return;
        const Tick tick{std::llround(pointer.tick)};
        const SnapGrid grid = scene().grid(m_note.onset);
        const bool isFree = !pointer.snapsDrag() || grid.snap() == Snap::Off;
        const Tick shortest = isFree ? Tick{1} : grid.step(m_note.onset);
        const Tick end = isFree ? tick : grid.nearest(tick);
        m_note.length = std::max(shortest, end - m_note.onset);
        show();
    }

    void finish() override {
        host().silence();
        host().setNewNote(m_note.length, m_note.velocity);
        const TrackNotes drawn{{scene().track, {m_note}}};
        host().request(replacing(scene().score, {}, drawn),
                       QCoreApplication::translate("RollLabels", "Draw note"), drawn);
    }

    void cancel() override {
        host().silence();
        host().select(m_before);
    }

    [[nodiscard]] QString hint() const override {
        return m_isDragged ? QCoreApplication::translate("RollLabels", "Ctrl or Alt: off the grid")
                           : QString();
    }

  private:
    void show() { setPreview({.tracks = {{scene().track, {.notes = {m_note}}}}}); }

    const RollPointer m_start;
    const ScoreSelection m_before;
    Note m_note;
    bool m_isDragged = false;
};

class DrawTool : public RollTool {
  public:
    DrawTool()
        : RollTool({.name = "draw",
                    .text = QT_TRANSLATE_NOOP("RollTools", "Draw"),
                    .help = QT_TRANSLATE_NOOP(
                        "RollTools",
                        "Click to draw a note; drag a note to move it, an edge of it to change its "
                        "length. The right button erases."),
                    .icon = "draw",
                    .key = Qt::Key_2}) {}

    std::unique_ptr<RollGesture> press(RollHost& host, const RollPointer& pointer,
                                       Qt::MouseButton button) const override {
        if (button == Qt::RightButton)
            return beginErase(host, pointer);
        if (button != Qt::LeftButton || !host.scene().hasTrack())
            return nullptr;
        if (const Note* note = noteAt(host.scene(), pointer))
            return pressOnNote(host, pointer, Note(*note));
        if (pointer.modifiers & Qt::ControlModifier)
            return beginBand(host, pointer);
        if (pointer.pitch < 0 || pointer.pitch >= RollGeometry::kRows)
            return nullptr;
        return std::make_unique<DrawGesture>(host, pointer);
    }

    Qt::CursorShape cursorAt(const RollScene& scene, const RollPointer& pointer) const override {
        if (const Note* note = noteAt(scene, pointer))
            return cursorOn(scene, *note, pointer);
        return pointer.modifiers & Qt::ControlModifier ? Qt::ArrowCursor : Qt::CrossCursor;
    }
};

} // namespace

const RollTool& drawTool() {
    static const DrawTool kTool;
    return kTool;
}

} // namespace leitmotif
