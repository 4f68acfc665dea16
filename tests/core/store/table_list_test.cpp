// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/table_list.h"

#include "core/store/row_checksums.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <gtest/gtest.h>
#include <memory>

namespace leitmotif {
namespace {

constexpr std::array kItems = {
    TableItem{"take", "CREATE TABLE take (id INTEGER PRIMARY KEY, notes INTEGER NOT NULL)"},
    TableItem{"epoch", "CREATE TABLE epoch (run INTEGER NOT NULL, epoch INTEGER NOT NULL,"
                       " PRIMARY KEY (run, epoch)) WITHOUT ROWID"},
    TableItem{"old", "CREATE TABLE old (id INTEGER PRIMARY KEY)", 1, 2},
    TableItem{"checksum", "CREATE TABLE checksum (name TEXT NOT NULL, key TEXT NOT NULL,"
                          " hash INTEGER NOT NULL, PRIMARY KEY (name, key)) WITHOUT ROWID"},
};
constexpr std::array kColumns = {
    AddedColumn{"take", "range INTEGER NOT NULL DEFAULT 12", 2},
    AddedColumn{"epoch", "loss REAL", 3},
};
constexpr TableList kTables{kItems, kColumns};

class TableListTest : public testing::Test {
  protected:
    TableListTest() { addRowHash(m_database); }

    int number(const std::string& query) { return m_database.execAndGet(query).getInt(); }
    bool isWhole(int take) {
        return number("SELECT " + wholeSql(m_database, "take") +
                      " FROM take WHERE id = " + std::to_string(take)) != 0;
    }

    SQLite::Database m_database{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
};

TEST_F(TableListTest, AnAddedColumnIsTheSameWhetherTheDatabaseIsNewOrOfAnEarlierFormat) {
    for (std::int64_t first = 1; first <= 3; ++first) {
        SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        addRowHash(database);
        kTables.create(database, first);
        for (std::int64_t format = 1; format <= 3; ++format)
            EXPECT_EQ(kTables.isExactlyIn(database, format), format == first) << format;
        kTables.change(database, first, 3);
        EXPECT_TRUE(kTables.isExactlyIn(database, 3)) << first;
    }
}

TEST_F(TableListTest, RowsOfBeforeGetTheDefaultAndStayWholeOrDamaged) {
    kTables.create(m_database, 1);
    m_database.exec("INSERT INTO take (id, notes) VALUES (1, 96), (2, 48)");
    m_database.exec("INSERT INTO checksum SELECT 'take', id, row_hash(id, notes) FROM take");
    m_database.exec("UPDATE take SET notes = 49 WHERE id = 2"); // by somebody else
    ASSERT_TRUE(isWhole(1));
    ASSERT_FALSE(isWhole(2));
    kTables.change(m_database, 1, 3);
    EXPECT_EQ(number("SELECT range FROM take WHERE id = 1"), 12);
    EXPECT_EQ(number("SELECT notes FROM take WHERE id = 1"), 96);
    EXPECT_TRUE(isWhole(1));
    EXPECT_FALSE(isWhole(2));
}

TEST_F(TableListTest, OtherTablesAndColumnsAreNoticed) {
    kTables.create(m_database, 3);
    ASSERT_TRUE(kTables.isExactlyIn(m_database, 3));
    m_database.exec("ALTER TABLE epoch ADD COLUMN more INTEGER");
    EXPECT_FALSE(kTables.isExactlyIn(m_database, 3));
    m_database.exec("ALTER TABLE epoch DROP COLUMN more");
    EXPECT_TRUE(kTables.isExactlyIn(m_database, 3));
    m_database.exec("CREATE VIEW look AS SELECT id FROM take");
    EXPECT_FALSE(kTables.isExactlyIn(m_database, 3));
}

} // namespace
} // namespace leitmotif
