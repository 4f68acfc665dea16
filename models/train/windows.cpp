// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/windows.h"

#include <algorithm>

namespace leitmotif {

std::vector<SequenceSpan> drawnWindows(const std::vector<SequenceSpan>& spans, std::size_t length,
                                       Random& random) {
    std::vector<SequenceSpan> windows;
    for (const SequenceSpan& span : spans) {
        std::size_t first = span.first;
        std::size_t last = std::min(span.last, first + 1 + random.below(length));
        while (first < span.last) {
            windows.push_back({.sequence = span.sequence, .first = first, .last = last});
            first = last;
            last = std::min(span.last, first + length);
        }
    }
    for (std::size_t i = windows.size(); i > 1; --i)
        std::swap(windows[i - 1], windows[random.below(i)]);
    return windows;
}

int drawnTransposition(std::pair<int, int> range, int most, Random& random) {
    const int down = std::max(range.first, -most);
    const int up = std::min(range.second, most);
    return down + static_cast<int>(random.below(static_cast<std::uint64_t>(up - down + 1)));
}

} // namespace leitmotif
