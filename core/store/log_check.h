// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace leitmotif {

/// True if SQLite's write-ahead log at `log` holds something committed that is not read any more,
/// because what comes before it is damaged: SQLite takes such a log for one that ends earlier. What
/// a killed process left half written is no damage. Nobody may write the log meanwhile.
[[nodiscard]] bool isLogDamaged(const std::filesystem::path& log);

} // namespace leitmotif
