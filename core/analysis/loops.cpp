// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/loops.h"

#include "core/analysis/note_streams.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace leitmotif {

namespace {

constexpr std::size_t kLongestPeriod = 64;
constexpr std::size_t kTimes = 3;

struct LoopEvent {
    std::int64_t step = 0;
    std::uint64_t pitches = 0; ///< hash of the pitches
    std::uint64_t whole = 0;   ///< hash of the pitches and the gap before
};

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    constexpr std::uint64_t kPrime = 0x100000001b3; // FNV-1a
    return (hash ^ (value + 1)) * kPrime;
}

std::vector<LoopEvent> eventsOf(const Score& score) {
    constexpr int kDrumOffset = 128;
    constexpr std::uint64_t kBasis = 0xcbf29ce484222325;
    const NoteStreams streams = noteStreams(score, false, false);
    std::vector<std::pair<std::int64_t, int>> notes; // by step
    for (const StreamNote& note : streams.pitched)
        notes.emplace_back(note.step, note.pitch);
    for (const StreamNote& note : streams.drums)
        notes.emplace_back(note.step, note.pitch + kDrumOffset);
    std::ranges::sort(notes);
    std::vector<LoopEvent> events;
    for (const auto& [step, pitch] : notes) {
        if (events.empty() || step != events.back().step)
            events.push_back({step, kBasis, 0});
        events.back().pitches = mixed(events.back().pitches, static_cast<std::uint64_t>(pitch));
    }
    for (std::size_t i = 0; i < events.size(); ++i)
        events[i].whole =
            mixed(events[i].pitches,
                  i == 0 ? 0 : static_cast<std::uint64_t>(events[i].step - events[i - 1].step));
    return events;
}

PeriodicRun runOf(const std::vector<LoopEvent>& events, std::size_t first, std::size_t end,
                  std::size_t period) {
    const std::int64_t whole = events.back().step - events.front().step;
    const std::int64_t steps = events[end - 1].step - events[first].step;
    return {end - first, period, steps,
            static_cast<double>(steps) / static_cast<double>(std::max<std::int64_t>(1, whole))};
}

/// The longest run that ends with event `firstEnd` (exclusive) or a later one.
PeriodicRun longestRun(const std::vector<LoopEvent>& events, std::size_t firstEnd) {
    PeriodicRun longest;
    for (std::size_t period = 1; period <= kLongestPeriod && kTimes * period <= events.size();
         ++period) {
        std::size_t same = 0;
        for (std::size_t i = period; i < events.size(); ++i) {
            const LoopEvent& before = events[i - period];
            if (events[i].whole == before.whole)
                ++same;
            else // a run may begin: the gap before its first event is not part of it
                same = events[i].pitches == before.pitches ? 1 : 0;
            if (i + 1 < firstEnd || same + period < kTimes * period)
                continue;
            const auto run = runOf(events, i + 1 - same - period, i + 1, period);
            if (run.steps > longest.steps)
                longest = run;
        }
    }
    return longest;
}

} // namespace

PeriodicRun periodicTail(const Score& score) {
    const auto events = eventsOf(score);
    return longestRun(events, events.size());
}

PeriodicRun longestPeriodicRun(const Score& score) {
    return longestRun(eventsOf(score), 0);
}

} // namespace leitmotif
