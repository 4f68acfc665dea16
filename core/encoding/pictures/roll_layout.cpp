// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/pictures/roll_layout.h"

#include "core/encoding/common/step_notes.h"

#include <algorithm>
#include <cmath>

namespace leitmotif {

RollLayout::RollLayout(const CorpusPiece& piece, int columnsPerBeat, int columnsPerBar)
    : m_tempos(piece.score.tempoMap()),
      m_meters(piece.score.meterMap()),
      m_isFree(piece.hasFreeBeat),
      m_ticksPerColumn(piece.score.division.ticksPerBeat() / columnsPerBeat),
      m_columnsPerBeat(columnsPerBeat),
      m_columnsPerBar(piece.hasFreeBeat ? 0 : columnsPerBar) {
    for (const SignatureChange& change : m_meters.changes())
        m_changes.push_back(m_meters.barAt(change.tick));
}

std::int64_t RollLayout::columnAt(Tick tick) const {
    return m_isFree
               ? std::llround(m_tempos.secondsAt(tick) * kFreeBeatsPerSecond * m_columnsPerBeat)
               : std::llround(static_cast<double>(tick.value) / m_ticksPerColumn);
}

std::int64_t RollLayout::onsetColumn(Tick onset) {
    if (m_columnsPerBar == 0)
        return columnAt(onset);
    goToBar(m_meters.barAt(onset));
    return m_barColumn + columnAt(onset - m_meters.barStart(m_bar));
}

std::int64_t RollLayout::columnsBetween(Tick onset, Tick end) const {
    // Counted from the start of the bar, where columns of the piece and of its pictures agree.
    const Tick origin = m_columnsPerBar == 0 ? Tick{0} : m_meters.barStart(m_bar);
    return std::max<std::int64_t>(1, columnAt(end - origin) - columnAt(onset - origin));
}

std::int64_t RollLayout::columnsOfBar(std::int64_t bar) const {
    constexpr double kRounding = 1.0; // of a bar to whole ticks
    const Tick length = m_meters.barStart(bar + 1) - m_meters.barStart(bar);
    const double wide = m_columnsPerBar * m_ticksPerColumn;
    const double slack = std::max(kRounding, m_ticksPerColumn / 2.0);
    const auto bars =
        static_cast<std::int64_t>(std::ceil((static_cast<double>(length.value) - slack) / wide));
    return std::max<std::int64_t>(1, bars) * m_columnsPerBar;
}

void RollLayout::goToBar(std::int64_t bar) {
    while (m_bar < bar) {
        while (m_nextChange < m_changes.size() && m_changes[m_nextChange] <= m_bar)
            ++m_nextChange;
        // All bars are alike but the last one before a change of signature, which may be cut.
        std::int64_t alike = bar - m_bar;
        if (m_nextChange < m_changes.size())
            alike = std::clamp<std::int64_t>(m_changes[m_nextChange] - 1 - m_bar, 1, alike);
        m_barColumn += alike * columnsOfBar(m_bar);
        m_bar += alike;
    }
}

} // namespace leitmotif
