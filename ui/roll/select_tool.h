// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_tool.h"

namespace leitmotif {

/// Takes notes by a click or a rubber band; the right button opens the menu.
[[nodiscard]] const RollTool& selectTool();

} // namespace leitmotif
