// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace leitmotif {
namespace {

class FilesTest : public testing::Test {
  protected:
    void SetUp() override { std::filesystem::create_directories(folder); }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::filesystem::path folder = std::filesystem::path(testing::TempDir()) /
                                   testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(FilesTest, WhatIsWrittenIsRead) {
    const Bytes bytes = {0, 1, 2, 255};
    ASSERT_TRUE(writeFileAtomically(folder / "a.bin", bytes));
    ASSERT_TRUE(writeFileAtomically(folder / "a.bin", bytes));
    const auto read = readFile(folder / "a.bin");
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, bytes);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST_F(FilesTest, ErrorsNameTheFile) {
    const auto missing = readFile(folder / "none.mid");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::FileNotReadable);
    EXPECT_EQ(missing.error().arguments[0], (folder / "none.mid").string());
    EXPECT_EQ(readFile(folder).error().code, ErrorCode::FileNotReadable);
    EXPECT_EQ(writeFileAtomically(folder / "no" / "a", {}).error().code,
              ErrorCode::FileNotWritable);
}

TEST_F(FilesTest, FailedWriteLeavesTheOldFileAndNothingElse) {
    std::filesystem::create_directories(folder / "taken" / "inside"); // rename cannot replace it
    EXPECT_FALSE(writeFileAtomically(folder / "taken", Bytes(10)));
    EXPECT_TRUE(std::filesystem::is_directory(folder / "taken" / "inside"));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST_F(FilesTest, LimitHolds) {
    ASSERT_TRUE(writeFileAtomically(folder / "b", Bytes(11)));
    EXPECT_TRUE(readFile(folder / "b", 11));
    EXPECT_EQ(readFile(folder / "b", 10).error().code, ErrorCode::FileTooLarge);
}

} // namespace
} // namespace leitmotif
