// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_tool.h"

#include <span>

namespace leitmotif {

/// The tools of the piano roll in the order in which they are shown. Whatever lists tools (toolbar,
/// actions, keys) reads this table; a tool is added by a line in it.
[[nodiscard]] std::span<const RollTool* const> rollTools();

} // namespace leitmotif
