// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string_view>

namespace leitmotif {

/// JSON from a file that may be damaged or a stranger's; whoever reads such uses this. Values
/// nested more than kDeepestJson deep are refused, as copying, printing and freeing them takes the
/// stack for each level. Errors: JsonUnreadable, also of more than `mostBytes`.
Result<nlohmann::json> parseJson(std::string_view text, std::size_t mostBytes);

} // namespace leitmotif
