// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace leitmotif {

/// The JSON texts of models/presets/, generated when the project is configured.
[[nodiscard]] const std::vector<const char*>& presetTexts();

} // namespace leitmotif
