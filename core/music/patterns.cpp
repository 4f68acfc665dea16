// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/patterns.h"

#include <algorithm>
#include <utility>

namespace leitmotif {

namespace {

constexpr Tick kLatest{std::int64_t{1} << 48U}; // far from overflow

TrackPtr movedBy(const TrackPtr& track, Tick by) {
    if (by == Tick{0})
        return track;
    auto notes = track->notes();
    for (Note& note : notes)
        note.onset += by;
    auto events = track->events();
    for (Event& event : events)
        event.tick += by;
    return std::make_shared<const Track>(std::move(notes), std::move(events),
                                         std::max(track->declaredEnd() + by, Tick{0}),
                                         track->hasEndOfTrack());
}

bool beginsBefore(const Track& track, Tick start) {
    return (!track.notes().empty() && track.notes().front().onset < start) ||
           (!track.events().empty() && track.events().front().tick < start);
}

bool hasAt(const Track& track, std::uint8_t type, Tick tick) {
    return std::ranges::any_of(track.events(), [&](const Event& event) {
        return event.isMeta(type) && event.tick == tick;
    });
}

} // namespace

void layOutPatterns(Score& score) {
    std::vector<Tick> starts;
    Tick start;
    for (const TrackPtr& track : score.tracks) {
        starts.push_back(start);
        if (track->notes().empty())
            continue;
        const MeterMap meter =
            Score{.format = 0, .division = score.division, .tracks = {track}}.meterMap();
        start += meter.barStart(meter.barCount(track->end()));
        if (start > kLatest)
            return;
    }
    for (std::size_t i = 0; i < starts.size(); ++i)
        score.tracks[i] = movedBy(score.tracks[i], starts[i]);
    score.patternStarts = std::move(starts);
}

Score patternOf(const Score& score, std::size_t track) {
    if (score.format != 2)
        return score;
    const Tick start = track < score.patternStarts.size() ? score.patternStarts[track] : Tick{0};
    Score pattern = score;
    pattern.format = 0;
    pattern.declaredTracks.reset();
    pattern.patternStarts.clear();
    pattern.tracks = {movedBy(score.tracks[track], Tick{0} - start)};
    return pattern;
}

std::optional<Score> asPatterns(const Score& score) {
    if (score.patternStarts.empty())
        return score;
    if (score.patternStarts.size() != score.tracks.size())
        return std::nullopt;
    Score patterns = score;
    patterns.patternStarts.clear();
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        if (beginsBefore(*score.tracks[i], score.patternStarts[i]))
            return std::nullopt;
        patterns.tracks[i] = movedBy(score.tracks[i], Tick{0} - score.patternStarts[i]);
    }
    Score again = patterns;
    layOutPatterns(again);
    if (again.patternStarts != score.patternStarts)
        return std::nullopt;
    return patterns;
}

Score asSequence(const Score& score) {
    Score sequence = score;
    sequence.format = 1;
    sequence.patternStarts.clear();
    for (std::size_t i = 1; i < score.patternStarts.size() && i < score.tracks.size(); ++i) {
        const Tick start = score.patternStarts[i];
        if (start == score.patternStarts[i - 1])
            continue;
        const Track& track = *score.tracks[i];
        std::vector<Event> events;
        if (!hasAt(track, meta::kTempo, start))
            events.push_back(tempoEvent(start, TempoChange{}.microseconds));
        if (!hasAt(track, meta::kTimeSignature, start))
            events.push_back(timeSignatureEvent(start, 4, 4));
        events.insert(events.end(), track.events().begin(), track.events().end());
        sequence.tracks[i] = std::make_shared<const Track>(
            track.notes(), std::move(events), track.declaredEnd(), track.hasEndOfTrack());
    }
    return sequence;
}

} // namespace leitmotif
