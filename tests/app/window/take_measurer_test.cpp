// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/take_measurer.h"

#include "app/window/run_library.h"
#include "tests/app/window/test_project.h"

namespace leitmotif {
namespace {

class TakeMeasurerTest : public testing::Test {
  protected:
    TakeMeasurerTest() { EXPECT_TRUE(m_project.open(m_file.path())); }

    /// As an edit leaves it: one note fewer.
    StoredTake edited(std::int64_t id) const {
        StoredTake take = *m_takes.find(id);
        Score score = *take.score;
        for (TrackPtr& track : score.tracks)
            if (auto notes = track->notes(); !notes.empty()) {
                notes.pop_back();
                track = std::make_shared<const Track>(std::move(notes), track->events());
                break;
            }
        take.notes = score.noteCount();
        take.score = std::make_shared<const Score>(std::move(score));
        take.isEdited = true;
        take.isMeasured = false;
        return take;
    }

    const TestProject m_file{2};
    ProjectController m_project;
    TakeLibrary m_takes{m_project};
    RunLibrary m_runs{m_project, m_takes};
    TakeMeasurer m_measurer{m_project, m_takes};
};

TEST_F(TakeMeasurerTest, TheShareOfAnEditedTakeIsMeasuredAgain) {
    ASSERT_EQ(m_takes.find(1)->copied, 0.0) << "as its run told";
    m_takes.update(edited(1));
    ASSERT_TRUE(waitFor([&] { return m_takes.find(1)->isMeasured; }));
    EXPECT_GT(m_takes.find(1)->copied, 0.9) << "it is the piece but for a note";
    EXPECT_GT(m_takes.find(1)->longestCopy, 100U);
    EXPECT_EQ(m_takes.find(2)->copied, 0.0) << "that one was not edited";
}

TEST_F(TakeMeasurerTest, OfSeveralEditsTheLastIsMeasured) {
    StoredTake take = edited(1);
    m_takes.update(take);
    take.score = std::make_shared<const Score>(emptyScore());
    m_takes.update(take);
    ASSERT_TRUE(waitFor([&] { return m_takes.find(1)->isMeasured; }));
    EXPECT_EQ(m_takes.find(1)->copied, 0.0);
    EXPECT_EQ(m_takes.find(1)->score, take.score);
}

TEST_F(TakeMeasurerTest, WhatIsDeletedMeanwhileStaysSo) {
    m_takes.update(edited(1));
    m_takes.update(edited(2));
    m_takes.remove(1);
    ASSERT_TRUE(waitFor([&] { return m_takes.find(2)->isMeasured; }));
    EXPECT_FALSE(m_takes.find(1));
}

} // namespace
} // namespace leitmotif
