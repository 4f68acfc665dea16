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
/// Before, there was one document, without an owner.
inline constexpr std::int64_t kFirstFormatOfHistories = 3;
inline constexpr std::int64_t kFirstFormatOfChecksums = 3;
inline constexpr std::int64_t kProjectApplicationId = 0x4c4d5446; // "LMTF"

/// 0 of an empty database.
[[nodiscard]] std::int64_t projectFormatOf(SQLite::Database& database);

/// Makes all tables of an empty database, or brings one of an earlier format to this one with all
/// that it holds, in one transaction. Throws SQLite::Exception.
void createProjectTables(SQLite::Database& database);

/// Makes the tables of a format, at most kProjectFormat, in an empty database. Throws
/// SQLite::Exception.
void createTablesOfFormat(SQLite::Database& database, std::int64_t format);
/// Whether `database` is a project of a format that this program knows, with exactly its tables: a
/// damaged or foreign file must not bring triggers or views along. Errors: ProjectUnreadable,
/// ProjectTooNew. Throws SQLite::Exception.
Result<void> checkProjectTables(SQLite::Database& database, const std::string& path);

} // namespace leitmotif
