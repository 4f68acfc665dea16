// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/score_edit.h"

namespace leitmotif {

/// The edit that turns `from` into `to`, without what both have in common. Makes a change of a
/// whole score one step of the undo history. REQUIRES: both have equally many tracks.
[[nodiscard]] ScoreEdit difference(const Score& from, const Score& to);

} // namespace leitmotif
