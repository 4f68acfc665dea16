// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/output_file.h"

#include "core/base/files.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace leitmotif {
namespace {

namespace fs = std::filesystem;

class OutputFileTest : public testing::Test {
  protected:
    void SetUp() override {
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }

    static std::string textOf(const fs::path& path) {
        std::ostringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    }
    static Result<void> write(const fs::path& path, const std::string& text) {
        return writeFileAtomically(path, Bytes(text.begin(), text.end()));
    }
    /// Everything read from a descriptor up to its end.
    static std::string drained(int descriptor) {
        std::string text;
        std::array<char, 4096> portion{};
        for (ssize_t size = 1; size > 0;) {
            size = ::read(descriptor, portion.data(), portion.size());
            text.append(portion.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
        }
        ::close(descriptor);
        return text;
    }
    [[nodiscard]] std::ptrdiff_t filesInFolder() const {
        return std::distance(fs::directory_iterator(folder), {});
    }

    fs::path folder = fs::path(testing::TempDir()) /
                      (std::string("output-file-") +
                       testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(OutputFileTest, LinksStayAndTheirTargetIsReplaced) {
    fs::create_directories(folder / "there");
    ASSERT_TRUE(write(folder / "there" / "song", "old"));
    fs::create_symlink("there/song", folder / "link");
    fs::create_symlink("link", folder / "link-to-link");
    ASSERT_TRUE(write(folder / "link-to-link", "new"));
    EXPECT_TRUE(fs::is_symlink(folder / "link-to-link"));
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(folder / "there" / "song")));
    EXPECT_EQ(textOf(folder / "there" / "song"), "new");
}

TEST_F(OutputFileTest, ALinkToNothingGetsItsFile) {
    fs::create_symlink("later", folder / "link");
    ASSERT_TRUE(write(folder / "link", "new"));
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_EQ(textOf(folder / "later"), "new");
}

TEST_F(OutputFileTest, ACircleOfLinksIsAnError) {
    fs::create_symlink("b", folder / "a");
    fs::create_symlink("a", folder / "b");
    EXPECT_FALSE(write(folder / "a", "new"));
    EXPECT_TRUE(fs::is_symlink(folder / "a"));
}

TEST_F(OutputFileTest, APipeIsWrittenTo) {
    const fs::path pipe = folder / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const std::string text(200'000, 'x'); // more than a pipe holds
    std::string received;
    std::thread reader([&] { received = drained(::open(pipe.c_str(), O_RDONLY)); });
    EXPECT_TRUE(write(pipe, text));
    reader.join();
    EXPECT_EQ(received, text);
    EXPECT_TRUE(fs::is_fifo(pipe));
}

TEST_F(OutputFileTest, ADeviceIsWrittenToAndStays) {
    EXPECT_TRUE(write("/dev/null", "into nothing"));
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
    const auto full = write("/dev/full", "too much");
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().code, ErrorCode::FileNotWritable);
}

TEST_F(OutputFileTest, AnOpenDescriptorIsWrittenToWhereItStands) {
    // As "program /dev/fd/3 3>>log" does: the old content stays.
    ASSERT_TRUE(write(folder / "log", "first "));
    const int log = ::open((folder / "log").c_str(), O_WRONLY | O_APPEND);
    ASSERT_GE(log, 0);
    EXPECT_TRUE(write("/dev/fd/" + std::to_string(log), "second"));
    EXPECT_TRUE(write("/proc/self/fd/" + std::to_string(log), " third"));
    ::close(log);
    EXPECT_EQ(textOf(folder / "log"), "first second third");
    EXPECT_TRUE(isStream("/dev/stdout"));
    EXPECT_FALSE(isStream(folder / "log"));
    EXPECT_FALSE(isStream(folder / "none"));
}

TEST_F(OutputFileTest, PermissionsOfAReplacedFileStay) {
    ASSERT_TRUE(write(folder / "mine", "old"));
    fs::permissions(folder / "mine", fs::perms(0640));
    ASSERT_TRUE(write(folder / "mine", "new"));
    EXPECT_EQ(fs::status(folder / "mine").permissions(), fs::perms(0640));
}

TEST_F(OutputFileTest, WhatIsNotFinishedLeavesNothing) {
    ASSERT_TRUE(write(folder / "song", "old"));
    {
        auto file = OutputFile::open(folder / "song");
        ASSERT_TRUE(file);
        ASSERT_TRUE(file->write(Bytes(100)));
    }
    EXPECT_EQ(textOf(folder / "song"), "old");
    EXPECT_EQ(filesInFolder(), 1);
}

TEST_F(OutputFileTest, AFolderIsNotReplaced) {
    const auto opened = OutputFile::open(folder);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().arguments.front(), folder.string());
}

} // namespace
} // namespace leitmotif
