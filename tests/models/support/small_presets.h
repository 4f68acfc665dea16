// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"

#include <string>

namespace leitmotif {

/// A preset with all published layers, but narrow, on short windows: an epoch takes well below a
/// second.
[[nodiscard]] Recipe smallPreset(const std::string& name);

} // namespace leitmotif
