// SPDX-License-Identifier: GPL-3.0-or-later
// Takes, maps and checkpoints in a ProjectFile.
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/store/document_rows.h"
#include "core/store/project_events.h"

#include <algorithm>
#include <bit>

namespace leitmotif {

namespace {

using Connection = SQLite::Database;

std::int64_t hashOf(const Bytes& weights, const Bytes& training) {
    return std::bit_cast<std::int64_t>(leitmotif::hashOf(training, leitmotif::hashOf(weights)));
}

Error noCheckpoint(const std::filesystem::path& path, std::int64_t run, std::string epoch) {
    return {ErrorCode::NoCheckpoint, {path.string(), std::to_string(run), std::move(epoch)}};
}

/// The slot that a checkpoint of `epoch` may overwrite: one of the same epoch, else one that is
/// free, else the older.
int slotFor(Connection& connection, std::int64_t run, int epoch) {
    SQLite::Statement query(connection,
                            "SELECT slot, epoch FROM checkpoint WHERE run = ? ORDER BY epoch DESC");
    sql::bindAll(query, run);
    int newest = -1;
    while (query.executeStep()) {
        if (query.getColumn(1).getInt() == epoch)
            return query.getColumn(0).getInt();
        if (newest < 0)
            newest = query.getColumn(0).getInt();
    }
    return newest == 0 ? 1 : 0;
}

void keepWeights(Connection& connection, std::int64_t run, const CheckpointReady& ready) {
    if (ready.isBest) {
        sql::run(connection, "UPDATE weights SET is_best = 0 WHERE run = ? AND epoch <> ?", run,
                 ready.epoch);
        sql::run(connection, "DELETE FROM weights WHERE run = ? AND is_best = 0 AND is_sampled = 0",
                 run);
    }
    sql::run(connection,
             "INSERT INTO weights (run, epoch, is_best, is_sampled, weights)"
             " VALUES (?, ?, ?, ?, ?) ON CONFLICT (run, epoch) DO UPDATE SET"
             " is_best = max(is_best, excluded.is_best),"
             " is_sampled = max(is_sampled, excluded.is_sampled), weights = excluded.weights",
             run, ready.epoch, ready.isBest, ready.isSampled, *ready.weights);
}

void keepTraining(Connection& connection, std::int64_t run, const CheckpointReady& ready) {
    sql::run(connection,
             "INSERT INTO checkpoint (run, slot, epoch, hash, weights, training)"
             " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run, slot) DO UPDATE SET"
             " epoch = excluded.epoch, hash = excluded.hash, weights = excluded.weights,"
             " training = excluded.training",
             run, slotFor(connection, run, ready.epoch), ready.epoch,
             hashOf(*ready.weights, *ready.training), *ready.weights, *ready.training);
}

Take takeIn(const SQLite::Statement& row) {
    Take take;
    take.id = row.getColumn(0).getInt64();
    take.origin.run = row.getColumn(1).getInt64();
    take.origin.preset = row.getColumn(2).getString();
    take.origin.epoch = row.getColumn(3).getInt();
    take.origin.seed = std::bit_cast<std::uint64_t>(row.getColumn(4).getInt64());
    take.notes = static_cast<std::size_t>(row.getColumn(5).getInt64());
    take.bars = row.getColumn(6).getInt64();
    take.copied = row.getColumn(7).getDouble();
    take.longestCopy = static_cast<std::size_t>(row.getColumn(8).getInt64());
    take.seconds = row.getColumn(9).getDouble();
    auto midi = readMidi(*sql::bytesOf(row.getColumn(10)), "take " + std::to_string(take.id));
    if (!midi)
        throw std::invalid_argument(describe(midi.error()));
    take.score = std::make_shared<const Score>(std::move(midi->score));
    return take;
}

/// The take as it stands after its edits.
void edit(StoredTake& take, const Score& score, const DocumentRows& rows) {
    take.isEdited = true;
    take.isMeasured = rows.copied && rows.longestCopy;
    take.notes = score.noteCount();
    take.bars = score.barCount();
    take.copied = rows.copied.value_or(0.0);
    take.longestCopy = static_cast<std::size_t>(rows.longestCopy.value_or(0));
    take.score = std::make_shared<const Score>(score);
}

/// Weights of the chosen epoch, from both tables that hold some.
std::string weightsQuery(EpochChoice::Kind kind) {
    const std::string all = "SELECT epoch, is_best, weights FROM weights WHERE run = ?1 UNION ALL"
                            " SELECT epoch, 0, weights FROM checkpoint WHERE run = ?1";
    switch (kind) {
    case EpochChoice::Kind::Number:
        return "SELECT epoch, weights FROM (" + all + ") WHERE epoch = ?2 LIMIT 1";
    case EpochChoice::Kind::Best:
        return "SELECT epoch, weights FROM weights WHERE run = ?1 AND is_best = 1"
               " ORDER BY epoch DESC LIMIT 1";
    case EpochChoice::Kind::Last:
        break;
    }
    return "SELECT epoch, weights FROM (" + all + ") ORDER BY epoch DESC LIMIT 1";
}

} // namespace

Error noSuchRun(const std::filesystem::path& path, std::int64_t run) {
    return {ErrorCode::NoSuchRun, {path.string(), std::to_string(run)}};
}

bool hasRun(SQLite::Database& connection, std::int64_t run) {
    SQLite::Statement query(connection, "SELECT 1 FROM run WHERE id = ?");
    sql::bindAll(query, run);
    return query.executeStep();
}

std::int64_t recordTake(SQLite::Database& connection, std::int64_t run, const Take& take) {
    const Bytes midi = take.score ? midiBytes(*take.score) : Bytes{};
    const auto seed = std::bit_cast<std::int64_t>(take.origin.seed);
    SQLite::Statement equal(connection, "SELECT id FROM take WHERE run = ? AND epoch = ? AND"
                                        " seed = ? AND midi = ?");
    sql::bindAll(equal, run, take.origin.epoch, seed, midi);
    if (equal.executeStep())
        return equal.getColumn(0).getInt64();
    sql::run(connection,
             "INSERT INTO take (run, preset, epoch, seed, notes, bars, copied, longest_copy,"
             " seconds, midi) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             run, take.origin.preset, take.origin.epoch, seed, take.notes, take.bars, take.copied,
             take.longestCopy, take.seconds, midi);
    return connection.getLastInsertRowid();
}

void recordMap(SQLite::Database& connection, std::int64_t run, const LatentMapDrawn& drawn) {
    sql::run(connection, "INSERT OR REPLACE INTO latent_map (run, epoch, map) VALUES (?, ?, ?)",
             run, drawn.epoch, toBytes(*drawn.map));
}

void recordCheckpoint(SQLite::Database& connection, std::int64_t run,
                      const CheckpointReady& ready) {
    if (!ready.weights)
        return;
    if (ready.isBest || ready.isSampled)
        keepWeights(connection, run, ready);
    if (ready.training)
        keepTraining(connection, run, ready);
}

Result<StoredCheckpoint> ProjectFile::checkpoint(std::int64_t run, EpochChoice epoch) const {
    return m_database->read([&](Connection& connection) -> Result<StoredCheckpoint> {
        if (!hasRun(connection, run))
            return noSuchRun(path(), run);
        SQLite::Statement query(connection, weightsQuery(epoch.kind));
        query.bind(1, run);
        if (epoch.kind == EpochChoice::Kind::Number)
            query.bind(2, epoch.number);
        if (query.executeStep())
            return StoredCheckpoint{query.getColumn(0).getInt(), sql::bytesOf(query.getColumn(1)),
                                    nullptr};
        const std::string asked = epoch.kind == EpochChoice::Kind::Best ? "\"best\""
                                  : epoch.kind == EpochChoice::Kind::Last
                                      ? "\"last\""
                                      : std::to_string(epoch.number);
        return noCheckpoint(path(), run, asked);
    });
}

Result<StoredCheckpoint> ProjectFile::resumePoint(std::int64_t run) const {
    return m_database->read([&](Connection& connection) -> Result<StoredCheckpoint> {
        if (!hasRun(connection, run))
            return noSuchRun(path(), run);
        SQLite::Statement query(connection, "SELECT epoch, hash, weights, training FROM checkpoint"
                                            " WHERE run = ? ORDER BY epoch DESC");
        sql::bindAll(query, run);
        while (query.executeStep()) {
            auto weights = sql::bytesOf(query.getColumn(2));
            auto training = sql::bytesOf(query.getColumn(3));
            if (hashOf(*weights, *training) == query.getColumn(1).getInt64())
                return StoredCheckpoint{query.getColumn(0).getInt(), std::move(weights),
                                        std::move(training)};
        }
        return noCheckpoint(path(), run, "\"last\"");
    });
}

Result<std::optional<LatentMapDrawn>> ProjectFile::latentMap(std::int64_t run) const {
    return m_database->read([&](Connection& connection) -> Result<std::optional<LatentMapDrawn>> {
        if (!connection.tableExists("latent_map")) // of a project of format 1
            return std::optional<LatentMapDrawn>();
        SQLite::Statement query(connection, "SELECT epoch, map FROM latent_map WHERE run = ?");
        sql::bindAll(query, run);
        if (!query.executeStep())
            return std::optional<LatentMapDrawn>();
        auto map = latentMapFromBytes(*sql::bytesOf(query.getColumn(1)));
        if (!map)
            return map.error();
        return std::optional(LatentMapDrawn{query.getColumn(0).getInt(), true,
                                            std::make_shared<const LatentMap>(*std::move(map))});
    });
}

Result<std::vector<StoredTake>> ProjectFile::takes() const {
    return m_database->read([](Connection& connection) -> Result<std::vector<StoredTake>> {
        SQLite::Statement query(connection,
                                "SELECT id, run, preset, epoch, seed, notes, bars, copied,"
                                " longest_copy, seconds, midi FROM take ORDER BY id");
        std::vector<StoredTake> takes;
        while (query.executeStep())
            takes.emplace_back(takeIn(query));
        for (const auto& [rows, document] : documentsIn(connection, DocumentKey::Kind::Take)) {
            const auto take = std::ranges::find(takes, document.key.id, &StoredTake::id);
            if (take != takes.end() && document.isEdited)
                edit(*take, document.score, rows);
        }
        return takes;
    });
}

Result<void> ProjectFile::removeTake(std::int64_t take) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        sql::run(connection, "DELETE FROM take WHERE id = ?", take);
        return {};
    });
}

} // namespace leitmotif
