// SPDX-License-Identifier: GPL-3.0-or-later
// Runs and their epochs in a ProjectFile.
#include "core/store/project_database.h"
#include "core/store/project_events.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <string_view>

namespace leitmotif {

namespace {

using Connection = SQLite::Database;

template <class Value>
struct Named {
    Value value;
    const char* name;
};

constexpr std::array kStates = {
    Named{RunState::Running, "running"},
    Named{RunState::Finished, "finished"},
    Named{RunState::Stopped, "stopped"},
    Named{RunState::Failed, "failed"},
};

constexpr std::array kEndings = {
    Named{RunEnd::Completed, "completed"},
    Named{RunEnd::EarlyStopped, "early_stopped"},
    Named{RunEnd::Stopped, "stopped"},
};

template <class Table, class Value>
const char* nameIn(const Table& table, Value value) {
    return std::ranges::find(table, value, [](const auto& one) { return one.value; })->name;
}

template <class Table>
auto valueIn(const Table& table, const std::string& name) {
    const auto found = std::ranges::find(
        table, std::string_view(name), [](const auto& one) { return std::string_view(one.name); });
    if (found == table.end())
        throw std::invalid_argument("a run is in the unknown state \"" + name + "\"");
    return found->value;
}

constexpr const char* kSelectRuns =
    "SELECT id, recipe, corpus_hash, state, failure, parameters, device, precision, threads, notes,"
    " validation_notes, unigram_nats, ngram_nats, first_epoch, planned_epochs, ending, epochs,"
    " best_epoch, test_loss, seconds,"
    " (SELECT max(epoch) FROM checkpoint WHERE checkpoint.run = run.id) FROM run";

std::optional<RunStarted> startedIn(const SQLite::Statement& row) {
    if (row.isColumnNull(5))
        return std::nullopt;
    RunStarted started;
    started.parameters = row.getColumn(5).getInt64();
    started.device = row.getColumn(6).getString();
    started.precision = row.getColumn(7).getString();
    started.threads = row.getColumn(8).getInt();
    started.notes = static_cast<std::size_t>(row.getColumn(9).getInt64());
    started.validationNotes = static_cast<std::size_t>(row.getColumn(10).getInt64());
    started.unigramNats = row.getColumn(11).getDouble();
    started.ngramNats = sql::numberOf(row.getColumn(12));
    started.firstEpoch = row.getColumn(13).getInt();
    started.epochs = row.getColumn(14).getInt();
    return started;
}

std::optional<RunFinished> finishedIn(const SQLite::Statement& row) {
    if (row.isColumnNull(15))
        return std::nullopt;
    RunFinished finished;
    finished.end = valueIn(kEndings, row.getColumn(15).getString());
    finished.epochs = row.getColumn(16).getInt();
    finished.bestEpoch = sql::wholeOf(row.getColumn(17));
    finished.testLoss = sql::numberOf(row.getColumn(18));
    finished.seconds = row.getColumn(19).getDouble();
    return finished;
}

std::vector<std::int64_t> sourceIdsOf(Connection& connection, std::int64_t run) {
    SQLite::Statement query(connection,
                            "SELECT source FROM run_source WHERE run = ? ORDER BY position");
    sql::bindAll(query, run);
    std::vector<std::int64_t> ids;
    while (query.executeStep())
        ids.push_back(query.getColumn(0).getInt64());
    return ids;
}

std::map<int, std::map<std::string, double>> measuresOf(Connection& connection, std::int64_t run) {
    SQLite::Statement query(connection, "SELECT epoch, name, value FROM measure WHERE run = ?");
    sql::bindAll(query, run);
    std::map<int, std::map<std::string, double>> measures;
    while (query.executeStep())
        measures[query.getColumn(0).getInt()][query.getColumn(1).getString()] =
            sql::lossOf(query.getColumn(2));
    return measures;
}

std::vector<EpochFinished> epochsOf(Connection& connection, std::int64_t run) {
    auto measures = measuresOf(connection, run);
    SQLite::Statement query(connection,
                            "SELECT epoch, loss, validation_loss, network_validation_loss, is_best,"
                            " seconds FROM epoch WHERE run = ? ORDER BY epoch");
    sql::bindAll(query, run);
    std::vector<EpochFinished> epochs;
    while (query.executeStep()) {
        EpochFinished epoch;
        epoch.epoch = query.getColumn(0).getInt();
        epoch.loss = sql::lossOf(query.getColumn(1));
        epoch.validationLoss = sql::numberOf(query.getColumn(2));
        epoch.networkValidationLoss = sql::numberOf(query.getColumn(3));
        epoch.isBest = query.getColumn(4).getInt() != 0;
        epoch.seconds = query.getColumn(5).getDouble();
        epoch.measures = std::move(measures[epoch.epoch]);
        epochs.push_back(std::move(epoch));
    }
    return epochs;
}

/// A run, and why its recipe cannot be read.
struct ReadRun {
    StoredRun run;
    std::optional<Error> problem;
};

ReadRun runIn(Connection& connection, const SQLite::Statement& row, bool isLive) {
    ReadRun read;
    StoredRun& run = read.run;
    run.id = row.getColumn(0).getInt64();
    const auto json = nlohmann::json::parse(row.getColumn(1).getString(), nullptr, false);
    const std::string name = "run " + std::to_string(run.id);
    auto recipe = recipeFromJson(json, name);
    if (recipe)
        run.recipe = std::move(*recipe);
    else
        read.problem = recipe.error();
    run.corpusHash = std::bit_cast<std::uint64_t>(row.getColumn(2).getInt64());
    run.state = valueIn(kStates, row.getColumn(3).getString());
    if (run.state == RunState::Running && !isLive)
        run.state = RunState::Stopped;
    run.failure = row.getColumn(4).getString();
    run.started = startedIn(row);
    run.finished = finishedIn(row);
    run.lastCheckpoint = sql::wholeOf(row.getColumn(20));
    run.sources = sourceIdsOf(connection, run.id);
    run.epochs = epochsOf(connection, run.id);
    if (read.problem) {
        run.recipe = readablePart(json, name);
        run.state = RunState::Failed;
        run.failure = describe(*read.problem);
        run.lastCheckpoint.reset();
    }
    return read;
}

void recordStart(Connection& connection, std::int64_t run, const RunStarted& started) {
    sql::run(connection,
             "UPDATE run SET state = 'running', failure = '', parameters = ?, device = ?,"
             " precision = ?, threads = ?, notes = ?, validation_notes = ?, unigram_nats = ?,"
             " ngram_nats = ?, first_epoch = ?, planned_epochs = ?, ending = NULL WHERE id = ?",
             started.parameters, started.device, started.precision, started.threads, started.notes,
             started.validationNotes, started.unigramNats, started.ngramNats, started.firstEpoch,
             started.epochs, run);
    // After a crash it may go on from an earlier epoch than it had told of.
    for (const char* const table : {"epoch", "measure"})
        sql::run(connection,
                 (std::string("DELETE FROM ") + table + " WHERE run = ? AND epoch >= ?").c_str(),
                 run, started.firstEpoch);
}

void recordEpoch(Connection& connection, std::int64_t run, const EpochFinished& epoch) {
    sql::run(connection,
             "INSERT OR REPLACE INTO epoch (run, epoch, loss, validation_loss,"
             " network_validation_loss, is_best, seconds) VALUES (?, ?, ?, ?, ?, ?, ?)",
             run, epoch.epoch, epoch.loss, epoch.validationLoss, epoch.networkValidationLoss,
             epoch.isBest, epoch.seconds);
    sql::run(connection, "DELETE FROM measure WHERE run = ? AND epoch = ?", run, epoch.epoch);
    for (const auto& [name, value] : epoch.measures)
        sql::run(connection, "INSERT INTO measure (run, epoch, name, value) VALUES (?, ?, ?, ?)",
                 run, epoch.epoch, name, value);
}

void recordEnd(Connection& connection, std::int64_t run, const RunFinished& finished) {
    const auto state = finished.end == RunEnd::Stopped ? RunState::Stopped : RunState::Finished;
    sql::run(connection,
             "UPDATE run SET state = ?, ending = ?, epochs = ?, best_epoch = ?, test_loss = ?,"
             " seconds = ? WHERE id = ?",
             nameIn(kStates, state), nameIn(kEndings, finished.end), finished.epochs,
             finished.bestEpoch, finished.testLoss, finished.seconds, run);
    // The one before the last was there in case a write was cut off.
    sql::run(connection,
             "DELETE FROM checkpoint WHERE run = ?1 AND epoch <"
             " (SELECT max(epoch) FROM checkpoint WHERE run = ?1)",
             run);
}

void recordFailure(Connection& connection, std::int64_t run, const RunFailed& failed) {
    sql::run(connection, "UPDATE run SET state = 'failed', failure = ? WHERE id = ?",
             describe(failed.error), run);
}

} // namespace

Result<std::int64_t> ProjectFile::addRun(const Recipe& recipe, std::uint64_t corpusHash,
                                         const std::vector<std::int64_t>& sources) {
    return m_database->write([&](Connection& connection) -> Result<std::int64_t> {
        sql::run(connection,
                 "INSERT INTO run (recipe, corpus_hash, state, failure)"
                 " VALUES (?, ?, 'stopped', '')",
                 toJson(recipe).dump(), std::bit_cast<std::int64_t>(corpusHash));
        const auto id = connection.getLastInsertRowid();
        for (std::size_t position = 0; position < sources.size(); ++position)
            sql::run(connection,
                     "INSERT INTO run_source (run, position, source, tracks, first_bar, last_bar)"
                     " SELECT ?, ?, id, tracks, first_bar, last_bar FROM source WHERE id = ?",
                     id, position, sources[position]);
        return id;
    });
}

Result<void> ProjectFile::setRecipe(std::int64_t run, const Recipe& recipe) {
    return m_database->write([&](Connection& connection) -> Result<void> {
        if (sql::run(connection, "UPDATE run SET recipe = ? WHERE id = ?", toJson(recipe).dump(),
                     run) == 0)
            return noSuchRun(path(), run);
        return {};
    });
}

Result<std::int64_t> ProjectFile::record(const RunEvent& event) {
    if (std::holds_alternative<RunProgress>(event.what) ||
        std::holds_alternative<RunDiagnosed>(event.what))
        return std::int64_t{0};
    auto recorded = m_database->write([&](Connection& connection) -> Result<std::int64_t> {
        if (!hasRun(connection, event.run))
            return noSuchRun(path(), event.run);
        if (const auto* started = std::get_if<RunStarted>(&event.what))
            recordStart(connection, event.run, *started);
        else if (const auto* epoch = std::get_if<EpochFinished>(&event.what))
            recordEpoch(connection, event.run, *epoch);
        else if (const auto* sampled = std::get_if<TakeSampled>(&event.what))
            return recordTake(connection, event.run, sampled->take);
        else if (const auto* drawn = std::get_if<LatentMapDrawn>(&event.what))
            recordMap(connection, event.run, *drawn);
        else if (const auto* ready = std::get_if<CheckpointReady>(&event.what))
            recordCheckpoint(connection, event.run, *ready);
        else if (const auto* finished = std::get_if<RunFinished>(&event.what))
            recordEnd(connection, event.run, *finished);
        else if (const auto* failed = std::get_if<RunFailed>(&event.what))
            recordFailure(connection, event.run, *failed);
        return std::int64_t{0};
    });
    if (recorded && std::holds_alternative<RunFinished>(event.what))
        (void)m_database->shrink(); // that a file stays larger than it need be loses nothing
    return recorded;
}

Result<std::vector<StoredRun>> ProjectFile::runs() const {
    return m_database->read([&](Connection& connection) -> Result<std::vector<StoredRun>> {
        SQLite::Statement query(connection, std::string(kSelectRuns) + " ORDER BY id");
        std::vector<StoredRun> runs;
        while (query.executeStep())
            runs.push_back(runIn(connection, query, m_database->hasLiveRuns).run);
        return runs;
    });
}

Result<StoredRun> ProjectFile::run(std::int64_t id) const {
    return m_database->read([&](Connection& connection) -> Result<StoredRun> {
        SQLite::Statement query(connection, std::string(kSelectRuns) + " WHERE id = ?");
        sql::bindAll(query, id);
        if (!query.executeStep())
            return noSuchRun(path(), id);
        auto read = runIn(connection, query, m_database->hasLiveRuns);
        if (read.problem)
            return *read.problem;
        return std::move(read.run);
    });
}

Result<void> ProjectFile::removeRun(std::int64_t run) {
    const auto removed = m_database->write([&](Connection& connection) -> Result<void> {
        if (sql::run(connection, "DELETE FROM run WHERE id = ?", run) == 0)
            return noSuchRun(path(), run);
        connection.exec("DELETE FROM source WHERE is_removed = 1 AND id NOT IN"
                        " (SELECT source FROM run_source)");
        return {};
    });
    return removed ? m_database->shrink() : removed;
}

} // namespace leitmotif
