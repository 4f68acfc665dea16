// SPDX-License-Identifier: GPL-3.0-or-later
// Sources of a ProjectFile.
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/store/document_rows.h"
#include "core/store/project_events.h"

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

/// The source in a row of id, name, tracks, first_bar, last_bar, midi and a flag; nothing if it is
/// damaged.
std::optional<StoredSource> sourceIn(const SQLite::Statement& row) {
    if (row.getColumn(6).getInt() == 0)
        return std::nullopt;
    try {
        return StoredSource{row.getColumn(0).getInt64(), row.getColumn(1).getString(),
                            sql::bytesOf(row.getColumn(5)),
                            selectionFrom(row.getColumn(2), row.getColumn(3), row.getColumn(4))};
    } catch (const std::exception&) { // the selection is damaged
        return std::nullopt;
    }
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

std::int64_t insertSource(Connection& connection, const std::string& name, std::int64_t hash,
                          const Bytes& bytes, const CorpusSelection& selection, bool isRemoved) {
    sql::run(connection,
             "INSERT INTO source (name, hash, tracks, first_bar, last_bar, is_removed, midi)"
             " VALUES (?, ?, ?, ?, ?, ?, ?)",
             name, hash, tracksToText(selection), firstBarOf(selection), lastBarOf(selection),
             isRemoved, bytes);
    return connection.getLastInsertRowid();
}

/// A source that was removed begins anew.
void showAgain(Connection& connection, std::int64_t id) {
    sql::run(connection,
             "DELETE FROM document WHERE source IN"
             " (SELECT id FROM source WHERE id = ? AND is_removed <> 0)",
             id);
    sql::run(connection, "UPDATE source SET is_removed = 0 WHERE id = ?", id);
}

std::vector<StoredSource> shownSources(Connection& connection,
                                       const ProjectFile::Database& database) {
    SQLite::Statement query(connection, "SELECT id, name, tracks, first_bar, last_bar, midi, " +
                                            database.whole("source") +
                                            ", is_removed FROM source ORDER BY id");
    std::vector<StoredSource> sources;
    std::int64_t found = 0;
    for (; query.executeStep(); ++found) {
        auto source = sourceIn(query);
        if (!source)
            database.tellDamaged("source " + query.getColumn(0).getString());
        else if (query.getColumn(7).getInt() == 0)
            sources.push_back(*std::move(source));
    }
    database.compareCount("source", found, std::nullopt, "the list of sources");
    return sources;
}

/// The bytes of `score`; those of the source if they give an equal score.
std::shared_ptr<const Bytes> bytesUnlessEqual(const Score& score, const StoredSource& source) {
    const auto own = readMidi(*source.bytes, source.name);
    if (own && own->score.hash() == score.hash())
        return nullptr;
    return std::make_shared<const Bytes>(midiBytes(score));
}

} // namespace

Result<std::int64_t> ProjectFile::addSource(const std::string& name, const Bytes& bytes,
                                            const CorpusSelection& selection) {
    return m_database->write([&](Connection& connection) -> Result<std::int64_t> {
        const auto hash = std::bit_cast<std::int64_t>(hashOf(bytes));
        const auto id = equalSource(connection, name, hash, bytes, selection);
        if (!id)
            return insertSource(connection, name, hash, bytes, selection, false);
        showAgain(connection, *id);
        return *id;
    });
}

Result<std::vector<std::int64_t>> ProjectFile::addSources(std::span<const StoredSource> sources,
                                                          KnownSources& known) {
    auto added =
        m_database->write([&](Connection& connection) -> Result<std::vector<std::int64_t>> {
            if (!known.isRead) {
                SQLite::Statement query(connection, "SELECT hash, id FROM source ORDER BY id");
                while (query.executeStep())
                    known.ids.emplace(query.getColumn(0).getInt64(), query.getColumn(1).getInt64());
                known.isRead = true;
            }
            std::vector<std::int64_t> ids;
            for (const StoredSource& source : sources) {
                const auto hash = std::bit_cast<std::int64_t>(hashOf(*source.bytes));
                auto id = known.ids.contains(hash) ? equalSource(connection, source.name, hash,
                                                                 *source.bytes, source.selection)
                                                   : std::nullopt;
                if (id) {
                    showAgain(connection, *id);
                } else {
                    id = insertSource(connection, source.name, hash, *source.bytes,
                                      source.selection, false);
                    known.ids.emplace(hash, *id);
                }
                ids.push_back(*id);
            }
            return ids;
        });
    m_database->shrinkCache();
    return added;
}

Result<void> ProjectFile::setSelection(std::int64_t source, const CorpusSelection& selection) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        sql::run(connection,
                 "UPDATE source SET tracks = ?, first_bar = ?, last_bar = ? WHERE id = ?",
                 tracksToText(selection), firstBarOf(selection), lastBarOf(selection), source);
        return {};
    });
}

Result<void> ProjectFile::hideSource(std::int64_t source, bool isHidden) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        // Not 1: removed sources are deleted with the last run that refers to them.
        sql::run(connection, "UPDATE source SET is_removed = ? WHERE id = ?", isHidden ? 2 : 0,
                 source);
        return {};
    });
}

