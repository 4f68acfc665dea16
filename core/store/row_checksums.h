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

// Every row of a table in kCheckedTables has a row in the table `checksum`, which shows whether it
// was changed or lost. Triggers of the connection, not of the file, update them. All functions
// throw SQLite::Exception.

/// A table with its key columns; the keys of a run's data begin with `run`.
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

/// Adds the SQL function that computes checksums to this connection.
void addRowHash(SQLite::Database& database);

/// The key columns of a table.
[[nodiscard]] std::vector<std::string> keyColumns(SQLite::Database& database,
                                                  const std::string& table);

/// The key of a row in table `checksum`, as SQL: such as "epoch.run || '/' || epoch.epoch".
[[nodiscard]] std::string keySql(SQLite::Database& database, const std::string& table);

/// SQL that is 1 for an undamaged row: values of the declared types and, in projects with checksums
/// (since format 3), the right checksum. For a query in which the table has its own name.
[[nodiscard]] std::string wholeSql(SQLite::Database& database, const std::string& table);

/// From now on this connection updates the checksums of rows that it writes, and refuses to change
/// damaged rows: an UPDATE would make them look undamaged. They may be deleted.
void keepChecksums(SQLite::Database& database);

/// Adds the checksum of every row, in a project of an earlier format. Rows marked as damaged get
/// none.
void addChecksums(SQLite::Database& database);

/// Appends a column with a default to a table, and gives its rows their checksums anew; those that
/// were damaged before stay so. REQUIRES: the project has checksums, and keepChecksums() comes
/// later.
void addCheckedColumn(SQLite::Database& database, const std::string& table,
                      const std::string& definition);

/// Whether the project has checksums.
[[nodiscard]] bool hasChecksums(SQLite::Database& database);

/// The expected number of rows with this first part of the key; of the whole table if it is empty.
/// Below 0 if unknown, in projects before format 3.
[[nodiscard]] std::int64_t expectedRows(SQLite::Database& database, std::string_view table,
                                        std::string_view firstKey = {});

/// Removes the checksums of lost rows of a table, when their owner is removed or replaced.
void forgetLostRows(SQLite::Database& database, std::string_view table, std::int64_t firstKey);
/// Removes the checksums of all lost rows of a run.
void forgetLostRowsOfRun(SQLite::Database& database, std::int64_t run);

} // namespace leitmotif
