// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/beat_kind.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <map>
#include <numbers>
#include <numeric>
#include <set>
#include <utility>

namespace leitmotif {

namespace {

/// By BeatChoice.
constexpr std::array<std::string_view, 3> kChoiceNames = {"automatic", "fixed", "free"};

using Phasor = std::complex<double>;

/// Parts of a beat in which notes may gather.
constexpr std::array kDivisions = {1, 2, 3, 4, 5, 6, 7, 8, 10, 12};
/// What only fast runs fill, which gather nowhere else: they tell that there is a beat, but no
/// delay.
constexpr std::array kDivisionsOfRuns = {16, 24};
constexpr double kFewestTicks = 1.9; // of a part, to tell one from the next

/// Length of the mean phasor above which music keeps a beat: 1 for written music, .6 to .9 for
/// bands that play to a click, below .2 for performances of some length. Few notes gather by
/// chance: their bound is higher. Drummers are recorded to a click, so less is asked of them, and
/// nothing of a fill.
constexpr double kMetricalAbove = 0.3;
constexpr double kMetricalAtMost = 0.6;
constexpr double kChance = 3.0; // over the root of the number of onsets
constexpr double kDrumsAbove = 0.2;
constexpr std::size_t kLongestFill = 64;
constexpr std::size_t kFewestStrikes = 8;     // fewer tell nothing
constexpr std::size_t kFewestForDelay = 12;   // in a track
constexpr std::size_t kMostStrikes = 50'000;  // of a stream; more tell nothing new
constexpr std::size_t kFewestPlayedLate = 32; // where a hand and no sequencer is late

/// Notes that follow each other faster than 128ths are struck as one.
constexpr std::int64_t kFastest = 32; // of a beat
constexpr std::int64_t kLongestStrum = 6;
constexpr std::int64_t kAudibleStrum = 96;

/// A signature that stands a little behind the start means the start.
constexpr std::int64_t kSetUp = 8; // of a beat

/// The notes of one channel of one track.
struct Stream {
    std::size_t track = 0;
    std::uint8_t channel = 0;
    std::vector<std::size_t> notes;    ///< their numbers in the track, by onset
    std::vector<std::int64_t> onsets;  ///< of all notes, from where the last signature began
    std::vector<std::int64_t> strikes; ///< ascending by time; a strum is one
    std::int64_t delay = 0;
};

/// Unit phasors of all ticks of a beat.
class BeatCircle {
  public:
    explicit BeatCircle(std::int64_t beat) : m_beat(beat) {
        for (std::int64_t tick = 0; tick < beat; ++tick)
            m_phasors.push_back(std::polar(1.0, 2.0 * std::numbers::pi * static_cast<double>(tick) /
                                                    static_cast<double>(beat)));
    }

    [[nodiscard]] std::int64_t beat() const { return m_beat; }
    [[nodiscard]] double part(int division) const { return static_cast<double>(m_beat) / division; }
    [[nodiscard]] bool canTell(int division) const { return part(division) >= kFewestTicks; }

    [[nodiscard]] Phasor mean(const std::vector<std::int64_t>& ticks, int division) const {
        Phasor sum;
        for (const std::int64_t tick : ticks)
            sum += m_phasors[static_cast<std::size_t>(wrapped(tick * division))];
        return ticks.empty() ? sum : sum / static_cast<double>(ticks.size());
    }

    /// From the nearest of `division` parts of a beat, in ticks; negative before it.
    [[nodiscard]] double beside(double tick, int division) const {
        return std::remainder(tick, part(division));
    }

  private:
    [[nodiscard]] std::int64_t wrapped(std::int64_t tick) const {
        const std::int64_t rest = tick % m_beat;
        return rest < 0 ? rest + m_beat : rest;
    }

