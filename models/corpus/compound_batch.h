// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/corpus/compound_history.h"
#include "models/corpus/windows.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace leitmotif {

/// Notes of a piece that are learned from at once.
struct CompoundWindow {
    SequenceWindow notes; ///< of the piece
    bool knowsStart = true;
    bool knowsEnd = false; ///< how many bars are left
    /// The bars from this one on are read first, then those before them, so that holes can be
    /// filled (fill-in-the-middle, Bavarian et al. 2022).
    std::optional<int> holeEnd;
};

/// Windows of one training or evaluation step.
struct CompoundBatch {
    RowBags inputs; ///< of steps · windows notes, one window after the other
    std::int64_t windows = 0;
    std::vector<FieldRows> fields; ///< by CompoundField; some are empty
    std::size_t notes = 0;         ///< evaluated

    /// `hasMemory`: see CompoundHistory.
    CompoundBatch(std::span<const CompoundView> pieces, std::span<const int> strides,
                  std::span<const CompoundWindow> windows, bool hasMemory);
};

/// Draws what is known in each window: often the start of the piece, for half of them how many bars
/// are left, for half of them the bars behind a hole.
void drawTasks(std::span<CompoundWindow> windows, std::span<const CompoundView> pieces,
               Random& random);

} // namespace leitmotif
