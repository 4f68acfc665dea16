// SPDX-License-Identifier: GPL-3.0-or-later
// Damage is reported, and the rest is saved.
#include "tests/core/store/damaged_project.h"

#include <fstream>

namespace leitmotif {
namespace {

using ProjectMendTest = ProjectDamageTest;

TEST_F(ProjectMendTest, CheckNamesWhatIsDamagedAndMendingKeepsTheRest) {
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

TEST_F(ProjectMendTest, MendingKeepsTheTakesOfARunWhoseRecipeIsLost) {
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

TEST_F(ProjectMendTest, AHistoryEndsBeforeItsFirstDamagedEdit) {
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
    require(project->setHistory(key, {edit(7)}, 1)); // as after a report of the damage
    EXPECT_TRUE(project->check().isWhole());
    EXPECT_EQ(require(project->documents())[0].edits.size(), 1U);
}

TEST_F(ProjectMendTest, MendingReadsAroundPagesThatCannotBeRead) {
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

TEST_F(ProjectMendTest, AProjectOfAnEarlierFormatIsCheckedAsFarAsItTells) {
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

} // namespace
} // namespace leitmotif
