// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace leitmotif {

/// All substrings of a text at once (Blumer et al., 1985): built in time and memory linear in the
/// text (times the logarithm of the alphabet), queried in time linear in the query.
class SuffixAutomaton {
  public:
    using Symbol = std::uint64_t;

    /// The longest substring of the text that ends at some place of another text.
    struct Match {
        std::size_t length = 0;
        std::size_t end = 0; ///< place in the text of its last symbol, at its first occurrence
    };

    explicit SuffixAutomaton(std::span<const Symbol> text);

    /// One match for each symbol of `other`.
    [[nodiscard]] std::vector<Match> matches(std::span<const Symbol> other) const;

    using Index = std::uint32_t;
    /// How far another text is read: the longest substring of this text that ends there.
    struct Place {
        Index state = 0;
        std::size_t length = 0;
    };
    void read(Place& place, Symbol symbol) const;
    /// States stand for the substrings that end at the same places of the text. State 0 is the
    /// empty one.
    [[nodiscard]] std::size_t stateCount() const { return m_states.size(); }
    /// The state of the text up to and including a symbol.
    [[nodiscard]] Index stateOf(std::size_t symbol) const { return m_prefixes[symbol]; }
    /// The state of the longest suffix that occurs elsewhere, too. REQUIRES: not state 0.
    [[nodiscard]] Index suffixOf(Index state) const { return m_states[state].link; }
    /// Of the longest substring of a state.
    [[nodiscard]] std::size_t lengthOf(Index state) const { return m_states[state].length; }

  private:
    static constexpr Index kNone = ~Index{0};
    struct State {
        std::size_t length = 0; ///< of its longest substring
        std::size_t end = 0;    ///< of the first occurrence
        Index link = kNone;     ///< state of the longest suffix that occurs elsewhere too
        std::vector<std::pair<Symbol, Index>> next; ///< by symbol
    };

    void append(Symbol symbol);
    [[nodiscard]] Index step(Index state, Symbol symbol) const;
    void connect(Index from, Symbol symbol, Index to);
    Index split(Index from, Symbol symbol, Index to);

    std::vector<State> m_states;
    std::vector<Index> m_prefixes; ///< for each symbol
    Index m_last = 0;
};

} // namespace leitmotif
