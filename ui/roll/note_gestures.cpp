// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/note_gestures.h"

#include "core/edit/note_ops.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr double kEdge = 7.0;          // pixels on which an edge is taken
constexpr double kLeastWidth = 10.0;   // of a note that has an edge to take
constexpr double kBothEdges = 20.0;    // of a note that has two
constexpr double kDragThreshold = 3.0; // pixels before a click becomes a drag

Tick rounded(double tick) {
    return {std::llround(tick)};
}

QString label(const char* text) {
    return QCoreApplication::translate("RollLabels", text);
}

bool isDrag(const RollPointer& from, const RollPointer& to) {
    return (to.position - from.position).manhattanLength() >= kDragThreshold;
}

/// How far something at `place` moves: to the line nearest to where the pointer takes it, or not at
/// all while it is nearer to where it was.
Tick snappedDistance(const RollScene& scene, Tick place, double distance, bool snaps) {
    const SnapGrid grid = scene.grid(place);
    if (!snaps || grid.snap() == Snap::Off)
        return rounded(distance);
    if (std::abs(distance) * 2.0 < static_cast<double>(grid.step(place).value))
        return {0};
    return grid.nearest(place + rounded(distance)) - place;
}

/// A drag of notes: keeps what was grabbed and tells a drag from a click.
class NoteDrag : public RollGesture {
  public:
    NoteDrag(RollHost& host, const RollPointer& pointer, const Note& grabbed, NoteSelection before)
        : RollGesture(host),
          m_start(pointer),
          m_grabbed(grabbed),
          m_notes(scene().selection.notes()),
          m_before(std::move(before)) {
        host.sound(grabbed);
    }

    void cancel() override {
        host().select(m_before);
        host().silence();
    }

  protected:
    [[nodiscard]] bool begins(const RollPointer& pointer) {
        m_isDragged = m_isDragged || isDrag(m_start, pointer);
        return m_isDragged;
    }
    /// A click on one of several selected notes leaves it alone selected.
    void finishClick() {
        host().silence();
        if (!(m_start.modifiers & (Qt::ControlModifier | Qt::ShiftModifier)))
            host().select(NoteSelection({m_grabbed}));
        else if (m_start.modifiers & Qt::ShiftModifier)
            host().select(m_before.toggled(m_grabbed));
    }
    [[nodiscard]] Note asChanged(const std::vector<Note>& changed) const {
        const auto place = std::ranges::find(m_notes, m_grabbed) - m_notes.begin();
        return changed[static_cast<std::size_t>(place)];
    }

    const RollPointer m_start;
    const Note m_grabbed;
    const std::vector<Note> m_notes;
    const NoteSelection m_before;
    bool m_isDragged = false;
    std::vector<Note> m_changed;
};

class MoveGesture : public NoteDrag {
  public:
    using NoteDrag::NoteDrag;

    void moveTo(const RollPointer& pointer) override {
        if (!begins(pointer))
            return;
        m_copies = bool(pointer.modifiers & Qt::ShiftModifier);
        const Tick by =
            snappedDistance(scene(), m_grabbed.onset, pointer.tick - m_start.tick, pointer.snaps());
        m_changed = moved(m_notes, by, pointer.pitch - m_start.pitch);
        const Note grabbed = asChanged(m_changed);
        if (grabbed.pitch.value != scene().soundingPitch)
            host().sound(grabbed);
        setPreview(
            {.notes = m_changed, .hidden = m_copies ? NoteSelection() : NoteSelection(m_notes)});
    }

    void finish() override {
        if (!m_isDragged)
            return finishClick();
        host().silence();
        if (m_changed == m_notes)
            return;
        const RollScene& s = scene();
        if (m_copies) {
            const std::vector<Note> copies = asNew(m_changed);
            host().request(replacing(s.score, s.track, {}, copies),
                           label(QT_TRANSLATE_NOOP("RollLabels", "Copy notes")), copies);
        } else {
            host().request(replacing(s.score, s.track, m_notes, m_changed),
                           label(QT_TRANSLATE_NOOP("RollLabels", "Move notes")), m_changed);
        }
    }

  private:
    bool m_copies = false;
};

class ResizeGesture : public NoteDrag {
  public:
    ResizeGesture(RollHost& host, const RollPointer& pointer, const Note& grabbed,
                  NoteSelection before, NotePart part)
        : NoteDrag(host, pointer, grabbed, std::move(before)), m_part(part) {
        host.silence(); // an edge is no key
    }

    void moveTo(const RollPointer& pointer) override {
        if (!begins(pointer))
            return;
        const bool isEnd = m_part == NotePart::End;
        const Tick edge = isEnd ? m_grabbed.end() : m_grabbed.onset;
        const Tick by =
            snappedDistance(scene(), edge, pointer.tick - m_start.tick, pointer.snaps());
        const SnapGrid grid = scene().grid(edge);
        const bool isFree = !pointer.snaps() || grid.snap() == Snap::Off;
        const Tick shortest = isFree ? Tick{1} : grid.step(edge);
        m_changed = isEnd ? lengthened(m_notes, by, shortest) : startsMoved(m_notes, by, shortest);
        setPreview({.notes = m_changed, .hidden = NoteSelection(m_notes)});
    }

    void finish() override {
        if (!m_isDragged)
            return finishClick();
        if (m_changed == m_notes)
            return;
        const RollScene& s = scene();
        host().setNewNote(asChanged(m_changed).length, s.newVelocity);
        host().request(replacing(s.score, s.track, m_notes, m_changed),
                       label(QT_TRANSLATE_NOOP("RollLabels", "Resize notes")), m_changed);
    }

  private:
    NotePart m_part;
};

