// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/table_list.h"

#include "core/store/row_checksums.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <string>

namespace leitmotif {

namespace {

void append(SQLite::Database& database, const AddedColumn& column) {
    if (hasChecksums(database))
        addCheckedColumn(database, column.table, column.definition);
    else
        database.exec(std::string("ALTER TABLE ") + column.table + " ADD COLUMN " +
                      column.definition);
}

/// What SQLite makes by itself for such tables.
bool isInternal(const std::string& type, const std::string& name, const SQLite::Column& sql) {
    if (name.starts_with("sqlite_autoindex_"))
        return type == "index" && sql.isNull();
    return name == "sqlite_sequence" && type == "table" &&
           sql.getString() == "CREATE TABLE sqlite_sequence(name,seq)";
}

/// How SQLite writes down each table and index of a format, by name.
std::map<std::string, std::string> sqlsOf(const TableList& tables, std::int64_t format) {
    SQLite::Database reference(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    addRowHash(reference);
    tables.create(reference, format);
    std::map<std::string, std::string> sqls;
    SQLite::Statement query(reference, "SELECT name, sql FROM sqlite_master WHERE sql NOT NULL"
                                       " AND name <> 'sqlite_sequence'");
    while (query.executeStep())
        sqls.emplace(query.getColumn(0).getString(), query.getColumn(1).getString());
    return sqls;
}

} // namespace

void TableList::create(SQLite::Database& database, std::int64_t format) const {
    for (const TableItem& item : items)
        if (item.isIn(format))
            database.exec(item.sql);
    for (const AddedColumn& column : columns)
        if (column.since <= format)
            append(database, column);
}

void TableList::change(SQLite::Database& database, std::int64_t from, std::int64_t to) const {
    for (const TableItem& item : items)
        if (item.isIn(from) && !item.isIn(to))
            database.exec(std::string("DROP TABLE ") + item.name);
    for (const TableItem& item : items)
        if (item.isIn(to) && !item.isIn(from))
            database.exec(item.sql);
    for (const AddedColumn& column : columns)
        if (from < column.since && column.since <= to)
            append(database, column);
}

bool TableList::isExactlyIn(SQLite::Database& database, std::int64_t format) const {
    const auto expected = sqlsOf(*this, format);
    SQLite::Statement query(database, "SELECT type, name, sql FROM sqlite_master");
    std::size_t found = 0;
    while (query.executeStep()) {
        const std::string type = query.getColumn(0).getString();
        const std::string name = query.getColumn(1).getString();
        if (isInternal(type, name, query.getColumn(2)))
            continue;
        const auto item = expected.find(name);
        if (item == expected.end() || item->second != query.getColumn(2).getString() ||
            (type != "table" && type != "index"))
            return false;
        ++found;
    }
    return found == expected.size();
}

} // namespace leitmotif
