// SPDX-License-Identifier: GPL-3.0-or-later
// Projects whose file or log is gone, or is another one.
#include "core/store/project_lock.h"
#include "tests/core/store/damaged_project.h"

#include <fstream>

#include <sys/wait.h>
#include <unistd.h>

namespace leitmotif {
namespace {

using ProjectLeftTest = ProjectDamageTest;

TEST_F(ProjectLeftTest, ACopyWithoutItsLogSaysThatItMayBeOlder) {
    const auto copy = m_folder / "copy.leitmotif";
    {
        const auto project = opened();
        require(project->record(epochEvent(1, 5, 0.5)));
        std::filesystem::copy_file(m_path, copy);
        EXPECT_TRUE(looking()->takeDamage().empty()); // it is open: its log is in use
    }
    EXPECT_TRUE(opened()->takeDamage().empty()); // closed: one plain file
    for (int round = 0; round < 2; ++round) {    // reading leaves no trace
        const auto reading = require(ProjectFile::openToRead(copy));
        const auto told = reading->takeDamage();
        ASSERT_EQ(told.size(), 1U);
        EXPECT_EQ(told[0].code, ErrorCode::ProjectLogMissing);
        EXPECT_EQ(require(reading->run(1)).epochs.size(), 4U);
        EXPECT_FALSE(std::filesystem::exists(copy.string() + "-wal"));
    }
    {
        const auto project = require(ProjectFile::open(copy));
        EXPECT_EQ(project->takeDamage().size(), 1U);
        require(project->record(epochEvent(1, 5, 0.5)));
    }
    EXPECT_TRUE(require(ProjectFile::open(copy))->takeDamage().empty());
}

TEST_F(ProjectLeftTest, ADamagedLogIsToldAndOneThatWasCutOffByAKillIsNot) {
    const pid_t child = ::fork();
    if (child == 0) { // ends with a log that is not folded in
        const auto project = opened();
        for (int epoch = 5; epoch <= 60; ++epoch)
            require(project->record(epochEvent(1, epoch, 0.5)));
        ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
    const auto log = m_path.string() + "-wal";
    const Bytes whole = require(readFile(log));
    const Bytes file = content();
    const auto toldOf = [&](const Bytes& bytes) {
        for (const auto& [path, content] : {std::pair(log, bytes), {m_path.string(), file}})
            std::ofstream(path, std::ios::binary)
                .write(reinterpret_cast<const char*>(content.data()),
                       static_cast<std::streamsize>(content.size()));
        std::filesystem::remove(m_path.string() + "-shm");
        return partsTold(*looking()).size();
    };
    EXPECT_EQ(toldOf(whole), 0U);
    Random random(8);
    for (int round = 0; round < 20; ++round) {
        Bytes cut = whole;
        cut.resize(32 + random.below(whole.size() - 32));
        EXPECT_EQ(toldOf(cut), 0U);
        Bytes flipped = whole; // the last transaction is lost
        flipped[random.below(whole.size() * 9 / 10)] ^= 4U;
        EXPECT_EQ(toldOf(flipped), 1U);
    }
}

TEST_F(ProjectLeftTest, AProjectThatIsNoLongerThereIsSavedElsewhere) {
    const auto saved = m_folder / "saved.leitmotif";
    const auto other = m_folder / "other.leitmotif";
    makeProject(other);
    const Bytes others = require(readFile(other));
    enum Blow { Deleted, Replaced, Overwritten };
    for (const Blow blow : {Deleted, Replaced, Overwritten}) {
        for (const auto& path : {m_path, saved})
            std::filesystem::remove(path);
        makeProject(m_path);
        auto project = opened();
        require(project->record(epochEvent(1, 5, 0.5)));
        EXPECT_FALSE(project->isDisplaced());
        if (blow == Deleted)
            std::filesystem::remove(m_path);
        else if (blow == Replaced)
            std::filesystem::copy_file(other, m_folder / "new"),
                std::filesystem::rename(m_folder / "new", m_path);
        else
            std::filesystem::copy_file(other, m_path,
                                       std::filesystem::copy_options::overwrite_existing);
        EXPECT_TRUE(project->isDisplaced()) << blow;
        EXPECT_EQ(project->record(epochEvent(1, 6, 0.25)).error().code,
                  ErrorCode::ProjectNotWritable);
        project->prepareToClose(); // without the log
        require(project->moveTo(saved));
        project.reset();
        if (blow != Deleted) {
            EXPECT_EQ(content(), others) << "what stands there now is not ours: " << blow;
        }
        EXPECT_FALSE(std::filesystem::exists(m_path.string() + "-wal"));
        EXPECT_FALSE(ProjectLock::isHeld(m_path));
        const auto again = require(ProjectFile::open(saved));
        EXPECT_TRUE(again->check().isWhole()) << blow;
        EXPECT_EQ(require(again->run(1)).epochs.size(), 5U);
        EXPECT_EQ(require(again->takes()).size(), 1U);
        EXPECT_TRUE(again->resumePoint(1));
    }
}

TEST_F(ProjectLeftTest, WhatWasNeverReadIsSavedElsewhereToo) {
    const auto fresh = m_folder / "fresh.leitmotif";
    auto project = require(ProjectFile::open(fresh));
    require(project->addRun(Recipe{}, 7, {})); // most tables are still empty
    std::filesystem::copy_file(m_path, fresh, std::filesystem::copy_options::overwrite_existing);
    ASSERT_TRUE(project->isDisplaced());
    const auto saved = m_folder / "saved.leitmotif";
    require(project->moveTo(saved));
    const auto again = require(ProjectFile::open(saved));
    EXPECT_TRUE(again->check().isWhole());
    EXPECT_EQ(require(again->runs()).size(), 1U);
}

TEST_F(ProjectLeftTest, ATouchedFileIsNoOtherFile) {
    const auto project = opened();
    require(project->record(epochEvent(1, 5, 0.5)));
    std::filesystem::last_write_time(m_path, std::filesystem::file_time_type::clock::now() +
                                                 std::chrono::hours(1));
    EXPECT_FALSE(project->isDisplaced());
    require(project->record(epochEvent(1, 6, 0.5)));
}

} // namespace
} // namespace leitmotif
