// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project_file.h"
#include "core/store/project_lock.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <concepts>
#include <limits>
#include <optional>
#include <stdexcept>
#include <type_traits>

namespace leitmotif {

/// The open database of a ProjectFile, private to core/store: turns exceptions of SQLite into
/// errors and makes every write one transaction.
struct ProjectFile::Database {
    std::filesystem::path path;
    ProjectLock lock; ///< outlives the connection
    std::optional<Error> whyReadOnly;
    bool hasLiveRuns = false; ///< "running" runs have an owner; else they were killed
    bool isReadyToWrite = false;
    bool hasLog = false; ///< which is folded in at the end
    std::unique_ptr<SQLite::Database> connection;

    ~Database();

    /// Runs `work(connection)`, which returns a Result, in one transaction that is only read.
    template <class Work>
    auto read(Work work) const -> std::invoke_result_t<Work, SQLite::Database&> {
        try {
            const SQLite::Transaction transaction(*connection);
            return work(*connection);
        } catch (const std::exception& exception) {
            return unreadable(exception);
        }
    }

    /// The same in one transaction that is committed if `work` succeeds.
    template <class Work>
    auto write(Work work) -> std::invoke_result_t<Work, SQLite::Database&> {
        if (whyReadOnly)
            return *whyReadOnly;
        try {
            prepareToWrite();
            SQLite::Transaction transaction(*connection, SQLite::TransactionBehavior::IMMEDIATE);
            auto result = work(*connection);
            if (result)
                transaction.commit();
            return result;
        } catch (const std::exception& exception) {
            return unwritable(exception);
        }
    }

    void prepareToWrite();
    /// Gives free pages back to the file system.
    Result<void> shrink();
    [[nodiscard]] Error unreadable(const std::exception& exception) const;
    /// ProjectNotWritable only of what can pass by itself.
    [[nodiscard]] Error unwritable(const std::exception& exception) const;
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

/// Runs a statement without rows; the number of rows that it changed.
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
