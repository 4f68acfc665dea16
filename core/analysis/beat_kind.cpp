// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/beat_kind.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace leitmotif {

namespace {

constexpr std::int64_t kStepsPerBeat = 12;

/// Distance from a grid above which music counts as free, in shares of what chance would give.
/// Written and quantized files measure 0 to 0.72, transcribed performances and human drumming 0.9
/// to 1.03.
constexpr double kFreeAbove = 0.8;

} // namespace

BeatKind beatKindOf(const Score& score) {
    if (score.division.isSmpte())
        return BeatKind::Free;
    const std::int64_t beat = std::llround(score.division.ticksPerBeat());
    // Distances within a beat, in twelfths of a tick: exact for every number of ticks a beat.
    std::vector<std::int64_t> distances(static_cast<std::size_t>(beat));
    double chance = 0.0;
    for (std::int64_t tick = 0; tick < beat; ++tick) {
        const std::int64_t beyond = tick * kStepsPerBeat % beat;
        const std::int64_t distance = std::min(beyond, beat - beyond);
        distances[static_cast<std::size_t>(tick)] = distance;
        chance += static_cast<double>(distance);
    }
    chance /= static_cast<double>(beat);
    double sum = 0.0;
    std::size_t notes = 0;
    for (const TrackPtr& track : score.tracks)
        for (const Note& note : track->notes()) {
            sum += static_cast<double>(
                distances[static_cast<std::size_t>(std::max(note.onset, Tick{0}).value % beat)]);
            ++notes;
        }
    const bool isFree = notes > 0 && sum / static_cast<double>(notes) > kFreeAbove * chance;
    return isFree && chance > 0.0 ? BeatKind::Free : BeatKind::Metrical;
}

} // namespace leitmotif
