// SPDX-License-Identifier: GPL-3.0-or-later
// The histories of a ProjectFile.
#include "core/store/document_rows.h"
#include "core/store/measure_columns.h"
#include "core/store/project_schema.h"
#include "core/store/row_checksums.h"

namespace leitmotif {

namespace {

using Connection = SQLite::Database;

Error notSoManyEdits() {
    return {ErrorCode::EditNotApplicable, {"there are not so many edits"}};
}

/// The document of a source or take, without edits if it had none.
Result<std::int64_t> documentOf(Connection& connection, DocumentKey key) {
    if (const auto id = documentId(connection, key))
        return *id;
    SQLite::Statement owner(connection, key.kind == DocumentKey::Kind::Source
                                            ? "SELECT 1 FROM source WHERE id = ?"
                                            : "SELECT 1 FROM take WHERE id = ?");
    sql::bindAll(owner, key.id);
    if (!owner.executeStep())
        return Error{ErrorCode::EditNotApplicable, {"there is no score"}};
    return insertDocument(connection, {key, 0, {}, nullptr, {}});
}

/// Sets the number of applied edits and invalidates the measures.
void setApplied(Connection& connection, std::int64_t document, std::int64_t edits) {
    sql::run(connection,
             ("UPDATE document SET applied_edits = ?, " + unsetMeasures(kProjectFormat) +
              ", changed = (SELECT max(changed) + 1 FROM document) WHERE id = ?")
                 .c_str(),
             edits, document);
}

std::int64_t numberIn(SQLite::Statement query) {
    return query.executeStep() ? query.getColumn(0).getInt64() : 0;
}

} // namespace

Result<void> ProjectFile::addEdit(DocumentKey key, const StoredEdit& edit) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        const auto id = documentOf(connection, key);
        if (!id)
            return id.error();
        SQLite::Statement query(connection, "SELECT applied_edits FROM document WHERE id = ?");
        sql::bindAll(query, *id);
        const std::int64_t position = numberIn(std::move(query));
        sql::run(connection, "DELETE FROM edit WHERE document = ? AND position >= ?", *id,
                 position);
        insertEdit(connection, *id, position, {edit.label, edit.continuesStep, changeText(edit)});
        setApplied(connection, *id, position + 1);
        return {};
    });
}

Result<void> ProjectFile::setEditPosition(DocumentKey key, std::int64_t appliedEdits) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        const auto id = documentId(connection, key);
        if (!id)
            return notSoManyEdits();
        SQLite::Statement query(connection, "SELECT count(*) FROM edit WHERE document = ?");
        sql::bindAll(query, *id);
        if (appliedEdits < 0 || appliedEdits > numberIn(std::move(query)))
            return notSoManyEdits();
        setApplied(connection, *id, appliedEdits);
        return {};
    });
}

Result<void> ProjectFile::setHistory(DocumentKey key, const std::vector<StoredEdit>& edits,
                                     std::int64_t appliedEdits) {
    if (appliedEdits < 0 || appliedEdits > static_cast<std::int64_t>(edits.size()))
        return notSoManyEdits();
    return m_database->write([&](Connection& connection) -> Result<void> {
        auto id = documentOf(connection, key);
        if (id &&
            sql::run(connection,
                     ("DELETE FROM document WHERE id = ? AND NOT " + m_database->whole("document"))
                         .c_str(),
                     *id) > 0) {
            forgetLostRows(connection, "edit", *id);
            id = documentOf(connection, key);
        }
        if (!id)
            return id.error();
        sql::run(connection, "DELETE FROM edit WHERE document = ?", *id);
        forgetLostRows(connection, "edit", *id);
        std::int64_t position = 0;
        for (const StoredEdit& edit : edits)
            insertEdit(connection, *id, position++,
                       {edit.label, edit.continuesStep, changeText(edit)});
        setApplied(connection, *id, appliedEdits);
        return {};
    });
}

Result<void> ProjectFile::setMeasures(std::int64_t take, const TakeMeasures& measures) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        sql::run(
            connection,
            ("UPDATE document SET " + setMeasuresSql(measures, kProjectFormat) + " WHERE take = ?")
                .c_str(),
            take);
        return {};
    });
}

Result<std::vector<StoredDocument>> ProjectFile::documents() const {
    return m_database->read([&](Connection& connection) -> Result<std::vector<StoredDocument>> {
        std::vector<StoredDocument> documents;
        const auto all = documentRows(connection);
        for (const DocumentRows& rows : all) {
            m_database->tellDamage(rows);
            if (auto document = documentFrom(connection, rows))
                documents.push_back(std::move(*document));
        }
        m_database->compareCount("document", static_cast<std::int64_t>(all.size()), std::nullopt,
                                 "the list of histories");
        return documents;
    });
}

} // namespace leitmotif
