// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_schema.h"

#include "core/store/document_rows.h"
#include "core/store/measure_columns.h"
#include "core/store/row_checksums.h"
#include "core/store/table_list.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>

namespace leitmotif {

namespace {

// docs/file_formats.md says what each column means.
constexpr std::array kItems = {
    TableItem{"source",
              "CREATE TABLE source (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,"
              " hash INTEGER NOT NULL, tracks TEXT NOT NULL, first_bar INTEGER,"
              " last_bar INTEGER, is_removed INTEGER NOT NULL, midi BLOB NOT NULL)"},
    TableItem{"document",
              "CREATE TABLE document (id INTEGER PRIMARY KEY CHECK (id = 1),"
              " name TEXT NOT NULL, applied_edits INTEGER NOT NULL, midi BLOB NOT NULL)",
              1, kFirstFormatOfHistories},
    TableItem{"edit", "CREATE TABLE edit (position INTEGER PRIMARY KEY, change TEXT NOT NULL)", 1,
              kFirstFormatOfHistories},
    TableItem{"run",
              "CREATE TABLE run (id INTEGER PRIMARY KEY AUTOINCREMENT, recipe TEXT NOT NULL,"
              " corpus_hash INTEGER NOT NULL, state TEXT NOT NULL, failure TEXT NOT NULL,"
              " parameters INTEGER, device TEXT, precision TEXT, threads INTEGER, notes INTEGER,"
              " validation_notes INTEGER, unigram_nats REAL, ngram_nats REAL,"
              " first_epoch INTEGER, planned_epochs INTEGER, ending TEXT, epochs INTEGER,"
              " best_epoch INTEGER, test_loss REAL, seconds REAL)"},
    TableItem{"run_source",
              "CREATE TABLE run_source (run INTEGER NOT NULL REFERENCES run ON DELETE"
              " CASCADE, position INTEGER NOT NULL, source INTEGER NOT NULL REFERENCES"
              " source, tracks TEXT NOT NULL, first_bar INTEGER, last_bar INTEGER,"
              " PRIMARY KEY (run, position)) WITHOUT ROWID"},
    TableItem{"epoch",
              "CREATE TABLE epoch (run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,"
              " epoch INTEGER NOT NULL, loss REAL, validation_loss REAL,"
              " network_validation_loss REAL, is_best INTEGER NOT NULL, seconds REAL NOT NULL,"
              " PRIMARY KEY (run, epoch)) WITHOUT ROWID"},
    TableItem{"measure",
              "CREATE TABLE measure (run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,"
              " epoch INTEGER NOT NULL, name TEXT NOT NULL, value REAL,"
              " PRIMARY KEY (run, epoch, name)) WITHOUT ROWID"},
    TableItem{"take",
              "CREATE TABLE take (id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL"
              " REFERENCES run ON DELETE CASCADE, preset TEXT NOT NULL, epoch INTEGER NOT NULL,"
              " seed INTEGER NOT NULL, notes INTEGER NOT NULL, bars INTEGER NOT NULL,"
              " copied REAL NOT NULL, longest_copy INTEGER NOT NULL, seconds REAL NOT NULL,"
              " midi BLOB NOT NULL)"},
    TableItem{"take_by_origin", "CREATE INDEX take_by_origin ON take (run, epoch, seed)"},
    TableItem{"weights",
              "CREATE TABLE weights (run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,"
              " epoch INTEGER NOT NULL, is_best INTEGER NOT NULL,"
              " is_sampled INTEGER NOT NULL, weights BLOB NOT NULL,"
              " UNIQUE (run, epoch))"},
    TableItem{"checkpoint", "CREATE TABLE checkpoint (run INTEGER NOT NULL REFERENCES run ON DELETE"
                            " CASCADE, slot INTEGER NOT NULL, epoch INTEGER NOT NULL,"
                            " hash INTEGER NOT NULL, weights BLOB NOT NULL, training BLOB NOT NULL,"
                            " UNIQUE (run, slot))"},
    TableItem{"latent_map",
              "CREATE TABLE latent_map (run INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,"
              " epoch INTEGER NOT NULL, map BLOB NOT NULL)",
              2},
    TableItem{"document",
              "CREATE TABLE document (id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER UNIQUE"
              " REFERENCES source ON DELETE CASCADE, take INTEGER UNIQUE REFERENCES take ON DELETE"
              " CASCADE, applied_edits INTEGER NOT NULL, changed INTEGER NOT NULL, copied REAL,"
              " longest_copy INTEGER, midi BLOB, CHECK ((source IS NULL) <> (take IS NULL)))",
              kFirstFormatOfHistories},
    TableItem{"edit",
              "CREATE TABLE edit (document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,"
              " position INTEGER NOT NULL, label TEXT NOT NULL, continues INTEGER NOT NULL,"
              " change TEXT NOT NULL, UNIQUE (document, position))",
              kFirstFormatOfHistories},
    TableItem{"checksum",
              "CREATE TABLE checksum (name TEXT NOT NULL, key TEXT NOT NULL, hash INTEGER NOT NULL,"
              " PRIMARY KEY (name, key)) WITHOUT ROWID",
              kFirstFormatOfChecksums},
};

/// The measures of takes are the only columns that later formats add.
const TableList& tables() {
    static const auto columns = addedMeasureColumns();
    static const TableList all{kItems, columns};
    return all;
}

std::int64_t numberOf(SQLite::Database& database, const char* pragma) {
    return database.execAndGet(pragma).getInt64();
}

void insertDocuments(SQLite::Database& database, const std::vector<DocumentRows>& documents) {
    for (const DocumentRows& rows : documents) {
        const std::int64_t id = insertDocument(database, rows);
        for (std::size_t position = 0; position < rows.edits.size(); ++position)
            insertEdit(database, id, static_cast<std::int64_t>(position), rows.edits[position]);
    }
}

} // namespace

std::int64_t projectFormatOf(SQLite::Database& database) {
    return numberOf(database, "PRAGMA user_version");
}

void createProjectTables(SQLite::Database& database) {
    if (projectFormatOf(database) == kProjectFormat)
        return;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t format = projectFormatOf(database); // 0 of an empty one
    const bool hasOldDocument = 0 < format && format < kFirstFormatOfHistories;
    const auto documents = hasOldDocument ? documentRows(database) : std::vector<DocumentRows>();
    tables().change(database, format, kProjectFormat);
    insertDocuments(database, documents);
    if (format < kFirstFormatOfChecksums)
        addChecksums(database);
    database.exec("PRAGMA application_id = " + std::to_string(kProjectApplicationId));
    database.exec("PRAGMA user_version = " + std::to_string(kProjectFormat));
    transaction.commit();
}

void createTablesOfFormat(SQLite::Database& database, std::int64_t format) {
    tables().create(database, format);
    database.exec("PRAGMA application_id = " + std::to_string(kProjectApplicationId));
    database.exec("PRAGMA user_version = " + std::to_string(format));
}

Result<void> checkProjectTables(SQLite::Database& database, const std::string& path) {
    const SQLite::Transaction transaction(database); // another process may upgrade it meanwhile
    if (numberOf(database, "PRAGMA application_id") != kProjectApplicationId)
        return Error{ErrorCode::ProjectUnreadable, {path, "it belongs to another program"}};
    const std::int64_t format = projectFormatOf(database);
    if (format > kProjectFormat)
        return Error{ErrorCode::ProjectTooNew,
                     {path, std::to_string(format), std::to_string(kProjectFormat)}};
    if (format < 1 || !tables().isExactlyIn(database, format))
        return Error{ErrorCode::ProjectUnreadable, {path, "its tables are not those of a project"}};
    return {};
}

} // namespace leitmotif
