// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace SQLite {
class Database;
}

namespace leitmotif {

// Every row of a table that kCheckedTables names has a row in the table `checksum`, by which it is
// seen whether the row is as it was written, and whether it is there at all. Triggers of the
// connection, none of the file, keep them. All throw SQLite::Exception.

/// A table with the columns that tell its rows apart; those of what a run made begin with `run`.
struct CheckedTable {
    const char* name;
    const char*
        keys[3]; ///< up to the first null; columns that an earlier format lacks do not count
    std::int64_t since = 1; ///< format of the project
};

inline constexpr CheckedTable kCheckedTables[] = {
    {"source", {"id"}},
    {"document", {"id"}},
    {"edit", {"document", "position"}},
    {"run", {"id"}},
    {"run_source", {"run", "position"}},
    {"epoch", {"run", "epoch"}},
    {"measure", {"run", "epoch", "name"}},
    {"take", {"id"}},
    {"weights", {"run", "epoch"}},
    {"checkpoint", {"run", "slot"}},
    {"latent_map", {"run"}, 2},
};

/// Makes the SQL function that checksums are computed with, for this connection.
void addRowHash(SQLite::Database& database);

/// The columns of a table that tell its rows apart.
[[nodiscard]] std::vector<std::string> keyColumns(SQLite::Database& database,
                                                  const std::string& table);

/// The key of a row in table `checksum`, as SQL: such as "epoch.run || '/' || epoch.epoch".
[[nodiscard]] std::string keySql(SQLite::Database& database, const std::string& table);

/// 1 for a row that holds values of the declared kinds, and where the project has checksums (since
/// format 3) the right one; as SQL for a query in which the table goes by its name.
[[nodiscard]] std::string wholeSql(SQLite::Database& database, const std::string& table);

/// From now on this connection keeps the checksums of what it writes, and refuses to change rows
/// that are damaged: an UPDATE would make them look whole. They may be deleted.
void keepChecksums(SQLite::Database& database);

/// Gives every row its checksum, in a project of an earlier format. Rows that say themselves that
/// they are damaged get none.
void addChecksums(SQLite::Database& database);

/// Appends a column with a default to a table, and gives its rows their checksums anew; those that
/// were damaged before stay so. REQUIRES: the project has checksums, and keepChecksums() comes
/// later.
void addCheckedColumn(SQLite::Database& database, const std::string& table,
                      const std::string& definition);

/// Whether the project has checksums.
[[nodiscard]] bool hasChecksums(SQLite::Database& database);

/// How many rows there should be with this first part of the key; of the table if it is empty.
/// Nothing is known of projects before format 3: below 0.
[[nodiscard]] std::int64_t expectedRows(SQLite::Database& database, std::string_view table,
                                        std::string_view firstKey = {});

/// Forgets rows of a table that were lost, when what they belonged to is removed or replaced.
void forgetLostRows(SQLite::Database& database, std::string_view table, std::int64_t firstKey);
/// The same of everything that belongs to a run.
void forgetLostRowsOfRun(SQLite::Database& database, std::int64_t run);

} // namespace leitmotif
