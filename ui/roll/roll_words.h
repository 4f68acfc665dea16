// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/settle.h"
#include "ui/roll/roll_scene.h"

#include <QString>

namespace leitmotif {

// What a screen reader or the status bar says about the roll.

/// "Note C4, bar 3 beat 1, length 1 beat, velocity 80".
[[nodiscard]] QString describeNote(const RollScene& scene, const Note& note);
/// The selected note, the number of selected notes and their bars, or where the cursor is.
[[nodiscard]] QString describeSelection(const RollScene& scene);
/// "2 notes fell together, 1 note shortened.", or nothing.
[[nodiscard]] QString describeCollisions(const Collisions& collisions);
/// "1/16", "1/8 triplet", "Bar" … for menus.
[[nodiscard]] QString snapName(Snap snap);

} // namespace leitmotif
