// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"

#include <cstdint>
#include <vector>

namespace leitmotif {

/// Converts the ticks of a piece to columns of pictures. Made for one piece; used in ascending
/// order of ticks.
class RollLayout {
  public:
    /// `columnsPerBar` > 0: every bar of the piece begins at a multiple of it; 0: columns go on
    /// evenly.
    RollLayout(const CorpusPiece& piece, int columnsPerBeat, int columnsPerBar);

    /// Column of the onset of a note. REQUIRES: not before the onset of the last call.
    [[nodiscard]] std::int64_t onsetColumn(Tick onset);
    /// Columns between two ticks, each rounded to its nearest; at least 1.
    [[nodiscard]] std::int64_t columnsBetween(Tick onset, Tick end) const;

  private:
    [[nodiscard]] std::int64_t columnAt(Tick tick) const;
    void goToBar(std::int64_t bar);
    [[nodiscard]] std::int64_t columnsOfBar(std::int64_t bar) const;

    TempoMap m_tempos;
    MeterMap m_meters;
    bool m_isFree;
    double m_ticksPerColumn;
    int m_columnsPerBeat;
    int m_columnsPerBar;
    std::vector<std::int64_t> m_changes; ///< bars where a signature begins, ascending
    std::size_t m_nextChange = 0;        ///< the first one behind m_bar
    std::int64_t m_bar = 0;              ///< the last one gone to
    std::int64_t m_barColumn = 0;        ///< where it begins
};

} // namespace leitmotif
