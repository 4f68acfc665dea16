// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/features.h"

#include <bitset>
#include <set>

namespace leitmotif {

SampleFeatures featuresOf(const Score& score) {
    const MeterMap meters = score.meterMap();
    SampleFeatures features;
    features.bars = score.barCount();
    std::bitset<128> pitches;
    std::set<std::int64_t> filledBars;
    for (const TrackPtr& track : score.tracks)
        for (const Note& note : track->notes()) {
            ++features.notes;
            filledBars.insert(meters.barAt(note.onset));
            if (note.channel != kDrumChannel)
                pitches.set(note.pitch.value);
        }
    features.distinctPitches = pitches.count();
    features.emptyBars = features.bars - static_cast<std::int64_t>(filledBars.size());
    return features;
}

} // namespace leitmotif
