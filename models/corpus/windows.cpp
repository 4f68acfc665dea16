// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/windows.h"

namespace leitmotif {

std::size_t longestOf(std::span<const SequenceWindow> windows) {
    std::size_t longest = 0;
    for (const auto& window : windows)
        longest = std::max(longest, window.steps());
    return longest;
}

std::size_t evaluatedStepsOf(std::span<const SequenceWindow> windows) {
    std::size_t count = 0;
    for (const auto& window : windows)
        count += window.evaluatedSteps();
    return count;
}

std::vector<SequenceWindow> drawnWindows(std::span<const SequenceSpan> spans, std::size_t length,
                                         Random& random) {
    std::vector<SequenceWindow> windows;
    for (const SequenceSpan& span : spans) {
        std::size_t first = span.first;
        std::size_t last = std::min(span.last, first + 1 + random.below(length));
        while (first < span.last) {
            windows.push_back({span.sequence, first, first, last});
            first = last;
            last = std::min(span.last, first + length);
        }
    }
    shuffle(windows, random);
    return windows;
}

std::vector<SequenceWindow> heldOutWindows(std::span<const SequenceSpan> spans, std::size_t stretch,
                                           std::size_t context) {
    std::vector<SequenceWindow> windows;
    for (const auto& span : spans)
        for (auto evaluated = span.first; evaluated < span.last; evaluated += stretch)
            windows.push_back({span.sequence, evaluated - std::min(evaluated, context), evaluated,
                               std::min(span.last, evaluated + stretch)});
    return windows;
}

int drawnTransposition(std::pair<int, int> range, int most, Random& random) {
    const int down = std::max(range.first, -most);
    const int up = std::min(range.second, most);
    return down + static_cast<int>(random.below(static_cast<std::uint64_t>(up - down + 1)));
}

} // namespace leitmotif
