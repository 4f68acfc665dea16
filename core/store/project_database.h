// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/file_watch.h"
#include "core/store/project_file.h"
#include "core/store/project_lock.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <concepts>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <type_traits>

namespace leitmotif {

struct DocumentRows;

/// A connection that does not trust the file's schema, with SQL function row_hash(). Throws
/// SQLite::Exception.
[[nodiscard]] std::unique_ptr<SQLite::Database> openDatabase(const std::filesystem::path& path,
                                                             int flags);

/// The open database of a ProjectFile, private to core/store: turns exceptions of SQLite into
/// errors and makes every write one transaction.
struct ProjectFile::Database {
    std::filesystem::path path;
    ProjectLock lock; ///< outlives the connection
    std::optional<Error> whyReadOnly;
    bool hasLiveRuns = false;  ///< "running" runs have a live process; else they were killed
    bool isUnchanging = false; ///< read without a log, as nobody writes it
    bool isChecked = false;    ///< the file's structure was checked before the first write
    bool isReadyToWrite = false;
    bool hasLog = false; ///< moved into the file at the end
    int logFrames = 0;   ///< pages in it
    FileWatch watch;     ///< outlives the connection, which writes as it closes
    std::unique_ptr<SQLite::Database> connection;
    std::optional<struct stat> log; ///< of this connection

    ~Database();

    /// Runs `work(connection)`, which returns a Result, in one transaction that is only read.
    template <class Work>
    auto read(Work work) const -> std::invoke_result_t<Work, SQLite::Database&> {
        if (!connection)
            return displaced();
        try {
            const SQLite::Transaction transaction(*connection);
            return work(*connection);
        } catch (const std::exception& exception) {
            return unreadable(exception);
        }
    }

    /// Runs `work(connection)` in one transaction that is committed if it succeeds.
    template <class Work>
    auto write(Work work) -> std::invoke_result_t<Work, SQLite::Database&> {
        if (whyReadOnly)
            return *whyReadOnly;
        if (!connection || isDisplaced())
            return displaced();
        try {
            if (const auto prepared = prepareToWrite(); !prepared)
                return prepared.error();
            SQLite::Transaction transaction(*connection, SQLite::TransactionBehavior::IMMEDIATE);
            auto result = work(*connection);
            if (result)
                transaction.commit();
            foldLog();
            return result;
        } catch (const std::exception& exception) {
            return unwritable(exception);
        }
    }

    /// wholeSql() of a table.
    [[nodiscard]] const std::string& whole(const std::string& table) const;
    /// Reports a damaged part of the project, once; see ProjectFile::takeDamage().
    void tellDamaged(const std::string& part) const;
    void tellDamage(const DocumentRows& rows) const;
    [[nodiscard]] Error damaged(const std::string& part) const;
    void tellLogMissing() const;
    /// Reports damage if the number of rows found is not the expected one.
    void compareCount(const std::string& table, std::int64_t found, std::optional<std::int64_t> run,
                      const std::string& part) const;
    [[nodiscard]] bool hasLostRows(const std::string& table, std::int64_t found,
                                   std::optional<std::int64_t> run) const;

    /// Called before the first write. Errors: ProjectDamaged; then the project is read only from
    /// now on.
    Result<void> prepareToWrite();
    /// Moves the log into the file when it has become long.
    void foldLog();
    /// Moves the log into the file at the end, however short it is.
    void foldAllOfLog();
    /// Gives the memory of a project that is too large to stay in it back to the system.
    void shrinkCache();
    /// Gives free pages back to the file system.
    Result<void> shrink();
    /// True if the file at the path is no longer the open one, or has been overwritten.
    [[nodiscard]] bool isDisplaced() const { return watch.state() != FileWatch::State::AsItWas; }
    [[nodiscard]] Error displaced() const;
    /// Closes without touching the file that is now at the path, and removes this connection's own
    /// log.
    void abandon();
    [[nodiscard]] Error unreadable(const std::exception& exception) const;
    /// ProjectNotWritable only for temporary failures.
    [[nodiscard]] Error unwritable(const std::exception& exception) const;

    mutable std::map<std::string, std::string> wholeSqls;
    mutable std::vector<Error> newDamage;
    mutable std::set<std::string> toldParts;
};

namespace sql {

inline void bindAt(SQLite::Statement& statement, int place, std::integral auto value) {
    statement.bind(place, static_cast<std::int64_t>(value));
}
inline void bindAt(SQLite::Statement& statement, int place, double value) {
    statement.bind(place, value);
}
inline void bindAt(SQLite::Statement& statement, int place, const std::string& value) {
    statement.bind(place, value);
}
inline void bindAt(SQLite::Statement& statement, int place, const char* value) {
    statement.bind(place, value);
}
/// `value` must live as long as the statement.
inline void bindAt(SQLite::Statement& statement, int place, const Bytes& value) {
    if (value.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw std::length_error("the data is too large for a project");
    const void* const start = value.empty() ? static_cast<const void*>("") : value.data();
    statement.bindNoCopy(place, start, static_cast<int>(value.size()));
}
template <class Value>
void bindAt(SQLite::Statement& statement, int place, const std::optional<Value>& value) {
    if (value)
        bindAt(statement, place, *value);
    else
        statement.bind(place);
}

/// Sets the statement's question marks in order.
template <class... Values>
void bindAll(SQLite::Statement& statement, const Values&... values) {
    int place = 0;
    (bindAt(statement, ++place, values), ...);
}

/// Runs a statement without rows; returns the number of rows that it changed.
template <class... Values>
int run(SQLite::Database& database, const char* text, const Values&... values) {
    SQLite::Statement statement(database, text);
    bindAll(statement, values...);
    return statement.exec();
}

[[nodiscard]] std::shared_ptr<const Bytes> bytesOf(const SQLite::Column& column);
[[nodiscard]] std::optional<double> numberOf(const SQLite::Column& column);
[[nodiscard]] std::optional<int> wholeOf(const SQLite::Column& column);
/// A stored loss: SQLite keeps "not a number" as NULL.
[[nodiscard]] double lossOf(const SQLite::Column& column);

} // namespace sql

[[nodiscard]] std::string tracksToText(const CorpusSelection& selection);
/// Throws if the text is damaged.
[[nodiscard]] CorpusSelection selectionFrom(const SQLite::Column& tracks,
                                            const SQLite::Column& firstBar,
                                            const SQLite::Column& lastBar);

} // namespace leitmotif
