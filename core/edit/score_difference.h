// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/score_edit.h"

namespace leitmotif {

/// The edit that makes `to` out of `from`, with nothing in it that both have. For what changes a
/// score as a whole and is to be one step of the undo history. REQUIRES: both have equally many
/// tracks.
[[nodiscard]] ScoreEdit difference(const Score& from, const Score& to);

} // namespace leitmotif
