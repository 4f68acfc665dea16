// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/midi/smf_reader.h"
#include "tests/core/midi/smf_bytes.h"

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

/// A track as the reader makes it of a random stream of starts and ends: some notes hang, some have
/// no length, some lost their end, some ends are unpaired.
inline TrackPtr randomFileTrack(Random& random, int messages) {
    Bytes events;
    for (int i = 0; i < messages; ++i) {
        const Note note = randomNote(random);
        const bool isStart = random.below(2) == 0;
        events.push_back(static_cast<std::uint8_t>(random.below(3)));
        events.push_back(static_cast<std::uint8_t>((isStart ? 0x90U : 0x80U) | note.channel));
        events.push_back(note.pitch.value);
        events.push_back(isStart ? note.velocity.value : note.releaseVelocity.value);
    }
    const Bytes end = {static_cast<std::uint8_t>(random.below(10)), 0xff, 0x2f, 0};
    const auto read =
        readMidi(joined({header(0, 1), chunk("MTrk", joined({events, end}))}), "random");
    return read->score.tracks.front();
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
