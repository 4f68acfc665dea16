// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace leitmotif {

/// True if SQLite's write-ahead log at `log` holds committed data that SQLite does not read,
/// because earlier data is damaged: SQLite takes such a log for one that ends earlier. Half written
/// data of a killed process is no damage. REQUIRES: nobody writes the log meanwhile.
[[nodiscard]] bool isLogDamaged(const std::filesystem::path& log);

} // namespace leitmotif
