// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged is not absent, and is never overwritten without a word.
#include "core/midi/smf_writer.h"
#include "core/store/project_lock.h"
#include "tests/core/store/test_project.h"

#include <fstream>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace leitmotif {
namespace {

/// A run of four epochs with a take, weights of epochs 2 and 4, and what to go on from.
std::int64_t makeProject(const std::filesystem::path& path) {
    Random random(3);
    const auto project = require(ProjectFile::open(path));
    const Bytes midi = midiBytes(randomScore(random, 16));
    const auto source = require(project->addSource("a.mid", midi, {{1}, BarRange{0, 3}}));
    Recipe recipe;
    recipe.name = "lstm";
    const auto run = require(project->addRun(recipe, 7, {source}));
    require(project->record({run, RunStarted{}}));
    for (int epoch = 1; epoch <= 4; ++epoch) {
        RunEvent event = epochEvent(run, epoch, 3.0 / epoch);
        std::get<EpochFinished>(event.what).measures = {{"kl", 0.5}};
        require(project->record(event));
        if (epoch % 2 == 0)
            require(project->record(
                {run, CheckpointReady{epoch, true, true, epoch == 4, randomBytes(random, 6'000),
                                      randomBytes(random, 6'000)}}));
    }
    Take take;
    take.origin = {run, "lstm", 4, 1};
    take.score = std::make_shared<const Score>(randomScore(random, 16));
    require(project->record({run, TakeSampled{take}}));
    LatentMap map;
    map.side = map.rows = map.columns = 1;
    map.reach = 1.0;
    map.pixels = {7};
    require(
        project->record({run, LatentMapDrawn{4, true, std::make_shared<const LatentMap>(map)}}));
    require(project->record({run, RunFinished{RunEnd::Completed, 4, 4, 1.0, 2.0}}));
    return run;
}

class ProjectDamageTest : public testing::Test {
  protected:
    void SetUp() override { makeProject(m_path); }
    [[nodiscard]] std::unique_ptr<ProjectFile> opened() const {
        return require(ProjectFile::open(m_path));
    }
    [[nodiscard]] std::unique_ptr<ProjectFile> looking() const {
        return require(ProjectFile::openToRead(m_path));
    }
    void change(const char* sql) const { runSql(m_path, sql); }
    [[nodiscard]] Bytes content() const { return require(readFile(m_path)); }

    TestFolder m_folder;
    std::filesystem::path m_path = m_folder / "song.leitmotif";
};

std::vector<std::string> partsTold(const ProjectFile& project) {
    std::vector<std::string> parts;
    for (const Error& error : project.takeDamage()) {
        EXPECT_EQ(error.code, ErrorCode::ProjectDamaged);
        parts.push_back(error.arguments.at(1));
    }
    return parts;
}

std::vector<std::string> problemsOf(const ProjectFile& project) {
    std::vector<std::string> problems;
    for (const ProjectPart& part : project.check().parts)
        if (!part.problem.empty())
            problems.push_back(part.problem);
    return problems;
}

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

TEST_F(ProjectDamageTest, CheckNamesWhatIsDamagedAndMendingKeepsTheRest) {
    change("UPDATE weights SET weights = x'00' WHERE epoch = 2; UPDATE epoch SET loss = 9 WHERE"
           " epoch = 3; DELETE FROM checkpoint WHERE slot = 1");
    const auto mended = m_folder / "mended.leitmotif";
    {
        const auto project = looking();
        const auto check = project->check();
        EXPECT_TRUE(check.structure.empty());
        EXPECT_EQ(check.damagedParts(), 3U);
        EXPECT_EQ(problemsOf(*project),
                  (std::vector<std::string>{"epoch 3: it is not as it was written",
                                            "it is not as it was written", "it is missing"}));
        require(project->mendTo(mended));
        EXPECT_EQ(project->mendTo(mended).error().code, ErrorCode::FileNotWritable);
    }
    const auto project = require(ProjectFile::open(mended));
    EXPECT_TRUE(project->check().isWhole());
    const auto run = require(project->run(1));
    EXPECT_EQ(run.epochs.size(), 3U);
    EXPECT_EQ(require(project->takes()).size(), 1U);
    EXPECT_EQ(require(project->sourcesOf(1)).size(), 1U);
    EXPECT_TRUE(project->resumePoint(1));
    EXPECT_TRUE(require(project->latentMap(1)));
    require(project->record(epochEvent(1, 5, 0.5)));
    EXPECT_TRUE(project->takeDamage().empty());
}

TEST_F(ProjectDamageTest, MendingKeepsTheTakesOfARunWhoseRecipeIsLost) {
    change("UPDATE run SET recipe = '{'");
    const auto mended = m_folder / "mended.leitmotif";
    require(looking()->mendTo(mended));
    const auto project = require(ProjectFile::open(mended));
    EXPECT_TRUE(project->check().isWhole());
    EXPECT_EQ(require(project->takes()).size(), 1U);
    const auto runs = require(project->runs());
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs[0].state, RunState::Failed);
    EXPECT_EQ(runs[0].epochs.size(), 4U);
    EXPECT_FALSE(project->run(1));
}

TEST_F(ProjectDamageTest, AHistoryEndsBeforeItsFirstDamagedEdit) {
    const DocumentKey key{DocumentKey::Kind::Source, 1};
    const auto edit = [](std::uint32_t tempo) {
        ScoreEdit change;
        change.tracks = {{0, {}, {}, {}, {tempoEvent({tempo}, tempo)}}};
        return StoredEdit{"tempo", false, change};
    };
    {
        const auto project = opened();
        for (const std::uint32_t tempo : {400'000U, 500'000U, 600'000U})
            require(project->addEdit(key, edit(tempo)));
        EXPECT_TRUE(project->check().isWhole());
    }
    for (const char* const damage : {"UPDATE edit SET change = replace(change, '500000', '510000')",
                                     "DELETE FROM edit WHERE position = 1"}) {
        change(damage);
        const auto project = looking();
        const auto documents = require(project->documents());
        ASSERT_EQ(documents.size(), 1U);
        EXPECT_EQ(documents[0].edits.size(), 1U);
        EXPECT_FALSE(documents[0].damage.empty());
        EXPECT_EQ(partsTold(*project), std::vector<std::string>{"the history of source 1"});
        EXPECT_EQ(project->check().damagedParts(), 1U);
    }
    const auto mended = m_folder / "mended.leitmotif";
    require(looking()->mendTo(mended));
    {
        const auto project = require(ProjectFile::open(mended));
        EXPECT_TRUE(project->check().isWhole());
        const auto documents = require(project->documents());
        ASSERT_EQ(documents.size(), 1U);
        EXPECT_EQ(documents[0].edits.size(), 1U);
        EXPECT_EQ(documents[0].applied, 1U);
        EXPECT_TRUE(documents[0].damage.empty());
    }
    change("UPDATE document SET applied_edits = 7");
    const auto project = opened();
    EXPECT_EQ(project->addEdit(key, edit(1)).error().code, ErrorCode::ProjectDamaged);
    require(project->setHistory(key, {edit(7)}, 1)); // as one who was told of the damage
    EXPECT_TRUE(project->check().isWhole());
    EXPECT_EQ(require(project->documents())[0].edits.size(), 1U);
}

TEST_F(ProjectDamageTest, MendingReadsAroundPagesThatCannotBeRead) {
    {
        const auto project = opened();
        for (int epoch = 5; epoch <= 2'000; ++epoch)
            require(project->record(epochEvent(1, epoch, 1.0 / epoch)));
    }
    Bytes bytes = content();
    Random random(2);
    for (int page = 0; page < 3; ++page) { // anything but the first two
        const auto start = 4'096 * (2 + random.below(bytes.size() / 4'096 - 2));
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(start), 4'096, std::uint8_t{0x5a});
    }
    std::ofstream(m_path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    const auto mended = m_folder / "mended.leitmotif";
    EXPECT_FALSE(looking()->check().isWhole());
    require(looking()->mendTo(mended));
    const auto project = require(ProjectFile::open(mended));
    EXPECT_TRUE(project->check().isWhole());
    const auto runs = require(project->runs());
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_GT(runs[0].epochs.size(), 500U);
}

TEST_F(ProjectDamageTest, AProjectOfAnEarlierFormatIsCheckedAsFarAsItTells) {
    change("UPDATE source SET hash = hash + 1");
    toOldFormat(m_path, 2);
    EXPECT_EQ(looking()->sourcesOf(1).error().code, ErrorCode::ProjectDamaged);
    {
        const auto project = opened();
        require(project->record(epochEvent(1, 5, 0.5))); // gives all that is whole its checksum
        EXPECT_EQ(project->sourcesOf(1).error().code, ErrorCode::ProjectDamaged);
        EXPECT_EQ(require(project->run(1)).epochs.size(), 5U);
        EXPECT_EQ(partsTold(*project), std::vector<std::string>{});
    }
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

TEST_F(ProjectDamageTest, ACopyWithoutItsLogSaysThatItMayBeOlder) {
    const auto copy = m_folder / "copy.leitmotif";
    {
        const auto project = opened();
        require(project->record(epochEvent(1, 5, 0.5)));
        std::filesystem::copy_file(m_path, copy);
        EXPECT_TRUE(looking()->takeDamage().empty()); // it is open: its log is in use
    }
    EXPECT_TRUE(opened()->takeDamage().empty()); // closed: one plain file
    for (int round = 0; round < 2; ++round) {    // looking leaves no trace by which it is forgotten
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

TEST_F(ProjectDamageTest, ADamagedLogIsToldAndOneThatWasCutOffByAKillIsNot) {
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
        Bytes flipped = whole; // the last transaction is as good as not written
        flipped[random.below(whole.size() * 9 / 10)] ^= 4U;
        EXPECT_EQ(toldOf(flipped), 1U);
    }
}

TEST_F(ProjectDamageTest, AProjectThatIsNoLongerThereIsSavedElsewhere) {
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
        project->prepareToClose(); // of which nothing comes here
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

TEST_F(ProjectDamageTest, WhatWasNeverReadIsSavedElsewhereToo) {
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

TEST_F(ProjectDamageTest, ATouchedFileIsNoOtherFile) {
    const auto project = opened();
    require(project->record(epochEvent(1, 5, 0.5)));
    std::filesystem::last_write_time(m_path, std::filesystem::file_time_type::clock::now() +
                                                 std::chrono::hours(1));
    EXPECT_FALSE(project->isDisplaced());
    require(project->record(epochEvent(1, 6, 0.5)));
}

} // namespace
} // namespace leitmotif
