// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/event_clock.h"

#include <algorithm>

namespace leitmotif {

void EventClock::read(Token token) {
    switch (token.kind) {
    case TokenKind::Bar:
        m_now = m_barEnd;
        m_barEnd += m_barSteps[static_cast<std::size_t>(token.value)];
        break;
    case TokenKind::Position:
    case TokenKind::TimeShift:
        m_now += token.value;
        break;
    case TokenKind::Part:
        m_part = token.value;
        break;
    case TokenKind::Duration:
    case TokenKind::TimeDuration:
        m_duration = token.value;
        break;
    case TokenKind::Velocity:
        break;
    case TokenKind::Pitch:
    case TokenKind::Drum:
        readNote(token);
        break;
    }
}

void EventClock::readNote(Token token) {
    constexpr int kPitches = 128;
    const bool isDrum = token.kind == TokenKind::Drum;
    int& lasts = isDrum ? m_drumLasts : m_lasts[m_part];
    lasts = m_duration.value_or(lasts);
    m_duration.reset();
    m_lastOnset = m_now;
    // A key that is struck again ends its note before.
    std::erase_if(m_ends, [this](const auto& sounding) { return sounding.second <= m_now; });
    m_ends[{token.kind, isDrum ? token.value : m_part * kPitches + token.value}] = m_now + lasts;
    m_soundsUntil = m_now;
    for (const auto& [unused, end] : m_ends)
        m_soundsUntil = std::max(m_soundsUntil, end);
}

bool EventClock::isWithin(const SilenceLimits& limits, double time) const {
    if (!m_lastOnset)
        return time <= limits.leading;
    return time - *m_lastOnset <= limits.gap && time - m_soundsUntil <= limits.silence;
}

void EventClock::widen(SilenceLimits& limits) const {
    if (!m_lastOnset) {
        limits.leading = std::max(limits.leading, m_now);
        return;
    }
    limits.gap = std::max(limits.gap, m_now - *m_lastOnset);
    limits.silence = std::max(limits.silence, m_now - m_soundsUntil);
}

} // namespace leitmotif
