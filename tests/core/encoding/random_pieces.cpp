// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace leitmotif {

namespace {

template <class Values>
auto pick(Random& random, const Values& values) {
    return values[random.below(std::size(values))];
}

std::vector<Event> randomSignatures(Random& random, Division division, bool changes) {
    constexpr std::array<std::pair<int, int>, 9> kSignatures = {
        {{4, 4}, {3, 4}, {6, 8}, {2, 2}, {5, 8}, {7, 16}, {12, 8}, {7, 32}, {1, 64}}};
    constexpr std::size_t kOfWholeSteps = 7;
    std::vector<Event> events;
    Tick tick;
    for (std::uint64_t i = changes ? 1 + random.below(5) : 1; i > 0; --i) {
        const auto [numerator, denominator] =
            kSignatures[random.below(changes ? kSignatures.size() : kOfWholeSteps)];
        events.push_back(timeSignatureEvent(tick, numerator, denominator));
        const double bar = division.ticksPerBeat() * 4.0 * numerator / denominator;
        tick += {static_cast<std::int64_t>(bar * static_cast<double>(1 + random.below(4)))};
        if (random.below(3) == 0) // a signature in the middle of a bar
            tick += {static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(bar) + 1))};
    }
    return events;
}

std::vector<Note> randomNotes(Random& random, const PieceTraits& traits, Division division,
                              std::uint8_t channel) {
    const double beat = division.ticksPerBeat();
    std::vector<Note> notes;
    for (int i = 0; i < traits.notes; ++i) {
        Note note;
        note.channel = channel;
        note.pitch = {static_cast<std::uint8_t>(40 + random.below(30))};
        note.velocity = {static_cast<std::uint8_t>(1 + random.below(127))};
        note.onset = {static_cast<std::int64_t>(random.uniform() * 40.0 * beat)};
        note.length = {
            static_cast<std::int64_t>(random.uniform() * random.uniform() * 12.0 * beat)};
        notes.push_back(note);
    }
    return notes;
}

/// Notes ascending on the grid, without overlaps, in the middle of velocity bins.
std::vector<Note> canonicalNotes(Random& random, const PieceTraits& traits, std::uint8_t channel) {
    constexpr std::int64_t kStep = 40;
    std::vector<Note> notes;
    std::map<std::uint8_t, Tick> releases;
    Tick onset;
    for (int i = 0; i < traits.notes; ++i) {
        onset += {kStep * static_cast<std::int64_t>(random.below(4) * random.below(4))};
        Note note;
        note.channel = channel;
        note.pitch = {static_cast<std::uint8_t>(40 + random.below(30))};
        note.velocity = {static_cast<std::uint8_t>(8 * random.below(16) + 4)};
        note.onset = onset;
        note.length = {kStep * static_cast<std::int64_t>(1 + random.below(48))};
        Tick& released = releases[note.pitch.value];
        if (onset < released)
            continue;
        released = note.end();
        notes.push_back(note);
    }
    return notes;
}

std::vector<Event> randomPedal(Random& random, Division division, std::uint8_t channel) {
    constexpr std::uint8_t kSustain = 64;
    std::vector<Event> events;
    for (int i = 0; i < 30; ++i) {
        const auto tick =
            static_cast<std::int64_t>(random.uniform() * 40.0 * division.ticksPerBeat());
        events.push_back(controllerEvent({tick}, channel, kSustain,
                                         static_cast<std::uint8_t>(random.below(128))));
    }
    return events;
}

} // namespace

CorpusPiece randomPiece(Random& random, const PieceTraits& traits) {
    constexpr std::array<std::uint16_t, 6> kDivisions = {480, 96, 120, 1024, 25, 384};
    CorpusPiece piece;
    piece.name = "random";
    piece.hasFreeBeat = traits.hasFreeBeat;
    piece.score.division.raw = traits.isOnGrid ? std::uint16_t{480} : pick(random, kDivisions);
    auto conductor =
        randomSignatures(random, piece.score.division, traits.hasMeterChanges && !traits.isOnGrid);
    conductor.push_back(
        tempoEvent({0}, static_cast<std::uint32_t>(200'000 + random.below(800'000))));
    piece.score.tracks.push_back(
        std::make_shared<const Track>(std::vector<Note>{}, std::move(conductor)));
    for (int i = 0; i < traits.parts + (traits.hasDrums ? 1 : 0); ++i) {
        const std::uint8_t channel =
            i == traits.parts ? kDrumChannel
                              : static_cast<std::uint8_t>(traits.isOnGrid ? i : random.below(4));
        auto events = traits.hasPedal && !traits.isOnGrid
                          ? randomPedal(random, piece.score.division, channel)
                          : std::vector<Event>{};
        events.push_back(programChange({0}, channel, static_cast<std::uint8_t>(random.below(3))));
        auto notes = traits.isOnGrid ? canonicalNotes(random, traits, channel)
                                     : randomNotes(random, traits, piece.score.division, channel);
        piece.score.tracks.push_back(
            std::make_shared<const Track>(std::move(notes), std::move(events)));
    }
    return piece;
}

std::vector<std::string> describeNotes(const Score& score) {
    std::vector<std::tuple<std::int64_t, int, int, std::int64_t, int>> notes;
    for (const TrackPtr& track : score.tracks)
        for (const Note& note : track->notes())
            notes.emplace_back(note.onset.value, note.channel, note.pitch.value, note.length.value,
                               note.velocity.value);
    std::ranges::sort(notes);
    std::vector<std::string> lines;
    for (const auto& [onset, channel, pitch, length, velocity] : notes)
        lines.push_back(std::to_string(onset) + " +" + std::to_string(length) + " p" +
                        std::to_string(pitch) + " v" + std::to_string(velocity) + " c" +
                        std::to_string(channel));
    return lines;
}

Score scoreOf(std::vector<Note> notes, std::vector<Event> events) {
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::move(events)));
    return score;
}

bool isPlayable(const Score& score) {
    std::vector<Note> notes;
    for (const TrackPtr& track : score.tracks)
        notes.insert(notes.end(), track->notes().begin(), track->notes().end());
    std::ranges::stable_sort(notes, {}, &Note::onset);
    std::map<std::pair<int, int>, Tick> releases;
    for (const Note& note : notes) {
        Tick& released = releases[{note.channel, note.pitch.value}];
        if (note.onset < released || note.length < Tick{1} || note.pitch.value > 127 ||
            note.velocity.value < 1 || note.velocity.value > 127 || note.channel > 15)
            return false;
        released = note.end();
    }
    return true;
}

} // namespace leitmotif
