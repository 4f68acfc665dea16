// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/score_edit.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace leitmotif {

// Taking notes or events out of an ordered list and putting others in, in one pass. Shared by the
// files of this folder.

inline constexpr auto kInOrder = [](const auto& a, const auto& b) { return earlier(a, b); };
inline constexpr auto kBefore = [](const auto& a, const auto& b) { return before(a, b); };

/// `items` without one of each of `removed`; nothing if one of those is not there. `items` are
/// ordered by `earlier` alone, so each is looked up among the removals; of equal ones the first
/// unused is taken.
template <class Item>
std::optional<std::vector<Item>> without(const std::vector<Item>& items,
                                         std::vector<Item> removed) {
    if (removed.size() > items.size())
        return std::nullopt;
    if (removed.empty())
        return items;
    std::ranges::sort(removed, kBefore);
    std::vector<std::size_t> used(removed.size(), 0); // of the equal removals that begin here
    std::vector<Item> kept;
    kept.reserve(items.size() - removed.size());
    std::size_t rank = 0; // the first removal that is not earlier than the item
    for (const Item& item : items) {
        while (rank < removed.size() && earlier(removed[rank], item))
            ++rank;
        bool isRemoved = false;
        if (rank < removed.size() && !earlier(item, removed[rank])) {
            const auto place = std::lower_bound(removed.begin() + static_cast<std::ptrdiff_t>(rank),
                                                removed.end(), item, kBefore);
            const auto index = static_cast<std::size_t>(place - removed.begin());
            if (place != removed.end() && index + used[index] < removed.size() &&
                removed[index + used[index]] == item) {
                ++used[index];
                isRemoved = true;
            }
        }
        if (!isRemoved)
            kept.push_back(item);
    }
    if (kept.size() + removed.size() != items.size())
        return std::nullopt;
    return kept;
}

/// `items` without `removed` and with `added`, in order; among items that are equivalent under
/// `earlier` the added ones come last, in the order given.
template <class Item>
std::optional<std::vector<Item>> merged(const std::vector<Item>& items,
                                        const std::vector<Item>& removed, std::vector<Item> added) {
    auto kept = without(items, removed);
    if (!kept || added.empty())
        return kept;
    std::ranges::stable_sort(added, kInOrder);
    std::vector<Item> result;
    result.reserve(kept->size() + added.size());
    std::ranges::merge(*kept, added, std::back_inserter(result), kInOrder);
    return result;
}

/// Removes items that are both in `added` of a first edit and in `removed` of a second from both.
/// REQUIRES: both are sorted by `earlier`.
template <class Item>
void cancel(std::vector<Item>& added, std::vector<Item>& removed) {
    std::vector<Item> sorted = removed;
    std::ranges::sort(sorted, kBefore);
    std::vector<Item> addedInOrder = added;
    std::ranges::sort(addedInOrder, kBefore);
    std::vector<Item> both;
    std::ranges::set_intersection(addedInOrder, sorted, std::back_inserter(both), kBefore);
    added = *without(added, both);
    removed = *without(removed, both);
}

} // namespace leitmotif
