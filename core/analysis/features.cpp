// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/features.h"

#include "core/music/parts.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace leitmotif {

namespace {

constexpr double kQualifiedBeats = 0.75; // three sixteenths

/// A note within its bar: onset, length, pitch, and whether it is percussion.
using BarNote = std::tuple<std::int64_t, std::int64_t, int, bool>;

struct BarSpan {
    std::int64_t first = 0;
    std::int64_t end = 0;

    auto operator<=>(const BarSpan&) const = default;
};

/// How many of the first `all` bars lie in one of the spans at least.
std::int64_t barsIn(std::vector<BarSpan> spans, std::int64_t all) {
    std::ranges::sort(spans);
    std::int64_t counted = 0;
    std::int64_t reached = 0;
    for (const BarSpan& span : spans) {
        const auto end = std::min(span.end, all);
        counted += std::max<std::int64_t>(0, end - std::max(span.first, reached));
        reached = std::max(reached, end);
    }
    return counted;
}

/// Total sounding time of all different pitches over the time in which any sounds.
double polyphonyOf(const std::vector<Note>& notes) {
    std::map<std::int64_t, std::map<int, int>> changes; // by tick: pitch → keys pressed or released
    for (const Note& note : notes) {
        const auto length = std::max<std::int64_t>(1, note.length.value);
        ++changes[note.onset.value][note.pitch.value];
        --changes[note.onset.value + length][note.pitch.value];
    }
    std::array<int, 128> held{};
    int sounding = 0;
    std::int64_t before = 0;
    double pitchTime = 0.0;
    double time = 0.0;
    for (const auto& [tick, keys] : changes) {
        const auto passed = static_cast<double>(tick - before);
        pitchTime += passed * sounding;
        time += sounding > 0 ? passed : 0.0;
        for (const auto& [pitch, change] : keys) {
            int& count = held[static_cast<std::size_t>(pitch)];
            sounding -= count > 0 ? 1 : 0;
            count += change;
            sounding += count > 0 ? 1 : 0;
        }
        before = tick;
    }
    return time > 0.0 ? pitchTime / time : 0.0;
}

} // namespace

SampleFeatures featuresOf(const Score& score) {
    const MeterMap meters = score.meterMap();
    SampleFeatures features;
    features.bars = score.barCount();
    std::map<std::int64_t, std::vector<BarNote>> bars; // with onsets
    std::vector<BarSpan> heard;
    std::vector<Note> pitched;
    const Parts players(score);
    for (const auto& [note, track, part, source, port, isDrum] : heardNotes(score, players)) {
        ++features.notes;
        const auto bar = meters.barAt(note.onset);
        const auto length = std::max<std::int64_t>(1, note.length.value);
        heard.push_back({bar, meters.barAt(Tick{note.onset.value + length - 1}) + 1});
        bars[bar].emplace_back((note.onset - meters.barStart(bar)).value, note.length.value,
                               note.pitch.value, isDrum);
        if (!isDrum)
            pitched.push_back(note);
    }
    std::set<std::vector<BarNote>> different;
    for (auto& [bar, notes] : bars) {
        std::ranges::sort(notes);
        different.insert(notes);
    }
    features.emptyBars = features.bars - barsIn(std::move(heard), features.bars);
    const bool hasBarsWithoutOnset = static_cast<std::int64_t>(bars.size()) < features.bars;
    features.distinctBars =
        static_cast<std::int64_t>(different.size()) + (hasBarsWithoutOnset ? 1 : 0);

    std::bitset<128> pitches;
    const double qualified = kQualifiedBeats * score.division.ticksPerBeat();
    for (const Note& note : pitched) {
        pitches.set(note.pitch.value);
        features.pitchClasses[note.pitch.value % 12U] += 1.0 / static_cast<double>(pitched.size());
        if (static_cast<double>(note.length.value) >= std::floor(qualified))
            features.qualifiedNotes += 1.0 / static_cast<double>(pitched.size());
    }
    features.distinctPitches = pitches.count();
    features.polyphony = polyphonyOf(pitched);
    return features;
}

double overlapOf(const std::array<double, 12>& a, const std::array<double, 12>& b) {
    double overlap = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        overlap += std::min(a[i], b[i]);
    return overlap;
}

double meanPairwiseDistance(std::span<const RollPicture> pictures) {
    if (pictures.size() < 2 || pictures.front().empty())
        return 0.0;
    // A pixel that sounds in k of N pictures differs in k (N − k) pairs.
    double differing = 0.0;
    for (std::size_t pixel = 0; pixel < pictures.front().size(); ++pixel) {
        const auto sounding = static_cast<double>(std::ranges::count_if(
            pictures, [=](const RollPicture& picture) { return picture[pixel] > 0; }));
        differing += sounding * (static_cast<double>(pictures.size()) - sounding);
    }
    const auto count = static_cast<double>(pictures.size());
    return differing / (count * (count - 1.0) / 2.0) / static_cast<double>(pictures.front().size());
}

} // namespace leitmotif
