// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/note_ops.h"
#include "ui/roll/roll_controller.h"

#include <QString>

#include <functional>
#include <optional>

namespace leitmotif {

/// Steps of one kind on the same notes: a key that is held or pressed again, a wheel over one spot.
/// Each step is computed from the score before the first one, as a drag is, so that notes which the
/// selection only passes over stay as they were. All steps are one undo step. Anything else that
/// happens ends the burst (RollController::burstSerial); time alone does not. GUI thread.
class EditBurst {
  public:
    explicit EditBurst(RollController& controller) : m_controller(controller) {}

    // Each returns the notes as they were asked for. REQUIRES: `notes` are in the score.
    TrackNotes move(const TrackNotes& notes, int steps, const SnapGrid& grid, const QString& label);
    TrackNotes transpose(const TrackNotes& notes, int semitones, const QString& label);
    TrackNotes lengthen(const TrackNotes& notes, Tick by, Tick shortest, const QString& label);
    TrackNotes makeLouder(const TrackNotes& notes, int by, const QString& label);

    /// The onset of the first of the notes: before the burst if one goes on with them, else now.
    [[nodiscard]] Tick firstOnset(const TrackNotes& notes) const;

  private:
    enum class Kind : std::uint8_t { Move, Length, Velocity };

    /// How far a burst has gone.
    struct Amount {
        Tick before; ///< distance moved on the grids that were used before this one
        Snap snap = Snap::Off;
        int steps = 0; ///< on this grid
        int semitones = 0;
        Tick length;
        int velocity = 0;
    };

    struct State {
        Kind kind;
        quint64 gesture;
        Score base;
        TrackNotes from;
        Amount amount = {};
        TrackNotes to = {};       ///< the notes asked for
        TrackNotes standing = {}; ///< the notes that these became
        ScoreEdit edit = {};      ///< from `base` to what is shown
        Collisions collisions = {};
        quint64 serial = 0; ///< RollController::burstSerial() after the last step
    };

    [[nodiscard]] bool isGoingOn(Kind kind, const TrackNotes& notes) const;
    State& begin(Kind kind, const TrackNotes& notes);
    TrackNotes reach(const Amount& amount, const QString& label,
                     const std::function<std::vector<Note>(std::span<const Note>)>& operation);

    RollController& m_controller;
    std::optional<State> m_state;
};

} // namespace leitmotif
