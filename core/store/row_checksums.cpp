// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/row_checksums.h"

#include "core/base/files.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <bit>
#include <span>

namespace leitmotif {

namespace {

std::uint64_t hashOfNumber(std::uint64_t number, std::uint64_t seed) {
    std::array<std::uint8_t, sizeof number> bytes{};
    for (auto& byte : bytes) {
        byte = static_cast<std::uint8_t>(number);
        number >>= 8U;
    }
    return hashOf(bytes, seed);
}

std::uint64_t hashOfValue(sqlite3_value* value, std::uint64_t seed) {
    const int type = ::sqlite3_value_type(value);
    seed = hashOfNumber(static_cast<std::uint64_t>(type), seed);
    switch (type) {
    case SQLITE_INTEGER:
        return hashOfNumber(static_cast<std::uint64_t>(::sqlite3_value_int64(value)), seed);
    case SQLITE_FLOAT:
        return hashOfNumber(std::bit_cast<std::uint64_t>(::sqlite3_value_double(value)), seed);
    case SQLITE_NULL:
        return seed;
    default:
        break;
    }
    const auto* const start = static_cast<const std::uint8_t*>(::sqlite3_value_blob(value));
    const auto count = static_cast<std::size_t>(::sqlite3_value_bytes(value));
    return hashOf(std::span(start, start ? count : 0), hashOfNumber(count, seed));
}

/// FNV-1a of all arguments with their kinds and sizes.
void rowHash(sqlite3_context* context, int count, sqlite3_value** values) {
    std::uint64_t hash = hashOf({});
    for (int i = 0; i < count; ++i)
        hash = hashOfValue(values[i], hash);
    ::sqlite3_result_int64(context, std::bit_cast<std::int64_t>(hash));
}

const CheckedTable& tableNamed(std::string_view name) {
    return *std::ranges::find_if(kCheckedTables,
                                 [&](const CheckedTable& table) { return name == table.name; });
}

std::vector<std::string> columnNames(SQLite::Database& database, const std::string& table) {
    SQLite::Statement query(database, "SELECT name FROM pragma_table_info(?) ORDER BY cid");
    query.bind(1, table);
    std::vector<std::string> names;
    while (query.executeStep())
        names.push_back(query.getColumn(0).getString());
    return names;
}

std::string keyOf(const std::vector<std::string>& columns, const std::string& row) {
    std::string key;
    for (const std::string& column : columns)
        key.append(key.empty() ? "" : " || '/' || ").append(row).append(".").append(column);
    return "(" + key + " || '')"; // text also where it is one number
}

std::string hashSql(SQLite::Database& database, const std::string& table) {
    std::string columns;
    for (const std::string& name : columnNames(database, table))
        columns.append(columns.empty() ? "" : ", ").append(table).append(".").append(name);
    return "row_hash(" + columns + ")";
}

/// SQL for the stored checksum.
std::string storedSql(SQLite::Database& database, const std::string& table,
                      const std::string& row) {
    return "(SELECT hash FROM checksum WHERE checksum.name = '" + table +
           "' AND checksum.key = " + keyOf(keyColumns(database, table), row) + ")";
}

/// SQL condition that all values have the declared types of their columns.
std::string kindsSql(SQLite::Database& database, const std::string& table) {
    SQLite::Statement query(
        database, "SELECT name, lower(type), \"notnull\" OR pk FROM pragma_table_info(?)");
    query.bind(1, table);
    std::string sql;
    while (query.executeStep()) {
        const std::string value = "typeof(" + table + "." + query.getColumn(0).getString() + ")";
        sql += (sql.empty() ? "" : " AND ") + value + " IN ('" + query.getColumn(1).getString() +
               (query.getColumn(2).getInt() != 0 ? "')" : "', 'null')");
    }
    return sql;
}

/// Condition that a row's key columns are those of `row`, which is OLD or NEW of a trigger.
std::string isRowSql(const std::string& table, const std::vector<std::string>& keys,
                     const std::string& row) {
    std::string sql;
    for (const std::string& column : keys)
        sql.append(sql.empty() ? "" : " AND ")
            .append(table + "." + column)
            .append(" = " + row + "." + column);
    return sql;
}

void addTriggers(SQLite::Database& database, const std::string& name) {
    const auto keys = keyColumns(database, name);
    const std::string hash = hashSql(database, name);
    const std::string store = "INSERT OR REPLACE INTO checksum (name, key, hash) SELECT '" + name +
                              "', " + keyOf(keys, name) + ", " + hash + " FROM " + name +
                              " WHERE " + isRowSql(name, keys, "NEW") + "; ";
    const std::string forget =
        "DELETE FROM checksum WHERE name = '" + name + "' AND key = " + keyOf(keys, "OLD") + "; ";
    const auto add = [&](const char* title, const char* when, const std::string& work) {
        database.exec("CREATE TEMP TRIGGER IF NOT EXISTS " + name + title + when + " ON main." +
                      name + " BEGIN " + work + "END");
    };
    add("_change ", "BEFORE UPDATE",
        "SELECT RAISE(ABORT, 'what is stored is damaged') FROM " + name + " WHERE " +
            isRowSql(name, keys, "OLD") + " AND " + storedSql(database, name, "OLD") + " IS NOT " +
            hash + "; ");
    add("_added ", "AFTER INSERT", store);
    add("_changed ", "AFTER UPDATE", forget + store);
    add("_removed ", "AFTER DELETE", forget);
}

bool hasTable(SQLite::Database& database, const std::string& name) {
    SQLite::Statement query(database,
                            "SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = ?");
    query.bind(1, name);
    return query.executeStep();
}

/// SQL for the hashes that rows contained before there were checksums.
std::string ownCheckSql(const std::string& table) {
    if (table == "source")
        return " AND row_bytes_hash(source.midi) = source.hash";
    if (table == "checkpoint")
        return " AND row_bytes_hash(checkpoint.weights, checkpoint.training) = checkpoint.hash";
    return {};
}

/// Of the rows of which the condition is true.
void writeChecksums(SQLite::Database& database, const std::string& table,
                    const std::string& condition) {
    database.exec("INSERT OR REPLACE INTO checksum (name, key, hash) SELECT '" + table + "', " +
                  keySql(database, table) + ", " + hashSql(database, table) + " FROM " + table +
                  " WHERE " + condition);
}

/// FNV-1a of the bytes of all arguments, one after the other.
void bytesHash(sqlite3_context* context, int count, sqlite3_value** values) {
    std::uint64_t hash = hashOf({});
    for (int i = 0; i < count; ++i) {
        const auto* const start = static_cast<const std::uint8_t*>(::sqlite3_value_blob(values[i]));
        const auto size = static_cast<std::size_t>(::sqlite3_value_bytes(values[i]));
        hash = hashOf(std::span(start, start ? size : 0), hash);
    }
    ::sqlite3_result_int64(context, std::bit_cast<std::int64_t>(hash));
}

} // namespace

void addRowHash(SQLite::Database& database) {
    constexpr int kAnyCount = -1;
    constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    for (const auto& [name, function] :
         {std::pair("row_hash", &rowHash), std::pair("row_bytes_hash", &bytesHash)})
        if (::sqlite3_create_function_v2(database.getHandle(), name, kAnyCount, kFlags, nullptr,
                                         function, nullptr, nullptr, nullptr) != SQLITE_OK)
            throw SQLite::Exception(database.getHandle());
}

std::vector<std::string> keyColumns(SQLite::Database& database, const std::string& table) {
    const auto there = columnNames(database, table);
    std::vector<std::string> columns;
    for (const char* const column : tableNamed(table).keys)
        if (column && std::ranges::find(there, column) != there.end())
            columns.emplace_back(column);
    return columns;
}

std::string keySql(SQLite::Database& database, const std::string& table) {
    return keyOf(keyColumns(database, table), table);
}

std::string wholeSql(SQLite::Database& database, const std::string& table) {
    std::string sql = "(" + kindsSql(database, table);
    if (hasChecksums(database))
        sql += " AND " + storedSql(database, table, table) + " IS " + hashSql(database, table);
    else
        sql += ownCheckSql(table);
    return sql + ")";
}

bool hasChecksums(SQLite::Database& database) {
    return hasTable(database, "checksum");
}

void keepChecksums(SQLite::Database& database) {
    for (const CheckedTable& table : kCheckedTables)
        addTriggers(database, table.name);
}

void addChecksums(SQLite::Database& database) {
    for (const CheckedTable& table : kCheckedTables)
        writeChecksums(database, table.name,
                       kindsSql(database, table.name) + ownCheckSql(table.name));
}

void addCheckedColumn(SQLite::Database& database, const std::string& table,
                      const std::string& definition) {
    const std::string wasWhole = wholeSql(database, table); // by the columns of before
    database.exec("ALTER TABLE " + table + " ADD COLUMN " + definition);
    writeChecksums(database, table, wasWhole);
}

std::int64_t expectedRows(SQLite::Database& database, std::string_view table,
                          std::string_view firstKey) {
    if (!hasChecksums(database))
        return -1;
    SQLite::Statement query(database, firstKey.empty()
                                          ? "SELECT count(*) FROM checksum WHERE name = ?"
                                          : "SELECT count(*) FROM checksum WHERE name = ?1 AND"
                                            " (key = ?2 OR (key > ?2 || '/' AND key < ?2 || '0'))");
    query.bind(1, std::string(table));
    if (!firstKey.empty())
        query.bind(2, std::string(firstKey));
    return query.executeStep() ? query.getColumn(0).getInt64() : -1;
}

void forgetLostRows(SQLite::Database& database, std::string_view table, std::int64_t firstKey) {
    SQLite::Statement forget(database, "DELETE FROM checksum WHERE name = ?1 AND (key = ?2 OR"
                                       " (key > ?2 || '/' AND key < ?2 || '0'))");
    forget.bind(1, std::string(table));
    forget.bind(2, std::to_string(firstKey));
    forget.exec();
}

void forgetLostRowsOfRun(SQLite::Database& database, std::int64_t run) {
    for (const CheckedTable& table : kCheckedTables)
        if (table.keys[0] == std::string_view("run"))
            forgetLostRows(database, table.name, run);
}

} // namespace leitmotif
