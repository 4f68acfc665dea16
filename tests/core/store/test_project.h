// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/runs/take_measures.h"
#include "core/store/project_database.h"
#include "core/store/project_file.h"
#include "core/store/project_schema.h"
#include "core/store/row_checksums.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace leitmotif {

/// Changes a project from outside.
inline void runSql(const std::filesystem::path& path, const char* text) {
    sqlite3* database = nullptr;
    ASSERT_EQ(::sqlite3_open(path.c_str(), &database), SQLITE_OK);
    ASSERT_EQ(::sqlite3_exec(database, text, nullptr, nullptr, nullptr), SQLITE_OK);
    ::sqlite3_close(database);
}

/// Makes the project one of an earlier format; before histories without a document.
inline void toOldFormat(const std::filesystem::path& path, std::int64_t format) {
    for (const TakeMeasure& measure : takeMeasures())
        for (const std::string table : {"take", "document"})
            if (measure.since > format)
                runSql(path, ("ALTER TABLE " + table + " DROP COLUMN " + measure.key).c_str());
    runSql(path, ("PRAGMA user_version = " + std::to_string(format)).c_str());
    if (format >= kFirstFormatOfHistories)
        return;
    runSql(path, "DROP TABLE IF EXISTS edit; DROP TABLE IF EXISTS document;"
                 "CREATE TABLE document (id INTEGER PRIMARY KEY CHECK (id = 1),"
                 " name TEXT NOT NULL, applied_edits INTEGER NOT NULL, midi BLOB NOT NULL);"
                 "CREATE TABLE edit (position INTEGER PRIMARY KEY, change TEXT NOT NULL)");
    runSql(path, "DROP TABLE IF EXISTS checksum");
    if (format < 2)
        runSql(path, "DROP TABLE latent_map");
}

/// Updates the checksums of all rows, so that changes from outside count as written by this
/// program.
inline void reseal(const std::filesystem::path& path) {
    const auto database = openDatabase(path, SQLite::OPEN_READWRITE);
    database->exec("DELETE FROM checksum");
    addChecksums(*database);
}

/// An empty folder of its own, removed at the end of a test.
class TestFolder {
  public:
    TestFolder() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "leitmotif-XXXXXX").string();
        m_path = ::mkdtemp(pattern.data());
    }
    ~TestFolder() {
        std::error_code code;
        std::filesystem::remove_all(m_path, code);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return m_path / name;
    }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

  private:
    std::filesystem::path m_path;
};

template <class T>
T require(Result<T> result) {
    if (!result)
        throw std::runtime_error(describe(result.error()));
    return std::move(*result);
}

inline void require(const Result<void>& result) {
    if (!result)
        throw std::runtime_error(describe(result.error()));
}

inline std::shared_ptr<const Bytes> randomBytes(Random& random, std::size_t count) {
    Bytes bytes(count);
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(random.below(256));
    return std::make_shared<const Bytes>(std::move(bytes));
}

/// A score with a conductor and one track of `notes` notes.
inline Score randomScore(Random& random, int notes) {
    std::vector<Note> list;
    for (int i = 0; i < notes; ++i) {
        Note note;
        note.onset = {i * 240};
        note.length = {static_cast<std::int64_t>(60 + random.below(180))};
        note.pitch = {static_cast<std::uint8_t>(40 + random.below(40))};
        note.velocity = {static_cast<std::uint8_t>(1 + random.below(127))};
        list.push_back(note);
    }
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(list), std::vector<Event>{}));
    return score;
}

inline RunEvent epochEvent(std::int64_t run, int epoch, double loss) {
    EpochFinished finished;
    finished.epoch = epoch;
    finished.loss = loss;
    finished.validationLoss = loss + 0.1;
    finished.seconds = epoch * 0.5;
    return {run, finished};
}

inline RunEvent checkpointEvent(std::int64_t run, int epoch, std::shared_ptr<const Bytes> weights,
                                std::shared_ptr<const Bytes> training) {
    CheckpointReady ready;
    ready.epoch = epoch;
    ready.isLast = training != nullptr;
    ready.weights = std::move(weights);
    ready.training = std::move(training);
    return {run, ready};
}

} // namespace leitmotif
