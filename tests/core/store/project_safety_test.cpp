// SPDX-License-Identifier: GPL-3.0-or-later
// What must not go wrong with a project: kills, full disks, second openers, damage.
#include "core/midi/smf_writer.h"
#include "core/store/project_lock.h"
#include "tests/core/store/test_project.h"

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

Bytes contentOf(const std::filesystem::path& path) {
    return require(readFile(path));
}

/// A project with something in every table.
void makeFullProject(const std::filesystem::path& path) {
    Random random(3);
    const auto project = require(ProjectFile::open(path));
    const Bytes midi = midiBytes(randomScore(random, 16));
    const auto source = require(project->addSource("a.mid", midi, {{1}, BarRange{0, 3}}));
    ScoreEdit edit;
    edit.tracks = {{0, {}, {}, {}, {tempoEvent({0}, 400'000)}}};
    require(project->addEdit({DocumentKey::Kind::Source, source}, {"Tempo", false, edit}));
    Recipe recipe;
    recipe.name = "lstm";
    const auto run = require(project->addRun(recipe, 7, {source}));
    require(project->record({run, RunStarted{}}));
    for (int epoch = 1; epoch <= 3; ++epoch) {
        RunEvent event = epochEvent(run, epoch, 3.0 / epoch);
        std::get<EpochFinished>(event.what).measures = {{"kl", 0.5}};
        require(project->record(event));
        require(project->record(
            {run, CheckpointReady{epoch, true, true, true, randomBytes(random, 6'000),
                                  randomBytes(random, 6'000)}}));
    }
    Take take;
    take.origin = {run, "lstm", 3, 1};
    take.score = std::make_shared<const Score>(randomScore(random, 16));
    require(project->record({run, TakeSampled{take}}));
    require(project->record({run, RunFinished{RunEnd::Completed, 3, 3, 1.0, 2.0}}));
}

/// Reads everything; how many of the answers were errors.
int readEverything(const ProjectFile& project) {
    int failures = 0;
    const auto count = [&](const auto& result) { failures += result ? 0 : 1; };
    count(project.isEmpty());
    count(project.sources());
    count(project.documents());
    count(project.sourcesAsEdited());
    count(project.runs());
    count(project.takes());
    for (std::int64_t run = 1; run <= 2; ++run) {
        count(project.run(run));
        count(project.sourcesOf(run));
        count(project.resumePoint(run));
        count(project.checkpoint(run, {EpochChoice::Kind::Best, 0}));
        count(project.checkpoint(run, {EpochChoice::Kind::Last, 0}));
        count(project.checkpoint(run, {EpochChoice::Kind::Number, 2}));
    }
    return failures;
}

class ProjectSafetyTest : public testing::Test {
  protected:
    TestFolder m_folder;
    std::filesystem::path m_path = m_folder / "song.leitmotif";
};

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

TEST_F(ProjectSafetyTest, ANewerProjectIsLeftAlone) {
    makeFullProject(m_path);
    runSql(m_path, "PRAGMA user_version = 4");
    const Bytes before = contentOf(m_path);
    const auto project = ProjectFile::open(m_path);
    ASSERT_FALSE(project);
    EXPECT_EQ(project.error(), (Error{ErrorCode::ProjectTooNew, {m_path.string(), "4", "3"}}));
    EXPECT_EQ(ProjectFile::openToRead(m_path).error().code, ErrorCode::ProjectTooNew);
    EXPECT_EQ(contentOf(m_path), before);
    EXPECT_FALSE(ProjectLock::isHeld(m_path));
}

TEST_F(ProjectSafetyTest, AProjectOfAnEarlierFormatIsReadAndGoesOnWhenItIsWritten) {
    makeFullProject(m_path);
    toOldFormat(m_path, 1);
    const Bytes before = contentOf(m_path);
    {
        const auto looking = require(ProjectFile::openToRead(m_path));
        EXPECT_EQ(readEverything(*looking), 6);
        EXPECT_FALSE(require(looking->latentMap(1)));
    }
    { // opened and left as it was
        const auto project = require(ProjectFile::open(m_path));
        EXPECT_FALSE(require(project->latentMap(1)));
    }
    EXPECT_EQ(contentOf(m_path), before);
    LatentMap map;
    map.side = map.rows = map.columns = 1;
    map.reach = 1.0;
    map.pixels = {7};
    {
        const auto project = require(ProjectFile::open(m_path));
        const LatentMapDrawn drawn{3, true, std::make_shared<const LatentMap>(map)};
        require(project->record({1, drawn}));
    }
    const auto again = require(ProjectFile::open(m_path));
    EXPECT_EQ(readEverything(*again), 6);
    const auto kept = require(again->latentMap(1));
    ASSERT_TRUE(kept);
    EXPECT_EQ(*kept->map, map);
}

TEST_F(ProjectSafetyTest, OpeningAProjectWritesNothing) {
    makeFullProject(m_path);
    runSql(m_path, "UPDATE run SET state = 'running'"); // as a kill leaves it
    reseal(m_path);
    for (const int format : {3, 2, 1}) {
        if (format < 3)
            toOldFormat(m_path, format);
        const Bytes before = contentOf(m_path);
        {
            const auto project = require(ProjectFile::open(m_path));
            EXPECT_FALSE(project->isReadOnly());
            EXPECT_EQ(readEverything(*project), 6);
            EXPECT_EQ(require(project->run(1)).state, RunState::Stopped);
        }
        EXPECT_EQ(contentOf(m_path), before) << format;
        if (format < 3)
            continue;
        const auto project = require(ProjectFile::open(m_path));
        require(project->setSelection(1, {}));
        EXPECT_EQ(require(project->run(1)).state, RunState::Stopped);
        runSql(m_path, "UPDATE run SET state = 'running'");
        reseal(m_path);
        EXPECT_EQ(require(project->run(1)).state, RunState::Running) << "it is its own now";
    }
}

TEST_F(ProjectSafetyTest, ForeignFilesAreLeftAlone) {
    const auto refused = [&] {
        const Bytes before = contentOf(m_path);
        const auto project = ProjectFile::open(m_path);
        return !project && project.error().code == ErrorCode::ProjectUnreadable &&
               contentOf(m_path) == before;
    };
    std::ofstream(m_path) << "MThd is no project";
    EXPECT_TRUE(refused());
    std::filesystem::remove(m_path);
    runSql(m_path, "CREATE TABLE other (x)");
    EXPECT_TRUE(refused());
    std::filesystem::remove(m_path);
    makeFullProject(m_path);
    runSql(m_path, "CREATE TRIGGER t AFTER INSERT ON epoch BEGIN DELETE FROM run; END");
    EXPECT_TRUE(refused());
    std::filesystem::remove(m_path);
    std::filesystem::create_directory(m_path);
    EXPECT_EQ(ProjectFile::open(m_path).error().code, ErrorCode::ProjectUnreadable);
}

TEST_F(ProjectSafetyTest, ADamagedCheckpointOfARunThatWasKilledFallsBackToTheOneBefore) {
    {
        Random random(5);
        const auto project = require(ProjectFile::open(m_path));
        const auto source = require(project->addSource("a.mid", midiBytes(Score()), {{0}, {}}));
        const auto run = require(project->addRun({}, 7, {source}));
        for (const int epoch : {2, 3})
            require(project->record(checkpointEvent(run, epoch, randomBytes(random, 6'000),
                                                    randomBytes(random, 6'000))));
    }
    runSql(m_path, "UPDATE checkpoint SET training = zeroblob(6000) WHERE epoch = 3");
    const auto project = require(ProjectFile::open(m_path));
    EXPECT_EQ(require(project->resumePoint(1)).epoch, 2);
}

TEST_F(ProjectSafetyTest, ARecipeThatCannotBeReadHidesNoOtherRunAndLosesNothing) {
    makeFullProject(m_path);
    {
        const auto project = require(ProjectFile::open(m_path));
        for (int run = 2; run <= 5; ++run)
            require(project->addRun({}, 7, {1}));
    }
    runSql(m_path, "UPDATE run SET recipe = '{\"name\":\"gru\",\"epochs\":7,\"validation\":0.5,"
                   "\"test\":0.5,\"invented\":{}}' WHERE id = 1;"
                   "UPDATE run SET recipe = 'no JSON at all' WHERE id = 2;"
                   "UPDATE run SET recipe = '[]' WHERE id = 3;"
                   "UPDATE run SET recipe = '{\"epochs\":\"many\",\"name\":5}' WHERE id = 4;");
    reseal(m_path);
    auto project = require(ProjectFile::open(m_path));
    auto runs = require(project->runs());
    ASSERT_EQ(runs.size(), 5U);
    for (const StoredRun& run : runs) {
        const bool isGood = run.id == 5;
        EXPECT_EQ(run.state, isGood ? RunState::Stopped : RunState::Failed);
        EXPECT_EQ(run.failure.empty(), isGood) << run.failure;
        EXPECT_FALSE(run.lastCheckpoint);
        const auto alone = project->run(run.id);
        EXPECT_EQ(alone.has_value(), isGood);
        if (!alone) {
            EXPECT_EQ(alone.error().code, ErrorCode::RecipeUnreadable);
        }
    }
    EXPECT_EQ(runs[0].recipe.name, "gru");
    EXPECT_EQ(runs[0].recipe.training.epochs, 7);
    EXPECT_EQ(runs[0].epochs.size(), 3U);
    EXPECT_EQ(runs[3].recipe.training.epochs, Recipe().training.epochs);
    EXPECT_EQ(require(project->takes()).size(), 1U);
    require(project->removeRun(3));
    project.reset();
    runSql(m_path, "UPDATE run SET recipe = (SELECT recipe FROM run WHERE id = 5) WHERE id = 1");
    reseal(m_path);
    project = require(ProjectFile::open(m_path));
    EXPECT_EQ(require(project->run(1)).state, RunState::Finished);
    EXPECT_EQ(require(project->run(1)).lastCheckpoint, 3);
    EXPECT_EQ(require(project->runs()).size(), 4U);
}

TEST_F(ProjectSafetyTest, DamagedFilesAreErrorsAndNoCrash) {
    makeFullProject(m_path);
    const Bytes whole = contentOf(m_path);
    const auto damaged = m_folder / "damaged.leitmotif";
    Random random(23);
    int refusals = 0;
    for (int round = 0; round < 240; ++round) {
        Bytes bytes = whole;
        if (round % 4 == 0)
            bytes.resize(random.below(bytes.size()));
        const auto changes = round % 4 == 0 ? 0 : 1 + random.below(40);
        const auto reach = round % 2 == 0 ? bytes.size() : std::size_t{4'096};
        for (std::uint64_t i = 0; i < changes; ++i)
            bytes[random.below(reach)] = static_cast<std::uint8_t>(random.below(256));
        std::ofstream(damaged, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
        const auto project = ProjectFile::open(damaged);
        if (!project) {
            ++refusals;
            continue;
        }
        readEverything(**project);
        if (round % 8 > 1)
            continue;
        (void)(*project)->record(epochEvent(1, 9, 0.5)).has_value();
        (void)(*project)->removeRun(1).has_value();
    }
    EXPECT_GT(refusals, 60); // the damage was real
}

} // namespace
} // namespace leitmotif
