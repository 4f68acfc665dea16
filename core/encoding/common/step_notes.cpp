// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/common/step_notes.h"

#include "core/music/parts.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace leitmotif {

namespace {

constexpr int kLongestNoteBeats = 32;
constexpr int kLongestSilenceBeats = 64;

/// Cuts every silence to `longest`.
void shortenSilences(std::vector<StepNote>& notes, std::int64_t longest) {
    std::int64_t removed = 0;
    std::int64_t soundingUntil = 0;
    for (StepNote& note : notes) {
        note.onset -= removed;
        const std::int64_t excess = note.onset - soundingUntil - longest;
        if (excess > 0) {
            note.onset -= excess;
            removed += excess;
        }
        soundingUntil = std::max(soundingUntil, note.end());
    }
}

} // namespace

std::vector<StepNote> stepNotes(const CorpusPiece& piece, int stepsPerBeat) {
    const Score& score = piece.score;
    const TempoMap tempos = score.tempoMap();
    const auto beatsAt = [&](Tick tick) {
        return piece.hasFreeBeat ? tempos.secondsAt(tick) * kFreeBeatsPerSecond
                                 : static_cast<double>(tick.value) / score.division.ticksPerBeat();
    };
    std::vector<StepNote> notes;
    const Parts players(score);
    for (const HeardNote& heard : heardNotes(score, players)) {
        if (heard.isDrum)
            continue;
        const Note& note = heard.note;
        const double onset = beatsAt(note.onset);
        const double length = std::min<double>(kLongestNoteBeats, beatsAt(note.end()) - onset);
        notes.push_back({std::llround(onset * stepsPerBeat),
                         std::max<std::int64_t>(1, std::llround(length * stepsPerBeat)),
                         note.pitch.value, note.velocity.value, heard.track, note.channel});
    }
    std::ranges::stable_sort(
        notes, {}, [](const StepNote& note) { return std::tuple(note.onset, note.pitch); });
    shortenSilences(notes, std::int64_t{kLongestSilenceBeats} * stepsPerBeat);
    return notes;
}

} // namespace leitmotif
