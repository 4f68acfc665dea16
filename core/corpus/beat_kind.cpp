// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/beat_kind.h"

#include "core/corpus/onset_streams.h"
#include "core/corpus/stream_delays.h"
#include "core/corpus/strums.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace leitmotif {

namespace {

/// By BeatChoice.
constexpr std::array<std::string_view, 3> kChoiceNames = {"automatic", "fixed", "free"};

/// Few notes may cluster by chance, so their threshold is higher. Drums are usually recorded to a
/// click, so theirs is lower; short fills always count as metrical.
constexpr double kMetricalAtMost = 0.6;
constexpr double kChance = 3.0; // divided by the square root of the number of onsets
constexpr double kDrumsAbove = 0.2;
constexpr std::size_t kLongestFill = 64;

using Strikes = std::vector<std::int64_t>;

/// The strikes of each stream. Streams with few, such as one channel for each note of a chord, are
/// joined.
std::vector<Strikes> strikeGroups(const std::vector<OnsetStream>& streams, std::int64_t beat) {
    std::vector<Strikes> groups;
    Strikes rest;
    for (const OnsetStream& stream : streams)
        if (stream.strikes.size() >= kFewestStrikes)
            groups.push_back(stream.strikes);
        else
            rest.insert(rest.end(), stream.strikes.begin(), stream.strikes.end());
    std::ranges::sort(rest);
    Strikes& together = groups.emplace_back();
    for (const std::int64_t tick : rest)
        if (together.empty() || (tick - together.back()) * kFastestStrikes > beat)
            together.push_back(tick);
    return groups;
}

/// How well all groups cluster, each around its own phase.
double gatheringOf(const std::vector<Strikes>& groups, const BeatCircle& circle) {
    double best = 0.0;
    const auto consider = [&](int division) {
        if (!circle.canTell(division))
            return;
        double sum = 0.0;
        double all = 0.0;
        for (const Strikes& strikes : groups) {
            if (strikes.size() < 2)
                continue;
            const auto weight = static_cast<double>(strikes.size());
            sum += weight * gathering(circle.mean(strikes, division), strikes.size());
            all += weight;
        }
        if (all > 0.0)
            best = std::max(best, sum / all);
    };
    std::ranges::for_each(kDivisions, consider);
    std::ranges::for_each(kDivisionsOfRuns, consider);
    return best;
}

BeatKind kindOf(const std::vector<OnsetStream>& streams, const BeatCircle& circle) {
    std::size_t all = 0;
    std::size_t ofDrums = 0;
    for (const OnsetStream& stream : streams) {
        all += stream.strikes.size();
        ofDrums += stream.channel == kDrumChannel ? stream.strikes.size() : 0;
    }
    const bool isDrums = 2 * ofDrums > all;
    const auto groups = strikeGroups(streams, circle.beat());
    std::size_t strikes = 0;
    for (const Strikes& group : groups)
        strikes += group.size();
    if (strikes < (isDrums ? kLongestFill : kFewestStrikes) || !circle.canTell(2))
        return BeatKind::Metrical;
    const double needed = isDrums ? kDrumsAbove
                                  : std::clamp(kChance / std::sqrt(static_cast<double>(strikes)),
                                               kMetricalAbove, kMetricalAtMost);
    return gatheringOf(groups, circle) < needed ? BeatKind::Free : BeatKind::Metrical;
}

} // namespace

std::string_view nameOf(BeatChoice choice) {
    return kChoiceNames[static_cast<std::size_t>(choice)];
}

std::optional<BeatChoice> beatChoiceNamed(std::string_view name) {
    const auto found = std::ranges::find(kChoiceNames, name);
    return found == kChoiceNames.end()
               ? std::nullopt
               : std::optional(static_cast<BeatChoice>(found - kChoiceNames.begin()));
}

BeatReading readBeat(const Score& score) {
    BeatReading reading;
    reading.delays.resize(score.tracks.size());
    reading.strums.resize(score.tracks.size());
    reading.onsets.resize(score.tracks.size());
    if (score.division.isSmpte()) {
        reading.kind = BeatKind::Free;
        return reading;
    }
    const BeatCircle circle(std::llround(score.division.ticksPerBeat()));
    auto streams = onsetStreamsOf(score);
    reading.kind = kindOf(streams, circle);
    if (reading.kind == BeatKind::Free || !circle.canTell(kDivisions.back()))
        return reading;
    findDelays(streams, circle);
    for (const OnsetStream& stream : streams) {
        const auto& notes = score.tracks[stream.track]->notes();
        auto& onsets = reading.onsets[stream.track];
        if (onsets.empty())
            for (const Note& note : notes)
                onsets.push_back(note.onset);
        for (const std::size_t number : stream.notes)
            onsets[number] = {std::max<std::int64_t>(0, notes[number].onset.value - stream.delay)};
        reading.strums[stream.track] += joinStrums(stream, notes, circle, onsets);
        reading.delays[stream.track][stream.channel & 0x0fU] = {stream.delay};
    }
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const auto& notes = score.tracks[i]->notes();
        if (std::ranges::equal(reading.onsets[i], notes, {}, {}, &Note::onset))
            reading.onsets[i].clear();
    }
    return reading;
}

BeatKind beatKindOf(const Score& score) {
    if (score.division.isSmpte())
        return BeatKind::Free;
    return kindOf(onsetStreamsOf(score), BeatCircle(std::llround(score.division.ticksPerBeat())));
}

Score onTheBeat(const Score& score, const BeatReading& reading) {
    Score result = score;
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const auto& onsets = reading.onsets[i];
        if (onsets.empty())
            continue;
        const Track& track = *score.tracks[i];
        const auto& delays = reading.delays[i];
        std::vector<Note> notes = track.notes();
        for (std::size_t n = 0; n < notes.size(); ++n) {
            const Tick end = notes[n].end() - delays[notes[n].channel & 0x0fU];
            notes[n].onset = onsets[n];
            notes[n].length = std::max(end - onsets[n], Tick{notes[n].length > Tick{0} ? 1 : 0});
        }
        std::vector<Event> events = track.events();
        for (Event& event : events)
            if (event.isChannelMessage())
                event.tick = std::max(Tick{0}, event.tick - delays[event.channel()]);
        result.tracks[i] = std::make_shared<const Track>(
            std::move(notes), std::move(events), track.declaredEnd(), track.hasEndOfTrack());
    }
    return result;
}

} // namespace leitmotif
