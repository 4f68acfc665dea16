// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_tool.h"

namespace leitmotif {

/// Removes notes by a click or a stroke.
[[nodiscard]] const RollTool& eraseTool();

} // namespace leitmotif
