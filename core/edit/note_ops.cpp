// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/note_ops.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace leitmotif {

namespace {

template <class Change>
std::vector<Note> changed(std::span<const Note> notes, Change change) {
    std::vector<Note> result;
    result.reserve(notes.size());
    for (const Note& note : notes)
        result.push_back(change(note));
    return result;
}

Note shifted(const Note& note, Tick by, int semitones) {
    return note.withOnset(note.onset + by)
        .withPitch({static_cast<std::uint8_t>(note.pitch.value + semitones)});
}

Velocity clampedVelocity(int value) {
    return {static_cast<std::uint8_t>(std::clamp(value, 1, 127))};
}

Tick floorTo(Tick tick, Tick origin, Tick unit) {
    return origin + Tick{(tick - origin).value / unit.value * unit.value};
}

Tick ceilTo(Tick tick, Tick origin, Tick unit) {
    return floorTo(tick + unit - Tick{1}, origin, unit);
}

} // namespace

std::vector<Note> moved(std::span<const Note> notes, Tick by, int semitones) {
    if (notes.empty())
        return {};
    const auto [lowest, highest] = std::ranges::minmax(notes, {}, &Note::pitch);
    semitones =
        std::clamp(semitones, -int{lowest.pitch.value}, kHighestPitch - highest.pitch.value);
    by = std::max(by, Tick{0} - std::ranges::min(notes, {}, &Note::onset).onset);
    return changed(notes, [&](const Note& note) { return shifted(note, by, semitones); });
}

std::vector<Note> transposed(std::span<const Note> notes, int semitones) {
    const bool fits = std::ranges::all_of(notes, [&](const Note& note) {
        const int pitch = note.pitch.value + semitones;
        return pitch >= 0 && pitch <= kHighestPitch;
    });
    return fits ? moved(notes, {0}, semitones) : std::vector<Note>(notes.begin(), notes.end());
}

std::vector<Note> lengthened(std::span<const Note> notes, Tick by, Tick shortest) {
    return changed(notes, [&](const Note& note) {
        return note.withLength(std::max(note.length + by, std::min(note.length, shortest)));
    });
}

std::vector<Note> startsMoved(std::span<const Note> notes, Tick by, Tick shortest) {
    return changed(notes, [&](const Note& note) {
        const Tick latest = note.end() - std::min(note.length, shortest);
        const Tick onset = std::clamp(note.onset + by, Tick{0}, latest);
        Note result = note.withOnset(onset);
        result.length = note.end() - onset;
        // The end did not move and keeps its place in the file.
        if (!note.isHanging())
            result.offOrder = note.offOrder;
        return result;
    });
}

std::vector<Note> quantized(std::span<const Note> notes, const SnapGrid& grid, double strength) {
    return changed(notes, [&](const Note& note) {
        const auto distance = static_cast<double>((grid.nearest(note.onset) - note.onset).value);
        return note.withOnset(note.onset + Tick{std::llround(distance * strength)});
    });
}

std::vector<Note> louder(std::span<const Note> notes, int by) {
    return changed(notes, [&](const Note& note) {
        return note.withVelocity(clampedVelocity(note.velocity.value + by));
    });
}

std::vector<Note> withVelocity(std::span<const Note> notes, Velocity velocity) {
    return changed(notes, [&](const Note& note) {
        return note.withVelocity(clampedVelocity(velocity.value));
    });
}

std::vector<Note> asNew(std::span<const Note> notes) {
    return changed(notes, [](Note note) {
        note.onOrder = Note::kNewOnOrder;
        note.offOrder = Note::kNewOffOrder;
        note.offForm = NoteOffForm::NoteOff;
        note.length = std::max(note.length, Tick{1});
        return note;
    });
}

std::vector<Note> duplicated(std::span<const Note> notes, const MeterMap& meter,
                             const SnapGrid& grid) {
    if (notes.empty())
        return {};
    const Tick first = std::ranges::min(notes, {}, &Note::onset).onset;
    Tick last = first;
    for (const Note& note : notes)
        last = std::max(last, note.end());
    const Tick bar = meter.barLength(first);
    const Tick beat = meter.beatLength(first);
    const Tick origin = meter.barStart(meter.barAt(first));
    Tick unit = grid.snap() == Snap::Off ? Tick{1} : grid.step(first);
    if ((last - first) * 2 > bar)
        unit = bar;
    else if (last - first > beat)
        unit = std::max(unit, beat);
    const Tick distance = std::max(unit, ceilTo(last, origin, unit) - floorTo(first, origin, unit));
    return asNew(moved(notes, distance, 0));
}

ScoreEdit replacing(const Score& score, std::size_t track, std::vector<Note> from,
                    std::vector<Note> to) {
    return settled(
        score, {.tracks = {{.track = track, .removed = std::move(from), .added = std::move(to)}}});
}

Settlement replacing(const Score& score, const TrackNotes& from, const TrackNotes& to) {
    std::map<std::size_t, TrackEdit> edits;
    for (const auto& [track, notes] : from)
        edits[track].removed = notes;
    for (const auto& [track, notes] : to)
        edits[track].added = notes;
    ScoreEdit edit;
    for (auto& [track, one] : edits) {
        one.track = track;
        edit.tracks.push_back(std::move(one));
    }
    return settle(score, std::move(edit));
}

TrackNotes
changedTogether(const TrackNotes& notes,
                const std::function<std::vector<Note>(std::span<const Note>)>& operation) {
    const std::vector<Note> changed = operation(allOf(notes));
    TrackNotes result;
    auto next = changed.begin();
    for (const auto& [track, some] : notes) {
        const auto last = next + static_cast<std::ptrdiff_t>(some.size());
        result[track].assign(next, last);
        next = last;
    }
    assert(next == changed.end());
    return result;
}

std::vector<Note> allOf(const TrackNotes& notes) {
    std::vector<Note> all;
    for (const auto& [track, some] : notes)
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

std::uint8_t channelForNewNotes(const Score& score, std::size_t track) {
    if (track < score.tracks.size())
        if (const auto channels = score.tracks[track]->channels(); !channels.empty())
            return channels.front();
    unsigned used = 1U << kDrumChannel;
    for (const TrackPtr& other : score.tracks)
        for (const std::uint8_t channel : other->channels())
            used |= 1U << channel;
    for (std::uint8_t channel = 0; channel < 16; ++channel)
        if ((used & (1U << channel)) == 0)
            return channel;
    return 0;
}

} // namespace leitmotif
