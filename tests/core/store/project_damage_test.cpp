// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged data is not taken for absent, and is never silently overwritten.
#include "tests/core/store/damaged_project.h"

#include <fstream>

#include <sys/stat.h>

namespace leitmotif {
namespace {

TEST_F(ProjectDamageTest, AWholeProjectTellsOfNothing) {
    const auto project = opened();
    EXPECT_TRUE(project->runs());
    EXPECT_TRUE(project->takes());
    EXPECT_TRUE(project->sourcesOf(1));
    EXPECT_TRUE(project->resumePoint(1));
    EXPECT_TRUE(require(project->latentMap(1)));
    EXPECT_TRUE(project->takeDamage().empty());
    const auto check = project->check();
    EXPECT_TRUE(check.isWhole());
    EXPECT_EQ(check.parts.size(), 8U); // source, run, 2 weights, 2 checkpoints, map, take
}

TEST_F(ProjectDamageTest, ARunThatHasEndedKeepsTwoCheckpoints) {
    change("UPDATE checkpoint SET training = zeroblob(6000) WHERE epoch = 4");
    const auto project = opened();
    EXPECT_EQ(require(project->resumePoint(1)).epoch, 2);
    EXPECT_EQ(partsTold(*project), std::vector<std::string>{"a checkpoint of run 1"});
}

TEST_F(ProjectDamageTest, ARunWithASingleCheckpointKeepsItTwice) {
    Random random(9);
    std::int64_t run = 0;
    {
        const auto project = opened();
        run = require(project->addRun({}, 7, {}));
        require(
            project->record({run, CheckpointReady{3, true, false, true, randomBytes(random, 100),
                                                  randomBytes(random, 100)}}));
        require(project->record({run, RunFinished{RunEnd::Completed, 3, 3, 1.0, 2.0}}));
    }
    change("UPDATE checkpoint SET weights = x'00' WHERE run = 2 AND slot = 0");
    EXPECT_EQ(require(opened()->resumePoint(run)).epoch, 3);
}

TEST_F(ProjectDamageTest, DamagedCheckpointsAreNotAbsentOnes) {
    for (const char* const damage :
         {"UPDATE checkpoint SET training = zeroblob(length(training))",
          "UPDATE checkpoint SET run = 65537", "DELETE FROM checkpoint",
          "UPDATE checkpoint SET epoch = epoch + 1", "UPDATE checkpoint SET weights = 'text'"}) {
        change(damage);
        const auto point = looking()->resumePoint(1);
        ASSERT_FALSE(point) << damage;
        EXPECT_EQ(point.error().code, ErrorCode::CheckpointDamaged) << damage;
    }
    Recipe recipe;
    const auto project = opened();
    const auto fresh = require(project->addRun(recipe, 7, {}));
    EXPECT_EQ(project->resumePoint(fresh).error().code, ErrorCode::NoCheckpoint);
}

TEST_F(ProjectDamageTest, DamagedWeightsAreNotAbsentOnesAndHideNoOthers) {
    change("UPDATE weights SET weights = x'00' WHERE epoch = 2");
    auto project = looking();
    const auto weights = [&](EpochChoice choice) { return project->checkpoint(1, choice); };
    // The checkpoint of the same epoch holds the same weights.
    EXPECT_EQ(require(weights({EpochChoice::Kind::Number, 2})).epoch, 2);
    EXPECT_EQ(require(weights({EpochChoice::Kind::Number, 4})).epoch, 4);
    EXPECT_EQ(require(weights({EpochChoice::Kind::Last})).epoch, 4);
    EXPECT_EQ(require(weights({EpochChoice::Kind::Best})).epoch, 4);
    EXPECT_EQ(weights({EpochChoice::Kind::Number, 3}).error().code, ErrorCode::WeightsDamaged);
    change("UPDATE weights SET is_best = 0");
    project = looking();
    EXPECT_EQ(weights({EpochChoice::Kind::Best}).error().code, ErrorCode::WeightsDamaged);
    change("DELETE FROM weights; DELETE FROM checkpoint WHERE epoch = 4");
    project = looking();
    EXPECT_EQ(weights({EpochChoice::Kind::Last}).error().code, ErrorCode::WeightsDamaged);
    EXPECT_EQ(weights({EpochChoice::Kind::Best}).error().code, ErrorCode::WeightsDamaged);
}

TEST_F(ProjectDamageTest, ListsLeaveOutWhatIsDamagedAndTellOfIt) {
    change("UPDATE epoch SET loss = loss + 1 WHERE epoch = 2; UPDATE measure SET value = 1"
           " WHERE epoch = 3; UPDATE take SET copied = 0.5; DELETE FROM run_source");
    const auto project = looking();
    const auto run = require(project->run(1));
    EXPECT_EQ(run.epochs.size(), 3U);
    EXPECT_TRUE(require(project->takes()).empty());
    EXPECT_EQ(partsTold(*project),
              (std::vector<std::string>{"a source of run 1", "a measure of an epoch of run 1",
                                        "an epoch of run 1", "take 1"}));
    EXPECT_TRUE(project->takeDamage().empty()); // once
    EXPECT_EQ(project->sourcesOf(1).error().code, ErrorCode::ProjectDamaged);
}

TEST_F(ProjectDamageTest, ADamagedRunIsListedAndNothingGoesOnFromIt) {
    change("UPDATE run SET corpus_hash = corpus_hash + 1");
    const auto project = looking();
    const auto runs = require(project->runs());
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_TRUE(runs[0].isDamaged);
    EXPECT_EQ(runs[0].state, RunState::Failed);
    EXPECT_EQ(runs[0].epochs.size(), 4U);
    EXPECT_EQ(partsTold(*project), std::vector<std::string>{"run 1"});
    EXPECT_EQ(project->run(1).error().code, ErrorCode::ProjectDamaged);
    change("PRAGMA foreign_keys = OFF; DELETE FROM run");
    EXPECT_EQ(looking()->run(1).error().code, ErrorCode::ProjectDamaged);
    EXPECT_EQ(looking()->run(2).error().code, ErrorCode::NoSuchRun);
}

TEST_F(ProjectDamageTest, AChangeNeverMakesADamagedRowLookWhole) {
    change("UPDATE run SET recipe = replace(recipe, 'lstm', 'tstm')");
    {
        const auto project = opened();
        EXPECT_EQ(project->setRecipe(1, Recipe()).error().code, ErrorCode::ProjectDamaged);
        EXPECT_EQ(project->record({1, RunStarted{}}).error().code, ErrorCode::ProjectDamaged);
        require(project->removeTake(1)); // all else goes on
    }
    EXPECT_EQ(opened()->run(1).error().code, ErrorCode::ProjectDamaged);
    {
        const auto project = opened();
        require(project->removeRun(1));
        EXPECT_TRUE(project->check().isWhole());
    }
}

TEST_F(ProjectDamageTest, ANewCheckpointNeverReplacesTheOnlyWholeOne) {
    change("UPDATE checkpoint SET epoch = 99 WHERE epoch = 2");
    Random random(5);
    const auto project = opened();
    require(project->record(
        checkpointEvent(1, 5, randomBytes(random, 6'000), randomBytes(random, 6'000))));
    EXPECT_EQ(require(project->resumePoint(1)).epoch, 5);
    change("UPDATE checkpoint SET training = x'00' WHERE epoch = 5");
    EXPECT_EQ(require(looking()->resumePoint(1)).epoch, 4);
}

TEST_F(ProjectDamageTest, WhatIsNoSoundDatabaseIsReadAndNotWritten) {
    // A page of the table of takes, or of its index, becomes one of nothing.
    Bytes bytes = content();
    std::fill(bytes.end() - 4'096, bytes.end(), std::uint8_t{0xa5});
    std::ofstream(m_path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    const auto project = opened();
    EXPECT_FALSE(project->check().isWhole());
    const auto recorded = project->record(epochEvent(1, 5, 0.5));
    ASSERT_FALSE(recorded);
    EXPECT_EQ(recorded.error().code, ErrorCode::ProjectDamaged);
    EXPECT_EQ(project->mayWrite().error().code, ErrorCode::ProjectDamaged);
    EXPECT_EQ(content(), bytes);
}

TEST_F(ProjectDamageTest, OpeningWritesNothing) {
    change("PRAGMA foreign_keys = ON");
    {
        const auto project = opened();
        require(project->record({1, RunStarted{}}));
        const auto copy = m_folder / "killed.leitmotif";
        require(project->copyTo(copy));
        std::filesystem::rename(copy, m_path.string() + "2");
    }
    std::filesystem::rename(m_path.string() + "2", m_path);
    const Bytes before = content();
    {
        const auto project = opened();
        EXPECT_EQ(require(project->run(1)).state, RunState::Stopped);
    }
    EXPECT_EQ(content(), before);
    const auto project = opened();
    require(project->removeTake(1));
    EXPECT_EQ(require(project->run(1)).state, RunState::Stopped);
}

TEST_F(ProjectDamageTest, WrongKindsOfValuesAreDamage) {
    change("UPDATE take SET midi = 'text';"
           " UPDATE source SET name = x'00ff'; UPDATE epoch SET loss = 'low' WHERE epoch = 1");
    reseal(m_path);
    const auto project = looking();
    EXPECT_TRUE(require(project->takes()).empty());
    EXPECT_EQ(require(project->run(1)).epochs.size(), 3U);
    EXPECT_TRUE(require(project->sources()).empty());
    EXPECT_EQ(project->takeDamage().size(), 3U);
}

TEST_F(ProjectDamageTest, AStrangersNumbersKeepTheirBounds) {
    change("UPDATE run SET threads = 1000000; UPDATE run_source SET first_bar ="
           " 9223372036854775807");
    reseal(m_path);
    const auto project = looking();
    EXPECT_EQ(project->run(1).error().code, ErrorCode::RecipeUnreadable);
    EXPECT_EQ(require(project->runs())[0].state, RunState::Failed);
    EXPECT_EQ(project->sourcesOf(1).error().code, ErrorCode::ProjectDamaged);
}

TEST_F(ProjectDamageTest, DeepRecipesAreRefused) {
    change("UPDATE run SET recipe ="
           " '{\"name\":\"x\",\"network\":' || replace(hex(zeroblob(100000)), '00', '[') || '}'");
    reseal(m_path);
    EXPECT_EQ(looking()->run(1).error().code, ErrorCode::RecipeUnreadable);
    EXPECT_EQ(require(looking()->runs())[0].state, RunState::Failed);
}

TEST_F(ProjectDamageTest, TheTablesAreExactlyOurs) {
    for (const char* const foreign :
         {"CREATE TRIGGER sqliteXevil AFTER INSERT ON epoch BEGIN DELETE FROM take; END",
          "CREATE VIEW sqlitexview AS SELECT 1", "CREATE TABLE sqlite1 (x)",
          "CREATE INDEX sqlitexindex ON epoch (loss)",
          "CREATE VIRTUAL TABLE sqlitexv USING fts5(x)",
          "ALTER TABLE measure RENAME TO sqlitexm;"
          "CREATE VIEW measure AS SELECT * FROM sqlitexm"}) {
        std::filesystem::remove(m_path);
        makeProject(m_path);
        change(foreign);
        EXPECT_EQ(ProjectFile::open(m_path).error().code, ErrorCode::ProjectUnreadable) << foreign;
        EXPECT_EQ(ProjectFile::openToRead(m_path).error().code, ErrorCode::ProjectUnreadable);
    }
}

TEST_F(ProjectDamageTest, NumbersThatAreUsedUpAreToldAsSuch) {
    change("UPDATE sqlite_sequence SET seq = 9223372036854775807");
    const auto added = opened()->addRun({}, 7, {});
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, ErrorCode::ProjectCannotHold);
}

TEST_F(ProjectDamageTest, WhatIsNoFileIsNotWaitedFor) {
    const auto pipe = m_folder / "pipe.leitmotif";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(ProjectFile::open(pipe).error().code, ErrorCode::ProjectUnreadable);
    EXPECT_EQ(ProjectFile::openToRead(pipe).error().code, ErrorCode::ProjectUnreadable);
    EXPECT_EQ(ProjectFile::open("/dev/zero").error().code, ErrorCode::ProjectUnreadable);
}

} // namespace
} // namespace leitmotif
