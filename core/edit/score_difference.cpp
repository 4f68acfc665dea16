// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/score_difference.h"

#include "core/edit/merge.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace leitmotif {

namespace {

/// The items that are not in `others`, as multisets.
template <class Item>
std::vector<Item> beyond(std::vector<Item> items, std::vector<Item> others) {
    std::ranges::sort(items, kBefore);
    std::ranges::sort(others, kBefore);
    std::vector<Item> rest;
    std::ranges::set_difference(items, others, std::back_inserter(rest), kBefore);
    return rest;
}

} // namespace

ScoreEdit difference(const Score& from, const Score& to) {
    assert(from.tracks.size() == to.tracks.size());
    ScoreEdit edit;
    for (std::size_t i = 0; i < from.tracks.size(); ++i) {
        if (from.tracks[i] == to.tracks[i])
            continue;
        const Track& before = *from.tracks[i];
        const Track& after = *to.tracks[i];
        TrackEdit track{
            i, beyond(before.notes(), after.notes()), beyond(after.notes(), before.notes()),
            beyond(before.events(), after.events()), beyond(after.events(), before.events())};
        if (track != TrackEdit{.track = i})
            edit.tracks.push_back(std::move(track));
    }
    return edit;
}

} // namespace leitmotif
