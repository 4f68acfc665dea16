// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

namespace leitmotif {

/// The vocabulary of an encoding in which a token is one word of its own kind: a chord, a state of
/// all keys … Numbers them from 0 in their order. Immutable; stored in the checkpoint.
template <class Word>
class WordList {
  public:
    WordList() = default;
    explicit WordList(const std::set<Word>& words) : m_words(words.begin(), words.end()) {}

    [[nodiscard]] int size() const { return static_cast<int>(m_words.size()); }
    /// REQUIRES: 0 ≤ id < size().
    [[nodiscard]] const Word& at(int id) const { return m_words[static_cast<std::size_t>(id)]; }
    [[nodiscard]] std::optional<int> idOf(const Word& word) const {
        const auto found = std::ranges::lower_bound(m_words, word);
        return found == m_words.end() || *found != word
                   ? std::nullopt
                   : std::optional(static_cast<int>(found - m_words.begin()));
    }
    /// Ascending.
    [[nodiscard]] const std::vector<Word>& words() const { return m_words; }

  private:
    std::vector<Word> m_words;
};

} // namespace leitmotif
