// SPDX-License-Identifier: GPL-3.0-or-later
// Sources and the edited score of a ProjectFile.
#include "core/midi/smf_reader.h"
#include "core/store/edit_codec.h"
#include "core/store/project_events.h"

#include <nlohmann/json.hpp>

#include <bit>

namespace leitmotif {

namespace {

using Connection = SQLite::Database;

std::optional<std::int64_t> firstBarOf(const CorpusSelection& selection) {
    return selection.bars ? std::optional(selection.bars->first) : std::nullopt;
}

std::optional<std::int64_t> lastBarOf(const CorpusSelection& selection) {
    return selection.bars ? std::optional(selection.bars->last) : std::nullopt;
}

/// Rows of id, name, tracks, first_bar, last_bar, midi.
std::vector<StoredSource> sourcesIn(SQLite::Statement& query) {
    std::vector<StoredSource> sources;
    while (query.executeStep())
        sources.push_back(
            {query.getColumn(0).getInt64(), query.getColumn(1).getString(),
             sql::bytesOf(query.getColumn(5)),
             selectionFrom(query.getColumn(2), query.getColumn(3), query.getColumn(4))});
    return sources;
}

std::optional<std::int64_t> equalSource(Connection& connection, const std::string& name,
                                        std::int64_t hash, const Bytes& bytes,
                                        const CorpusSelection& selection) {
    SQLite::Statement query(connection,
                            "SELECT id FROM source WHERE hash = ? AND name = ? AND tracks = ? AND"
                            " first_bar IS ? AND last_bar IS ? AND midi = ? ORDER BY id");
    sql::bindAll(query, hash, name, tracksToText(selection), firstBarOf(selection),
                 lastBarOf(selection), bytes);
    if (!query.executeStep())
        return std::nullopt;
    return query.getColumn(0).getInt64();
}

Error noDocument() {
    return {ErrorCode::EditNotApplicable, {"there is no score"}};
}

std::int64_t editCount(Connection& connection) {
    return connection.execAndGet("SELECT count(*) FROM edit").getInt64();
}

Result<Score> withEdits(Connection& connection, Score score, std::int64_t count) {
    SQLite::Statement query(connection,
                            "SELECT change FROM edit WHERE position < ? ORDER BY position");
    sql::bindAll(query, count);
    while (query.executeStep()) {
        const auto edit = editFromJson(nlohmann::json::parse(query.getColumn(0).getString()));
        if (!edit)
            return edit.error();
        auto next = applied(score, *edit);
        if (!next)
            return next.error();
        score = std::move(*next);
    }
    return score;
}

} // namespace

Result<std::int64_t> ProjectFile::addSource(const std::string& name, const Bytes& bytes,
                                            const CorpusSelection& selection) {
    return m_database->write([&](Connection& connection) -> Result<std::int64_t> {
        const auto hash = std::bit_cast<std::int64_t>(hashOf(bytes));
        if (const auto id = equalSource(connection, name, hash, bytes, selection)) {
            sql::run(connection, "UPDATE source SET is_removed = 0 WHERE id = ?", *id);
            return *id;
        }
        sql::run(connection,
                 "INSERT INTO source (name, hash, tracks, first_bar, last_bar, is_removed, midi)"
                 " VALUES (?, ?, ?, ?, ?, 0, ?)",
                 name, hash, tracksToText(selection), firstBarOf(selection), lastBarOf(selection),
                 bytes);
        return connection.getLastInsertRowid();
    });
}

Result<void> ProjectFile::setSelection(std::int64_t source, const CorpusSelection& selection) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        sql::run(connection,
                 "UPDATE source SET tracks = ?, first_bar = ?, last_bar = ? WHERE id = ?",
                 tracksToText(selection), firstBarOf(selection), lastBarOf(selection), source);
        return {};
    });
}

Result<void> ProjectFile::removeSource(std::int64_t source) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        const int kept = sql::run(connection,
                                  "UPDATE source SET is_removed = 1 WHERE id = ?1 AND EXISTS"
                                  " (SELECT 1 FROM run_source WHERE source = ?1)",
                                  source);
        if (kept == 0)
            sql::run(connection, "DELETE FROM source WHERE id = ?", source);
        return {};
    });
}

Result<std::vector<StoredSource>> ProjectFile::sources() const {
    return m_database->read([](Connection& connection) -> Result<std::vector<StoredSource>> {
        SQLite::Statement query(connection,
                                "SELECT id, name, tracks, first_bar, last_bar, midi FROM source"
                                " WHERE is_removed = 0 ORDER BY id");
        return sourcesIn(query);
    });
}

Result<std::vector<StoredSource>> ProjectFile::sourcesOf(std::int64_t run) const {
    return m_database->read([&](Connection& connection) -> Result<std::vector<StoredSource>> {
        if (!hasRun(connection, run))
            return noSuchRun(path(), run);
        SQLite::Statement query(connection,
                                "SELECT source.id, name, run_source.tracks, run_source.first_bar,"
                                " run_source.last_bar, midi FROM run_source JOIN source"
                                " ON source.id = source WHERE run = ? ORDER BY position");
        sql::bindAll(query, run);
        return sourcesIn(query);
    });
}

Result<void> ProjectFile::setDocument(const std::string& name, const Bytes& midi) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        connection.exec("DELETE FROM edit");
        sql::run(connection,
                 "INSERT OR REPLACE INTO document (id, name, applied_edits, midi)"
                 " VALUES (1, ?, 0, ?)",
                 name, midi);
        return {};
    });
}

Result<void> ProjectFile::addEdit(const ScoreEdit& edit) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        SQLite::Statement query(connection, "SELECT applied_edits FROM document");
        if (!query.executeStep())
            return noDocument();
        const auto position = query.getColumn(0).getInt64();
        query.reset();
        sql::run(connection, "DELETE FROM edit WHERE position >= ?", position);
        sql::run(connection, "INSERT INTO edit (position, change) VALUES (?, ?)", position,
                 toJson(edit).dump());
        sql::run(connection, "UPDATE document SET applied_edits = ?", position + 1);
        return {};
    });
}

Result<void> ProjectFile::setEditPosition(std::int64_t appliedEdits) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        if (appliedEdits < 0 || appliedEdits > editCount(connection))
            return Error{ErrorCode::EditNotApplicable, {"there are not so many edits"}};
        if (sql::run(connection, "UPDATE document SET applied_edits = ?", appliedEdits) == 0)
            return noDocument();
        return {};
    });
}

Result<std::optional<ProjectFile::StoredDocument>> ProjectFile::document() const {
    using Answer = Result<std::optional<StoredDocument>>;
    const auto damaged = [&](const Error& error) {
        return Error{ErrorCode::ProjectUnreadable, {path().string(), describe(error)}};
    };
    return m_database->read([&](Connection& connection) -> Answer {
        SQLite::Statement query(connection, "SELECT name, applied_edits, midi FROM document");
        if (!query.executeStep())
            return std::optional<StoredDocument>();
        std::string name = query.getColumn(0).getString();
        auto base = readMidi(*sql::bytesOf(query.getColumn(2)), name);
        if (!base)
            return damaged(base.error());
        auto score = withEdits(connection, std::move(base->score), query.getColumn(1).getInt64());
        if (!score)
            return damaged(score.error());
        return std::optional(StoredDocument{std::move(name), std::move(*score)});
    });
}

} // namespace leitmotif
