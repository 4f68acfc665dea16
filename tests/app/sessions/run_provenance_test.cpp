// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/run_provenance.h"

#include "core/midi/smf_writer.h"
#include "tests/core/store/test_project.h"

#include <filesystem>

namespace leitmotif {
namespace {

class RunProvenanceTest : public testing::Test {
  protected:
    /// A run that learned from bars of one file, and held another one out.
    std::int64_t addRun(const std::string& pretrained) {
        CorpusSelection some;
        some.bars = BarRange{0, 3};
        CorpusSelection heldOut;
        heldOut.role = PieceRole::Validation;
        const Bytes midi = midiBytes(randomScore(m_random, 40));
        const auto one = require(m_project->addSource("/music/a.mid", midi, some));
        const auto other = require(m_project->addSource("/music/b.mid", midi, heldOut));
        Recipe recipe = *preset("lstm");
        recipe.pretrained = pretrained;
        return require(m_project->addRun(recipe, 1, {one, other}));
    }

    Random m_random{3};
    TestFolder m_folder;
    std::unique_ptr<ProjectFile> m_project =
        require(ProjectFile::open(m_folder.path() / "p.leitmotif"));
    SourceLists m_lists;
};

TEST_F(RunProvenanceTest, NamesTheFilesWithWhatOfThemWasLearned) {
    const auto provenance = require(provenanceOf(*m_project, addRun(""), m_lists));
    ASSERT_EQ(provenance.files.size(), 2U);
    EXPECT_EQ(provenance.files[0].name, "/music/a.mid");
    EXPECT_EQ(provenance.files[0].selection.bars, (BarRange{0, 3}));
    EXPECT_EQ(provenance.files[1].selection.role, PieceRole::Validation);
    EXPECT_FALSE(provenance.sources);
    EXPECT_FALSE(provenance.problem);
    EXPECT_EQ(provenanceOf(*m_project, 77, m_lists).error().code, ErrorCode::NoSuchRun);
}

TEST_F(RunProvenanceTest, AListThatIsNotInstalledIsToldBesideTheFiles) {
    const auto provenance = require(provenanceOf(*m_project, addRun("nothing"), m_lists));
    EXPECT_EQ(provenance.files.size(), 2U);
    EXPECT_EQ(provenance.pretrained, "nothing");
    EXPECT_FALSE(provenance.sources);
    ASSERT_TRUE(provenance.problem);
    EXPECT_EQ(provenance.problem->code, ErrorCode::FileNotReadable);
}

} // namespace
} // namespace leitmotif
