// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/grid_steps.h"

#include <array>
#include <cmath>

namespace leitmotif {

namespace {

/// From coarse to fine. 16 holds 32nds, 24 triplets beside them, 48 64ths; 20, 60 quintuplets and
/// 28, 84 septuplets of sixteenths and triplets.
constexpr std::array kFiner = {16, 24, 20, 28, 48, 60, 84};
constexpr std::size_t kFewest = 16;
constexpr double kFew = 0.05;       // of all notes
constexpr double kLost = 0.02;      // of all notes
constexpr double kNearlyAll = 0.75; // of those between the usual steps

/// True if an onset is on a grid of `steps` a beat: rounded to a tick, or nearly if ticks are fine.
bool isOn(double onset, double ticksPerBeat, int steps) {
    constexpr double kNearly = 1.0 / 800.0; // of a beat
    const double beside = std::remainder(onset, ticksPerBeat / steps);
    return std::abs(beside) <= std::max(0.5, ticksPerBeat * kNearly);
}

/// True if ticks are fine enough to distinguish notes on these steps from others.
bool canTell(double ticksPerBeat, int steps) {
    const double fewestTicks = steps == kUsualSteps ? 2.0 : 3.0;
    return ticksPerBeat / steps >= fewestTicks;
}

/// Counts for a finer grid: notes between the usual steps that it holds, and notes on them that it
/// loses.
struct Tally {
    std::size_t held = 0;
    std::size_t lost = 0;
};

} // namespace

FineNotes fineNotesOf(const Corpus& corpus) {
    std::array<Tally, kFiner.size()> tallies;
    std::size_t between = 0;
    std::size_t all = 0;
    for (const CorpusPiece& piece : corpus.pieces()) {
        const double beat = piece.score.division.ticksPerBeat();
        if (piece.hasFreeBeat || !canTell(beat, kUsualSteps))
            continue;
        const MeterMap meters = piece.score.meterMap();
        for (const TrackPtr& track : piece.score.tracks)
            for (const Note& note : track->notes()) {
                const Tick origin = meters.signatureAt(note.onset).tick;
                const auto onset = static_cast<double>((note.onset - origin).value);
                const bool isBetween = !isOn(onset, beat, kUsualSteps);
                ++all;
                between += isBetween ? 1 : 0;
                for (std::size_t i = 0; i < kFiner.size(); ++i) {
                    const bool isHeld = canTell(beat, kFiner[i]) && isOn(onset, beat, kFiner[i]);
                    tallies[i].held += isBetween && isHeld ? 1 : 0;
                    tallies[i].lost += !isBetween && !isHeld ? 1 : 0;
                }
            }
    }
    const auto allNotes = static_cast<double>(all);
    for (std::size_t i = 0; i < kFiner.size(); ++i) {
        const auto& [held, lost] = tallies[i];
        const bool holds = static_cast<double>(held) >= kNearlyAll * static_cast<double>(between) &&
                           static_cast<double>(lost) <= kLost * allNotes;
        if (held >= kFewest && holds)
            return {held, static_cast<double>(held) / allNotes, kFiner[i]};
    }
    return {};
}

int stepsPerBeatFor(const Corpus& corpus, int wanted) {
    if (wanted != 0)
        return wanted;
    const FineNotes fine = fineNotesOf(corpus);
    return fine.share > kFew ? fine.steps : kUsualSteps;
}

} // namespace leitmotif
