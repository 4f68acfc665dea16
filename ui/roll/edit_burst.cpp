// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/edit_burst.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace leitmotif {

namespace {

Tick earliest(const TrackNotes& notes) {
    Tick first{std::numeric_limits<std::int64_t>::max()};
    for (const auto& [track, some] : notes)
        for (const Note& note : some)
            first = std::min(first, note.onset);
    return first;
}

/// The distance of so many grid steps. As many steps back return to the same place.
Tick distance(const SnapGrid& grid, Tick onset, int steps) {
    Tick place = onset;
    for (; steps > 0; --steps)
        place += grid.step(place);
    for (; steps < 0; ++steps)
        place -= grid.step(std::max(Tick{0}, place - Tick{1}));
    return place - onset;
}

bool fits(const TrackNotes& notes, int semitones) {
    return std::ranges::all_of(notes, [&](const auto& one) {
        return std::ranges::all_of(one.second, [&](const Note& note) {
            const int pitch = note.pitch.value + semitones;
            return pitch >= 0 && pitch < RollGeometry::kRows;
        });
    });
}

} // namespace

bool EditBurst::isGoingOn(Kind kind, const TrackNotes& notes) const {
    return m_state && m_state->kind == kind && m_state->serial == m_controller.burstSerial() &&
           m_state->standing == notes;
}

EditBurst::State& EditBurst::begin(Kind kind, const TrackNotes& notes) {
    if (!isGoingOn(kind, notes))
        m_state = State{.kind = kind,
                        .gesture = m_controller.newGesture(),
                        .base = m_controller.scene().score,
                        .from = notes,
                        .to = notes,
                        .standing = notes,
                        .serial = m_controller.burstSerial()};
    return *m_state;
}

Tick EditBurst::firstOnset(const TrackNotes& notes) const {
    const bool goesOn = m_state && isGoingOn(m_state->kind, notes);
    return earliest(goesOn ? m_state->from : notes);
}

TrackNotes
EditBurst::reach(const Amount& amount, const QString& label,
                 const std::function<std::vector<Note>(std::span<const Note>)>& operation) {
    State& state = *m_state;
    const TrackNotes wished = changedTogether(state.from, operation);
    if (wished == state.to) // at its limit
        return wished;
    Settlement settlement = replacing(state.base, state.from, wished);
    const auto step = composed(state.edit.inverted(), settlement.edit);
    const bool isSelected = state.standing == m_controller.scene().selection.notes();
    if (step && !step->isEmpty()) {
        m_controller.requestStep(*step, label,
                                 isSelected ? wished : m_controller.scene().selection.notes(),
                                 state.gesture);
        if (m_controller.burstSerial() == state.serial) { // it was refused
            m_state.reset();
            return wished;
        }
    }
    state.serial = m_controller.burstSerial();
    state.amount = amount;
    state.to = wished;
    state.standing = m_controller.notesAt(wished);
    state.edit = std::move(settlement.edit);
    if (std::exchange(state.collisions, settlement.collisions) != settlement.collisions)
        m_controller.report(settlement.collisions);
    return wished;
}

TrackNotes EditBurst::move(const TrackNotes& notes, int steps, const SnapGrid& grid,
                           const QString& label) {
    State& state = begin(Kind::Move, notes);
    const Tick onset = earliest(state.from);
    Amount amount = state.amount;
    if (grid.snap() != amount.snap) {
        const SnapGrid old(m_controller.scene().meter, amount.snap);
        amount.before += distance(old, onset + amount.before, amount.steps);
        amount.steps = 0;
        amount.snap = grid.snap();
    }
    amount.steps += steps;
    const Tick by = amount.before + distance(grid, onset + amount.before, amount.steps);
    return reach(amount, label,
                 [&](std::span<const Note> all) { return moved(all, by, amount.semitones); });
}

TrackNotes EditBurst::transpose(const TrackNotes& notes, int semitones, const QString& label) {
    State& state = begin(Kind::Move, notes);
    Amount amount = state.amount;
    amount.semitones += semitones;
    if (!fits(state.from, amount.semitones)) // all notes move by the same interval, or none
        return state.to;
    const SnapGrid grid(m_controller.scene().meter, amount.snap);
    const Tick by =
        amount.before + distance(grid, earliest(state.from) + amount.before, amount.steps);
    return reach(amount, label,
                 [&](std::span<const Note> all) { return moved(all, by, amount.semitones); });
}

TrackNotes EditBurst::lengthen(const TrackNotes& notes, Tick by, Tick shortest,
                               const QString& label) {
    Amount amount = begin(Kind::Length, notes).amount;
    amount.length += by;
    return reach(amount, label, [&](std::span<const Note> all) {
        return lengthened(all, amount.length, shortest);
    });
}

TrackNotes EditBurst::makeLouder(const TrackNotes& notes, int by, const QString& label) {
    Amount amount = begin(Kind::Velocity, notes).amount;
    amount.velocity += by;
    return reach(amount, label,
                 [&](std::span<const Note> all) { return louder(all, amount.velocity); });
}

} // namespace leitmotif
