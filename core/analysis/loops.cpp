// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/loops.h"

#include "core/analysis/note_streams.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace leitmotif {

namespace {

constexpr std::size_t kLongestPeriod = 8;

struct LoopEvent {
    std::int64_t gap = 0;                            ///< steps since the event before
    std::vector<std::pair<int, std::int64_t>> notes; ///< pitch (percussion above 127), steps
    bool operator==(const LoopEvent&) const = default;
};

std::vector<LoopEvent> eventsOf(const Score& score) {
    constexpr int kDrumOffset = 128;
    const NoteStreams streams = noteStreams(score, false, false);
    std::vector<std::pair<std::int64_t, std::pair<int, std::int64_t>>> notes; // by step
    for (const StreamNote& note : streams.pitched)
        notes.push_back({note.step, {note.pitch, note.steps}});
    for (const StreamNote& note : streams.drums)
        notes.push_back({note.step, {note.pitch + kDrumOffset, 0}});
    std::ranges::sort(notes);
    std::vector<LoopEvent> events;
    std::int64_t last = -1;
    for (const auto& [step, note] : notes) {
        if (events.empty() || step != last)
            events.push_back({events.empty() ? 0 : step - last, {}});
        events.back().notes.push_back(note);
        last = step;
    }
    return events;
}

/// The run of `period` that ends with event `end` (exclusive).
std::size_t runBefore(const std::vector<LoopEvent>& events, std::size_t end, std::size_t period) {
    std::size_t first = end;
    // The gap before the first event of a run tells of what came before it, so it does not count.
    while (first > period &&
           (events[first - 1] == events[first - 1 - period] ||
            (first - 1 == period && events[first - 1].notes == events[first - 1 - period].notes)))
        --first;
    const std::size_t run = end - first + period;
    return run >= 2 * period ? run : 0;
}

} // namespace

PeriodicRun periodicTail(const Score& score) {
    const auto events = eventsOf(score);
    PeriodicRun longest;
    for (std::size_t period = 1; period <= kLongestPeriod && period < events.size(); ++period)
        if (const auto run = runBefore(events, events.size(), period); run > longest.events)
            longest = {run, period};
    return longest;
}

PeriodicRun longestPeriodicRun(const Score& score) {
    const auto events = eventsOf(score);
    PeriodicRun longest;
    for (std::size_t period = 1; period <= kLongestPeriod && period < events.size(); ++period) {
        std::size_t repeated = 0;
        for (std::size_t i = period; i < events.size(); ++i) {
            repeated = events[i] == events[i - period] ? repeated + 1 : 0;
            if (repeated >= period && repeated + period > longest.events)
                longest = {repeated + period, period};
        }
    }
    return longest;
}

} // namespace leitmotif
