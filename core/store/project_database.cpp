// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_database.h"

#include "core/store/project_schema.h"

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

/// WAL shares memory between processes through a file, which file systems of other machines cannot.
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

/// Runs that were under way when the program was killed. A full disk must not keep anybody from
/// the write that this comes before, so a failure is left to that.
void markKilledRuns(SQLite::Database& connection) {
    if (connection.execAndGet("SELECT EXISTS (SELECT 1 FROM run WHERE state = 'running')").getInt())
        connection.tryExec("UPDATE run SET state = 'stopped' WHERE state = 'running'");
}

} // namespace

ProjectFile::Database::~Database() {
    if (!connection || !hasLog)
        return;
    try {
        // One plain file is left behind, which can be copied and read from a medium that cannot be
        // written. Not possible while somebody reads; then the next one does it.
        connection->exec("PRAGMA journal_mode = DELETE");
    } catch (const SQLite::Exception&) {
        return;
    }
}

void ProjectFile::Database::prepareToWrite() {
    if (isReadyToWrite)
        return;
    hasLog = supportsWal(path) &&
             connection->execAndGet("PRAGMA journal_mode = WAL").getString() == std::string("wal");
    // A kill loses nothing committed either way. With WAL the disk is flushed when the log is
    // folded in, so that an epoch does not wait for it.
    connection->exec(hasLog ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
    createProjectTables(*connection);
    markKilledRuns(*connection);
    hasLiveRuns = true;
    isReadyToWrite = true;
}

Result<void> ProjectFile::Database::shrink() {
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
    const auto* const error = dynamic_cast<const SQLite::Exception*>(&exception);
    if (!error)
        return failure(dynamic_cast<const std::bad_alloc*>(&exception)
                           ? ErrorCode::ProjectNotWritable
                           : ErrorCode::ProjectCannotHold);
    switch (error->getErrorCode()) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return unreadable(exception);
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: // others hold it all the time
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
    if (selection.role == PieceRole::Training)
        return tracks.dump();
    const char* role = selection.role == PieceRole::Test ? kTestRole : kValidationRole;
    return nlohmann::json{{"tracks", tracks}, {"role", role}}.dump();
}

CorpusSelection selectionFrom(const SQLite::Column& tracks, const SQLite::Column& firstBar,
                              const SQLite::Column& lastBar) {
    CorpusSelection selection;
    const auto json = nlohmann::json::parse(tracks.getString());
    if (json.is_object())
        selection.role = json.at("role") == kTestRole ? PieceRole::Test : PieceRole::Validation;
    (json.is_object() ? json.at("tracks") : json).get_to(selection.tracks);
    if (!firstBar.isNull() && !lastBar.isNull())
        selection.bars = BarRange{firstBar.getInt64(), lastBar.getInt64()};
    return selection;
}

} // namespace leitmotif
