// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/document_rows.h"

#include "core/base/json_text.h"
#include "core/base/limits.h"
#include "core/midi/smf_reader.h"
#include "core/store/edit_codec.h"
#include "core/store/measure_columns.h"
#include "core/store/project_schema.h"
#include "core/store/row_checksums.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <span>

namespace leitmotif {

namespace {

using Connection = SQLite::Database;

/// Reads every edit before the first one that is damaged or missing; true if that is all.
bool readEditRows(Connection& connection, std::int64_t document, std::vector<EditRow>& rows) {
    SQLite::Statement query(connection, "SELECT label, continues, change, position, " +
                                            wholeSql(connection, "edit") +
                                            " FROM edit WHERE document = ? ORDER BY position");
    sql::bindAll(query, document);
    while (query.executeStep()) {
        if (query.getColumn(4).getInt() == 0 ||
            query.getColumn(3).getInt64() != static_cast<std::int64_t>(rows.size()))
            return false;
        rows.push_back({query.getColumn(0).getString(), query.getColumn(1).getInt() != 0,
                        query.getColumn(2).getString()});
    }
    return expectedRows(connection, "edit", std::to_string(document)) <=
           static_cast<std::int64_t>(rows.size());
}

Result<StoredEdit> editFrom(const EditRow& row) {
    const auto json = parseJson(row.change, kLongestEdit);
    if (!json)
        return json.error();
    StoredEdit edit{row.label, row.continuesStep, std::nullopt};
    if (json->is_null())
        return edit;
    auto change = editFromJson(*json);
    if (!change)
        return change.error();
    edit.change = std::move(*change);
    return edit;
}

std::shared_ptr<const Bytes> midiOfOwner(Connection& connection, DocumentKey key) {
    SQLite::Statement query(connection, key.kind == DocumentKey::Kind::Source
                                            ? "SELECT midi FROM source WHERE id = ?"
                                            : "SELECT midi FROM take WHERE id = ?");
    sql::bindAll(query, key.id);
    return query.executeStep() ? sql::bytesOf(query.getColumn(0)) : nullptr;
}

/// The number of edits that can be applied one after the other.
std::size_t possibleEdits(const Score& original, std::span<const StoredEdit> edits, Error& why) {
    Score score = original;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        auto next = applied(score, edits[i], original);
        if (!next) {
            why = next.error();
            return i;
        }
        score = std::move(*next);
    }
    return edits.size();
}

/// Reads the edits up to the first one that cannot be read or, if applied, cannot be made.
void readEdits(StoredDocument& document, const DocumentRows& rows) {
    for (const EditRow& row : rows.edits) {
        auto edit = editFrom(row);
        if (!edit) {
            document.damage = describe(edit.error());
            break;
        }
        document.edits.push_back(std::move(*edit));
    }
    const auto wanted = static_cast<std::size_t>(std::max<std::int64_t>(0, rows.appliedEdits));
    document.applied = std::min(wanted, document.edits.size());
    if (document.applied != wanted && document.damage.empty())
        document.damage = "edits are missing";
    const auto made = [&] { return std::span(document.edits).first(document.applied); };
    auto score = replayed(document.original, made());
    if (!score) {
        Error why = score.error();
        document.applied = possibleEdits(document.original, made(), why);
        document.edits.resize(document.applied);
        document.damage = describe(why);
        score = replayed(document.original, made());
    }
    document.score = score ? std::move(*score) : document.original;
    if (!rows.damage.empty())
        document.damage = rows.damage;
}

} // namespace

