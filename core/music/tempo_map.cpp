// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/tempo_map.h"

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr int kFallbackTicksPerBeat = 480;

/// Sorts by tick; the last of several changes at one tick wins, and there is one at tick 0.
template <class Change>
std::vector<Change> normalized(std::vector<Change> changes) {
    std::ranges::stable_sort(changes, {}, &Change::tick);
    std::vector<Change> result;
    for (const auto& change : changes) {
        if (!result.empty() && result.back().tick == change.tick)
            result.back() = change;
        else
            result.push_back(change);
    }
    if (result.empty() || result.front().tick > Tick{0})
        result.insert(result.begin(), Change{});
    return result;
}

/// The first tick of a unit (a bar or beat) of `length` ticks, counted from 0.
std::int64_t unitStart(double length, std::int64_t unit) {
    return std::llround(length * static_cast<double>(unit));
}

/// The last unit that begins at `ticks` or before.
std::int64_t unitAt(double length, std::int64_t ticks) {
    auto unit = static_cast<std::int64_t>(std::floor(static_cast<double>(ticks) / length));
    while (unitStart(length, unit + 1) <= ticks)
        ++unit;
    while (unitStart(length, unit) > ticks)
        --unit;
    return unit;
}

} // namespace

double Division::ticksPerBeat() const {
    if (isSmpte())
        return smpteTicksPerSecond() / 2.0;
    return raw == 0 ? kFallbackTicksPerBeat : raw;
}

double Division::smpteTicksPerSecond() const {
    const int frames = -static_cast<std::int8_t>(raw >> 8U);
    const int ticksPerFrame = std::max(1, raw & 0xff);
    const double rate = frames == 29 ? 30'000.0 / 1'001.0 : std::max(1, frames);
    return rate * ticksPerFrame;
}

TempoMap::TempoMap(Division division, std::vector<TempoChange> changes) : m_division(division) {
    if (division.isSmpte())
        changes.clear();
    std::erase_if(changes, [](const TempoChange& change) { return change.microseconds == 0; });
    m_changes = normalized(std::move(changes));
    m_seconds.reserve(m_changes.size());
    m_seconds.push_back(0.0);
    for (std::size_t i = 1; i < m_changes.size(); ++i) {
        const auto ticks = static_cast<double>((m_changes[i].tick - m_changes[i - 1].tick).value);
        m_seconds.push_back(m_seconds.back() + ticks * secondsPerTick(m_changes[i - 1]));
    }
}

double TempoMap::secondsPerTick(const TempoChange& change) const {
    if (m_division.isSmpte())
        return 1.0 / m_division.smpteTicksPerSecond();
    return change.microseconds * 1e-6 / m_division.ticksPerBeat();
}

double TempoMap::secondsAt(double tick) const {
    const auto after = std::ranges::upper_bound(m_changes, tick, {}, [](const TempoChange& c) {
        return static_cast<double>(c.tick.value);
    });
    const auto index = static_cast<std::size_t>(
        std::max<std::ptrdiff_t>(0, std::distance(m_changes.begin(), after) - 1));
    return m_seconds[index] + (tick - static_cast<double>(m_changes[index].tick.value)) *
                                  secondsPerTick(m_changes[index]);
}

double TempoMap::tickAt(double seconds) const {
    const auto after = std::ranges::upper_bound(m_seconds, seconds);
    const auto index = static_cast<std::size_t>(
        std::max<std::ptrdiff_t>(0, std::distance(m_seconds.begin(), after) - 1));
    return static_cast<double>(m_changes[index].tick.value) +
           (seconds - m_seconds[index]) / secondsPerTick(m_changes[index]);
}

TempoChange TempoMap::changeAt(Tick tick) const {
    const auto after = std::ranges::upper_bound(m_changes, tick, {}, &TempoChange::tick);
    return after == m_changes.begin() ? m_changes.front() : *std::prev(after);
}

double TempoMap::beatsPerMinuteAt(Tick tick) const {
    return 60e6 / changeAt(tick).microseconds;
}

MeterMap::MeterMap(Division division, std::vector<SignatureChange> changes) : m_division(division) {
    std::erase_if(changes, [](const SignatureChange& change) {
        return change.numerator <= 0 || change.denominator <= 0;
    });
    m_changes = normalized(std::move(changes));
    m_firstBar.push_back(0);
    for (std::size_t i = 1; i < m_changes.size(); ++i) {
        const std::int64_t ticks = (m_changes[i].tick - m_changes[i - 1].tick).value;
        m_firstBar.push_back(m_firstBar.back() +
                             unitAt(exactBarLength(m_changes[i - 1]), ticks - 1) + 1);
    }
}

double MeterMap::exactBarLength(const SignatureChange& change) const {
    return std::max(1.0, m_division.ticksPerBeat() * 4.0 * change.numerator / change.denominator);
}

double MeterMap::exactBeatLength(const SignatureChange& change) const {
    return std::max(1.0, m_division.ticksPerBeat() * 4.0 / change.denominator);
}

std::size_t MeterMap::segmentAt(Tick tick) const {
    const auto after = std::ranges::upper_bound(m_changes, tick, {}, &SignatureChange::tick);
    return static_cast<std::size_t>(
        std::max<std::ptrdiff_t>(0, std::distance(m_changes.begin(), after) - 1));
}

SignatureChange MeterMap::signatureAt(Tick tick) const {
    return m_changes[segmentAt(tick)];
}

Tick MeterMap::barLength(Tick tick) const {
    return {std::llround(exactBarLength(m_changes[segmentAt(tick)]))};
}

Tick MeterMap::beatLength(Tick tick) const {
    return {std::llround(exactBeatLength(m_changes[segmentAt(tick)]))};
}

bool MeterMap::isCut(std::int64_t bar) const {
    constexpr double kRounding = 0.5;
    const Tick start = barStart(bar);
    return static_cast<double>((barStart(bar + 1) - start).value) <
           exactBarLength(m_changes[segmentAt(start)]) - kRounding;
}

Tick MeterMap::barStart(std::int64_t bar) const {
    const auto after = std::ranges::upper_bound(m_firstBar, bar);
    const auto index = static_cast<std::size_t>(
        std::max<std::ptrdiff_t>(0, std::distance(m_firstBar.begin(), after) - 1));
    const SignatureChange& change = m_changes[index];
    return change.tick + Tick{unitStart(exactBarLength(change), bar - m_firstBar[index])};
}

BarPosition MeterMap::positionAt(Tick tick) const {
    const std::size_t index = segmentAt(tick);
    const SignatureChange& change = m_changes[index];
    const double length = exactBarLength(change);
    const std::int64_t ticks = (tick - change.tick).value;
    const std::int64_t bar = unitAt(length, ticks);
    const std::int64_t inBar = ticks - unitStart(length, bar);
    const double beat = exactBeatLength(change);
    const auto beatIndex = std::min<std::int64_t>(unitAt(beat, inBar), change.numerator - 1);
    return {
        m_firstBar[index] + bar, static_cast<int>(beatIndex), {inBar - unitStart(beat, beatIndex)}};
}

std::int64_t MeterMap::barCount(Tick end) const {
    return end.value <= 0 ? 1 : barAt(end - Tick{1}) + 1;
}

} // namespace leitmotif
