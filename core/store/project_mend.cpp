// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the undamaged parts of a ProjectFile as a new one.
#include "core/store/project_mend.h"

#include "core/store/project_schema.h"
#include "core/store/row_checksums.h"
#include "core/store/row_scan.h"

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <array>
#include <map>
#include <system_error>

#include <unistd.h>

namespace leitmotif {

namespace {

constexpr const char* kLost = "lost";

// Owners before the rows that belong to them.
constexpr std::array kOrder = {"source",  "run",        "run_source", "epoch",    "measure", "take",
                               "weights", "checkpoint", "latent_map", "document", "edit"};
static_assert(kOrder.size() == std::size(kCheckedTables));

/// Copies rows from one project into another, which is empty.
class Mender {
  public:
    Mender(const ProjectFile::Database& from, SQLite::Database& to) : m_from(from), m_to(to) {}
    void mend();

  private:
    void copyRows(const std::string& table);
    bool copyRow(const std::string& table, SQLite::Statement& row);
    /// Keeps a run whose own row is damaged.
    void keepRunFor(const std::string& table, SQLite::Statement& row);
    void cutEdits();
    bool hasTable(const char* name) { return m_to.tableExists(name); }

    const ProjectFile::Database& m_from;
    SQLite::Database& m_to;
};

bool Mender::copyRow(const std::string& table, SQLite::Statement& row) {
    const int columns = row.getColumnCount() - kFirstOwnColumn;
    std::string places;
    for (int i = 0; i < columns; ++i)
        places += i == 0 ? "?" : ", ?";
    SQLite::Statement insert(m_to, "INSERT INTO " + table + " VALUES (" + places + ")");
    for (int i = 0; i < columns; ++i) {
        const SQLite::Column value = row.getColumn(i + kFirstOwnColumn);
        if (value.isInteger())
            insert.bind(i + 1, value.getInt64());
        else if (value.isFloat())
            insert.bind(i + 1, value.getDouble());
        else if (value.isText())
            insert.bind(i + 1, value.getString());
        else if (value.isBlob())
            insert.bindNoCopy(i + 1, value.getBytes() > 0 ? value.getBlob() : "", value.getBytes());
        else
            insert.bind(i + 1);
    }
    return insert.tryExecuteStep() == SQLITE_DONE;
}

void Mender::keepRunFor(const std::string& table, SQLite::Statement& row) {
    if (row.getColumnName(kFirstOwnColumn) != std::string_view("run") && table != "take")
        return;
    const int runColumn = table == "take" ? kFirstOwnColumn + 1 : kFirstOwnColumn;
    const auto run = row.getColumn(runColumn).getInt64();
    SQLite::Statement known(m_to, "SELECT 1 FROM run WHERE id = ?");
    known.bind(1, run);
    if (known.executeStep())
        return;
    const std::string name =
        table == "take" ? row.getColumn(kFirstOwnColumn + 2).getString() : "run";
    sql::run(m_to,
             "INSERT INTO run (id, recipe, corpus_hash, state, failure)"
             " VALUES (?, ?, 0, 'failed', 'Its recipe was damaged and is lost.')",
             run, lostRecipe(name));
}

void Mender::copyRows(const std::string& table) {
    scanRows(m_from, table, [&](SQLite::Statement& row) {
        if (row.getColumn(1).getInt() == 0)
            return;
        keepRunFor(table, row);
        (void)copyRow(table, row); // without its owner it is left out
    });
}

/// Cuts histories at the first missing edit: later ones do not fit without it.
void Mender::cutEdits() {
    const bool hasOwner = keyColumns(m_to, "edit").size() > 1;
    const std::string isOfSame = hasOwner ? "other.document = edit.document AND " : "";
    m_to.exec("DELETE FROM edit WHERE position > (SELECT count(*) FROM edit AS other WHERE " +
              isOfSame + "other.position < edit.position)");
    if (!hasOwner)
        m_to.exec("DELETE FROM edit WHERE NOT EXISTS (SELECT 1 FROM document)");
    m_to.exec(std::string("UPDATE document SET applied_edits = min(applied_edits,"
                          " (SELECT count(*) FROM edit") +
              (hasOwner ? " WHERE edit.document = document.id))" : "))"));
}

void Mender::mend() {
    const auto format = projectFormatOf(*m_from.connection);
    m_to.exec("PRAGMA auto_vacuum = INCREMENTAL");
    m_to.exec("PRAGMA journal_mode = OFF"); // nothing else is in the file
    createTablesOfFormat(m_to, format);
    if (hasChecksums(m_to))
        keepChecksums(m_to);
    SQLite::Transaction transaction(m_to);
    for (const char* const table : kOrder)
        if (hasTable(table))
            copyRows(table);
    cutEdits();
    transaction.commit();
}

} // namespace

std::string lostRecipe(const std::string& name) {
    return nlohmann::json{{kLost, true}, {"name", name}}.dump(
        -1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool isLostRecipe(const nlohmann::json& json) {
    return json.is_object() && json.contains(kLost) && json.at(kLost) == true;
}

Result<void> ProjectFile::mendTo(const std::filesystem::path& path) const {
    const auto failure = [&](const std::string& detail) {
        return Error{ErrorCode::FileNotWritable, {path.string(), detail}};
    };
    std::error_code code;
    if (std::filesystem::exists(std::filesystem::symlink_status(path, code)))
        return failure("something stands there; it is not replaced");
    const auto part = std::filesystem::path(path.string() + "-part" + std::to_string(::getpid()));
    std::filesystem::remove(part, code);
    try {
        {
            const auto to = openDatabase(part, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            Mender(*m_database, *to).mend();
        }
        std::filesystem::rename(part, path);
        return {};
    } catch (const std::exception& exception) {
        std::filesystem::remove(part, code);
        return failure(exception.what());
    }
}

} // namespace leitmotif
