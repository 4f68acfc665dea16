// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_database.h"
#include "tests/core/store/test_project.h"

#include <new>

namespace leitmotif {
namespace {

TEST(ProjectDatabase, TellsWhatCanPassFromWhatNeverDoes) {
    ProjectFile::Database database;
    database.path = "song.leitmotif";
    const auto codeOf = [&](const std::exception& exception) {
        return database.unwritable(exception).code;
    };
    for (const int code : {SQLITE_FULL, SQLITE_IOERR, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY,
                           SQLITE_CANTOPEN, SQLITE_NOMEM})
        EXPECT_EQ(codeOf(SQLite::Exception("", code)), ErrorCode::ProjectNotWritable) << code;
    for (const int code : {SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_ERROR})
        EXPECT_EQ(codeOf(SQLite::Exception("", code)), ErrorCode::ProjectCannotHold) << code;
    for (const int code : {SQLITE_CORRUPT, SQLITE_NOTADB})
        EXPECT_EQ(codeOf(SQLite::Exception("", code)), ErrorCode::ProjectUnreadable) << code;
    EXPECT_EQ(codeOf(std::length_error("")), ErrorCode::ProjectCannotHold);
    EXPECT_EQ(codeOf(std::bad_alloc()), ErrorCode::ProjectNotWritable);
}

TEST(ProjectDatabase, CannotHoldWhatIsTooLargeForSqlite) {
    ProjectFile::Database database;
    database.path = "song.leitmotif";
    database.connection = std::make_unique<SQLite::Database>(":memory:", SQLite::OPEN_READWRITE |
                                                                             SQLite::OPEN_CREATE);
    database.connection->exec("CREATE TABLE blobs (data BLOB)");
    database.isReadyToWrite = true; // no project
    const int kLargest = 1'000;     // instead of the usual gigabyte
    ::sqlite3_limit(database.connection->getHandle(), SQLITE_LIMIT_LENGTH, kLargest);
    const auto write = [&](std::size_t size) {
        return database.write([&](SQLite::Database& connection) -> Result<int> {
            return sql::run(connection, "INSERT INTO blobs VALUES (?)", Bytes(size));
        });
    };
    EXPECT_TRUE(write(kLargest / 2));
    const auto refused = write(kLargest + 1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::ProjectCannotHold);
    EXPECT_TRUE(write(kLargest / 2));
}

} // namespace
} // namespace leitmotif
