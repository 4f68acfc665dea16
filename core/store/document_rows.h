// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project_database.h"
#include "core/store/stored_document.h"

#include <memory>
#include <string>
#include <vector>

namespace leitmotif {

// Rows of the tables `document` and `edit`, private to core/store. All of these may throw.

struct EditRow {
    std::string label;
    bool continuesStep = false;
    std::string change; ///< JSON
};

struct DocumentRows {
    DocumentKey key;
    std::int64_t appliedEdits = 0;
    std::optional<TakeMeasures> measures; ///< of a take as it was edited
    std::shared_ptr<const Bytes> midi;    ///< the score before all edits; null: that of its owner
    std::vector<EditRow> edits;           ///< up to the first damaged one
    std::string damage = {};              ///< what of it is damaged, for people; empty: nothing
};

/// All documents of a project of any format; the one that was changed last comes last.
[[nodiscard]] std::vector<DocumentRows> documentRows(SQLite::Database& connection);
/// As documentRows(), for a project before format 3, which had one document without an owner.
[[nodiscard]] std::vector<DocumentRows> documentRowsOfOldFormat(SQLite::Database& connection);

/// The id of the row for `key`; nothing if there is none.
[[nodiscard]] std::optional<std::int64_t> documentId(SQLite::Database& connection, DocumentKey key);
/// Inserts a row without edits. Throws if there is no such source or take.
std::int64_t insertDocument(SQLite::Database& connection, const DocumentRows& rows);
void insertEdit(SQLite::Database& connection, std::int64_t document, std::int64_t position,
                const EditRow& edit);

[[nodiscard]] std::string changeText(const StoredEdit& edit);
/// The document in the rows, with its damage. Nothing if the score before all edits cannot be read.
[[nodiscard]] std::optional<StoredDocument> documentFrom(SQLite::Database& connection,
                                                         const DocumentRows& rows);
/// A readable document with its rows.
struct ReadDocument {
    DocumentRows rows;
    StoredDocument document;
};
[[nodiscard]] std::vector<ReadDocument> documentsIn(SQLite::Database& connection,
                                                    DocumentKey::Kind kind);

} // namespace leitmotif
