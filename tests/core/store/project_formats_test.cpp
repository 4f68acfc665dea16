// SPDX-License-Identifier: GPL-3.0-or-later
// Files of other formats and of other programs, and random bytes.
#include "core/store/project_lock.h"
#include "tests/core/store/full_project.h"

#include <fstream>

namespace leitmotif {
namespace {

using ProjectFormatsTest = ProjectSafetyTest;

TEST_F(ProjectFormatsTest, ANewerProjectIsLeftAlone) {
    makeFullProject(m_path);
    const auto ours = std::to_string(kProjectFormat);
    const auto newer = std::to_string(kProjectFormat + 1);
    runSql(m_path, ("PRAGMA user_version = " + newer).c_str());
    const Bytes before = contentOf(m_path);
    const auto project = ProjectFile::open(m_path);
    ASSERT_FALSE(project);
    EXPECT_EQ(project.error(), (Error{ErrorCode::ProjectTooNew, {m_path.string(), newer, ours}}));
    EXPECT_EQ(ProjectFile::openToRead(m_path).error().code, ErrorCode::ProjectTooNew);
    EXPECT_EQ(contentOf(m_path), before);
    EXPECT_FALSE(ProjectLock::isHeld(m_path));
}

TEST_F(ProjectFormatsTest, AProjectOfAnEarlierFormatIsReadAndGoesOnWhenItIsWritten) {
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

TEST_F(ProjectFormatsTest, OpeningAProjectWritesNothing) {
    makeFullProject(m_path);
    runSql(m_path, "UPDATE run SET state = 'running'"); // as after a kill
    reseal(m_path);
    for (std::int64_t format = kProjectFormat; format >= 1; --format) {
        if (format < kProjectFormat)
            toOldFormat(m_path, format);
        const Bytes before = contentOf(m_path);
        {
            const auto project = require(ProjectFile::open(m_path));
            EXPECT_FALSE(project->isReadOnly());
            EXPECT_EQ(readEverything(*project), 6);
            EXPECT_EQ(require(project->run(1)).state, RunState::Stopped);
        }
        EXPECT_EQ(contentOf(m_path), before) << format;
        if (format < kProjectFormat)
            continue;
        const auto project = require(ProjectFile::open(m_path));
        require(project->setSelection(1, {}));
        EXPECT_EQ(require(project->run(1)).state, RunState::Stopped);
        runSql(m_path, "UPDATE run SET state = 'running'");
        reseal(m_path);
        EXPECT_EQ(require(project->run(1)).state, RunState::Running) << "it is its own now";
    }
}

TEST_F(ProjectFormatsTest, ForeignFilesAreLeftAlone) {
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

TEST_F(ProjectFormatsTest, ADamagedCheckpointOfARunThatWasKilledFallsBackToTheOneBefore) {
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

TEST_F(ProjectFormatsTest, ARecipeThatCannotBeReadHidesNoOtherRunAndLosesNothing) {
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

TEST_F(ProjectFormatsTest, DamagedFilesAreErrorsAndNoCrash) {
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
