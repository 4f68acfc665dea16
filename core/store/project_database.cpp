// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_database.h"

#include "core/base/json_text.h"
#include "core/base/limits.h"
#include "core/store/document_rows.h"
#include "core/store/guarded_vfs.h"
#include "core/store/project_schema.h"
#include "core/store/row_checksums.h"

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <new>

#include <sys/vfs.h>

namespace leitmotif {

namespace {

constexpr const char* kValidationRole = "validation";
constexpr const char* kTestRole = "test";

/// Page cache: a project up to this size is completely in memory while it is written, so it can
/// still be saved elsewhere when its file was overwritten.
constexpr int kCacheKibibytes = 128 * 1024;

constexpr int kSmallCacheKibibytes = 16 * 1024; // of a larger project with many sources

constexpr int kLongLog = 1'000; // pages

constexpr int kBusyMilliseconds = 5'000; // if a reader delays a writer

void setLimits(sqlite3* database) {
    static constexpr std::pair<int, int> kLimits[] = {
        {SQLITE_LIMIT_SQL_LENGTH, 100'000}, {SQLITE_LIMIT_COLUMN, 100},
        {SQLITE_LIMIT_EXPR_DEPTH, 200},     {SQLITE_LIMIT_COMPOUND_SELECT, 10},
        {SQLITE_LIMIT_ATTACHED, 2},         {SQLITE_LIMIT_VARIABLE_NUMBER, 100},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 10},   {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    for (const auto& [limit, value] : kLimits)
        ::sqlite3_limit(database, limit, value);
}

/// WAL shares memory between processes through a file, which network file systems do not support.
bool supportsWal(const std::filesystem::path& file) {
    static constexpr std::array<unsigned long, 11> kRemote = {
        0x6969,     // NFS
        0x517b,     // SMB
        0xff534d42, // CIFS
        0xfe534d42, // SMB 2
        0x65735546, // FUSE: sshfs and others
        0x01021997, // 9P
        0x5346414f, // AFS
        0x73757245, // Coda
        0x00c36400, // Ceph
        0x0bd00bd0, // Lustre
        0x47504653, // GPFS
    };
    struct statfs information {};
    if (::statfs(file.c_str(), &information) != 0)
        return false;
    const auto type = static_cast<unsigned long>(information.f_type) & 0xffffffffUL;
    return std::ranges::find(kRemote, type) == kRemote.end();
}

} // namespace

std::unique_ptr<SQLite::Database> openDatabase(const std::filesystem::path& path, int flags) {
    auto connection =
        std::make_unique<SQLite::Database>(path.string(), flags, kBusyMilliseconds, guardedVfs());
    sqlite3* const handle = connection->getHandle();
    ::sqlite3_extended_result_codes(handle, 0);
    ::sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    ::sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    ::sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    ::sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    setLimits(handle);
    addRowHash(*connection);
    connection->exec("PRAGMA foreign_keys = ON");
    connection->exec("PRAGMA cell_size_check = ON");
    return connection;
}

ProjectFile::Database::~Database() {
    if (!connection || !hasLog)
        return;
    if (isDisplaced()) {
        abandon();
        return;
    }
    try {
        // Leaves one plain file, which can be copied, and read from read-only media. Not possible
        // while another process reads; then the next close does it.
        connection->exec("PRAGMA journal_mode = DELETE");
    } catch (const SQLite::Exception&) {
        if (isDisplaced()) // meanwhile
            abandon();
    }
}

void ProjectFile::Database::abandon() {
    ::sqlite3_db_config(connection->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    connection.reset();
    // Else it would be taken for the log of the file that is there now.
    if (log && isSameFile(path.string() + "-wal", *log))
        for (const char* const ending : {"-wal", "-shm"}) {
            std::error_code code;
            std::filesystem::remove(path.string() + ending, code);
        }
    lock.release();
}

const std::string& ProjectFile::Database::whole(const std::string& table) const {
    auto& sql = wholeSqls[table];
    if (sql.empty())
        sql = wholeSql(*connection, table);
    return sql;
}

void ProjectFile::Database::tellDamaged(const std::string& part) const {
    if (toldParts.insert(part).second)
        newDamage.push_back(damaged(part));
}

Error ProjectFile::Database::damaged(const std::string& part) const {
    return {ErrorCode::ProjectDamaged, {path.string(), part}};
}

void ProjectFile::Database::tellDamage(const DocumentRows& rows) const {
    if (!rows.damage.empty())
        tellDamaged(rows.damage);
}

void ProjectFile::Database::tellLogMissing() const {
    newDamage.push_back(
        {ErrorCode::ProjectLogMissing, {path.string(), path.filename().string() + "-wal"}});
}

bool ProjectFile::Database::hasLostRows(const std::string& table, std::int64_t found,
                                        std::optional<std::int64_t> run) const {
    const auto expected =
        expectedRows(*connection, table, run ? std::to_string(*run) : std::string());
    return expected > found;
}

void ProjectFile::Database::compareCount(const std::string& table, std::int64_t found,
                                         std::optional<std::int64_t> run,
                                         const std::string& part) const {
    if (hasLostRows(table, found, run))
        tellDamaged(part);
}

namespace {

/// The fault of the file as a database, or an empty text. Reads all of it.
std::string structureProblem(SQLite::Database& connection) {
    const std::string answer = connection.execAndGet("PRAGMA quick_check(1)").getString();
    return answer == "ok" ? std::string() : answer;
}

bool fitsCache(SQLite::Database& connection) {
    const std::int64_t pages = connection.execAndGet("PRAGMA page_count").getInt64();
    const std::int64_t pageBytes = connection.execAndGet("PRAGMA page_size").getInt64();
    return pages * pageBytes <= std::int64_t{kCacheKibibytes} * 1024;
}

int countFrames(void* count, sqlite3* /*database*/, const char* /*name*/, int frames) {
    *static_cast<int*>(count) = frames;
    return SQLITE_OK;
}

/// Marks runs that were killed with the program as stopped, and hidden sources as removed. Ignores
/// failures, such as a full disk: the write after this reports them.
void settleWhatWasKilled(SQLite::Database& connection) {
    if (connection.execAndGet("SELECT EXISTS (SELECT 1 FROM run WHERE state = 'running')").getInt())
        connection.tryExec("UPDATE run SET state = 'stopped' WHERE state = 'running' AND " +
                           wholeSql(connection, "run"));
    if (connection.execAndGet("SELECT EXISTS (SELECT 1 FROM source WHERE is_removed = 2)").getInt())
        connection.tryExec("UPDATE source SET is_removed = 1 WHERE is_removed = 2 AND " +
                           wholeSql(connection, "source"));
}

} // namespace

void ProjectFile::Database::shrinkCache() {
    try {
        if (!connection || fitsCache(*connection))
            return;
        connection->exec("PRAGMA cache_size = " + std::to_string(-kSmallCacheKibibytes));
        connection->tryExec("PRAGMA shrink_memory");
    } catch (const std::exception&) { // it only keeps the memory
    }
}

Result<void> ProjectFile::Database::prepareToWrite() {
    if (isReadyToWrite)
        return {};
    if (!isChecked) {
        if (const auto problem = structureProblem(*connection); !problem.empty()) {
            whyReadOnly = damaged("the file (" + problem.substr(0, problem.find('\n')) + ")");
            return *whyReadOnly;
        }
        isChecked = true;
    }
    hasLog = supportsWal(path) &&
             connection->execAndGet("PRAGMA journal_mode = WAL").getString() == std::string("wal");
    // A kill loses nothing committed either way. With WAL the disk is flushed when the log is
    // folded in, so that an epoch does not wait for it.
    connection->exec(hasLog ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
    ::sqlite3_wal_hook(connection->getHandle(), countFrames, &logFrames); // instead of SQLite's own
    createProjectTables(*connection);
    wholeSqls.clear();
    keepChecksums(*connection);
    settleWhatWasKilled(*connection);
    connection->exec("PRAGMA cache_size = " + std::to_string(-kCacheKibibytes));
    if (fitsCache(*connection))
        (void)structureProblem(*connection); // fills the cache, which the change to a log emptied
    hasLiveRuns = true;
    log = hasLog ? statusOf(path.string() + "-wal") : std::nullopt;
    watch.start(path, connection->getHandle(), hasLog);
    isReadyToWrite = true;
    return {};
}

void ProjectFile::Database::foldLog() {
    if (hasLog && logFrames >= kLongLog)
        connection->tryExec("PRAGMA wal_checkpoint(PASSIVE)");
}

void ProjectFile::Database::foldAllOfLog() {
    if (connection && hasLog && !isDisplaced())
        connection->tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
}

Error ProjectFile::Database::displaced() const {
    return {ErrorCode::ProjectNotWritable,
            {path.string(), "it was deleted or replaced while it was open"}};
}

Result<void> ProjectFile::Database::shrink() {
    if (isDisplaced())
        return displaced();
    try {
        connection->exec("PRAGMA incremental_vacuum");
        connection->tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
        return {};
    } catch (const SQLite::Exception& exception) {
        return unwritable(exception);
    }
}

Error ProjectFile::Database::unreadable(const std::exception& exception) const {
    return {ErrorCode::ProjectUnreadable, {path.string(), exception.what()}};
}

Error ProjectFile::Database::unwritable(const std::exception& exception) const {
    const auto failure = [&](ErrorCode code) {
        return Error{code, {path.string(), exception.what()}};
    };
    const auto hasNoNumberLeft = [&] {
        try {
            return connection &&
                   connection
                           ->execAndGet("SELECT EXISTS (SELECT 1 FROM sqlite_sequence WHERE"
                                        " seq >= 9223372036854775807)")
                           .getInt() != 0;
        } catch (const SQLite::Exception&) {
            return false;
        }
    };
    const auto* const error = dynamic_cast<const SQLite::Exception*>(&exception);
    if (!error)
        return failure(dynamic_cast<const std::bad_alloc*>(&exception)
                           ? ErrorCode::ProjectNotWritable
                           : ErrorCode::ProjectCannotHold);
    switch (error->getErrorCode()) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return unreadable(exception);
    case SQLITE_CONSTRAINT:
        if (error->getExtendedErrorCode() == SQLITE_CONSTRAINT_TRIGGER) // of keepChecksums()
            return damaged("what would be changed");
        return failure(ErrorCode::ProjectCannotHold);
    case SQLITE_FULL:
        if (hasNoNumberLeft())
            return {ErrorCode::ProjectCannotHold,
                    {path.string(), "its numbers of runs, sources or takes are used up"}};
        return failure(ErrorCode::ProjectNotWritable);
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: // locked by others all the time
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
        return failure(ErrorCode::ProjectNotWritable);
    default: // too large, against a constraint, …
        return failure(ErrorCode::ProjectCannotHold);
    }
}

namespace sql {

std::shared_ptr<const Bytes> bytesOf(const SQLite::Column& column) {
    const auto* const start = static_cast<const std::uint8_t*>(column.getBlob());
    return std::make_shared<const Bytes>(start, start + column.getBytes());
}

std::optional<double> numberOf(const SQLite::Column& column) {
    return column.isNull() ? std::nullopt : std::optional(column.getDouble());
}

std::optional<int> wholeOf(const SQLite::Column& column) {
    return column.isNull() ? std::nullopt : std::optional(column.getInt());
}

double lossOf(const SQLite::Column& column) {
    return numberOf(column).value_or(std::numeric_limits<double>::quiet_NaN());
}

} // namespace sql

std::string tracksToText(const CorpusSelection& selection) {
    const nlohmann::json tracks = selection.tracks;
    nlohmann::json json = nlohmann::json::object();
    if (selection.role != PieceRole::Training)
        json["role"] = selection.role == PieceRole::Test ? kTestRole : kValidationRole;
    if (!selection.withoutChannels.empty())
        json["without_channels"] = selection.withoutChannels;
    if (selection.beat != BeatChoice::Automatic)
        json["beat"] = nameOf(selection.beat);
    if (selection.text != TextEncoding::Automatic)
        json["text"] = nameOf(selection.text);
    if (json.empty())
        return tracks.dump();
    json["tracks"] = tracks;
    return json.dump();
}

CorpusSelection selectionFrom(const SQLite::Column& tracks, const SQLite::Column& firstBar,
                              const SQLite::Column& lastBar) {
    CorpusSelection selection;
    const auto parsed = parseJson(tracks.getString(), kLongestSelection);
    if (!parsed)
        throw std::invalid_argument(describe(parsed.error()));
    const nlohmann::json& json = *parsed;
    if (json.is_object() && json.contains("role"))
        selection.role = json["role"] == kTestRole ? PieceRole::Test : PieceRole::Validation;
    if (json.is_object() && json.contains("without_channels"))
        json["without_channels"].get_to(selection.withoutChannels);
    if (json.is_object() && json.contains("beat"))
        selection.beat =
            beatChoiceNamed(json["beat"].get<std::string>()).value_or(BeatChoice::Automatic);
    if (json.is_object() && json.contains("text"))
        selection.text =
            textEncodingOf(json["text"].get<std::string>()).value_or(TextEncoding::Automatic);
    (json.is_object() ? json.at("tracks") : json).get_to(selection.tracks);
    if (!firstBar.isNull() && !lastBar.isNull())
        selection.bars = BarRange{firstBar.getInt64(), lastBar.getInt64()};
    if (selection.bars && (selection.bars->first < 0 || selection.bars->last > kLastBarNumber ||
                           selection.bars->first > selection.bars->last))
        throw std::invalid_argument("its bars are out of range");
    return selection;
}

} // namespace leitmotif
