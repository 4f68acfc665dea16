// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/stream_delays.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace leitmotif {

namespace {

constexpr std::size_t kFewestForDelay = 12;   // in a track
constexpr std::size_t kFewestPlayedLate = 32; // for delays of played music

/// Number of onsets that are on the division of the beat after subtracting `delay`.
std::size_t hits(const std::vector<std::int64_t>& strikes, const BeatCircle& circle, int division,
                 std::int64_t delay) {
    const double tolerance = std::max(0.5, static_cast<double>(circle.beat()) / 240.0);
    return static_cast<std::size_t>(std::ranges::count_if(strikes, [&](std::int64_t tick) {
        return std::abs(circle.beside(static_cast<double>(tick - delay), division)) <= tolerance;
    }));
}

/// Distance of a stream's phase from the nearest natural division of the beat.
double phaseBeside(const OnsetStream& stream, const BeatCircle& circle, int division) {
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
    if (division == 1 || division == 2) // off the beat by a third
        if (const double third = circle.beside(phase, 6); std::abs(third) < 1.5)
            nearest = third;
    return nearest;
}

/// The delay of a sequencer: the same number of ticks for nearly all notes.
std::int64_t exactDelay(const OnsetStream& stream, const BeatCircle& circle, int division) {
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

/// The delay of a recording: notes on the beat are as late as all others, so it is not swing.
std::int64_t playedDelay(const OnsetStream& stream, const BeatCircle& circle, int division) {
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

std::int64_t delayOf(const OnsetStream& stream, const BeatCircle& circle) {
    if (stream.strikes.size() < kFewestForDelay)
        return 0;
    const auto division = divisionOf(stream, circle);
    if (!division)
        return 0;
    const std::int64_t exact = exactDelay(stream, circle, *division);
    return exact != 0 ? exact : playedDelay(stream, circle, *division);
}

} // namespace

std::optional<int> divisionOf(const OnsetStream& stream, const BeatCircle& circle) {
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

int naturalDivision(int division) {
    return 4 % division == 0 ? 4 : 6 % division == 0 ? 6 : division;
}

void findDelays(std::vector<OnsetStream>& streams, const BeatCircle& circle) {
    std::map<std::int64_t, std::size_t> strikes; // by delay
    for (OnsetStream& stream : streams) {
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
    for (OnsetStream& stream : streams)
        if (stream.strikes.size() < kFewestForDelay &&
            hits(stream.strikes, circle, kNatural, common) >
                hits(stream.strikes, circle, kNatural, 0))
            stream.delay = common;
}

} // namespace leitmotif
