// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/bar_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace leitmotif {

namespace {

using Signature = std::pair<int, int>;

constexpr int kFour = 4;
constexpr int kThree = 3;
constexpr int kLongestOddStart = 2;     // bars
constexpr std::int64_t kSetUpShare = 8; // of a beat: nearer signatures count as at the start
constexpr std::int64_t kMostBeats = 100'000;

Signature signatureOf(const SignatureChange& change) {
    return {change.numerator, change.denominator};
}

std::map<Signature, std::size_t> notesBySignature(const Score& score, const MeterMap& meters) {
    std::map<Signature, std::size_t> notes;
    for (const TrackPtr& track : score.tracks)
        for (const Note& note : track->notes())
            ++notes[signatureOf(meters.signatureAt(note.onset))];
    return notes;
}

/// The stress of each beat: notes that begin on it, long and low ones more.
std::vector<double> stresses(const Score& score, double beat) {
    constexpr double kNear = 1.0 / 12.0; // of a beat
    constexpr double kLongest = 4.0;     // beats
    constexpr int kLow = 48;             // C3
    const auto count = std::min<std::int64_t>(
        kMostBeats, std::llround(static_cast<double>(score.lastNoteEnd().value) / beat) + 1);
    std::vector<double> stress(static_cast<std::size_t>(count), 0.0);
    for (const TrackPtr& track : score.tracks)
        for (const Note& note : track->notes()) {
            const double at = static_cast<double>(note.onset.value) / beat;
            const std::int64_t nearest = std::llround(at);
            if (nearest < 0 || nearest >= count ||
                std::abs(at - static_cast<double>(nearest)) > kNear)
                continue;
            const double length = static_cast<double>(note.length.value) / beat;
            stress[static_cast<std::size_t>(nearest)] +=
                1.0 + std::min(kLongest, length) + (note.pitch.value < kLow ? 2.0 : 0.0);
        }
    return stress;
}

double autocorrelation(const std::vector<double>& values, std::size_t lag) {
    if (values.size() < lag + kFour)
        return 0.0;
    const double mean =
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    double sum = 0.0;
    double square = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        square += (values[i] - mean) * (values[i] - mean);
        if (i + lag < values.size())
            sum += (values[i] - mean) * (values[i + lag] - mean);
    }
    return square > 0.0 ? sum / static_cast<double>(values.size() - lag) /
                              (square / static_cast<double>(values.size()))
                        : 0.0;
}

/// Mean autocorrelation over the lags of one kind of bar.
double meanOf(const std::vector<double>& stress, const std::array<std::size_t, 4>& lags) {
    double sum = 0.0;
    for (const std::size_t lag : lags)
        sum += autocorrelation(stress, lag);
    return sum / static_cast<double>(lags.size());
}

int beatsPerBar(const std::vector<double>& stress) {
    constexpr double kSurely = 0.05;
    const double byThrees = meanOf(stress, {3, 6, 9, 15});
    const double byFours = meanOf(stress, {4, 8, 12, 16});
    return byThrees > byFours + kSurely ? kThree : kFour;
}

/// Beats before the first bar line: 0 unless another place is stressed far more.
int upbeat(const std::vector<double>& stress, int beats) {
    constexpr double kFarMore = 1.3;
    std::vector<double> sums(static_cast<std::size_t>(beats), 0.0);
    std::vector<double> counts(sums.size(), 0.0);
    for (std::size_t i = 0; i < stress.size(); ++i) {
        sums[i % sums.size()] += stress[i];
        counts[i % sums.size()] += 1.0;
    }
    int best = 0;
    for (int i = 0; i < beats; ++i) {
        auto& sum = sums[static_cast<std::size_t>(i)];
        sum /= std::max(1.0, counts[static_cast<std::size_t>(i)]);
        if (sum > sums[static_cast<std::size_t>(best)] * (best == 0 ? kFarMore : 1.0))
            best = i;
    }
    return best;
}

/// The first tick from which the signature holds, if only a few other bars come before it.
std::optional<Tick> endOfOddStart(const MeterMap& meters, Signature wanted) {
    const auto& changes = meters.changes();
    const auto first = std::ranges::find(changes, wanted, signatureOf);
    if (first == changes.end() || first->tick <= Tick{0} ||
        first->tick >= meters.barLength(first->tick) * kLongestOddStart)
        return std::nullopt;
    return first->tick;
}

/// REQUIRES: the score has notes.
Tick firstOnset(const Score& score) {
    Tick first = score.end();
    for (const TrackPtr& track : score.tracks)
        if (!track->notes().empty())
            first = std::min(first, track->notes().front().onset);
    return first;
}

bool setsSignature(const Event& event) {
    return event.isMeta(meta::kTimeSignature);
}

} // namespace

BarReading readBars(const Score& score) {
    const MeterMap meters = score.meterMap();
    const auto notes = notesBySignature(score, meters);
    BarReading reading;
    if (notes.empty())
        return reading;
    const auto most = std::ranges::max_element(notes, {}, [](const auto& n) { return n.second; });
    std::tie(reading.numerator, reading.denominator) = most->first;
    const bool isThroughout = notes.size() == 1 && meters.changes().size() == 1;
    constexpr int kFinestBeat = 8;
    if (reading.numerator == 1 && reading.denominator <= kFinestBeat && isThroughout) {
        const double beat = score.division.ticksPerBeat() * kFour / reading.denominator;
        const auto stress = stresses(score, beat);
        reading.grouped = beatsPerBar(stress);
        reading.numerator = reading.grouped;
        if (const int early = upbeat(stress, reading.grouped); early > 0)
            reading.lead = {std::llround(beat * (reading.grouped - early))};
        return reading;
    }
    const auto start = endOfOddStart(meters, most->first);
    if (!start)
        return reading;
    if (start->value * kSetUpShare < std::llround(score.division.ticksPerBeat()))
        return reading;
    const std::int64_t bar = meters.barLength(*start).value;
    const std::int64_t early = std::max<std::int64_t>(0, (*start - firstOnset(score)).value);
    reading.lead = {(early + bar - 1) / bar * bar - start->value};
    reading.hasUpbeat = early > 0;
    return reading;
}

Score inWholeBars(const Score& score, const BarReading& reading) {
    const auto start = endOfOddStart(score.meterMap(), {reading.numerator, reading.denominator});
    if (reading.grouped == 1 && !start)
        return score;
    Score result = score;
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const Track& track = *score.tracks[i];
        std::vector<Note> notes = track.notes();
        for (Note& note : notes)
            note.onset += reading.lead;
        std::vector<Event> events = track.events();
        std::erase_if(events, [&](const Event& event) {
            return setsSignature(event) && (reading.grouped > 1 || event.tick <= *start);
        });
        for (Event& event : events)
            if (event.tick > Tick{0})
                event.tick = std::max(Tick{0}, event.tick + reading.lead);
        if (i == 0)
            events.insert(events.begin(),
                          timeSignatureEvent({0}, reading.numerator, reading.denominator));
        result.tracks[i] = std::make_shared<const Track>(
            std::move(notes), std::move(events), std::max(Tick{0}, track.end() + reading.lead),
            track.hasEndOfTrack());
    }
    return result;
}

} // namespace leitmotif
