// SPDX-License-Identifier: GPL-3.0-or-later
// Runs and their epochs in a ProjectFile.
#include "core/base/json_text.h"
#include "core/base/limits.h"
#include "core/store/project_database.h"
#include "core/store/project_events.h"
#include "core/store/row_checksums.h"

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

/// The query of RunReader::read(), up to a condition.
std::string selectRuns(const std::string& whole) {
    return "SELECT id, recipe, corpus_hash, state, failure, parameters, device, precision,"
           " threads, notes, validation_notes, unigram_nats, ngram_nats, first_epoch,"
           " planned_epochs, ending, epochs, best_epoch, test_loss, seconds, " +
           whole + " AS is_whole FROM run";
}

std::optional<RunStarted> startedIn(const SQLite::Statement& row) {
    if (row.isColumnNull("parameters"))
        return std::nullopt;
    RunStarted started;
    started.parameters = row.getColumn("parameters").getInt64();
    started.device = row.getColumn("device").getString();
    started.precision = row.getColumn("precision").getString();
    const auto threads = row.getColumn("threads").getInt64();
    if (threads < 1 || threads > kMostThreads)
        throw std::invalid_argument("it cannot have " + std::to_string(threads) + " threads");
    started.threads = static_cast<int>(threads);
    started.notes = static_cast<std::size_t>(row.getColumn("notes").getInt64());
    started.validationNotes =
        static_cast<std::size_t>(row.getColumn("validation_notes").getInt64());
    started.unigramNats = row.getColumn("unigram_nats").getDouble();
    started.ngramNats = sql::numberOf(row.getColumn("ngram_nats"));
    started.firstEpoch = row.getColumn("first_epoch").getInt();
    started.epochs = row.getColumn("planned_epochs").getInt();
    return started;
}

std::optional<RunFinished> finishedIn(const SQLite::Statement& row) {
    if (row.isColumnNull("ending"))
        return std::nullopt;
    RunFinished finished;
    finished.end = valueIn(kEndings, row.getColumn("ending").getString());
    finished.epochs = row.getColumn("epochs").getInt();
    finished.bestEpoch = sql::wholeOf(row.getColumn("best_epoch"));
    finished.testLoss = sql::numberOf(row.getColumn("test_loss"));
    finished.seconds = row.getColumn("seconds").getDouble();
    return finished;
}

std::string partOf(std::int64_t run, const std::string& part) {
    return part + " of run " + std::to_string(run);
}

/// Reads the undamaged parts of a run; reports the others.
class RunReader {
  public:
    RunReader(const ProjectFile::Database& database, Connection& connection)
        : m_database(database), m_connection(connection) {}

    /// A row of selectRuns().
    struct ReadRun {
        StoredRun run;
        std::optional<Error> problem; ///< why it cannot be resumed
    };
    ReadRun read(const SQLite::Statement& row);

  private:
    void readColumns(const SQLite::Statement& row, const nlohmann::json& recipe, ReadRun& read);
    std::vector<std::int64_t> sourceIds(std::int64_t run);
    std::map<int, std::map<std::string, double>> measures(std::int64_t run);
    std::vector<EpochFinished> epochs(std::int64_t run);
    /// Calls `take` with each undamaged row.
    template <class Take>
    void readRows(const char* table, const std::string& columns, const std::string& order,
                  std::int64_t run, const std::string& part, Take take);

    const ProjectFile::Database& m_database;
    Connection& m_connection;
};

template <class Take>
void RunReader::readRows(const char* table, const std::string& columns, const std::string& order,
                         std::int64_t run, const std::string& part, Take take) {
    SQLite::Statement query(m_connection, "SELECT " + m_database.whole(table) + ", " + columns +
                                              " FROM " + table + " WHERE run = ?" + order);
    sql::bindAll(query, run);
    std::int64_t found = 0;
    for (; query.executeStep(); ++found) {
        if (query.getColumn(0).getInt() != 0)
            take(query);
        else
            m_database.tellDamaged(partOf(run, part));
    }
    m_database.compareCount(table, found, run, partOf(run, part));
}

std::vector<std::int64_t> RunReader::sourceIds(std::int64_t run) {
    std::vector<std::int64_t> ids;
    readRows("run_source", "source", " ORDER BY position", run, "a source",
             [&](const SQLite::Statement& row) { ids.push_back(row.getColumn(1).getInt64()); });
    return ids;
}

std::map<int, std::map<std::string, double>> RunReader::measures(std::int64_t run) {
    std::map<int, std::map<std::string, double>> measures;
    readRows("measure", "epoch, measure.name, value", "", run, "a measure of an epoch",
             [&](const SQLite::Statement& row) {
                 measures[row.getColumn(1).getInt()][row.getColumn(2).getString()] =
                     sql::lossOf(row.getColumn(3));
             });
    return measures;
}

