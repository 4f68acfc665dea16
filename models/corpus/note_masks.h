// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/encoding/events/note_rows.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leitmotif {

/// 1 for each note of a stretch that is hidden.
using NoteMask = std::vector<std::uint8_t>;

/// Hides a random share of a stretch, at least one note: single notes here and there, whole bars in
/// a row, or everything from some note on; each of these as often. Samplers meet all three: notes
/// that are drawn again, holes, and a take that is not written yet. REQUIRES: rows in order, at
/// least one.
[[nodiscard]] NoteMask drawMask(std::span<const NoteRow> rows, Random& random);

/// Hides about `share` of a stretch, at least one note: single notes or whole bars in a row.
[[nodiscard]] NoteMask drawMask(std::span<const NoteRow> rows, double share, Random& random);

} // namespace leitmotif
