// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_tools.h"

namespace leitmotif {

std::span<const RollTool* const> rollTools() {
    static const RollTool* const kTools[] = {
        &selectTool(),
        &drawTool(),
        &eraseTool(),
    };
    return kTools;
}

} // namespace leitmotif
