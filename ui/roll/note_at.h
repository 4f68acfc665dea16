// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_gesture.h"

namespace leitmotif {

/// The note of the edited track under the pointer, or null.
[[nodiscard]] const Note* noteAt(const RollScene& scene, const RollPointer& pointer);

} // namespace leitmotif