std::vector<DocumentRows> documentRows(Connection& connection) {
    if (projectFormatOf(connection) < kFirstFormatOfHistories)
        return documentRowsOfOldFormat(connection);
    const std::int64_t format = projectFormatOf(connection);
    SQLite::Statement query(connection, "SELECT id, source, take, applied_edits, midi, " +
                                            wholeSql(connection, "document") + ", " +
                                            measureColumns(format) +
                                            " FROM document ORDER BY changed");
    std::vector<DocumentRows> all;
    while (query.executeStep()) {
        DocumentRows rows;
        const bool isTake = query.isColumnNull(1);
        rows.key = {isTake ? DocumentKey::Kind::Take : DocumentKey::Kind::Source,
                    query.getColumn(isTake ? 2 : 1).getInt64()};
        rows.appliedEdits = query.getColumn(3).getInt64();
        rows.measures = measuresIn(query, format);
        if (!query.isColumnNull(4))
            rows.midi = sql::bytesOf(query.getColumn(4));
        const bool isWhole = query.getColumn(5).getInt() != 0;
        if (!readEditRows(connection, query.getColumn(0).getInt64(), rows.edits) || !isWhole)
            rows.damage = std::string("the history of ") + (isTake ? "take " : "source ") +
                          std::to_string(rows.key.id);
        if (!isWhole)
            rows.appliedEdits = static_cast<std::int64_t>(rows.edits.size());
        all.push_back(std::move(rows));
    }
    return all;
}

std::optional<std::int64_t> documentId(Connection& connection, DocumentKey key) {
    SQLite::Statement query(connection, key.kind == DocumentKey::Kind::Source
                                            ? "SELECT id FROM document WHERE source = ?"
                                            : "SELECT id FROM document WHERE take = ?");
    sql::bindAll(query, key.id);
    return query.executeStep() ? std::optional(query.getColumn(0).getInt64()) : std::nullopt;
}

std::int64_t insertDocument(Connection& connection, const DocumentRows& rows) {
    const bool isTake = rows.key.kind == DocumentKey::Kind::Take;
    const auto owner = [&](bool isOwner) {
        return isOwner ? std::optional(rows.key.id) : std::nullopt;
    };
    SQLite::Statement insert(connection,
                             "INSERT INTO document (source, take, applied_edits, changed, midi)"
                             " VALUES (?, ?, ?,"
                             " (SELECT ifnull(max(changed), 0) + 1 FROM document), ?)");
    sql::bindAll(insert, owner(!isTake), owner(isTake), rows.appliedEdits);
    if (rows.midi)
        sql::bindAt(insert, 4, *rows.midi);
    insert.exec();
    return connection.getLastInsertRowid();
}

void insertEdit(Connection& connection, std::int64_t document, std::int64_t position,
                const EditRow& edit) {
    if (edit.change.size() > kLongestEdit) // which could not be read again
        throw std::length_error("the edit is too large for a project");
    sql::run(connection,
             "INSERT INTO edit (document, position, label, continues, change)"
             " VALUES (?, ?, ?, ?, ?)",
             document, position, edit.label, edit.continuesStep, edit.change);
}

std::string changeText(const StoredEdit& edit) {
    return (edit.change ? toJson(*edit.change) : nlohmann::json()).dump();
}

std::optional<StoredDocument> documentFrom(Connection& connection, const DocumentRows& rows) {
    const auto midi = rows.midi ? rows.midi : midiOfOwner(connection, rows.key);
    if (!midi)
        return std::nullopt;
    const auto readAs = [&](const MidiReadOptions& options) -> std::optional<StoredDocument> {
        auto read = readMidi(*midi, "document", options);
        if (!read)
            return std::nullopt;
        StoredDocument document;
        document.key = rows.key;
        document.original = std::move(read->score);
        readEdits(document, rows);
        return document;
    };
    auto document = readAs({});
    if (document && !document->damage.empty() && rows.damage.empty()) {
        // Its edits may refer to notes as an older program read them.
        if (auto before = readAs({.isBeforeFormat3 = true}); before && before->damage.empty())
            document = std::move(before);
    }
    if (!document)
        return std::nullopt;
    document->isEdited =
        document->applied > 0 && document->score.hash() != document->original.hash();
    return document;
}

std::vector<ReadDocument> documentsIn(Connection& connection, DocumentKey::Kind kind) {
    std::vector<ReadDocument> all;
    for (DocumentRows& rows : documentRows(connection)) {
        if (rows.key.kind != kind)
            continue;
        if (auto document = documentFrom(connection, rows))
            all.push_back({std::move(rows), std::move(*document)});
    }
    return all;
}

} // namespace leitmotif
