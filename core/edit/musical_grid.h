// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/snap_grid.h"
#include "core/music/note.h"

#include <span>

namespace leitmotif {

/// The grid that the onsets of `notes` keep to: the coarsest of sixteenths, triplets of eighths and
/// of sixteenths and 32nds that all of them lie on. For loosely played notes sixteenths, or those
/// triplets that they are clearly nearer to, measured in steps. Pure; samples some of many notes.
[[nodiscard]] Snap musicalGrid(std::span<const Note> notes, const MeterMap& meter);

} // namespace leitmotif
