// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/note_clip.h"
#include "ui/roll/edit_burst.h"
#include "ui/roll/roll_controller.h"

#include <QCoreApplication>

#include <optional>
#include <utility>

namespace leitmotif {

/// What keys, menus and buttons do in the roll. Where something is selected they change it, in all
/// its tracks; else the arrow keys move the cursor. Owns the clipboard. GUI thread.
class RollCommands {
    Q_DECLARE_TR_FUNCTIONS(RollCommands)

  public:
    explicit RollCommands(RollController& controller)
        : m_controller(controller), m_burst(controller) {}

    [[nodiscard]] bool canPaste() const { return !m_clip.isEmpty(); }
    /// Takes the steps of keys and of the wheel over a velocity.
    [[nodiscard]] EditBurst& burst() { return m_burst; }

    void cut();
    void copy();
    /// At the playhead, or the grid line before it. What came from several tracks goes to tracks of
    /// the same numbers.
    void paste();
    void duplicate();
    void deleteSelected();
    void selectAll();
    void deselect();

    /// The selection, or the whole track if nothing is selected, on quantizeSnap().
    void quantize(double strength);
    /// The grid in use; sixteenths where it is off. Where it is automatic, the grid that the notes
    /// are on, whatever the zoom.
    [[nodiscard]] Snap quantizeSnap() const;
    void transpose(int semitones);
    /// By steps of the grid.
    void nudge(int steps);
    /// By a small step that ignores the grid.
    void nudgeFinely(int steps);
    void changeLength(int steps);
    void changeVelocity(int by);

    /// A note at the cursor; the cursor goes to its end.
    void addAtCursor();
    /// Selects the next (or previous) note in time, with `extends` beside what is selected.
    void stepToNote(int direction, bool extends);
    void goToEdge(bool last);

    /// First and last bar, from 0, of the selection, or else of the marked loop; nothing if neither
    /// is there.
    [[nodiscard]] std::optional<std::pair<std::int64_t, std::int64_t>> markedBars() const;

    /// Sets the loop around the selection in whole grid steps; without a selection, switches the
    /// loop on or off.
    void loopSelected();

  private:
    [[nodiscard]] const RollScene& scene() const { return m_controller.scene(); }
    [[nodiscard]] bool isSelected() const { return !scene().selection.isEmpty(); }
    [[nodiscard]] TrackNotes selected() const { return scene().selection.notes(); }
    /// The first selected note of the edited track, or else of any. REQUIRES: isSelected().
    [[nodiscard]] const Note& firstSelected() const;
    /// The first and the last onset of the selection. REQUIRES: isSelected().
    [[nodiscard]] std::pair<Tick, Tick> selectedSpan() const;
    [[nodiscard]] const std::vector<Note>& all() const;
    /// By grid steps and semitones.
    void moveCursor(int steps, int semitones);
    /// Shows the first selected note, or the cursor.
    void reveal();
    void change(const QString& label, const TrackNotes& from, const TrackNotes& to);
    void nudgeOn(const SnapGrid& grid, int steps);

    RollController& m_controller;
    EditBurst m_burst;
    NoteClip m_clip;
};

} // namespace leitmotif
