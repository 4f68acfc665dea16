// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/file_watch.h"

#include "core/base/files.h"
#include "core/store/project_database.h"
#include "tests/core/store/test_project.h"

#include <fstream>

namespace leitmotif {
namespace {

class FileWatchTest : public testing::Test {
  protected:
    FileWatchTest() {
        m_database = openDatabase(m_path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        m_database->exec("PRAGMA journal_mode = WAL");
        m_database->exec("CREATE TABLE line (words TEXT)");
        fold();
        m_watch.start(m_path, m_database->getHandle(), true);
    }
    ~FileWatchTest() override { m_database.reset(); }

    void add(int lines) {
        for (int line = 0; line < lines; ++line)
            m_database->exec("INSERT INTO line VALUES (hex(randomblob(500)))");
    }
    /// Moves the log into the file.
    void fold() { m_database->tryExec("PRAGMA wal_checkpoint(TRUNCATE)"); }
    [[nodiscard]] int lines() const {
        return m_database->execAndGet("SELECT count(*) FROM line").getInt();
    }
    void overwriteWith(const std::filesystem::path& other) {
        std::filesystem::copy_file(other, m_path,
                                   std::filesystem::copy_options::overwrite_existing);
    }

    const TestFolder m_folder;
    const std::filesystem::path m_path = m_folder / "lines.db";
    FileWatch m_watch;
    std::unique_ptr<SQLite::Database> m_database;
};

TEST_F(FileWatchTest, ItsOwnersWritesAreNoChange) {
    for (int round = 0; round < 5; ++round) {
        add(20);
        EXPECT_EQ(m_watch.state(), FileWatch::State::AsItWas);
        fold();
        EXPECT_EQ(m_watch.state(), FileWatch::State::AsItWas);
    }
    m_database->exec("DELETE FROM line");
    m_database->exec("VACUUM");
    fold(); // which makes the file shorter
    EXPECT_EQ(m_watch.state(), FileWatch::State::AsItWas);
}

TEST_F(FileWatchTest, WhatOverwroteTheFileIsNotWrittenTo) {
    const auto other = m_folder / "other.db";
    const Bytes others(100'000, 7);
    std::ofstream(other, std::ios::binary) << std::string(others.begin(), others.end());
    add(100);
    overwriteWith(other); // the log still waits to be moved into the file
    fold();
    EXPECT_EQ(require(readFile(m_path)), others);
    EXPECT_EQ(m_watch.state(), FileWatch::State::Overwritten);
    EXPECT_EQ(lines(), 100) << "all can still be read and saved elsewhere";
    m_database.reset();
    EXPECT_EQ(require(readFile(m_path)), others) << "nor as it is closed";
}

TEST_F(FileWatchTest, WhatWasCutOffOrGrewByOthersIsSeen) {
    for (const int by : {-4096, 4096}) {
        add(20);
        fold();
        ASSERT_EQ(m_watch.state(), FileWatch::State::AsItWas);
        const auto size = static_cast<std::int64_t>(std::filesystem::file_size(m_path));
        std::filesystem::resize_file(m_path, static_cast<std::uintmax_t>(size + by));
        m_watch.noteWrite("x", 1, 0); // as if another process wrote between a write and its check
        EXPECT_EQ(m_watch.state(), FileWatch::State::Overwritten) << by;
        std::filesystem::resize_file(m_path, static_cast<std::uintmax_t>(size));
        m_watch.start(m_path, m_database->getHandle(), true);
    }
}

TEST_F(FileWatchTest, AWriteThatFailsIsNobodyElses) {
    add(20);
    fold();
    std::ofstream(m_path, std::ios::binary | std::ios::app) << "a part of a page";
    ASSERT_EQ(m_watch.state(), FileWatch::State::Overwritten);
    m_watch.noteFailure(); // it was the database that wrote it
    EXPECT_EQ(m_watch.state(), FileWatch::State::AsItWas);
}

TEST_F(FileWatchTest, AnEarlierCopyOfTheSameSizeIsSeen) {
    add(100);
    fold();
    const auto earlier = m_folder / "earlier.db";
    std::filesystem::copy_file(m_path, earlier);
    m_database->exec("UPDATE line SET words = hex(randomblob(500))");
    fold();
    ASSERT_EQ(std::filesystem::file_size(m_path), std::filesystem::file_size(earlier));
    EXPECT_EQ(m_watch.state(), FileWatch::State::AsItWas);
    overwriteWith(earlier);
    EXPECT_EQ(m_watch.state(), FileWatch::State::Overwritten);
}

} // namespace
} // namespace leitmotif
