// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/suffix_automaton.h"

#include <algorithm>

namespace leitmotif {

SuffixAutomaton::SuffixAutomaton(std::span<const Symbol> text) {
    m_states.reserve(2 * text.size() + 1);
    m_states.emplace_back();
    for (const Symbol symbol : text)
        append(symbol);
}

std::vector<SuffixAutomaton::Match> SuffixAutomaton::matches(std::span<const Symbol> other) const {
    std::vector<Match> matches;
    matches.reserve(other.size());
    Place place;
    for (const Symbol symbol : other) {
        read(place, symbol);
        matches.push_back({place.length, m_states[place.state].end});
    }
    return matches;
}

void SuffixAutomaton::read(Place& place, Symbol symbol) const {
    Index next = step(place.state, symbol);
    while (next == kNone && place.state != 0) { // shorter suffixes until one continues
        place.state = m_states[place.state].link;
        place.length = m_states[place.state].length;
        next = step(place.state, symbol);
    }
    if (next == kNone)
        return;
    place.state = next;
    ++place.length;
}

SuffixAutomaton::Index SuffixAutomaton::step(Index state, Symbol symbol) const {
    const auto& next = m_states[state].next;
    const auto found = std::ranges::lower_bound(next, symbol, {}, &std::pair<Symbol, Index>::first);
    return found != next.end() && found->first == symbol ? found->second : kNone;
}

void SuffixAutomaton::connect(Index from, Symbol symbol, Index to) {
    auto& next = m_states[from].next;
    const auto place = std::ranges::lower_bound(next, symbol, {}, &std::pair<Symbol, Index>::first);
    if (place != next.end() && place->first == symbol)
        place->second = to;
    else
        next.insert(place, {symbol, to});
}

void SuffixAutomaton::append(Symbol symbol) {
    const auto added = static_cast<Index>(m_states.size());
    const std::size_t length = m_states[m_last].length + 1;
    m_states.push_back({.length = length, .end = length - 1, .link = 0, .next = {}});
    m_prefixes.push_back(added);
    Index from = m_last;
    m_last = added;
    while (from != kNone && step(from, symbol) == kNone) {
        connect(from, symbol, added);
        from = m_states[from].link;
    }
    if (from == kNone)
        return;
    const Index to = step(from, symbol);
    const bool isLongest = m_states[to].length == m_states[from].length + 1;
    const Index link = isLongest ? to : split(from, symbol, to);
    m_states[added].link = link;
}

/// The suffixes of `to` that end in (from, symbol) now occur at more places than its longer ones:
/// they get a state of their own.
SuffixAutomaton::Index SuffixAutomaton::split(Index from, Symbol symbol, Index to) {
    const auto clone = static_cast<Index>(m_states.size());
    State copy = m_states[to];
    copy.length = m_states[from].length + 1;
    m_states.push_back(std::move(copy));
    m_states[to].link = clone;
    for (; from != kNone && step(from, symbol) == to; from = m_states[from].link)
        connect(from, symbol, clone);
    return clone;
}

} // namespace leitmotif
