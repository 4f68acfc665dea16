// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/compound/compound_streams.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace leitmotif {

NoteStreams noteStreams(const CompoundView& piece) {
    // In free time a beat is half a second, of 48 steps.
    const double perStep = static_cast<double>(kStreamStepsPerBeat) /
                           (piece.hasFreeBeat ? 48.0 : static_cast<double>(kCompoundSteps));
    const auto rounded = [perStep](std::int64_t steps) {
        return std::llround(static_cast<double>(steps) * perStep);
    };
    std::vector<std::int64_t> starts = {0}; // of bars
    for (const auto& bar : piece.bars)
        starts.push_back(starts.back() + bar.steps);
    std::vector<PlayedNote> pitched;
    std::vector<PlayedNote> drums;
    const auto& durations = CompoundDurations::get();
    for (const auto& note : piece.notes) {
        const std::int64_t onset = starts[static_cast<std::size_t>(note.bar)] + note.at;
        const std::int64_t steps = rounded(durations.stepsOf(note.duration));
        auto& stream = piece.programs[note.part] == kDrumProgram ? drums : pitched;
        stream.push_back({{Tick{onset}, rounded(onset), std::max<std::int64_t>(1, steps),
                           static_cast<int>(note.pitch)},
                          note.part});
    }
    return {streamOf(std::move(pitched)), streamOf(std::move(drums))};
}

} // namespace leitmotif
