// SPDX-License-Identifier: GPL-3.0-or-later
// Safety of a project: kills, full disks, projects opened twice.
#include "core/store/project_lock.h"
#include "tests/core/store/full_project.h"

#include <csignal>
#include <fstream>
#include <functional>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace leitmotif {
namespace {

/// Runs `work` in a child process, which ends with its result.
pid_t inChild(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        int status = 99;
        try {
            status = work();
        } catch (const std::exception& exception) {
            std::fprintf(stderr, "child: %s\n", exception.what());
        }
        ::_exit(status);
    }
    return child;
}

int statusOf(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(ProjectSafetyTest, AKillLosesNothingThatWasWritten) {
    Random random(17);
    for (int round = 0; round < 10; ++round) {
        const auto path = m_folder / ("round" + std::to_string(round));
        int pipeEnds[2];
        ASSERT_EQ(::pipe(pipeEnds), 0);
        const pid_t child = inChild([&] {
            const auto project = require(ProjectFile::open(path));
            const auto run = require(project->addRun({}, 7, {}));
            require(project->record({run, RunStarted{}}));
            for (int epoch = 1;; ++epoch) {
                require(project->record(epochEvent(run, epoch, 1.0 / epoch)));
                const Bytes weights(20'000, static_cast<std::uint8_t>(epoch));
                require(project->record(checkpointEvent(run, epoch,
                                                        std::make_shared<const Bytes>(weights),
                                                        std::make_shared<const Bytes>(weights))));
                if (::write(pipeEnds[1], &epoch, sizeof epoch) != sizeof epoch)
                    return 1;
            }
        });
        ::close(pipeEnds[1]);
        const int enough = 1 + static_cast<int>(random.below(40));
        int written = 0;
        while (written < enough &&
               ::read(pipeEnds[0], &written, sizeof written) == sizeof written) {
        }
        ::kill(child, SIGKILL);
        for (int more = 0; ::read(pipeEnds[0], &more, sizeof more) == sizeof more;)
            written = more;
        ::close(pipeEnds[0]);
        EXPECT_EQ(statusOf(child), -1);

        const auto project = require(ProjectFile::open(path));
        ASSERT_FALSE(project->isReadOnly()) << "a dead owner must not block";
        const auto run = require(project->run(1));
        EXPECT_EQ(run.state, RunState::Stopped);
        EXPECT_GE(static_cast<int>(run.epochs.size()), written);
        for (const auto& epoch : run.epochs)
            EXPECT_EQ(epoch.loss, 1.0 / epoch.epoch);
        const auto point = require(project->resumePoint(1));
        EXPECT_GE(point.epoch, written);
        EXPECT_EQ(*point.weights, Bytes(20'000, static_cast<std::uint8_t>(point.epoch)));
    }
}

TEST_F(ProjectSafetyTest, AFullDiskIsReportedAndKeepsWhatWasThere) {
    const int status = statusOf(inChild([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{1'000'000, 1'000'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        Random random(1);
        const auto project = require(ProjectFile::open(m_path));
        const auto run = require(project->addRun({}, 7, {}));
        require(project->record(epochEvent(run, 1, 0.5)));
        for (int epoch = 1; epoch <= 50; ++epoch) {
            CheckpointReady ready{epoch, false, true, false, randomBytes(random, 100'000), nullptr};
            const auto recorded = project->record({run, ready});
            if (recorded)
                continue;
            if (recorded.error().code != ErrorCode::ProjectNotWritable)
                return 2;
            const bool isWhole =
                require(project->run(run)).epochs.size() == 1 &&
                project->checkpoint(run, {EpochChoice::Kind::Number, epoch - 1}).has_value();
            return isWhole && epoch > 2 ? 0 : 3;
        }
        return 4;
    }));
    EXPECT_EQ(status, 0);
    const auto project = require(ProjectFile::open(m_path));
    EXPECT_EQ(require(project->run(1)).epochs.front().loss, 0.5);
    EXPECT_TRUE(project->record(epochEvent(1, 2, 0.25)));
}

TEST_F(ProjectSafetyTest, NothingIsMadeWhereNothingCanBeWritten) {
    const auto missing = ProjectFile::open(m_folder / "none" / "song.leitmotif");
    EXPECT_EQ(missing.error().code, ErrorCode::ProjectNotWritable);
    const int status = statusOf(inChild([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{4'096, 4'096};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto project = ProjectFile::open(m_path);
        return !project && project.error().code == ErrorCode::ProjectNotWritable ? 0 : 1;
    }));
    EXPECT_EQ(status, 0);
    EXPECT_FALSE(std::filesystem::exists(m_path));
    EXPECT_FALSE(ProjectFile::openToRead(m_path));
    EXPECT_FALSE(std::filesystem::exists(m_path));
}

TEST_F(ProjectSafetyTest, TheSecondOpenerReadsOnly) {
    auto owner = require(ProjectFile::open(m_path));
    const auto run = require(owner->addRun({}, 7, {}));
    require(owner->record({run, RunStarted{}}));
    require(owner->record(epochEvent(run, 1, 0.5)));
    EXPECT_TRUE(ProjectLock::isHeld(m_path));
    {
        const auto second = require(ProjectFile::open(m_path));
        EXPECT_TRUE(second->isReadOnly());
        EXPECT_EQ(second->mayWrite().error().code, ErrorCode::ProjectReadOnly);
        EXPECT_EQ(second->record(epochEvent(run, 2, 0.5)).error().code, ErrorCode::ProjectReadOnly);
        EXPECT_EQ(second->removeRun(run).error().code, ErrorCode::ProjectReadOnly);
        EXPECT_EQ(require(second->run(run)).state, RunState::Running);
        require(owner->record(epochEvent(run, 2, 0.25)));
        EXPECT_EQ(require(second->run(run)).epochs.size(), 2U);
        EXPECT_TRUE(second->copyTo(m_folder / "copy.leitmotif"));
    }
    const auto looking = require(ProjectFile::openToRead(m_path));
    EXPECT_EQ(require(looking->run(run)).epochs.size(), 2U);
    owner.reset();
    EXPECT_FALSE(ProjectLock::isHeld(m_path));
    const auto next = require(ProjectFile::open(m_path));
    EXPECT_FALSE(next->isReadOnly());
    EXPECT_EQ(require(next->run(run)).state, RunState::Stopped);
}

TEST_F(ProjectSafetyTest, ALinkToAnOpenProjectReadsOnly) {
    const auto owner = require(ProjectFile::open(m_path));
    std::filesystem::create_symlink(m_path, m_folder / "link.leitmotif");
    EXPECT_TRUE(require(ProjectFile::open(m_folder / "link.leitmotif"))->isReadOnly());
}

TEST_F(ProjectSafetyTest, ACopyIsNotTouchedByTheJournalOfWhatItReplaces) {
    const auto there = m_folder / "there.leitmotif";
    const int status = statusOf(inChild([&]() -> int { // ends with a log that is not folded in
        const auto project = require(ProjectFile::open(there));
        const auto run = require(project->addRun({}, 7, {}));
        for (int epoch = 1; epoch <= 5; ++epoch)
            require(project->record(epochEvent(run, epoch, 0.5)));
        ::_exit(7);
    }));
    EXPECT_EQ(status, 7);
    ASSERT_TRUE(std::filesystem::exists(there.string() + "-wal"));
    makeFullProject(m_path);
    const auto project = require(ProjectFile::open(m_path));
    require(project->copyTo(there));
    const auto copy = require(ProjectFile::open(there));
    EXPECT_EQ(require(copy->run(1)).epochs.size(), 3U);
    EXPECT_EQ(readEverything(*copy), 6);
}

TEST_F(ProjectSafetyTest, LookingOnLeavesTheProjectFreeAndAsItWas) {
    makeFullProject(m_path);
    const Bytes before = contentOf(m_path);
    const auto looking = require(ProjectFile::openToRead(m_path));
    EXPECT_FALSE(ProjectLock::isHeld(m_path));
    EXPECT_EQ(readEverything(*looking), 6); // there is no second run
    EXPECT_TRUE(looking->isReadOnly());
    EXPECT_EQ(contentOf(m_path), before);
    EXPECT_FALSE(require(ProjectFile::open(m_path))->isReadOnly());
}

} // namespace
} // namespace leitmotif
