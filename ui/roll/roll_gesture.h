// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/settle.h"
#include "ui/roll/roll_scene.h"

#include <QPointF>
#include <QString>

#include <utility>

namespace leitmotif {

/// Where the pointer is, on the screen and in the music.
struct RollPointer {
    QPointF position; ///< pixels of the canvas
    double tick = 0.0;
    int pitch = 60; ///< beyond 0 to 127 above and below the rows
    Qt::KeyboardModifiers modifiers = {};

    /// Whether a press keeps to the grid: not with Alt.
    [[nodiscard]] bool snaps() const { return !(modifiers & Qt::AltModifier); }
    /// Whether a drag keeps to the grid: not with Alt or Ctrl, as many window managers keep drags
    /// with Alt for themselves. (At a press Ctrl selects.)
    [[nodiscard]] bool snapsDrag() const { return snaps() && !(modifiers & Qt::ControlModifier); }
};

/// What tools may ask for. Implemented by RollController.
class RollHost {
  public:
    virtual ~RollHost() = default;

    [[nodiscard]] virtual const RollScene& scene() const = 0;
    virtual void select(ScoreSelection selection) = 0;
    /// Asks the owner of the score for an edit, and tells what it cut or dropped. Afterwards those
    /// notes are selected that stand where `thenSelected` do. An empty edit is not asked for.
    virtual void request(const Settlement& settlement, const QString& label,
                         const TrackNotes& thenSelected) = 0;
    /// Lets a note's pitch be heard on its channel until another one or silence() follows.
    virtual void sound(const Note& note) = 0;
    virtual void silence() = 0;
    /// Length and velocity of the notes drawn next.
    virtual void setNewNote(Tick length, Velocity velocity) = 0;
    virtual void setCursor(RollCursor cursor) = 0;
};

/// One press, drag and release. Changes nothing but the selection before it is finished; dropping
/// it instead, after cancel(), leaves no trace.
class RollGesture {
  public:
    explicit RollGesture(RollHost& host) : m_host(host) {}
    virtual ~RollGesture() = default;
    RollGesture(const RollGesture&) = delete;
    RollGesture& operator=(const RollGesture&) = delete;

    virtual void moveTo(const RollPointer& pointer) = 0;
    virtual void finish() = 0;
    virtual void cancel() {}
    /// What modifiers do to it, for the status bar; empty before it is a drag.
    [[nodiscard]] virtual QString hint() const { return {}; }

    [[nodiscard]] const RollPreview& preview() const { return m_preview; }

  protected:
    [[nodiscard]] RollHost& host() const { return m_host; }
    [[nodiscard]] const RollScene& scene() const { return m_host.scene(); }
    /// In the edited track alone.
    void selectHere(NoteSelection notes) const {
        m_host.select(ScoreSelection(scene().track, std::move(notes)));
    }
    void setPreview(RollPreview preview) { m_preview = std::move(preview); }

  private:
    RollHost& m_host;
    RollPreview m_preview;
};

} // namespace leitmotif
