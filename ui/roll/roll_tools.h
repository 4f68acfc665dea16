// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_tool.h"

#include <span>

namespace leitmotif {

// One file each: draw_tool.cpp, …

/// Adds notes; the right button erases, Ctrl and drag spans a rubber band.
[[nodiscard]] const RollTool& drawTool();
/// Removes notes by a click or a stroke.
[[nodiscard]] const RollTool& eraseTool();
/// Takes notes by a click or a rubber band; the right button opens the menu.
[[nodiscard]] const RollTool& selectTool();

/// The tools of the piano roll in the order in which they are shown. Whatever lists tools (toolbar,
/// actions, keys) reads this table; a tool is added by a line in it.
[[nodiscard]] std::span<const RollTool* const> rollTools();

} // namespace leitmotif