    std::int64_t m_beat;
    std::vector<Phasor> m_phasors;
};

/// The length of a mean phasor without what chance adds to it.
double gathering(Phasor mean, std::size_t count) {
    if (count < 2)
        return 0.0;
    const auto n = static_cast<double>(count);
    return std::sqrt(std::max(0.0, (n * std::norm(mean) - 1.0) / (n - 1.0)));
}

std::vector<Stream> streamsOf(const Score& score) {
    const MeterMap meters = score.meterMap();
    const std::int64_t beat = std::llround(score.division.ticksPerBeat());
    const auto originOf = [&](Tick onset) {
        const std::int64_t origin = meters.signatureAt(onset).tick.value;
        return origin * kSetUp < beat ? 0 : origin;
    };
    std::vector<Stream> streams;
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        std::map<std::uint8_t, Stream> byChannel;
        const auto& notes = score.tracks[i]->notes();
        for (std::size_t number = 0; number < notes.size(); ++number) {
            Stream& stream = byChannel[notes[number].channel];
            const Tick onset = notes[number].onset;
            const bool isStruck =
                stream.notes.empty() ||
                (onset - notes[stream.notes.back()].onset).value * kFastest > beat;
            stream.notes.push_back(number);
            stream.onsets.push_back(onset.value - originOf(onset));
            if (isStruck && stream.strikes.size() < kMostStrikes)
                stream.strikes.push_back(stream.onsets.back());
        }
        for (auto& [channel, stream] : byChannel) {
            stream.track = i;
            stream.channel = channel;
            streams.push_back(std::move(stream));
        }
    }
    return streams;
}

using Strikes = std::vector<std::int64_t>;

/// The strikes of each stream; those of streams with few, such as a channel for each chord note,
/// tell something only together.
std::vector<Strikes> strikesToJudge(const std::vector<Stream>& streams, std::int64_t beat) {
    std::vector<Strikes> groups;
    Strikes rest;
    for (const Stream& stream : streams)
        if (stream.strikes.size() >= kFewestStrikes)
            groups.push_back(stream.strikes);
        else
            rest.insert(rest.end(), stream.strikes.begin(), stream.strikes.end());
    std::ranges::sort(rest);
    Strikes& together = groups.emplace_back();
    for (const std::int64_t tick : rest)
        if (together.empty() || (tick - together.back()) * kFastest > beat)
            together.push_back(tick);
    return groups;
}

/// How well all groups gather, each around its own phase.
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

BeatKind kindOf(const std::vector<Stream>& streams, const BeatCircle& circle) {
    std::size_t all = 0;
    std::size_t ofDrums = 0;
    for (const Stream& stream : streams) {
        all += stream.strikes.size();
        ofDrums += stream.channel == kDrumChannel ? stream.strikes.size() : 0;
    }
    const bool isDrums = 2 * ofDrums > all;
    const auto groups = strikesToJudge(streams, circle.beat());
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

/// The coarsest parts of a beat in which the stream gathers as well as in any.
std::optional<int> divisionOf(const Stream& stream, const BeatCircle& circle) {
    constexpr double kNearlyAsWell = 0.9;
    std::map<int, double> gathered;
    double best = 0.0;
    for (const int division : kDivisions)
        if (circle.canTell(division)) {
            gathered[division] =
                gathering(circle.mean(stream.strikes, division), stream.strikes.size());
            best = std::max(best, gathered[division]);
        }
    for (const auto& [division, value] : gathered)
        if (best >= kMetricalAbove && value >= kNearlyAsWell * best)
            return division;
    return std::nullopt;
}

/// Parts of a beat on which notes of a stream that gathers in `division` may lie by intent: one
/// that only plays off the beat is not late.
int naturalDivision(int division) {
    return 4 % division == 0 ? 4 : 6 % division == 0 ? 6 : division;
}

/// Onsets less `delay` that lie on parts of the beat.
std::size_t hits(const std::vector<std::int64_t>& strikes, const BeatCircle& circle, int division,
                 std::int64_t delay) {
    const double tolerance = std::max(0.5, static_cast<double>(circle.beat()) / 240.0);
    return static_cast<std::size_t>(std::ranges::count_if(strikes, [&](std::int64_t tick) {
        return std::abs(circle.beside(static_cast<double>(tick - delay), division)) <= tolerance;
    }));
}

/// How far the phase of a stream lies beside the parts of a beat that it may mean.
double phaseBeside(const Stream& stream, const BeatCircle& circle, int division) {
    const double part = circle.part(division);
    const double phase =
        std::arg(circle.mean(stream.strikes, division)) / (2.0 * std::numbers::pi) * part;
    double nearest = part;
    const auto consider = [&](int natural) {
        for (int i = 0; i < division; ++i) {
            const double beside = circle.beside(phase + i * part, natural);
            if (std::abs(beside) < std::abs(nearest))
                nearest = beside;
        }
    };
    consider(naturalDivision(division));
    if (division == 1 || division == 2) // off the beat by a third of it
        if (const double third = circle.beside(phase, 6); std::abs(third) < 1.5)
            nearest = third;
    return nearest;
}

/// What a sequencer delays: nearly all notes by the same ticks.
std::int64_t exactDelay(const Stream& stream, const BeatCircle& circle, int division) {
    constexpr std::int64_t kReach = 48; // of a beat, around the mean
    const int natural = naturalDivision(division);
    const std::int64_t middle = std::llround(phaseBeside(stream, circle, division));
    const std::int64_t reach = std::max<std::int64_t>(1, circle.beat() / kReach);
    std::int64_t best = 0;
    std::size_t most = 0;
    for (std::int64_t delay = middle - reach; delay <= middle + reach; ++delay) {
        const std::size_t count = hits(stream.strikes, circle, natural, delay);
        const bool isNearer = std::abs(delay - middle) < std::abs(best - middle);
        if (count > most || (count == most && isNearer)) {
            most = count;
            best = delay;
        }
    }
    const std::size_t before = hits(stream.strikes, circle, natural, 0);
    const std::size_t all = stream.strikes.size();
    return 10 * most >= 6 * all && 10 * (most - std::min(most, before)) >= 3 * all ? best : 0;
}

/// What a recording is late by: notes on the beat agree with all others, so it is no swing.
std::int64_t playedDelay(const Stream& stream, const BeatCircle& circle, int division) {
    constexpr double kGathered = 0.5;
    constexpr double kAudible = 40.0; // of a beat
    const auto beat = static_cast<double>(circle.beat());
    const double delay = phaseBeside(stream, circle, division);
    if (stream.strikes.size() < kFewestPlayedLate || std::abs(delay) < beat / kAudible ||
        gathering(circle.mean(stream.strikes, division), stream.strikes.size()) < kGathered)
        return 0;
    double sum = 0.0;
    std::size_t onBeat = 0;
    for (const std::int64_t tick : stream.strikes) {
        const double beside = circle.beside(static_cast<double>(tick) - delay, 1);
        if (std::abs(beside) < circle.part(naturalDivision(division)) / 2.0) {
            sum += beside;
            ++onBeat;
        }
    }
    const bool agrees = onBeat >= kFewestStrikes &&
                        std::abs(sum / static_cast<double>(onBeat)) < std::abs(delay) / 3.0;
    return agrees ? std::llround(delay) : 0;
}

std::int64_t delayOf(const Stream& stream, const BeatCircle& circle) {
    if (stream.strikes.size() < kFewestForDelay)
        return 0;
    const auto division = divisionOf(stream, circle);
    if (!division)
        return 0;
    const std::int64_t exact = exactDelay(stream, circle, *division);
    return exact != 0 ? exact : playedDelay(stream, circle, *division);
}

/// Streams too short to tell are late as the others are, if that puts them on the beat.
void findDelays(std::vector<Stream>& streams, const BeatCircle& circle) {
    std::map<std::int64_t, std::size_t> strikes; // by delay
    for (Stream& stream : streams) {
        stream.delay = delayOf(stream, circle);
        if (stream.strikes.size() >= kFewestForDelay)
            strikes[stream.delay] += stream.strikes.size();
    }
    if (strikes.empty())
        return;
    const std::int64_t common = std::ranges::max_element(strikes, {}, [](const auto& entry) {
                                    return entry.second;
                                })->first;
    constexpr int kNatural = 12;
    for (Stream& stream : streams)
        if (stream.strikes.size() < kFewestForDelay &&
            hits(stream.strikes, circle, kNatural, common) >
                hits(stream.strikes, circle, kNatural, 0))
            stream.delay = common;
}

/// Moves the notes of each strum to its first, middle or last one: to where strums of this stream
/// gather best. The number of those that are heard as strums.
std::size_t joinStrums(const Stream& stream, const std::vector<Note>& notes,
                       const BeatCircle& circle, std::vector<Tick>& onsets) {
    struct Strum {
        std::size_t first, last; // of stream.notes
    };
    std::vector<Strum> strums;
    const auto tickOf = [&](std::size_t i) { return notes[stream.notes[i]].onset.value; };
    for (std::size_t first = 0; first < stream.notes.size();) {
        std::set<int> pitches = {notes[stream.notes[first]].pitch.value};
        std::size_t last = first;
        while (last + 1 < stream.notes.size() &&
               (tickOf(last + 1) - tickOf(last)) * kFastest <= circle.beat() &&
               pitches.insert(notes[stream.notes[last + 1]].pitch.value).second)
            ++last;
        const std::int64_t span = tickOf(last) - tickOf(first);
        if (span > 0 && span * kLongestStrum <= circle.beat())
            strums.push_back({first, last});
        first = last + 1;
    }
    if (strums.empty())
        return 0;
    const auto anchored = [&](int anchor) {
        std::vector<std::int64_t> ticks;
        for (const auto& [first, last] : strums)
            ticks.push_back(stream.onsets[first] + (tickOf(last) - tickOf(first)) * anchor / 2 -
                            stream.delay);
        return ticks;
    };
    const auto division = divisionOf(stream, circle).value_or(4);
    std::vector<std::int64_t> best;
    double nearest = 0.0;
    for (int anchor = 0; anchor <= 2; ++anchor) {
        auto ticks = anchored(anchor);
        double beside = 0.0;
        for (const std::int64_t tick : ticks)
            beside += std::abs(
                circle.beside(static_cast<double>(tick), std::max(4, naturalDivision(division))));
        if (best.empty() || beside < nearest) {
            nearest = beside;
            best = std::move(ticks);
        }
    }
    std::size_t heard = 0;
    for (std::size_t i = 0; i < strums.size(); ++i) {
        const auto [first, last] = strums[i];
        const std::int64_t moved =
            std::max<std::int64_t>(0, tickOf(first) + best[i] - stream.onsets[first]);
        for (std::size_t note = first; note <= last; ++note)
            onsets[stream.notes[note]] = {moved};
        const bool isHeard = (tickOf(last) - tickOf(first)) * kAudibleStrum >= circle.beat();
        heard += stream.channel != kDrumChannel && isHeard ? 1 : 0;
    }
    return heard;
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
    auto streams = streamsOf(score);
    reading.kind = kindOf(streams, circle);
    if (reading.kind == BeatKind::Free || !circle.canTell(kDivisions.back()))
        return reading;
    findDelays(streams, circle);
    for (const Stream& stream : streams) {
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
    return kindOf(streamsOf(score), BeatCircle(std::llround(score.division.ticksPerBeat())));
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
