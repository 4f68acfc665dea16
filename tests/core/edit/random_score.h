// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/music/score.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace leitmotif {

/// A note in a small space, so that many share pitch, channel and time.
inline Note randomNote(Random& random) {
    Note note;
    note.onset = {static_cast<std::int64_t>(random.below(60))};
    note.length = {static_cast<std::int64_t>(1 + random.below(20))};
    note.pitch = {static_cast<std::uint8_t>(60 + random.below(4))};
    note.velocity = {static_cast<std::uint8_t>(1 + random.below(127))};
    note.releaseVelocity = {static_cast<std::uint8_t>(random.below(128))};
    note.channel = static_cast<std::uint8_t>(random.below(2));
    return note;
}

/// A track as a reader would make it: a random stream of starts and ends, each end paired with the
/// oldest open start of its pitch and channel, every event with its place in the file. Some notes
/// hang, some have no length, some ends end nothing.
inline TrackPtr randomFileTrack(Random& random, int messages) {
    std::vector<Note> notes;
    std::vector<Event> events;
    std::vector<std::size_t> open;
    Tick tick;
    std::uint32_t order = 0;
    for (int i = 0; i < messages; ++i) {
        tick += Tick{static_cast<std::int64_t>(random.below(3))};
        ++order;
        Note note = randomNote(random);
        note.onset = tick;
        if (random.below(2) == 0) {
            note.onOrder = order;
            note.offForm = NoteOffForm::Missing;
            open.push_back(notes.size());
            notes.push_back(note);
            continue;
        }
        const auto oldest = std::ranges::find_if(open, [&](std::size_t index) {
            return notes[index].pitch == note.pitch && notes[index].channel == note.channel;
        });
        if (oldest == open.end()) {
            events.push_back({.tick = tick,
                              .order = order,
                              .status = static_cast<std::uint8_t>(0x80U | note.channel),
                              .data1 = note.pitch.value,
                              .data2 = note.releaseVelocity.value});
            continue;
        }
        notes[*oldest].length = tick - notes[*oldest].onset;
        notes[*oldest].offOrder = order;
        notes[*oldest].offForm = NoteOffForm::NoteOff;
        notes[*oldest].releaseVelocity = note.releaseVelocity;
        open.erase(oldest);
    }
    const Tick end = tick + Tick{static_cast<std::int64_t>(random.below(10))};
    for (const std::size_t index : open) {
        notes[index].length = end - notes[index].onset;
        notes[index].offOrder = Note::kNewOffOrder;
    }
    return std::make_shared<const Track>(std::move(notes), std::move(events), end);
}

/// `count` of the items, in random order.
template <class Item>
std::vector<Item> randomSubset(Random& random, std::vector<Item> items, std::size_t count) {
    std::shuffle(items.begin(), items.end(), random);
    items.resize(std::min(count, items.size()));
    return items;
}

inline bool sameContent(const Track& a, const Track& b) {
    return a.notes() == b.notes() && a.events() == b.events() && a.end() == b.end() &&
           a.hasEndOfTrack() == b.hasEndOfTrack();
}

} // namespace leitmotif
