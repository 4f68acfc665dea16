// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/base/random.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace leitmotif {

/// Steps [first, last) of a sequence of tokens, frames or notes. Those from `evaluated` on are
/// evaluated; those before are context.
struct SequenceWindow {
    std::size_t sequence = 0;
    std::size_t first = 0;
    std::size_t evaluated = 0;
    std::size_t last = 0;
    int transposition = 0; ///< semitones

    [[nodiscard]] std::size_t steps() const { return last - first; }
    [[nodiscard]] std::size_t evaluatedSteps() const { return last - evaluated; }
};

[[nodiscard]] std::size_t longestOf(std::span<const SequenceWindow> windows);
[[nodiscard]] std::size_t evaluatedStepsOf(std::span<const SequenceWindow> windows);

/// The spans in windows of at most `length` steps, in random order. Each call cuts at other places,
/// so that steps are seen in varying context. REQUIRES: length ≥ 1.
[[nodiscard]] std::vector<SequenceWindow> drawnWindows(std::span<const SequenceSpan> spans,
                                                       std::size_t length, Random& random);

/// The spans in windows of at most `stretch` evaluated steps, in order, each with up to `context`
/// steps before them. REQUIRES: stretch ≥ 1.
[[nodiscard]] std::vector<SequenceWindow> heldOutWindows(std::span<const SequenceSpan> spans,
                                                         std::size_t stretch, std::size_t context);

/// A random transposition within `range` and at most `most` semitones up or down, uniform.
/// REQUIRES: range holds 0.
[[nodiscard]] int drawnTransposition(std::pair<int, int> range, int most, Random& random);

template <class Item>
void shuffle(std::vector<Item>& items, Random& random) {
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[random.below(i)]);
}

/// The number of batches of `size` items; the last may be smaller. REQUIRES: size ≥ 1.
[[nodiscard]] inline std::size_t batchCountOf(std::size_t items, std::size_t size) {
    return (items + size - 1) / size;
}

/// The items of a batch. REQUIRES: batch < batchCountOf(items.size(), size).
template <class Item>
[[nodiscard]] std::span<const Item> batchOf(const std::vector<Item>& items, std::size_t batch,
                                            std::size_t size) {
    const auto first = batch * size;
    return std::span(items).subspan(first, std::min(size, items.size() - first));
}

} // namespace leitmotif
