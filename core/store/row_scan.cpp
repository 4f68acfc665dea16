// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/row_scan.h"

#include "core/store/row_checksums.h"

#include <algorithm>

namespace leitmotif {

namespace {

std::string keyOrder(SQLite::Database& connection, const std::string& table,
                     const char* direction) {
    std::string order;
    for (const std::string& column : keyColumns(connection, table))
        order.append(order.empty() ? "" : ", ").append(column).append(direction);
    return order;
}

/// The row's values of the key columns; only the last may hold the separator itself.
std::vector<std::string> partsOfKey(std::string key, std::size_t count) {
    std::vector<std::string> parts;
    while (parts.size() + 1 < count) {
        const auto end = key.find('/');
        parts.push_back(key.substr(0, end));
        key.erase(0, end == std::string::npos ? end : end + 1);
    }
    parts.push_back(std::move(key));
    return parts;
}

/// Finds a row by its key without scanning the table. Throws if a page on the way is damaged.
bool visitByKey(SQLite::Database& connection, const std::string& table, const std::string& select,
                const std::string& key, const std::function<void(SQLite::Statement&)>& visit) {
    const auto columns = keyColumns(connection, table);
    std::string condition;
    for (const std::string& column : columns)
        condition.append(condition.empty() ? "" : " AND ").append(column).append(" = ?");
    SQLite::Statement query(connection, select + " WHERE " + condition);
    const auto parts = partsOfKey(key, columns.size());
    for (std::size_t i = 0; i < parts.size(); ++i)
        query.bind(static_cast<int>(i + 1), parts[i]);
    if (!query.executeStep())
        return false;
    visit(query);
    return true;
}

std::set<std::string> expectedKeys(SQLite::Database& connection, const std::string& table) {
    std::set<std::string> keys;
    try {
        if (!hasChecksums(connection))
            return keys;
        SQLite::Statement query(connection, "SELECT key FROM checksum WHERE name = ?");
        query.bind(1, table);
        while (query.executeStep())
            keys.insert(query.getColumn(0).getString());
    } catch (const SQLite::Exception&) {
        return keys; // what could be read of them
    }
    return keys;
}

} // namespace

std::set<std::string> scanRows(const ProjectFile::Database& database, const std::string& table,
                               const std::function<void(SQLite::Statement&)>& visit) {
    SQLite::Database& connection = *database.connection;
    const std::string select = "SELECT " + keySql(connection, table) + ", " +
                               database.whole(table) + ", " + table + ".* FROM " + table;
    std::set<std::string> seen;
    const auto visitNew = [&](SQLite::Statement& query) {
        if (seen.insert(query.getColumn(0).getString()).second)
            visit(query);
    };
    const auto visitAll = [&](const char* direction) {
        try {
            SQLite::Statement query(connection,
                                    select + " ORDER BY " + keyOrder(connection, table, direction));
            while (query.executeStep())
                visitNew(query);
            return true;
        } catch (const SQLite::Exception&) {
            return false;
        }
    };
    const bool isReadable = visitAll("") || visitAll(" DESC");
    std::set<std::string> lost;
    for (const std::string& key : expectedKeys(connection, table)) {
        if (seen.contains(key))
            continue;
        bool isFound = false;
        try {
            isFound = !isReadable && visitByKey(connection, table, select, key, visitNew);
        } catch (const SQLite::Exception&) {
            isFound = false;
        }
        if (!isFound)
            lost.insert(key);
    }
    return lost;
}

} // namespace leitmotif
