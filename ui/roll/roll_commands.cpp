// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_commands.h"

#include "core/edit/musical_grid.h"
#include "core/edit/note_ops.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr double kSlack = 24.0; // a 24th of a beat, half a step of the grid that models use

} // namespace

const std::vector<Note>& RollCommands::all() const {
    static const std::vector<Note> kNone;
    return scene().hasTrack() ? scene().score.tracks[scene().track]->notes() : kNone;
}

const Note& RollCommands::firstSelected() const {
    const NoteSelection& here = scene().selected();
    return (here.isEmpty() ? scene().selection.tracks().begin()->second : here).notes().front();
}

std::pair<Tick, Tick> RollCommands::selectedSpan() const {
    std::pair span(firstSelected().onset, firstSelected().onset);
    for (const auto& [track, notes] : scene().selection.tracks()) {
        span.first = std::min(span.first, notes.notes().front().onset);
        span.second = std::max(span.second, notes.notes().back().onset);
    }
    return span;
}

void RollCommands::change(const QString& label, const TrackNotes& from, const TrackNotes& to) {
    if (!scene().hasTrack())
        return;
    m_controller.request(replacing(scene().score, from, to), label, to);
    reveal();
}

void RollCommands::reveal() {
    if (isSelected())
        emit m_controller.revealRequested({firstSelected().onset, firstSelected().pitch.value});
    else
        emit m_controller.revealRequested(scene().cursor);
}

void RollCommands::copy() {
    m_controller.endBurst();
    if (isSelected())
        m_clip = NoteClip(selected(), scene().score.division);
}

void RollCommands::cut() {
    if (!isSelected())
        return;
    copy();
    change(tr("Cut notes"), selected(), {});
}

void RollCommands::paste() {
    if (m_clip.isEmpty() || !scene().hasTrack())
        return;
    const Score& score = scene().score;
    const Tick playhead{static_cast<std::int64_t>(std::max(0.0, scene().playhead))};
    const Tick onset = scene().grid(playhead).floor(playhead);
    TrackNotes notes;
    if (m_clip.isOfOneTrack())
        notes[scene().track] = m_clip.placedAt(onset, score.division, scene().newChannel);
    else
        notes = m_clip.placedInTracks(onset, score.division);
    const std::size_t copied = allOf(notes).size();
    std::erase_if(notes, [this](const auto& one) {
        return one.first >= scene().score.tracks.size() || scene().isConductor(one.first);
    });
    const std::size_t left = copied - allOf(notes).size();
    change(tr("Paste notes"), {}, notes);
    if (left > 0)
        emit m_controller.noticed(tr("%n note(s) not pasted: their tracks are missing here.",
                                     nullptr, static_cast<int>(left)));
}

void RollCommands::duplicate() {
    if (!isSelected())
        return;
    const SnapGrid grid = scene().grid(selectedSpan().first);
    change(tr("Duplicate notes"), {}, changedTogether(selected(), [&](std::span<const Note> notes) {
               return duplicated(notes, scene().meter, grid);
           }));
}

void RollCommands::deleteSelected() {
    if (!isSelected())
        return;
    m_controller.setCursor({firstSelected().onset, firstSelected().pitch.value});
    change(tr("Delete notes"), selected(), {});
}

void RollCommands::selectAll() {
    m_controller.endBurst();
    m_controller.select({scene().track, NoteSelection(all())});
}

void RollCommands::deselect() {
    if (isSelected())
        m_controller.setCursor({firstSelected().onset, firstSelected().pitch.value});
    m_controller.select(ScoreSelection());
}

void RollCommands::quantize(double strength) {
    const TrackNotes notes = isSelected() ? selected() : TrackNotes{{scene().track, all()}};
    const SnapGrid grid(scene().meter, quantizeSnap());
    const TrackNotes after = changedTogether(
        notes, [&](std::span<const Note> some) { return quantized(some, grid, strength); });
    m_controller.request(replacing(scene().score, notes, after), tr("Quantize notes"),
                         isSelected() ? after : TrackNotes{});
}

Snap RollCommands::quantizeSnap() const {
    switch (scene().snap) {
    case Snap::Off:
        return Snap::Sixteenth;
    case Snap::Automatic:
        return musicalGrid(all(), scene().meter);
    default:
        return scene().snap;
    }
}

void RollCommands::transpose(int semitones) {
    if (!isSelected())
        return moveCursor(0, semitones);
    m_burst.transpose(selected(), semitones, tr("Transpose notes"));
    reveal();
    m_controller.soundBriefly(firstSelected());
}

void RollCommands::nudge(int steps) {
    if (!isSelected())
        return moveCursor(steps, 0);
    nudgeOn(scene().grid(m_burst.firstOnset(selected())), steps);
}

void RollCommands::nudgeFinely(int steps) {
    if (isSelected())
        nudgeOn(SnapGrid(scene().meter, Snap::Off), steps);
}