Result<void> ProjectFile::removeSource(std::int64_t source) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        sql::run(connection, "DELETE FROM document WHERE source = ?", source);
        const int kept = sql::run(connection,
                                  "UPDATE source SET is_removed = 1 WHERE id = ?1 AND EXISTS"
                                  " (SELECT 1 FROM run_source WHERE source = ?1)",
                                  source);
        if (kept == 0)
            sql::run(connection, "DELETE FROM source WHERE id = ?", source);
        return {};
    });
}

Result<std::int64_t> ProjectFile::keepVersion(const StoredSource& source) {
    return m_database->write([&](Connection& connection) -> Result<std::int64_t> {
        SQLite::Statement own(connection, "SELECT 1 FROM source WHERE id = ? AND midi = ?");
        sql::bindAll(own, source.id, *source.bytes);
        if (own.executeStep())
            return source.id;
        const auto hash = std::bit_cast<std::int64_t>(hashOf(*source.bytes));
        if (const auto id =
                equalSource(connection, source.name, hash, *source.bytes, source.selection))
            return *id;
        return insertSource(connection, source.name, hash, *source.bytes, source.selection, true);
    });
}

Result<std::vector<StoredSource>> ProjectFile::sources() const {
    return m_database->read([&](Connection& connection) -> Result<std::vector<StoredSource>> {
        auto sources = shownSources(connection, *m_database);
        for (const DocumentRows& rows : documentRows(connection))
            for (StoredSource& source : sources)
                if (rows.midi && rows.key == DocumentKey{DocumentKey::Kind::Source, source.id})
                    source.bytes = rows.midi;
        return sources;
    });
}

Result<std::vector<StoredSource>> ProjectFile::sourcesAsEdited() const {
    return m_database->read([&](Connection& connection) -> Result<std::vector<StoredSource>> {
        auto sources = shownSources(connection, *m_database);
        for (const auto& [rows, document] : documentsIn(connection, DocumentKey::Kind::Source)) {
            m_database->tellDamage(rows);
            for (StoredSource& source : sources)
                if (document.key.id == source.id)
                    if (auto edited = bytesUnlessEqual(document.score, source))
                        source.bytes = std::move(edited);
        }
        return sources;
    });
}

Result<std::vector<SourceHead>> ProjectFile::sourceHeadsOf(std::int64_t run) const {
    return m_database->read([&](Connection& connection) -> Result<std::vector<SourceHead>> {
        if (!hasRun(connection, run))
            return noSuchRun(path(), run);
        SQLite::Statement query(connection,
                                "SELECT source.id, source.name, run_source.tracks,"
                                " run_source.first_bar, run_source.last_bar, source.hash,"
                                " length(midi), " +
                                    m_database->whole("source") + " AND " +
                                    m_database->whole("run_source") +
                                    " FROM run_source JOIN source ON source.id = source"
                                    " WHERE run = ? ORDER BY position");
        sql::bindAll(query, run);
        std::vector<SourceHead> heads;
        std::int64_t found = 0;
        for (; query.executeStep(); ++found)
            if (query.getColumn(7).getInt() != 0)
                heads.push_back(
                    {query.getColumn(0).getInt64(), query.getColumn(1).getString(),
                     std::bit_cast<std::uint64_t>(query.getColumn(5).getInt64()),
                     static_cast<std::uint64_t>(query.getColumn(6).getInt64()),
                     selectionFrom(query.getColumn(2), query.getColumn(3), query.getColumn(4))});
        if (found != static_cast<std::int64_t>(heads.size()) ||
            m_database->hasLostRows("run_source", found, run))
            return m_database->damaged("what run " + std::to_string(run) + " learned from");
        return heads;
    });
}

Result<std::shared_ptr<const Bytes>> ProjectFile::sourceBytes(std::int64_t source) const {
    return m_database->read([&](Connection& connection) -> Result<std::shared_ptr<const Bytes>> {
        SQLite::Statement query(connection, "SELECT midi, " + m_database->whole("source") +
                                                " FROM source WHERE id = ?");
        sql::bindAll(query, source);
        if (!query.executeStep() || query.getColumn(1).getInt() == 0)
            return m_database->damaged("source " + std::to_string(source));
        return sql::bytesOf(query.getColumn(0));
    });
}

Result<std::vector<StoredSource>> ProjectFile::sourcesOf(std::int64_t run) const {
    return m_database->read([&](Connection& connection) -> Result<std::vector<StoredSource>> {
        if (!hasRun(connection, run))
            return noSuchRun(path(), run);
        SQLite::Statement query(connection, "SELECT source.id, source.name, run_source.tracks,"
                                            " run_source.first_bar, run_source.last_bar, midi, " +
                                                m_database->whole("source") + " AND " +
                                                m_database->whole("run_source") +
                                                " FROM run_source JOIN source ON source.id = source"
                                                " WHERE run = ? ORDER BY position");
        sql::bindAll(query, run);
        std::vector<StoredSource> sources;
        std::int64_t found = 0;
        for (; query.executeStep(); ++found)
            if (auto source = sourceIn(query))
                sources.push_back(*std::move(source));
        if (found != static_cast<std::int64_t>(sources.size()) ||
            m_database->hasLostRows("run_source", found, run))
            return m_database->damaged("what run " + std::to_string(run) + " learned from");
        return sources;
    });
}

} // namespace leitmotif
