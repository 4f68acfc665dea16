// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace SQLite {
class Database;
}

namespace leitmotif {

inline constexpr std::int64_t kProjectFormat = 3;
/// Older formats have one document, without an owner.
inline constexpr std::int64_t kFirstFormatOfHistories = 3;
inline constexpr std::int64_t kFirstFormatOfChecksums = 3;
inline constexpr std::int64_t kProjectApplicationId = 0x4c4d5446; // "LMTF"

/// The format of a project; 0 for an empty database.
[[nodiscard]] std::int64_t projectFormatOf(SQLite::Database& database);

/// Creates all tables in an empty database, or upgrades one of an earlier format with all its
/// contents, in one transaction. Throws SQLite::Exception.
void createProjectTables(SQLite::Database& database);

/// Creates the tables of a format, at most kProjectFormat, in an empty database. Throws
/// SQLite::Exception.
void createTablesOfFormat(SQLite::Database& database, std::int64_t format);
/// Checks that `database` is a project of a known format with exactly its tables: a damaged or
/// foreign file must not bring its own triggers or views. Errors: ProjectUnreadable, ProjectTooNew.
/// Throws SQLite::Exception.
Result<void> checkProjectTables(SQLite::Database& database, const std::string& path);

} // namespace leitmotif
