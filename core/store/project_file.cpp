// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_file.h"

#include "core/store/project_database.h"
#include "core/store/project_schema.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace leitmotif {

namespace {

constexpr int kBusyMilliseconds = 5'000; // where a reader may hold up a writer for a moment

/// Keeps SQLite away from files of other programs; an empty file may become a project.
Result<void> checkBeginning(const std::filesystem::path& path) {
    static constexpr std::string_view kMagic{"SQLite format 3\0", 16};
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return Error{ErrorCode::ProjectUnreadable, {path.string(), std::strerror(errno)}};
    char beginning[16] = {};
    stream.read(beginning, sizeof beginning);
    const auto count = static_cast<std::size_t>(stream.gcount());
    if (count != 0 && std::string_view(beginning, count) != kMagic)
        return Error{ErrorCode::ProjectUnreadable, {path.string(), "it is of another kind"}};
    return {};
}

std::unique_ptr<SQLite::Database> connect(const std::filesystem::path& path, int flags) {
    auto connection = std::make_unique<SQLite::Database>(path, flags, kBusyMilliseconds);
    ::sqlite3_extended_result_codes(connection->getHandle(), 0);
    ::sqlite3_db_config(connection->getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    ::sqlite3_db_config(connection->getHandle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    connection->exec("PRAGMA foreign_keys = ON");
    connection->exec("PRAGMA cell_size_check = ON");
    return connection;
}

bool isWithoutTables(SQLite::Database& connection) {
    return connection.execAndGet("PRAGMA page_count").getInt64() == 0;
}

void makeTables(SQLite::Database& connection) {
    connection.exec("PRAGMA auto_vacuum = INCREMENTAL");
    createProjectTables(connection);
}

void syncFile(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace

ProjectFile::ProjectFile(std::unique_ptr<Database> database) : m_database(std::move(database)) {}

ProjectFile::~ProjectFile() = default;

Result<std::unique_ptr<ProjectFile>> ProjectFile::open(const std::filesystem::path& path) {
    auto database = std::make_unique<Database>();
    database->path = path;
    std::error_code code;
    const bool isThere = std::filesystem::exists(path, code);
    if (isThere)
        if (const auto checked = checkBeginning(path); !checked)
            return checked.error();
    const auto lock = database->lock.take(path);
    const std::string reason = std::strerror(errno);
    if (!isThere && lock == ProjectLock::Outcome::NotPossible)
        return Error{ErrorCode::ProjectNotWritable, {path.string(), reason}};
    if (lock == ProjectLock::Outcome::HeldElsewhere)
        database->whyReadOnly = Error{ErrorCode::ProjectReadOnly, {path.string()}};
    else if (isThere && ::access(path.c_str(), W_OK) != 0)
        database->whyReadOnly =
            Error{ErrorCode::ProjectNotWritable, {path.string(), std::strerror(errno)}};
    else if (lock == ProjectLock::Outcome::NotPossible)
        database->whyReadOnly = Error{ErrorCode::ProjectNotWritable, {path.string(), reason}};
    database->hasLiveRuns = lock == ProjectLock::Outcome::HeldElsewhere;
    if (database->whyReadOnly)
        return openReading(std::move(database));
    return openWriting(std::move(database), !isThere);
}

Result<std::unique_ptr<ProjectFile>> ProjectFile::openToRead(const std::filesystem::path& path) {
    std::error_code code;
    if (!std::filesystem::is_regular_file(path, code))
        return Error{ErrorCode::FileNotReadable, {path.string(), "no such project"}};
    if (const auto checked = checkBeginning(path); !checked)
        return checked.error();
    auto database = std::make_unique<Database>();
    database->path = path;
    database->whyReadOnly = Error{ErrorCode::ProjectReadOnly, {path.string()}};
    database->hasLiveRuns = ProjectLock::isHeld(path);
    auto project = openReading(std::move(database));
    // A journal left by a kill has to be rolled back by somebody who may write.
    if (!project && project.error().code == ErrorCode::ProjectUnreadable &&
        std::filesystem::exists(path.string() + "-journal", code))
        return open(path);
    return project;
}

Result<std::unique_ptr<ProjectFile>> ProjectFile::openReading(std::unique_ptr<Database> database) {
    try {
        database->connection = connect(database->path, SQLite::OPEN_READONLY);
        auto& connection = *database->connection;
        if (const auto checked = checkProjectTables(connection, database->path.string()); !checked)
            return checked.error();
        return std::unique_ptr<ProjectFile>(new ProjectFile(std::move(database)));
    } catch (const std::exception& exception) {
        return database->unreadable(exception);
    }
}

Result<std::unique_ptr<ProjectFile>> ProjectFile::openWriting(std::unique_ptr<Database> database,
                                                              bool isNew) {
    const auto path = database->path;
    const auto giveUp = [&](const Error& error) {
        database->connection.reset();
        std::error_code code;
        if (isNew)
            std::filesystem::remove(path, code);
        return error;
    };
    try {
        database->connection = connect(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        auto& connection = *database->connection;
        if (isWithoutTables(connection))
            makeTables(connection);
        else if (const auto checked = checkProjectTables(connection, path.string()); !checked)
            return giveUp(checked.error());
        return std::unique_ptr<ProjectFile>(new ProjectFile(std::move(database)));
    } catch (const std::exception& exception) {
        return giveUp(isNew ? database->unwritable(exception) : database->unreadable(exception));
    }
}

const std::filesystem::path& ProjectFile::path() const {
    return m_database->path;
}

bool ProjectFile::isReadOnly() const {
    return m_database->whyReadOnly.has_value();
}

Result<void> ProjectFile::mayWrite() const {
    if (m_database->whyReadOnly)
        return *m_database->whyReadOnly;
    return {};
}

Result<bool> ProjectFile::isEmpty() const {
    return m_database->read([](SQLite::Database& connection) -> Result<bool> {
        return connection
                   .execAndGet("SELECT EXISTS (SELECT 1 FROM source) OR EXISTS (SELECT 1 FROM run)")
                   .getInt() == 0;
    });
}

Result<void> ProjectFile::copyTo(const std::filesystem::path& path) const {
    std::error_code code;
    if (std::filesystem::equivalent(path, m_database->path, code))
        return {};
    const auto failure = [&](const std::string& detail) {
        return Error{ErrorCode::ProjectNotWritable, {path.string(), detail}};
    };
    ProjectLock lock;
    if (lock.take(path) == ProjectLock::Outcome::HeldElsewhere)
        return failure("it is open in another window of Leitmotif");
    const auto neighbour =
        std::filesystem::path(path.string() + "-part" + std::to_string(::getpid()));
    std::filesystem::remove(neighbour, code);
    try {
        sql::run(*m_database->connection, "VACUUM INTO ?", neighbour.string());
        syncFile(neighbour);
        // A journal that a killed process left there belongs to the file that is replaced.
        for (const char* const journal : {"-wal", "-shm", "-journal"})
            std::filesystem::remove(path.string() + journal, code);
        std::filesystem::rename(neighbour, path);
        return {};
    } catch (const std::exception& exception) {
        std::filesystem::remove(neighbour, code);
        return failure(exception.what());
    }
}

} // namespace leitmotif
