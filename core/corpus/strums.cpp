// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/strums.h"

#include "core/corpus/stream_delays.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace leitmotif {

namespace {

constexpr std::int64_t kLongestStrum = 6;
constexpr std::int64_t kAudibleStrum = 96;

} // namespace

std::size_t joinStrums(const OnsetStream& stream, const std::vector<Note>& notes,
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
               (tickOf(last + 1) - tickOf(last)) * kFastestStrikes <= circle.beat() &&
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

} // namespace leitmotif
