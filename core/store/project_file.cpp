// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_file.h"

#include "core/store/log_check.h"
#include "core/store/project_database.h"
#include "core/store/project_schema.h"
#include "core/store/row_checksums.h"

#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace leitmotif {

namespace {

constexpr std::size_t kFormatVersionAt = 18; // byte of an SQLite file: 2 while a log is in use
constexpr char kUsesLog = 2;

struct Beginning {
    bool usesLog = false;
};

/// Refuses files of other programs; an empty file may become a project.
Result<Beginning> readBeginning(const std::filesystem::path& path) {
    static constexpr std::string_view kSqliteMagic{"SQLite format 3\0", 16};
    const auto refused = [&](const std::string& reason) {
        return Error{ErrorCode::ProjectUnreadable, {path.string(), reason}};
    };
    std::error_code code;
    if (!std::filesystem::is_regular_file(path, code)) // opening a pipe would wait for its writer
        return refused(code ? code.message() : "it is no regular file");
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return refused(std::strerror(errno));
    char beginning[20] = {};
    stream.read(beginning, sizeof beginning);
    const auto count = static_cast<std::size_t>(stream.gcount());
    if (count != 0 &&
        std::string_view(beginning, std::min(count, kSqliteMagic.size())) != kSqliteMagic)
        return refused("it is of another kind");
    return Beginning{count == sizeof beginning && beginning[kFormatVersionAt] == kUsesLog};
}

/// A log exists from the first write until closing, so a file that uses one without a log beside it
/// was copied without it.
bool isLogMissing(const std::filesystem::path& path, const Beginning& beginning) {
    std::error_code code;
    return beginning.usesLog && !std::filesystem::exists(path.string() + "-wal", code) &&
           !ProjectLock::isHeld(path);
}

/// A URI with which SQLite opens a file without log or lock, as nobody writes it.
std::string unchangingUri(const std::filesystem::path& path) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char character : std::filesystem::absolute(path).string()) {
        const auto byte = static_cast<unsigned char>(character);
        if (std::isalnum(byte) != 0 || character == '/' || character == '.' || character == '-')
            uri += character;
        else
            (uri += '%').append({kDigits[byte >> 4U], kDigits[byte & 15U]});
    }
    return uri + "?immutable=1";
}

bool isWithoutTables(SQLite::Database& connection) {
    return connection.execAndGet("PRAGMA page_count").getInt64() == 0;
}

void makeTables(SQLite::Database& connection) {
    connection.exec("PRAGMA auto_vacuum = INCREMENTAL");
    createProjectTables(connection);
}

/// Reports a missing or damaged log. REQUIRES: nobody has the project open for writing.
void tellOfLog(const ProjectFile::Database& database, const Beginning& beginning) {
    if (ProjectLock::isHeld(database.path))
        return;
    if (isLogMissing(database.path, beginning))
        database.tellLogMissing();
    else if (isLogDamaged(database.path.string() + "-wal"))
        database.tellDamaged("its log, which holds what was done last,");
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
    Beginning beginning;
    if (isThere) {
        const auto read = readBeginning(path);
        if (!read)
            return read.error();
        beginning = *read;
    }
    if (isThere)
        tellOfLog(*database, beginning);
    const auto lock = database->lock.take(path);
    const std::string reason = "it cannot be locked: " + std::string(std::strerror(errno));
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
    if (!std::filesystem::exists(path, code))
        return Error{ErrorCode::FileNotReadable, {path.string(), "no such project"}};
    const auto beginning = readBeginning(path);
    if (!beginning)
        return beginning.error();
    auto database = std::make_unique<Database>();
    database->path = path;
    database->isUnchanging = isLogMissing(path, *beginning);
    tellOfLog(*database, *beginning);
    database->whyReadOnly = Error{ErrorCode::ProjectReadOnly, {path.string()}};
    database->hasLiveRuns = ProjectLock::isHeld(path);
    auto project = openReading(std::move(database));
    // A journal of a killed process can only be rolled back with write access.
    if (!project && project.error().code == ErrorCode::ProjectUnreadable &&
        std::filesystem::exists(path.string() + "-journal", code))
        return open(path);
    return project;
}

Result<std::unique_ptr<ProjectFile>> ProjectFile::openReading(std::unique_ptr<Database> database) {
    try {
        database->connection = database->isUnchanging
                                   ? openDatabase(unchangingUri(database->path),
                                                  SQLite::OPEN_READONLY | SQLite::OPEN_URI)
                                   : openDatabase(database->path, SQLite::OPEN_READONLY);
        auto& connection = *database->connection;
        if (isWithoutTables(connection))
            return Error{ErrorCode::ProjectUnreadable, {database->path.string(), "it is empty"}};
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
        database->connection = openDatabase(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        auto& connection = *database->connection;
        database->watch.start(path, connection.getHandle(), false);
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

Result<void> ProjectFile::beginWriting() {
    return m_database->write([](SQLite::Database& /*connection*/) -> Result<void> { return {}; });
}

std::vector<Error> ProjectFile::takeDamage() const {
    return std::exchange(m_database->newDamage, {});
}

bool ProjectFile::isDisplaced() const {
    return m_database->isDisplaced();
}

void ProjectFile::prepareToClose() {
    m_database->foldAllOfLog();
}

Result<void> ProjectFile::moveTo(const std::filesystem::path& path) {
    if (!m_database->connection)
        return m_database->displaced();
    m_database->lock.release();
    if (const auto copied = copyTo(path); !copied) {
        (void)m_database->lock.take(m_database->path);
        return copied;
    }
    m_database->abandon();
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
    if (std::filesystem::equivalent(path, m_database->path, code) && !m_database->isDisplaced())
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
