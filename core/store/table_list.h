// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <span>

namespace SQLite {
class Database;
}

namespace leitmotif {

/// A table or an index of some formats of a database.
struct TableItem {
    const char* name;
    const char* sql;
    std::int64_t since = 1;                                        ///< format
    std::int64_t until = std::numeric_limits<std::int64_t>::max(); ///< the first one without it

    [[nodiscard]] bool isIn(std::int64_t format) const { return since <= format && format < until; }
};

/// A column that a later format appends to a table. `definition` begins with its name and has a
/// default, which rows of before get: "pitch_range INTEGER NOT NULL DEFAULT 0".
struct AddedColumn {
    const char* table;
    const char* definition;
    std::int64_t since; ///< format; the first one cannot add any
};

/// The tables of a database, format by format. All of this throws SQLite::Exception, and belongs
/// into a transaction.
struct TableList {
    std::span<const TableItem> items;
    std::span<const AddedColumn> columns;

    /// In an empty database.
    void create(SQLite::Database& database, std::int64_t format) const;
    /// From one format to a later one; what tables hold that both have stays. A row that was
    /// damaged stays so (row_checksums.h).
    void change(SQLite::Database& database, std::int64_t from, std::int64_t to) const;
    /// Whether a database has exactly the tables and indexes of this format, and nothing else.
    [[nodiscard]] bool isExactlyIn(SQLite::Database& database, std::int64_t format) const;
};

} // namespace leitmotif
