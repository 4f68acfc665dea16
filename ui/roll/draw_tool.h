// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_tool.h"

namespace leitmotif {

/// Adds notes; the right button erases, Ctrl and drag spans a rubber band.
[[nodiscard]] const RollTool& drawTool();

} // namespace leitmotif
