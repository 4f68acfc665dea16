// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string_view>

namespace leitmotif {

/// Parses JSON from a file that may be damaged or hostile. Values nested deeper than kDeepestJson
/// are refused, as copying, printing and freeing them takes stack for each level. Errors:
/// JsonUnreadable, also for more than `mostBytes`.
Result<nlohmann::json> parseJson(std::string_view text, std::size_t mostBytes);

} // namespace leitmotif