std::vector<EpochFinished> RunReader::epochs(std::int64_t run) {
    auto all = measures(run);
    std::vector<EpochFinished> epochs;
    readRows("epoch", "epoch, loss, validation_loss, network_validation_loss, is_best, seconds",
             " ORDER BY epoch", run, "an epoch", [&](const SQLite::Statement& row) {
                 EpochFinished epoch;
                 epoch.epoch = row.getColumn(1).getInt();
                 epoch.loss = sql::lossOf(row.getColumn(2));
                 epoch.validationLoss = sql::numberOf(row.getColumn(3));
                 epoch.networkValidationLoss = sql::numberOf(row.getColumn(4));
                 epoch.isBest = row.getColumn(5).getInt() != 0;
                 epoch.seconds = row.getColumn(6).getDouble();
                 epoch.measures = std::move(all[epoch.epoch]);
                 epochs.push_back(std::move(epoch));
             });
    return epochs;
}

void RunReader::readColumns(const SQLite::Statement& row, const nlohmann::json& json,
                            ReadRun& read) {
    StoredRun& run = read.run;
    auto recipe = recipeFromJson(json, "run " + std::to_string(run.id));
    if (recipe)
        run.recipe = std::move(*recipe);
    else
        read.problem = recipe.error();
    run.corpusHash = std::bit_cast<std::uint64_t>(row.getColumn("corpus_hash").getInt64());
    run.failure = row.getColumn("failure").getString();
    try {
        run.state = valueIn(kStates, row.getColumn("state").getString());
        run.started = startedIn(row);
        run.finished = finishedIn(row);
    } catch (const std::exception& exception) {
        read.problem =
            Error{ErrorCode::RecipeUnreadable, {"run " + std::to_string(run.id), exception.what()}};
    }
    if (run.state == RunState::Running && !m_database.hasLiveRuns)
        run.state = RunState::Stopped;
}

RunReader::ReadRun RunReader::read(const SQLite::Statement& row) {
    ReadRun read;
    StoredRun& run = read.run;
    run.id = row.getColumn("id").getInt64();
    const std::string name = "run " + std::to_string(run.id);
    const auto json = parseJson(row.getColumn("recipe").getString(), kLongestRecipe)
                          .value_or(nlohmann::json(nlohmann::json::value_t::discarded));
    readColumns(row, json, read);
    run.isDamaged = row.getColumn("is_whole").getInt() == 0;
    if (run.isDamaged) {
        m_database.tellDamaged(name);
        read.problem = m_database.damaged(name);
    }
    run.sources = sourceIds(run.id);
    run.epochs = epochs(run.id);
    readRows("checkpoint", "epoch", " ORDER BY epoch", run.id, "a checkpoint",
             [&](const SQLite::Statement& one) { run.lastCheckpoint = one.getColumn(1).getInt(); });
    if (read.problem) {
        run.recipe = readablePart(json, name);
        run.state = RunState::Failed;
        run.failure = describe(*read.problem);
        run.started.reset();
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
    // After a crash it may resume from an earlier epoch than the last reported one.
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
            recordCheckpoint(connection, *m_database, event.run, *ready);
        else if (const auto* finished = std::get_if<RunFinished>(&event.what))
            recordEnd(connection, event.run, *finished);
        else if (const auto* failed = std::get_if<RunFailed>(&event.what))
            recordFailure(connection, event.run, *failed);
        return std::int64_t{0};
    });
    if (recorded && std::holds_alternative<RunFinished>(event.what))
        (void)m_database->shrink(); // a file that stays too large is no failure
    return recorded;
}

Result<std::vector<StoredRun>> ProjectFile::runs() const {
    return m_database->read([&](Connection& connection) -> Result<std::vector<StoredRun>> {
        SQLite::Statement query(connection, selectRuns(m_database->whole("run")) + " ORDER BY id");
        RunReader reader(*m_database, connection);
        std::vector<StoredRun> runs;
        while (query.executeStep())
            runs.push_back(reader.read(query).run);
        m_database->compareCount("run", static_cast<std::int64_t>(runs.size()), std::nullopt,
                                 "the list of runs");
        return runs;
    });
}

Result<StoredRun> ProjectFile::run(std::int64_t id) const {
    return m_database->read([&](Connection& connection) -> Result<StoredRun> {
        SQLite::Statement query(connection, selectRuns(m_database->whole("run")) + " WHERE id = ?");
        sql::bindAll(query, id);
        if (!query.executeStep())
            return m_database->hasLostRows("run", 0, id)
                       ? m_database->damaged("run " + std::to_string(id))
                       : noSuchRun(path(), id);
        auto read = RunReader(*m_database, connection).read(query);
        if (read.problem)
            return *read.problem;
        return std::move(read.run);
    });
}

Result<void> ProjectFile::removeRun(std::int64_t run) {
    const auto removed = m_database->write([&](Connection& connection) -> Result<void> {
        if (sql::run(connection, "DELETE FROM run WHERE id = ?", run) == 0)
            return noSuchRun(path(), run);
        forgetLostRowsOfRun(connection, run);
        connection.exec("DELETE FROM source WHERE is_removed = 1 AND id NOT IN"
                        " (SELECT source FROM run_source)");
        return {};
    });
    return removed ? m_database->shrink() : removed;
}

} // namespace leitmotif
