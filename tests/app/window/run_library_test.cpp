// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_library.h"

#include "tests/app/window/test_project.h"

#include <QSignalSpy>

namespace leitmotif {
namespace {

class RunLibraryTest : public testing::Test {
  protected:
    RunLibraryTest() { EXPECT_TRUE(m_project.open(m_file.path())); }

    /// One of a run that is not in the project.
    static RunRequest request(std::int64_t run) {
        RunRequest request;
        request.run = run;
        request.recipe = *preset("gru");
        request.corpus = std::make_shared<const Corpus>(std::vector<CorpusPiece>());
        return request;
    }

    const TestProject m_file{3};
    ProjectController m_project;
    TakeLibrary m_takes{m_project};
    RunLibrary m_runs{m_project, m_takes};
};

TEST_F(RunLibraryTest, ReadsRunsAndTakesOfAProjectAndShowsTheLatest) {
    const TestProject empty(0);
    ASSERT_TRUE(m_project.open(empty.path()));
    EXPECT_TRUE(m_takes.all().empty());
    const QSignalSpy replaced(&m_takes, &TakeLibrary::replaced);
    ASSERT_TRUE(m_project.open(m_file.path()));
    EXPECT_EQ(replaced.count(), 1);
    EXPECT_EQ(m_takes.all().size(), 3U);
    ASSERT_EQ(m_runs.shown(), 1);
    EXPECT_EQ(m_runs.shownRun()->history.samples().size(), 3U);
    ASSERT_EQ(m_runs.summaries().size(), 1);
    EXPECT_EQ(m_runs.summaries().front().epochs, 3);
    EXPECT_FALSE(m_runs.isTraining());
}

TEST_F(RunLibraryTest, FollowsARunFromItsBeginningToItsEnd) {
    const QSignalSpy listed(&m_runs, &RunLibrary::listChanged);
    m_runs.begin({request(2)});
    EXPECT_EQ(m_runs.shown(), 2);
    EXPECT_TRUE(m_runs.isTraining());
    EXPECT_TRUE(m_runs.summaries().front().isTraining);
    EXPECT_FALSE(m_runs.remove(2)) << "it trains";
    EpochFinished epoch;
    epoch.epoch = 1;
    m_runs.add({2, epoch});
    EXPECT_EQ(m_runs.summaries().front().epochs, 1);
    CheckpointReady checkpoint;
    checkpoint.training = std::make_shared<const Bytes>();
    m_runs.add({2, checkpoint});
    EXPECT_TRUE(m_runs.shownRun()->canContinue);
    const auto told = listed.count();
    m_runs.add({2, checkpoint}); // nothing new in a list
    EXPECT_EQ(listed.count(), told);
    m_runs.add({2, RunFailed{{ErrorCode::TrainingDiverged, {"2", "1"}}}});
    EXPECT_FALSE(m_runs.isTraining());
    EXPECT_EQ(m_runs.shownRun()->state, RunState::Failed);
}

TEST_F(RunLibraryTest, AnEditedTakeIsAnotherSample) {
    const QSignalSpy shown(&m_runs, &RunLibrary::shownChanged);
    StoredTake take = m_takes.all().front();
    take.notes = 7;
    m_takes.update(take);
    EXPECT_EQ(shown.count(), 1);
    const auto& samples = m_runs.shownRun()->history.samples();
    ASSERT_EQ(samples.size(), 3U);
    EXPECT_EQ(samples.front().notes, 7U);
}

TEST_F(RunLibraryTest, ARunThatGoesLeavesThePlotToTheOneBefore) {
    m_runs.begin({request(2)});
    m_runs.endAll();
    auto facts = m_runs.remove(2);
    ASSERT_TRUE(facts);
    EXPECT_EQ(m_runs.shown(), 1);
    m_runs.restore(2, std::move(*facts));
    EXPECT_EQ(m_runs.shown(), 2);
    EXPECT_EQ(m_runs.shownRun()->recipe.name, "gru");
    m_runs.show(77);
    EXPECT_EQ(m_runs.shown(), 0);
    EXPECT_EQ(m_runs.shownRun(), nullptr);
}

TEST_F(RunLibraryTest, MarksRunsWhoseSourceIsAnotherNow) {
    EXPECT_FALSE(m_runs.summaries().front().isSourceChanged) << "not known yet";
    m_runs.compareSources(8);
    EXPECT_TRUE(m_runs.summaries().front().isSourceChanged);
    m_runs.compareSources(7);
    EXPECT_FALSE(m_runs.summaries().front().isSourceChanged);
}

} // namespace
} // namespace leitmotif
