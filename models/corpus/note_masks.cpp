// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/note_masks.h"

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

NoteMask singleNotes(std::size_t notes, double share, Random& random) {
    NoteMask mask(notes, 0);
    for (auto& isHidden : mask)
        isHidden = random.uniform() < share ? 1 : 0;
    mask[random.below(notes)] = 1;
    return mask;
}

NoteMask wholeBars(std::span<const NoteRow> rows, double share, Random& random) {
    const int bars = rows.back().bar - rows.front().bar + 1;
    const int wanted = std::clamp(static_cast<int>(std::lround(share * bars)), 1, bars);
    const auto place =
        static_cast<int>(random.below(static_cast<std::uint64_t>(bars - wanted + 1)));
    const int first = rows.front().bar + place;
    NoteMask mask;
    for (const NoteRow& row : rows)
        mask.push_back(row.bar >= first && row.bar < first + wanted ? 1 : 0);
    if (std::ranges::find(mask, 1) == mask.end()) // empty bars
        mask[random.below(mask.size())] = 1;
    return mask;
}

NoteMask everythingFrom(std::size_t notes, double share) {
    NoteMask mask(notes, 0);
    const auto hidden = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::lround(share * static_cast<double>(notes))));
    std::fill(mask.end() - static_cast<std::ptrdiff_t>(std::min(hidden, notes)), mask.end(), 1);
    return mask;
}

} // namespace

NoteMask drawMask(std::span<const NoteRow> rows, Random& random) {
    const double share = random.uniform();
    switch (random.below(3)) {
    case 0:
        return singleNotes(rows.size(), share, random);
    case 1:
        return wholeBars(rows, share, random);
    default:
        return everythingFrom(rows.size(), share);
    }
}

NoteMask drawMask(std::span<const NoteRow> rows, double share, Random& random) {
    return random.below(2) == 0 ? singleNotes(rows.size(), share, random)
                                : wholeBars(rows, share, random);
}

} // namespace leitmotif
