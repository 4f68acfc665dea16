// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"

#include <string>

namespace leitmotif {

/// A preset whose layers are as many as published but narrow, on short windows, so that an epoch
/// takes well below a second.
[[nodiscard]] Recipe smallPreset(const std::string& name);

} // namespace leitmotif
