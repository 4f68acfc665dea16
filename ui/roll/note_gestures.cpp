// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/note_gestures.h"

#include "core/edit/note_ops.h"
#include "ui/roll/note_at.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr double kEdge = 7.0;          // pixels of a note that count as its edge
constexpr double kLeastWidth = 10.0;   // of a note that has a right edge
constexpr double kBothEdges = 20.0;    // of a note that has both edges
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

/// How far something at `place` moves: to the grid line nearest to where it is dragged, or not at
/// all while it is less than half a step away.
Tick snappedDistance(const RollScene& scene, Tick place, double distance, bool snaps) {
    const SnapGrid grid = scene.grid(place);
    if (!snaps || grid.snap() == Snap::Off)
        return rounded(distance);
    if (std::abs(distance) * 2.0 < static_cast<double>(grid.step(place).value))
        return {0};
    return grid.nearest(place + rounded(distance)) - place;
}

QString freeHint() {
    return label(QT_TRANSLATE_NOOP("RollLabels", "Ctrl or Alt: off the grid"));
}

/// A drag of the selected notes, in all their tracks: keeps what was grabbed and tells a drag from
/// a click.
class NoteDrag : public RollGesture {
  public:
    NoteDrag(RollHost& host, const RollPointer& pointer, const Note& grabbed, ScoreSelection before)
        : RollGesture(host),
          m_start(pointer),
          m_grabbed(grabbed),
          m_track(scene().track),
          m_selection(scene().selection),
          m_notes(m_selection.notes()),
          m_before(std::move(before)) {
        const std::vector<Note>& here = m_notes[m_track];
        m_place = static_cast<std::size_t>(std::ranges::find(here, m_grabbed) - here.begin());
        host.sound(grabbed);
    }

    void cancel() override {
        host().select(m_before);
        host().silence();
    }

    [[nodiscard]] QString hint() const override { return m_isDragged ? freeHint() : QString(); }

  protected:
    [[nodiscard]] bool begins(const RollPointer& pointer) {
        m_isDragged = m_isDragged || isDrag(m_start, pointer);
        return m_isDragged;
    }
    /// A click on one of several selected notes selects it alone.
    void finishClick() {
        host().silence();
        if (!(m_start.modifiers & (Qt::ControlModifier | Qt::ShiftModifier)))
            selectHere(NoteSelection({m_grabbed}));
        else if (m_start.modifiers & Qt::ShiftModifier)
            host().select(m_before.with(m_track, m_before.in(m_track).toggled(m_grabbed)));
    }
    [[nodiscard]] const Note& asChanged() { return m_changed[m_track][m_place]; }
    /// Shows the changed notes, in place of the old ones or beside them.
    void show(bool keepsOld) {
        RollPreview preview;
        for (const auto& [track, notes] : m_changed)
            preview.tracks[track] = {notes, keepsOld ? NoteSelection() : m_selection.in(track)};
        setPreview(std::move(preview));
    }

    const RollPointer m_start;
    const Note m_grabbed;
    const std::size_t m_track;
    const ScoreSelection m_selection;
    TrackNotes m_notes;
    const ScoreSelection m_before;
    bool m_isDragged = false;
    TrackNotes m_changed;

  private:
    std::size_t m_place; ///< of the grabbed note among those of its track
};

class MoveGesture : public NoteDrag {
  public:
    using NoteDrag::NoteDrag;

    void moveTo(const RollPointer& pointer) override {
        if (!begins(pointer))
            return;
        m_copies = bool(pointer.modifiers & Qt::ShiftModifier);
        const Tick by = snappedDistance(scene(), m_grabbed.onset, pointer.tick - m_start.tick,
                                        pointer.snapsDrag());
        m_changed = changedTogether(m_notes, [&](std::span<const Note> notes) {
            return moved(notes, by, pointer.pitch - m_start.pitch);
        });
        if (asChanged().pitch.value != scene().soundingPitch)
            host().sound(asChanged());
        show(m_copies);
    }

