// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project_database.h"

#include <functional>
#include <set>
#include <string>

namespace leitmotif {

/// Index of the table's first column in a row of scanRows().
inline constexpr int kFirstOwnColumn = 2;

/// Calls `visit` once for each row of a table that can be reached, damaged or not, whatever pages
/// in between cannot be read: from the front, from the back, and by the keys that should be there.
/// The row has its key in column 0, in column 1 whether it is undamaged, and then all columns of
/// the table in order. Returns the keys of expected rows that are missing.
std::set<std::string> scanRows(const ProjectFile::Database& database, const std::string& table,
                               const std::function<void(SQLite::Statement&)>& visit);

} // namespace leitmotif
