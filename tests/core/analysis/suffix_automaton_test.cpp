// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/suffix_automaton.h"

#include "core/base/random.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

using Text = std::vector<SuffixAutomaton::Symbol>;

Text randomText(Random& random, std::size_t length, std::uint64_t alphabet) {
    Text text(length);
    for (auto& symbol : text)
        symbol = random.below(alphabet);
    return text;
}

TEST(SuffixAutomaton, FindsWhatSearchingFinds) {
    Random random(1);
    for (int round = 0; round < 300; ++round) {
        const std::uint64_t alphabet = 1 + random.below(5);
        const Text text = randomText(random, random.below(40), alphabet);
        const Text other = randomText(random, random.below(40), alphabet);
        const auto matches = SuffixAutomaton(text).matches(other);
        ASSERT_EQ(matches.size(), other.size());
        for (std::size_t i = 0; i < other.size(); ++i) {
            std::size_t longest = 0;
            std::size_t end = 0;
            for (std::size_t length = 1; length <= i + 1; ++length) {
                const auto first = other.begin() + static_cast<std::ptrdiff_t>(i + 1 - length);
                const auto last = other.begin() + static_cast<std::ptrdiff_t>(i + 1);
                const auto found = std::search(text.begin(), text.end(), first, last);
                if (found == text.end())
                    break;
                longest = length;
                end = static_cast<std::size_t>(found - text.begin()) + length - 1;
            }
            ASSERT_EQ(matches[i].length, longest);
            if (longest > 0) {
                ASSERT_EQ(matches[i].end, end);
            }
        }
    }
}

TEST(SuffixAutomaton, KnowsNothingOfAnEmptyText) {
    const auto matches = SuffixAutomaton({}).matches(Text{1, 2});
    ASSERT_EQ(matches.size(), 2U);
    EXPECT_EQ(matches[0].length, 0U);
    EXPECT_EQ(matches[1].length, 0U);
}

} // namespace
} // namespace leitmotif
