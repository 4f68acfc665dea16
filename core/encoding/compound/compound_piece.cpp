// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/compound/compound_piece.h"

#include "core/encoding/common/note_grid.h"

#include <algorithm>
#include <span>

namespace leitmotif {

CompoundDurations::CompoundDurations() {
    EncodingOptions options;
    options.stepsPerBeat = kCompoundSteps;
    const NoteGrid grid(options);
    m_steps = grid.durations();
    m_firstFree = count();
    m_steps.insert(m_steps.end(), grid.timeDurations().begin(), grid.timeDurations().end());
}

const CompoundDurations& CompoundDurations::get() {
    static const CompoundDurations durations;
    return durations;
}

int CompoundDurations::durationOf(int steps, bool isFree) const {
    const auto all = std::span(m_steps);
    const auto first = static_cast<std::size_t>(m_firstFree);
    const auto known = isFree ? all.subspan(first) : all.first(first);
    auto nearest = std::ranges::lower_bound(known, steps);
    const bool isLonger = nearest != known.begin() &&
                          (nearest == known.end() || steps - *(nearest - 1) <= *nearest - steps);
    if (isLonger) // than that one by at most what it is shorter than the next
        --nearest;
    return static_cast<int>(nearest - known.begin()) + (isFree ? m_firstFree : 0);
}

} // namespace leitmotif
