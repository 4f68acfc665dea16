// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/score.h"

#include <algorithm>

namespace leitmotif {

namespace {

/// A pattern does not keep the tempo and signature of the one before, except after a track without
/// notes, which holds them.
bool beginsAnew(const Score& score, std::size_t track) {
    const auto& starts = score.patternStarts;
    return track < starts.size() && track > 0 && starts[track] != starts[track - 1];
}

} // namespace

std::string Score::trackName(std::size_t track) const {
    return tracks[track]->name(textReading);
}

TempoMap Score::tempoMap() const {
    std::vector<TempoChange> changes;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        if (beginsAnew(*this, i))
            changes.push_back({patternStarts[i]});
        for (const Event& event : tracks[i]->events())
            if (event.isMeta(meta::kTempo) && event.bytes().size() >= 3) {
                const auto bytes = event.bytes();
                changes.push_back(
                    {event.tick,
                     static_cast<std::uint32_t>((bytes[0] << 16U) | (bytes[1] << 8U) | bytes[2])});
            }
    }
    return TempoMap(division, std::move(changes));
}

MeterMap Score::meterMap() const {
    constexpr int kFinestDenominator = 7; // 1/128: finer is a damaged file
    std::vector<SignatureChange> changes;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        if (beginsAnew(*this, i))
            changes.push_back({patternStarts[i]});
        for (const Event& event : tracks[i]->events())
            if (event.isMeta(meta::kTimeSignature) && event.bytes().size() >= 2 &&
                event.bytes()[0] > 0 && event.bytes()[1] <= kFinestDenominator)
                changes.push_back({event.tick, event.bytes()[0], 1 << event.bytes()[1]});
    }
    return MeterMap(division, std::move(changes));
}

Tick Score::end() const {
    Tick end;
    for (const TrackPtr& track : tracks)
        end = std::max(end, track->end());
    return end;
}

Tick Score::lastNoteEnd() const {
    Tick end;
    for (const TrackPtr& track : tracks)
        for (const Note& note : track->notes())
            end = std::max(end, note.end());
    return end;
}

std::size_t Score::noteCount() const {
    std::size_t count = 0;
    for (const TrackPtr& track : tracks)
        count += track->notes().size();
    return count;
}

std::int64_t Score::barCount() const {
    return meterMap().barCount(lastNoteEnd());
}

std::uint64_t Score::hash() const {
    std::uint64_t hash = hashOf({});
    const auto add = [&hash](std::uint64_t value) {
        std::uint8_t bytes[8];
        for (int i = 0; i < 8; ++i)
            bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
        hash = hashOf(bytes, hash);
    };
    add(format);
    add(division.raw);
    for (const TrackPtr& track : tracks) {
        add(track->notes().size());
        for (const Note& note : track->notes()) {
            add(static_cast<std::uint64_t>(note.onset.value));
            add(static_cast<std::uint64_t>(note.length.value));
            add(static_cast<std::uint64_t>(note.pitch.value) << 24U |
                static_cast<std::uint64_t>(note.velocity.value) << 16U |
                static_cast<std::uint64_t>(note.releaseVelocity.value) << 8U | note.channel);
        }
        for (const Event& event : track->events()) {
            add(static_cast<std::uint64_t>(event.tick.value));
            add(static_cast<std::uint64_t>(event.status) << 16U |
                static_cast<std::uint64_t>(event.data1) << 8U | event.data2);
            hash = hashOf(event.bytes(), hash);
        }
        add(static_cast<std::uint64_t>(track->end().value));
    }
    return hash;
}

Score emptyScore(Division division, std::uint32_t microsecondsPerQuarter, int numerator,
                 int denominator) {
    Score score;
    score.division = division;
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{}, std::vector<Event>{tempoEvent({0}, microsecondsPerQuarter),
                                                timeSignatureEvent({0}, numerator, denominator)}));
    return score;
}

} // namespace leitmotif
