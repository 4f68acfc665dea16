// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/support/phrases.h"

#include "core/base/random.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr std::int64_t kBeat = 480;
constexpr std::int64_t kBar = 4 * kBeat;

Note noteAt(std::int64_t onset, std::int64_t length, int pitch, int velocity) {
    Note note;
    note.onset = Tick{onset};
    note.length = Tick{length};
    note.pitch = Pitch{static_cast<std::uint8_t>(pitch)};
    note.velocity = Velocity{static_cast<std::uint8_t>(velocity)};
    return note;
}

std::shared_ptr<const Corpus> corpusOf(std::vector<Note> notes, const char* name) {
    auto score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
    return std::make_shared<const Corpus>(
        std::vector<CorpusPiece>{{name, std::move(score), false}});
}

} // namespace

std::shared_ptr<const Corpus> repeatedPhrase(int times) {
    const int melody[4][4] = {
        {72, 74, 76, 79}, {77, 76, 74, 71}, {72, 69, 67, 65}, {64, 67, 71, 72}};
    const int bass[4] = {48, 43, 45, 55};
    std::vector<Note> notes;
    for (int time = 0; time < times; ++time)
        for (int bar = 0; bar < 4; ++bar) {
            const auto start = (time * 4 + bar) * kBar;
            notes.push_back(noteAt(start, kBar, bass[bar], 56));
            for (int beat = 0; beat < 4; ++beat)
                notes.push_back(noteAt(start + beat * kBeat, kBeat, melody[bar][beat], 88));
            if (bar % 2 == 1)
                for (int third = 0; third < 3; ++third)
                    notes.push_back(noteAt(start + 3 * kBeat + third * kBeat / 3, kBeat / 3,
                                           84 + 2 * third, 72));
        }
    return corpusOf(std::move(notes), "phrase");
}

std::shared_ptr<const Corpus> wanderingMelody(int bars, std::uint64_t seed) {
    Random random(seed);
    std::vector<Note> notes;
    int pitch = 67;
    for (std::int64_t eighth = 0; eighth < bars * 8; ++eighth) {
        pitch = std::clamp(pitch + static_cast<int>(random.below(9)) - 4, 48, 84);
        notes.push_back(noteAt(eighth * kBeat / 2, kBeat / 2, pitch, 80));
    }
    return corpusOf(std::move(notes), "walk");
}

} // namespace leitmotif
