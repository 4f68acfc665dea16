// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/words/jazz_harmony.h"

#include "core/music/melody_finder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

namespace leitmotif {

namespace {

constexpr ChordSet kMajorScale = 0b1010'1011'0101; // C D E F G A B

ChordSet rotated(ChordSet set, int semitones) {
    const unsigned twice = static_cast<unsigned>(set) << static_cast<unsigned>(semitones);
    return static_cast<ChordSet>((twice | twice >> kPitchClasses) & 0xfffU);
}

bool holds(ChordSet set, int pitch) {
    return (set >> static_cast<unsigned>(pitch % kPitchClasses) & 1U) != 0;
}

/// The major scale with the most tones of the chord, of several the first from C upwards.
ChordSet scaleOf(ChordSet chord) {
    ChordSet best = 0;
    for (int root = 0; root < kPitchClasses; ++root) {
        const ChordSet scale = rotated(kMajorScale, root);
        if (std::popcount(static_cast<unsigned>(scale & chord)) >
            std::popcount(static_cast<unsigned>(best & chord)))
            best = scale;
    }
    return best;
}

using Weights = std::array<std::int64_t, kPitchClasses>;

ChordSet heaviest(const Weights& weights) {
    constexpr std::size_t kMostTones = 4;
    constexpr std::int64_t kLightest = 4; // relative to the longest
    std::array<int, kPitchClasses> order{};
    for (int i = 0; i < kPitchClasses; ++i)
        order[static_cast<std::size_t>(i)] = i;
    const auto weightOf = [&](int i) { return weights[static_cast<std::size_t>(i)]; };
    std::ranges::stable_sort(order, std::greater(), weightOf);
    ChordSet chord = 0;
    for (std::size_t i = 0; i < kMostTones; ++i)
        if (weightOf(order[i]) > 0 && weightOf(order[i]) * kLightest >= weightOf(order[0]))
            chord = static_cast<ChordSet>(chord | 1U << static_cast<unsigned>(order[i]));
    return chord;
}

std::vector<ChordSet> chordsOf(const std::vector<StepNote>& notes, std::size_t bars,
                               std::int64_t stepsPerBar) {
    std::vector<Weights> weights(bars, Weights{});
    for (const StepNote& note : notes)
        for (std::int64_t from = note.onset; from < note.end();) {
            const std::int64_t bar = from / stepsPerBar;
            const std::int64_t to = std::min(note.end(), (bar + 1) * stepsPerBar);
            weights[static_cast<std::size_t>(bar)][note.pitch % kPitchClasses] += to - from;
            from = to;
        }
    std::vector<ChordSet> chords;
    for (const Weights& ofBar : weights)
        chords.push_back(heaviest(ofBar));
    // Silent bars keep the chord before them; those at the start get the first one.
    const auto first = std::ranges::find_if(chords, [](ChordSet chord) { return chord != 0; });
    ChordSet current = first == chords.end() ? ChordSet{0} : *first;
    for (ChordSet& chord : chords) {
        current = chord != 0 ? chord : current;
        chord = current;
    }
    return chords;
}

/// The track and channel with the most pitched notes.
std::optional<TrackChannel> busiestOf(const Score& score) {
    std::optional<TrackChannel> busiest;
    std::size_t most = 0;
    const Parts parts(score);
    for (const Part& part : parts.list())
        if (!part.isDrums && !part.isSilent && part.notes > most) {
            most = part.notes;
            busiest = {part.track, part.channel};
        }
    return busiest;
}

} // namespace

ToneKind toneKindOf(int pitch, ChordSet chord) {
    if (holds(chord, pitch))
        return ToneKind::Chord;
    if (holds(scaleOf(chord), pitch))
        return ToneKind::Scale;
    return holds(chord, pitch + 1) || holds(chord, pitch + kPitchClasses - 1) ? ToneKind::Approach
                                                                              : ToneKind::Other;
}

TrackChannel leadOf(const Score& score) {
    Score others = score;
    for (TrackPtr& track : others.tracks)
        if (track->name() == kChordsTrackName)
            track = std::make_shared<const Track>(std::vector<Note>{}, track->events());
    for (const Score* candidate : {static_cast<const Score*>(&others), &score}) {
        if (const auto found = melodyOf(*candidate))
            return *found;
        if (const auto found = busiestOf(*candidate)) // a sheet needs a melody, even a drone
            return *found;
    }
    return {};
}

LeadSheet leadSheet(const CorpusPiece& piece, int stepsPerBeat, std::int64_t stepsPerBar) {
    const TrackChannel lead = leadOf(piece.score);
    LeadSheet sheet;
    std::vector<StepNote> others;
    std::int64_t end = 0;
    for (const StepNote& note : stepNotes(piece, stepsPerBeat)) {
        end = std::max(end, note.end());
        if (TrackChannel{note.track, note.channel} != lead) {
            others.push_back(note);
            continue;
        }
        if (!sheet.melody.empty() && sheet.melody.back().onset == note.onset) {
            others.push_back(sheet.melody.back()); // the higher one comes later
            sheet.melody.back() = note;
            continue;
        }
        if (!sheet.melody.empty())
            sheet.melody.back().length =
                std::min(sheet.melody.back().length, note.onset - sheet.melody.back().onset);
        sheet.melody.push_back(note);
    }
    const auto bars = static_cast<std::size_t>((end + stepsPerBar - 1) / stepsPerBar);
    sheet.chords = chordsOf(others.empty() ? sheet.melody : others, bars, stepsPerBar);
    return sheet;
}

} // namespace leitmotif