/// A click that only changes the selection.
class ToggleGesture : public RollGesture {
  public:
    using RollGesture::RollGesture;
    void moveTo(const RollPointer&) override {}
    void finish() override {}
};

class BandGesture : public RollGesture {
  public:
    BandGesture(RollHost& host, const RollPointer& pointer)
        : RollGesture(host), m_start(pointer), m_before(scene().selection) {}

    void moveTo(const RollPointer& pointer) override {
        m_isDragged = m_isDragged || isDrag(m_start, pointer);
        if (!m_isDragged)
            return;
        const auto place = [&](const RollPointer& p) {
            const RollGeometry& g = scene().geometry;
            return QPointF(p.tick, g.topRow + p.position.y() / g.rowHeight);
        };
        if (!m_corner)
            m_corner = QPointF(m_start.tick, place(m_start).y());
        const QRectF band = QRectF(*m_corner, place(pointer)).normalized();
        NoteSelection touched(scene().notesIn(band));
        host().select(m_start.modifiers & Qt::ShiftModifier ? m_before.united(touched)
                                                            : std::move(touched));
        setPreview({.band = band});
    }

    void finish() override {
        if (m_isDragged)
            return;
        if (!(m_start.modifiers & Qt::ShiftModifier))
            host().select({});
        const Tick tick = rounded(std::max(0.0, m_start.tick));
        host().setCursor({m_start.snaps() ? scene().grid(tick).floor(tick) : tick,
                          std::clamp(m_start.pitch, 0, RollGeometry::kRows - 1)});
    }

    void cancel() override { host().select(m_before); }

  private:
    const RollPointer m_start;
    const NoteSelection m_before;
    std::optional<QPointF> m_corner;
    bool m_isDragged = false;
};

class EraseGesture : public RollGesture {
  public:
    EraseGesture(RollHost& host, const RollPointer& pointer) : RollGesture(host), m_last(pointer) {
        moveTo(pointer);
    }

    void moveTo(const RollPointer& pointer) override {
        // A quick stroke must not jump over notes.
        const double steps =
            std::max(1.0, std::ceil((pointer.position - m_last.position).manhattanLength() / 2.0));
        for (double step = 0.0; step <= steps; step += 1.0) {
            const double part = step / steps;
            RollPointer between = pointer;
            between.tick = m_last.tick + (pointer.tick - m_last.tick) * part;
            between.pitch = scene().geometry.unboundedPitchAt(
                m_last.position.y() + (pointer.position.y() - m_last.position.y()) * part);
            if (const Note* note = noteAt(scene(), between); note && !m_erased.contains(*note))
                m_erased = m_erased.toggled(*note);
        }
        m_last = pointer;
        setPreview({.hidden = m_erased});
    }

    void finish() override {
        if (m_erased.isEmpty())
            return;
        const RollScene& s = scene();
        host().request(replacing(s.score, s.track, m_erased.notes(), {}),
                       label(QT_TRANSLATE_NOOP("RollLabels", "Erase notes")), {});
    }

  private:
    RollPointer m_last;
    NoteSelection m_erased;
};

} // namespace

NotePart partAt(const RollScene& scene, const Note& note, const RollPointer& pointer) {
    const QRectF rect = scene.geometry.rectOf(note);
    const double edge = std::min(kEdge, rect.width() / 3.0);
    if (rect.width() >= kLeastWidth && pointer.position.x() > rect.right() - edge)
        return NotePart::End;
    if (rect.width() >= kBothEdges && pointer.position.x() < rect.left() + edge)
        return NotePart::Start;
    return NotePart::Body;
}

Qt::CursorShape cursorOn(const RollScene& scene, const Note& note, const RollPointer& pointer) {
    if (pointer.modifiers & Qt::ControlModifier)
        return Qt::ArrowCursor;
    if (partAt(scene, note, pointer) != NotePart::Body)
        return Qt::SizeHorCursor;
    return pointer.modifiers & Qt::ShiftModifier ? Qt::DragCopyCursor : Qt::SizeAllCursor;
}

std::unique_ptr<RollGesture> pressOnNote(RollHost& host, const RollPointer& pointer,
                                         const Note& note) {
    const NoteSelection before = host.scene().selection;
    if (pointer.modifiers & Qt::ControlModifier) {
        host.select(before.toggled(note));
        return std::make_unique<ToggleGesture>(host);
    }
    if (!before.contains(note))
        host.select(NoteSelection({note}));
    host.setNewNote(note.length, note.velocity);
    const NotePart part = partAt(host.scene(), note, pointer);
    if (part == NotePart::Body)
        return std::make_unique<MoveGesture>(host, pointer, note, before);
    return std::make_unique<ResizeGesture>(host, pointer, note, before, part);
}

std::unique_ptr<RollGesture> beginBand(RollHost& host, const RollPointer& pointer) {
    return std::make_unique<BandGesture>(host, pointer);
}

std::unique_ptr<RollGesture> beginErase(RollHost& host, const RollPointer& pointer) {
    return std::make_unique<EraseGesture>(host, pointer);
}

const Note* noteAt(const RollScene& scene, const RollPointer& pointer) {
    if (!scene.edited() || pointer.tick < 0.0 || pointer.pitch < 0 ||
        pointer.pitch >= RollGeometry::kRows)
        return nullptr;
    const Tick tick{static_cast<std::int64_t>(std::floor(pointer.tick))};
    return scene.edited()->at(tick, {static_cast<std::uint8_t>(pointer.pitch)});
}

std::unique_ptr<RollTool> makeTool(RollToolKind kind) {
    switch (kind) {
    case RollToolKind::Draw:
        return makeDrawTool();
    case RollToolKind::Erase:
        return makeEraseTool();
    case RollToolKind::Select:
        break;
    }
    return makeSelectTool();
}

} // namespace leitmotif
