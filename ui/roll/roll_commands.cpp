// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_commands.h"

#include "core/edit/musical_grid.h"
#include "core/edit/note_ops.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr double kSlack = 24.0; // part of a beat: half a step of the grid that models know

} // namespace

const std::vector<Note>& RollCommands::all() const {
    static const std::vector<Note> kNone;
    return scene().hasTrack() ? scene().score.tracks[scene().track]->notes() : kNone;
}

void RollCommands::change(const QString& label, const std::vector<Note>& from,
                          const std::vector<Note>& to, bool isStep) {
    if (!scene().hasTrack())
        return;
    const ScoreEdit edit = replacing(scene().score, scene().track, from, to);
    if (isStep)
        m_controller.requestStep(edit, label, to);
    else
        m_controller.request(edit, label, to);
    reveal();
}

void RollCommands::reveal() {
    if (selected().empty())
        emit m_controller.revealRequested(scene().cursor);
    else
        emit m_controller.revealRequested(
            {selected().front().onset, selected().front().pitch.value});
}

void RollCommands::copy() {
    if (!selected().empty())
        m_clip = NoteClip(selected(), scene().score.division);
}

void RollCommands::cut() {
    if (selected().empty())
        return;
    copy();
    change(tr("Cut notes"), selected(), {}, false);
}

void RollCommands::paste() {
    if (m_clip.isEmpty())
        return;
    const Tick playhead{static_cast<std::int64_t>(std::max(0.0, scene().playhead))};
    const Tick onset = scene().grid(playhead).floor(playhead);
    change(tr("Paste notes"), {},
           m_clip.placedAt(onset, scene().score.division, scene().newChannel), false);
}

void RollCommands::duplicate() {
    if (selected().empty())
        return;
    const Tick first = selected().front().onset;
    change(tr("Duplicate notes"), {}, duplicated(selected(), scene().meter, scene().grid(first)),
           false);
}

void RollCommands::deleteSelected() {
    if (selected().empty())
        return;
    m_controller.setCursor({selected().front().onset, selected().front().pitch.value});
    change(tr("Delete notes"), selected(), {}, false);
}

void RollCommands::selectAll() {
    m_controller.select(NoteSelection(all()));
}

void RollCommands::deselect() {
    if (!selected().empty())
        m_controller.setCursor({selected().front().onset, selected().front().pitch.value});
    m_controller.select({});
}

void RollCommands::quantize(double strength) {
    const std::vector<Note> notes = selected().empty() ? all() : selected();
    const SnapGrid grid(scene().meter, quantizeSnap());
    const NoteSelection before = scene().selection;
    const std::vector<Note> after = quantized(notes, grid, strength);
    const ScoreEdit edit = replacing(scene().score, scene().track, notes, after);
    m_controller.request(edit, tr("Quantize notes"),
                         before.isEmpty() ? std::vector<Note>{} : after);
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
    if (selected().empty())
        return moveCursor(0, semitones);
    const std::vector<Note> after = transposed(selected(), semitones);
    change(tr("Transpose notes"), selected(), after);
    m_controller.soundBriefly(after.front());
}

void RollCommands::nudge(int steps) {
    if (selected().empty())
        return moveCursor(steps, 0);
    const Tick onset = selected().front().onset;
    change(tr("Nudge notes"), selected(),
           moved(selected(), scene().grid(onset).step(onset) * steps, 0));
}

void RollCommands::changeLength(int steps) {
    if (selected().empty())
        return;
    const Tick onset = selected().front().onset;
    const Tick step = scene().grid(onset).step(onset);
    const std::vector<Note> after = lengthened(selected(), step * steps, step);
    m_controller.setNewNote(after.front().length, after.front().velocity);
    change(tr("Change length"), selected(), after);
}

void RollCommands::changeVelocity(int by) {
    if (selected().empty())
        return;
    const std::vector<Note> after = louder(selected(), by);
    m_controller.setNewNote(after.front().length, after.front().velocity);
    change(tr("Change velocity"), selected(), after);
    m_controller.soundBriefly(after.front());
}

void RollCommands::addAtCursor() {
    const RollScene& s = scene();
    const Note note{.onset = s.cursor.tick,
                    .length = s.newLength,
                    .pitch = {static_cast<std::uint8_t>(s.cursor.pitch)},
                    .velocity = s.newVelocity,
                    .channel = s.newChannel};
    change(tr("Add note"), {}, {note}, false);
    m_controller.setCursor({note.end(), s.cursor.pitch});
    m_controller.soundBriefly(note);
}

void RollCommands::stepToNote(int direction, bool extends) {
    const std::vector<Note>& notes = all();
    if (notes.empty())
        return;
    const auto inOrder = [](const Note& a, const Note& b) { return earlier(a, b); };
    auto next = notes.begin();
    if (direction > 0) {
        next = selected().empty()
                   ? std::ranges::lower_bound(notes, scene().cursor.tick, {}, &Note::onset)
                   : std::ranges::upper_bound(notes, selected().back(), inOrder);
        if (next == notes.end())
            --next;
    } else {
        next = selected().empty()
                   ? std::ranges::lower_bound(notes, scene().cursor.tick, {}, &Note::onset)
                   : std::ranges::lower_bound(notes, selected().front(), inOrder);
        if (next != notes.begin())
            --next;
    }
    const NoteSelection one({*next});
    m_controller.setCursor({next->onset, next->pitch.value});
    m_controller.select(extends ? scene().selection.united(one) : one);
    emit m_controller.revealRequested({next->onset, next->pitch.value});
    m_controller.soundBriefly(*next);
}

void RollCommands::goToEdge(bool last) {
    if (all().empty())
        return;
    const Note& note = last ? all().back() : all().front();
    m_controller.setCursor({note.onset, note.pitch.value});
    m_controller.select(NoteSelection({note}));
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
    // Who plays a note just before a bar means that bar.
    const Tick slack{static_cast<std::int64_t>(scene().score.division.ticksPerBeat() / kSlack)};
    if (!selected().empty())
        return std::pair(bar(selected().front().onset + slack),
                         bar(selected().back().onset + slack));
    const LoopRegion& loop = scene().loop;
    if (loop.from < loop.to)
        return std::pair(bar(loop.from), bar(loop.to - Tick{1}));
    return std::nullopt;
}

void RollCommands::loopSelected() {
    LoopRegion loop = scene().loop;
    if (selected().empty()) {
        if (loop.to <= loop.from)
            loop.to = loop.from + scene().meter.barLength(loop.from);
        loop.isOn = !loop.isOn;
    } else {
        Tick end;
        for (const Note& note : selected())
            end = std::max(end, note.end());
        const SnapGrid grid = scene().grid(selected().front().onset);
        loop = {grid.floor(selected().front().onset), grid.next(end - Tick{1}), true};
    }
    m_controller.setLoop(loop);
    emit m_controller.loopEdited(loop);
}

} // namespace leitmotif