    void finish() override {
        if (!m_isDragged)
            return finishClick();
        host().silence();
        if (m_changed == m_notes)
            return;
        if (m_copies) {
            const TrackNotes copies = changedTogether(m_changed, asNew);
            host().request(replacing(scene().score, {}, copies),
                           label(QT_TRANSLATE_NOOP("RollLabels", "Copy notes")), copies);
        } else {
            host().request(replacing(scene().score, m_notes, m_changed),
                           label(QT_TRANSLATE_NOOP("RollLabels", "Move notes")), m_changed);
        }
    }

    [[nodiscard]] QString hint() const override {
        return m_isDragged ? label(QT_TRANSLATE_NOOP("RollLabels", "Shift: copy")) +
                                 QStringLiteral(" · ") + freeHint()
                           : QString();
    }

  private:
    bool m_copies = false;
};

class ResizeGesture : public NoteDrag {
  public:
    ResizeGesture(RollHost& host, const RollPointer& pointer, const Note& grabbed,
                  ScoreSelection before, NotePart part)
        : NoteDrag(host, pointer, grabbed, std::move(before)), m_part(part) {
        host.silence(); // resizing sounds no note
    }

    void moveTo(const RollPointer& pointer) override {
        if (!begins(pointer))
            return;
        const bool isEnd = m_part == NotePart::End;
        const Tick edge = isEnd ? m_grabbed.end() : m_grabbed.onset;
        const Tick by =
            snappedDistance(scene(), edge, pointer.tick - m_start.tick, pointer.snapsDrag());
        const SnapGrid grid = scene().grid(edge);
        const bool isFree = !pointer.snapsDrag() || grid.snap() == Snap::Off;
        const Tick shortest = isFree ? Tick{1} : grid.step(edge);
        m_changed = changedTogether(m_notes, [&](std::span<const Note> notes) {
            return isEnd ? lengthened(notes, by, shortest) : startsMoved(notes, by, shortest);
        });
        show(false);
    }

    void finish() override {
        if (!m_isDragged)
            return finishClick();
        if (m_changed == m_notes)
            return;
        host().setNewNote(asChanged().length, scene().newVelocity);
        host().request(replacing(scene().score, m_notes, m_changed),
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
        const std::size_t track = scene().track;
        if (m_start.modifiers & Qt::ShiftModifier)
            host().select(m_before.with(track, m_before.in(track).united(touched)));
        else
            selectHere(std::move(touched));
        setPreview({.band = band});
    }

    void finish() override {
        if (m_isDragged)
            return;
        if (!(m_start.modifiers & Qt::ShiftModifier))
            host().select(ScoreSelection());
        const Tick tick = rounded(std::max(0.0, m_start.tick));
        host().setCursor({m_start.snaps() ? scene().grid(tick).floor(tick) : tick,
                          std::clamp(m_start.pitch, 0, RollGeometry::kRows - 1)});
    }

    void cancel() override { host().select(m_before); }

  private:
    const RollPointer m_start;
    const ScoreSelection m_before;
    std::optional<QPointF> m_corner;
    bool m_isDragged = false;
};

class EraseGesture : public RollGesture {
  public:
    EraseGesture(RollHost& host, const RollPointer& pointer) : RollGesture(host), m_last(pointer) {
        moveTo(pointer);
    }

    void moveTo(const RollPointer& pointer) override {
        // A quick stroke must not skip notes.
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
        setPreview({.tracks = {{scene().track, {.hidden = m_erased}}}});
    }

    void finish() override {
        if (m_erased.isEmpty())
            return;
        host().request(replacing(scene().score, {{scene().track, m_erased.notes()}}, {}),
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
    const ScoreSelection before = host.scene().selection;
    const std::size_t track = host.scene().track;
    if (pointer.modifiers & Qt::ControlModifier) {
        host.select(before.with(track, before.in(track).toggled(note)));
        return std::make_unique<ToggleGesture>(host);
    }
    if (!before.in(track).contains(note))
        host.select({track, NoteSelection({note})});
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

} // namespace leitmotif
