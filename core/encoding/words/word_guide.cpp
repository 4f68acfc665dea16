// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/words/word_guide.h"

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>
#include <optional>

namespace leitmotif {

void RestLimits::widen(const std::vector<int>& tokens, const std::vector<bool>& isRest) {
    bool isFirst = true;
    int rests = 0;
    for (const int token : tokens) {
        if (isRest[static_cast<std::size_t>(token)]) {
            ++rests;
            continue;
        }
        int& most = isFirst ? leading : longest;
        most = std::max(most, rests);
        isFirst = false;
        rests = 0;
    }
}

nlohmann::json RestLimits::toJson() const {
    return {leading, longest};
}

RestLimits RestLimits::fromJson(const nlohmann::json& json) {
    return {json.at(0), json.at(1)};
}

WordGuide::WordGuide(WordTimes times, RestLimits limits, Tick wanted)
    : m_times(std::move(times)), m_limits(limits), m_left(wanted) {}

bool WordGuide::mayRest() const {
    return m_left > Tick{0} && m_rests < (m_hasNotes ? m_limits.longest : m_limits.leading);
}

void WordGuide::fillAllowed(std::span<std::uint8_t> allowed) const {
    assert(allowed.size() == m_times.lengths.size());
    const bool restIsPossible = mayRest();
    std::optional<Tick> shortest;
    bool anyFits = false;
    for (std::size_t id = 0; id < allowed.size(); ++id) {
        const bool isPossible = restIsPossible || !m_times.isRest[id];
        allowed[id] = isPossible && m_times.lengths[id] <= m_left ? 1 : 0;
        anyFits = anyFits || allowed[id] != 0;
        if (isPossible)
            shortest = std::min(shortest.value_or(m_times.lengths[id]), m_times.lengths[id]);
    }
    if (anyFits)
        return;
    for (std::size_t id = 0; id < allowed.size(); ++id)
        allowed[id] =
            (restIsPossible || !m_times.isRest[id]) && m_times.lengths[id] == shortest ? 1 : 0;
}

void WordGuide::accept(int token) {
    const auto id = static_cast<std::size_t>(token);
    m_left -= m_times.lengths[id];
    m_rests = m_times.isRest[id] ? m_rests + 1 : 0;
    m_hasNotes = m_hasNotes || !m_times.isRest[id];
}

} // namespace leitmotif