void RollCommands::nudgeOn(const SnapGrid& grid, int steps) {
    m_burst.move(selected(), steps, grid, tr("Nudge notes"));
    reveal();
}

void RollCommands::changeLength(int steps) {
    if (!isSelected())
        return;
    const Tick onset = m_burst.firstOnset(selected());
    const Tick step = scene().grid(onset).step(onset);
    m_burst.lengthen(selected(), step * steps, step, tr("Change length"));
    m_controller.setNewNote(firstSelected().length, firstSelected().velocity);
    reveal();
}

void RollCommands::changeVelocity(int by) {
    if (!isSelected())
        return;
    m_burst.makeLouder(selected(), by, tr("Change velocity"));
    m_controller.setNewNote(firstSelected().length, firstSelected().velocity);
    reveal();
    m_controller.soundBriefly(firstSelected());
}

void RollCommands::addAtCursor() {
    const RollScene& s = scene();
    const Note note{.onset = s.cursor.tick,
                    .length = s.newLength,
                    .pitch = {static_cast<std::uint8_t>(s.cursor.pitch)},
                    .velocity = s.newVelocity,
                    .channel = s.newChannel};
    change(tr("Add note"), {}, {{s.track, {note}}});
    m_controller.setCursor({note.end(), s.cursor.pitch});
    m_controller.soundBriefly(note);
}

void RollCommands::stepToNote(int direction, bool extends) {
    const std::vector<Note>& notes = all();
    if (notes.empty())
        return;
    const std::vector<Note>& chosen = scene().selected().notes();
    const auto inOrder = [](const Note& a, const Note& b) { return earlier(a, b); };
    auto next = notes.begin();
    if (direction > 0) {
        next = chosen.empty()
                   ? std::ranges::lower_bound(notes, scene().cursor.tick, {}, &Note::onset)
                   : std::ranges::upper_bound(notes, chosen.back(), inOrder);
        if (next == notes.end())
            --next;
    } else {
        next = chosen.empty()
                   ? std::ranges::lower_bound(notes, scene().cursor.tick, {}, &Note::onset)
                   : std::ranges::lower_bound(notes, chosen.front(), inOrder);
        if (next != notes.begin())
            --next;
    }
    const NoteSelection one({*next});
    m_controller.setCursor({next->onset, next->pitch.value});
    m_controller.select(extends
                            ? scene().selection.with(scene().track, scene().selected().united(one))
                            : ScoreSelection(scene().track, one));
    emit m_controller.revealRequested({next->onset, next->pitch.value});
    m_controller.soundBriefly(*next);
}

void RollCommands::goToEdge(bool last) {
    if (all().empty())
        return;
    const Note& note = last ? all().back() : all().front();
    m_controller.setCursor({note.onset, note.pitch.value});
    m_controller.select({scene().track, NoteSelection({note})});
    reveal();
    m_controller.soundBriefly(note);
}

void RollCommands::moveCursor(int steps, int semitones) {
    RollCursor cursor = scene().cursor;
    const SnapGrid grid = scene().grid(cursor.tick);
    for (int i = 0; i < std::abs(steps); ++i)
        cursor.tick = steps > 0 ? grid.next(cursor.tick) : grid.previous(cursor.tick);
    cursor.pitch = std::clamp(cursor.pitch + semitones, 0, RollGeometry::kRows - 1);
    m_controller.setCursor(cursor);
    if (semitones != 0)
        m_controller.soundBriefly(
            {.pitch = {static_cast<std::uint8_t>(cursor.pitch)}, .velocity = scene().newVelocity});
}

std::optional<std::pair<std::int64_t, std::int64_t>> RollCommands::markedBars() const {
    const auto bar = [this](Tick tick) { return scene().meter.barAt(tick); };
    // A note played just before a bar line belongs to the bar after it.
    const Tick slack{static_cast<std::int64_t>(scene().score.division.ticksPerBeat() / kSlack)};
    if (isSelected())
        return std::pair(bar(selectedSpan().first + slack), bar(selectedSpan().second + slack));
    const LoopRegion& loop = scene().loop;
    if (loop.isMarked())
        return std::pair(bar(loop.from), bar(loop.to - Tick{1}));
    return std::nullopt;
}

void RollCommands::loopSelected() {
    LoopRegion loop = scene().loop;
    if (!isSelected()) {
        if (!loop.isMarked())
            loop.to = loop.from + scene().meter.barLength(loop.from);
        loop.isOn = !loop.isOn;
    } else {
        Tick end;
        for (const Note& note : allOf(selected()))
            end = std::max(end, note.end());
        const Tick first = selectedSpan().first;
        const SnapGrid grid = scene().grid(first);
        loop = {grid.floor(first), grid.next(end - Tick{1}), true};
    }
    m_controller.setLoop(loop);
    emit m_controller.loopEdited(loop);
}

} // namespace leitmotif
