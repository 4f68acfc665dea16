// SPDX-License-Identifier: GPL-3.0-or-later
// Takes, maps and checkpoints in a ProjectFile.
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/store/document_rows.h"
#include "core/store/measure_columns.h"
#include "core/store/project_events.h"
#include "core/store/project_schema.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <map>
#include <utility>

namespace leitmotif {

namespace {

using Connection = SQLite::Database;

std::int64_t hashOfBoth(const Bytes& weights, const Bytes& training) {
    return std::bit_cast<std::int64_t>(leitmotif::hashOf(training, leitmotif::hashOf(weights)));
}

std::string weightsPart(std::int64_t run, int epoch) {
    return "what run " + std::to_string(run) + " learned up to epoch " + std::to_string(epoch);
}

Error noCheckpoint(const std::filesystem::path& path, std::int64_t run, std::string epoch) {
    return {ErrorCode::NoCheckpoint, {path.string(), std::to_string(run), std::move(epoch)}};
}

struct SlotRow {
    int slot = 0;
    int epoch = 0;
};

/// Undamaged checkpoints of a run, the newest first. Removes damaged ones, as the run has resumed
/// from another.
std::vector<SlotRow> wholeSlots(Connection& connection, const ProjectFile::Database& database,
                                std::int64_t run) {
    sql::run(
        connection,
        ("DELETE FROM checkpoint WHERE run = ? AND NOT " + database.whole("checkpoint")).c_str(),
        run);
    SQLite::Statement query(connection,
                            "SELECT slot, epoch FROM checkpoint WHERE run = ? ORDER BY epoch DESC");
    sql::bindAll(query, run);
    std::vector<SlotRow> slots;
    while (query.executeStep())
        slots.push_back({query.getColumn(0).getInt(), query.getColumn(1).getInt()});
    return slots;
}

/// The slot that a checkpoint of `epoch` may overwrite: one of the same epoch, else one that is
/// free, else the older.
int slotFor(const std::vector<SlotRow>& slots, int epoch) {
    for (const SlotRow& row : slots)
        if (row.epoch == epoch)
            return row.slot;
    return slots.empty() || slots.front().slot != 0 ? 0 : 1;
}

void writeSlot(Connection& connection, std::int64_t run, int slot, const CheckpointReady& ready) {
    sql::run(connection,
             "INSERT INTO checkpoint (run, slot, epoch, hash, weights, training)"
             " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run, slot) DO UPDATE SET"
             " epoch = excluded.epoch, hash = excluded.hash, weights = excluded.weights,"
             " training = excluded.training",
             run, slot, ready.epoch, hashOfBoth(*ready.weights, *ready.training), *ready.weights,
             *ready.training);
}

/// Stores a training state. A run that ends leaves two, even of the same epoch, in case one gets
/// damaged.
void keepTraining(Connection& connection, const ProjectFile::Database& database, std::int64_t run,
                  const CheckpointReady& ready) {
    const auto slots = wholeSlots(connection, database, run);
    const int slot = slotFor(slots, ready.epoch);
    writeSlot(connection, run, slot, ready);
    const bool isAlone =
        std::ranges::all_of(slots, [slot](const SlotRow& other) { return other.slot == slot; });
    if (ready.isLast && isAlone)
        writeSlot(connection, run, 1 - slot, ready);
}

/// Whether the stored weights of an epoch are the best and sampled ones; removes damaged ones.
std::pair<bool, bool> takeFlags(Connection& connection, const ProjectFile::Database& database,
                                std::int64_t run, int epoch) {
    SQLite::Statement query(connection, "SELECT is_best, is_sampled, " + database.whole("weights") +
                                            " FROM weights WHERE run = ? AND epoch = ?");
    sql::bindAll(query, run, epoch);
    if (!query.executeStep())
        return {};
    if (query.getColumn(2).getInt() != 0)
        return {query.getColumn(0).getInt() != 0, query.getColumn(1).getInt() != 0};
    database.tellDamaged(weightsPart(run, epoch));
    return {};
}

void keepWeights(Connection& connection, const ProjectFile::Database& database, std::int64_t run,
                 const CheckpointReady& ready) {
    if (ready.isBest) {
        const std::string isWhole = " AND " + database.whole("weights");
        sql::run(connection,
                 ("UPDATE weights SET is_best = 0 WHERE run = ? AND epoch <> ? AND is_best = 1" +
                  isWhole)
                     .c_str(),
                 run, ready.epoch);
        sql::run(connection,
                 ("DELETE FROM weights WHERE run = ? AND is_best = 0 AND is_sampled = 0" + isWhole)
                     .c_str(),
                 run);
    }
    const auto [wasBest, wasSampled] = takeFlags(connection, database, run, ready.epoch);
    sql::run(connection, "DELETE FROM weights WHERE run = ? AND epoch = ?", run, ready.epoch);
    sql::run(
        connection,
        "INSERT INTO weights (run, epoch, is_best, is_sampled, weights) VALUES (?, ?, ?, ?, ?)",
        run, ready.epoch, ready.isBest || wasBest, ready.isSampled || wasSampled, *ready.weights);
}

/// Nothing if its music cannot be read.
std::optional<StoredTake> takeIn(const SQLite::Statement& row, std::int64_t format) {
    StoredTake take;
    take.id = row.getColumn(0).getInt64();
    take.origin.run = row.getColumn(1).getInt64();
    take.origin.preset = row.getColumn(2).getString();
    take.origin.epoch = row.getColumn(3).getInt();
    take.origin.seed = std::bit_cast<std::uint64_t>(row.getColumn(4).getInt64());
    take.notes = static_cast<std::size_t>(row.getColumn(5).getInt64());
    take.bars = row.getColumn(6).getInt64();
    take.seconds = row.getColumn(7).getDouble();
    auto midi = readMidi(*sql::bytesOf(row.getColumn(8)), "take " + std::to_string(take.id));
    if (!midi)
        return std::nullopt;
    take.score = std::make_shared<const Score>(std::move(midi->score));
    const auto measures = measuresIn(row, format);
    take.isMeasured = measures.has_value();
    static_cast<TakeMeasures&>(take) = measures.value_or(TakeMeasures());
    return take;
}

/// Changes the take to its score after edits.
void edit(StoredTake& take, const Score& score, const DocumentRows& rows) {
    take.isEdited = true;
    take.isMeasured = rows.measures.has_value();
    take.notes = score.noteCount();
    take.bars = score.barCount();
    static_cast<TakeMeasures&>(take) = rows.measures.value_or(TakeMeasures());
    take.score = std::make_shared<const Score>(score);
}

/// Weights of a run in both tables that hold some.
struct WeightsRow {
    const char* table;
    std::int64_t id; ///< in that table
    int epoch;
    bool isBest;
};

/// The undamaged ones, and whether others are damaged or missing.
struct WeightsRows {
    std::vector<WeightsRow> whole;
    bool hasDamage = false;
};

WeightsRows weightsRows(Connection& connection, const ProjectFile::Database& database,
                        std::int64_t run) {
    WeightsRows rows;
    for (const auto& [table, isBest] :
         {std::pair("weights", "is_best"), std::pair("checkpoint", "0")}) {
        SQLite::Statement query(connection, std::string("SELECT rowid, epoch, ") + isBest + ", " +
                                                database.whole(table) + " FROM " + table +
                                                " WHERE run = ? ORDER BY epoch DESC");
        sql::bindAll(query, run);
        std::int64_t found = 0;
        for (; query.executeStep(); ++found) {
            if (query.getColumn(3).getInt() != 0)
                rows.whole.push_back({table, query.getColumn(0).getInt64(),
                                      query.getColumn(1).getInt(),
                                      query.getColumn(2).getInt() != 0});
            else
                rows.hasDamage = true;
        }
        rows.hasDamage = rows.hasDamage || database.hasLostRows(table, found, run);
    }
    return rows;
}

const WeightsRow* chosenRow(const WeightsRows& rows, EpochChoice choice) {
    const auto newer = [](const WeightsRow& a, const WeightsRow& b) { return a.epoch < b.epoch; };
    if (choice.kind == EpochChoice::Kind::Last) {
        const auto last = std::ranges::max_element(rows.whole, newer);
        return last == rows.whole.end() ? nullptr : &*last;
    }
    const auto found = std::ranges::find_if(rows.whole, [&](const WeightsRow& row) {
        return choice.kind == EpochChoice::Kind::Best ? row.isBest : row.epoch == choice.number;
    });
    return found == rows.whole.end() ? nullptr : &*found;
}

/// If there is damage, the newest undamaged one is the last only if no epoch came after it.
bool isSurelyLast(Connection& connection, std::int64_t run, int epoch) {
    SQLite::Statement query(connection, "SELECT 1 FROM epoch WHERE run = ? AND epoch > ?");
    sql::bindAll(query, run, epoch);
    return !query.executeStep();
}

std::string textOf(EpochChoice choice) {
    switch (choice.kind) {
    case EpochChoice::Kind::Best:
        return "\"best\"";
    case EpochChoice::Kind::Last:
        return "\"last\"";
    case EpochChoice::Kind::Number:
        break;
    }
    return std::to_string(choice.number);
}

StoredCheckpoint weightsIn(Connection& connection, const WeightsRow& row) {
    SQLite::Statement query(connection,
                            std::string("SELECT weights FROM ") + row.table + " WHERE rowid = ?");
    sql::bindAll(query, row.id);
    if (!query.executeStep())
        throw std::runtime_error("a row is gone");
    return {row.epoch, sql::bytesOf(query.getColumn(0)), nullptr};
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
             ("INSERT INTO take (run, preset, epoch, seed, notes, bars, seconds, midi, " +
              measureColumns(kProjectFormat) + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, " +
              measureValues(take, kProjectFormat) + ")")
                 .c_str(),
             run, take.origin.preset, take.origin.epoch, seed, take.notes, take.bars, take.seconds,
             midi);
    return connection.getLastInsertRowid();
}

void recordMap(SQLite::Database& connection, std::int64_t run, const LatentMapDrawn& drawn) {
    sql::run(connection, "INSERT OR REPLACE INTO latent_map (run, epoch, map) VALUES (?, ?, ?)",
             run, drawn.epoch, toBytes(*drawn.map));
}

void recordCheckpoint(SQLite::Database& connection, const ProjectFile::Database& database,
                      std::int64_t run, const CheckpointReady& ready) {
    if (!ready.weights)
        return;
    if (ready.isBest || ready.isSampled)
        keepWeights(connection, database, run, ready);
    if (ready.training)
        keepTraining(connection, database, run, ready);
}

Result<StoredCheckpoint> ProjectFile::checkpoint(std::int64_t run, EpochChoice epoch) const {
    return m_database->read([&](Connection& connection) -> Result<StoredCheckpoint> {
        if (!hasRun(connection, run))
            return noSuchRun(path(), run);
        const auto rows = weightsRows(connection, *m_database, run);
        const WeightsRow* const chosen = chosenRow(rows, epoch);
        const bool isSure = chosen && (epoch.kind != EpochChoice::Kind::Last || !rows.hasDamage ||
                                       isSurelyLast(connection, run, chosen->epoch));
        if (isSure)
            return weightsIn(connection, *chosen);
        if (rows.hasDamage)
            return Error{ErrorCode::WeightsDamaged,
                         {path().string(), std::to_string(run), textOf(epoch)}};
        return noCheckpoint(path(), run, textOf(epoch));
    });
}

Result<std::vector<KeptEpoch>> ProjectFile::keptEpochs(std::int64_t run) const {
    return m_database->read([&](Connection& connection) -> Result<std::vector<KeptEpoch>> {
        if (!hasRun(connection, run))
            return noSuchRun(path(), run);
        std::map<int, bool, std::greater<>> isBest; // an epoch may be in both tables
        for (const WeightsRow& row : weightsRows(connection, *m_database, run).whole)
            isBest[row.epoch] = isBest[row.epoch] || row.isBest;
        std::vector<KeptEpoch> epochs;
        for (const auto& [epoch, best] : isBest)
            epochs.push_back({epoch, best});
        return epochs;
    });
}

Result<StoredCheckpoint> ProjectFile::resumePoint(std::int64_t run) const {
    return m_database->read([&](Connection& connection) -> Result<StoredCheckpoint> {
        if (!hasRun(connection, run))
            return noSuchRun(path(), run);
        SQLite::Statement query(connection, "SELECT epoch, hash, weights, training, " +
                                                m_database->whole("checkpoint") +
                                                " FROM checkpoint WHERE run = ?"
                                                " ORDER BY epoch DESC");
        sql::bindAll(query, run);
        std::optional<StoredCheckpoint> newest;
        std::int64_t found = 0;
        bool hasDamage = false;
        for (; query.executeStep(); ++found) {
            auto weights = sql::bytesOf(query.getColumn(2));
            auto training = sql::bytesOf(query.getColumn(3));
            if (query.getColumn(4).getInt() == 0 ||
                hashOfBoth(*weights, *training) != query.getColumn(1).getInt64())
                hasDamage = true;
            else if (!newest)
                newest = StoredCheckpoint{query.getColumn(0).getInt(), std::move(weights),
                                          std::move(training)};
        }
        hasDamage = hasDamage || m_database->hasLostRows("checkpoint", found, run);
        if (newest && hasDamage)
            m_database->tellDamaged("a checkpoint of run " + std::to_string(run));
        if (newest)
            return *std::move(newest);
        if (hasDamage)
            return Error{ErrorCode::CheckpointDamaged, {path().string(), std::to_string(run)}};
        return noCheckpoint(path(), run, "\"last\"");
    });
}

Result<std::optional<LatentMapDrawn>> ProjectFile::latentMap(std::int64_t run) const {
    const Error damaged{ErrorCode::CheckpointUnreadable, {"its latent map is damaged"}};
    return m_database->read([&](Connection& connection) -> Result<std::optional<LatentMapDrawn>> {
        if (!connection.tableExists("latent_map")) // of a project of format 1
            return std::optional<LatentMapDrawn>();
        SQLite::Statement query(connection, "SELECT epoch, map, " +
                                                m_database->whole("latent_map") +
                                                " FROM latent_map WHERE run = ?");
        sql::bindAll(query, run);
        if (!query.executeStep()) {
            if (m_database->hasLostRows("latent_map", 0, run))
                return damaged;
            return std::optional<LatentMapDrawn>();
        }
        if (query.getColumn(2).getInt() == 0)
            return damaged;
        auto map = latentMapFromBytes(*sql::bytesOf(query.getColumn(1)));
        if (!map)
            return map.error();
        return std::optional(LatentMapDrawn{query.getColumn(0).getInt(), true,
                                            std::make_shared<const LatentMap>(*std::move(map))});
    });
}

Result<std::vector<StoredTake>> ProjectFile::takes() const {
    return m_database->read([&](Connection& connection) -> Result<std::vector<StoredTake>> {
        const std::int64_t format = projectFormatOf(connection);
        SQLite::Statement query(
            connection, "SELECT id, run, preset, epoch, seed, notes, bars, seconds, midi, " +
                            m_database->whole("take") + ", " + measureColumns(format) +
                            " FROM take ORDER BY id");
        std::vector<StoredTake> takes;
        std::int64_t found = 0;
        for (; query.executeStep(); ++found) {
            auto take = query.getColumn(9).getInt() != 0 ? takeIn(query, format) : std::nullopt;
            if (take)
                takes.emplace_back(*std::move(take));
            else
                m_database->tellDamaged("take " + std::to_string(query.getColumn(0).getInt64()));
        }
        m_database->compareCount("take", found, std::nullopt, "the list of takes");
        for (const auto& [rows, document] : documentsIn(connection, DocumentKey::Kind::Take)) {
            m_database->tellDamage(rows);
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
