// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/encoding/events/note_rows.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leitmotif {

/// For each note of a stretch: 1 if it is masked.
using NoteMask = std::vector<std::uint8_t>;

/// Masks a random share of a stretch, at least one note: single notes, whole bars in a row, or
/// everything from some note on, each with equal probability. Samplers need all three: for notes
/// drawn again, for gaps, and for a take in progress. REQUIRES: rows in order, at least one.
[[nodiscard]] NoteMask drawMask(std::span<const NoteRow> rows, Random& random);

/// Masks about `share` of a stretch, at least one note: single notes or whole bars in a row.
[[nodiscard]] NoteMask drawMask(std::span<const NoteRow> rows, double share, Random& random);

} // namespace leitmotif
