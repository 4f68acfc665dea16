// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/project_controller.h"

#include "tests/app/window/test_project.h"

#include <memory>

namespace leitmotif {
namespace {

class ProjectControllerTest : public testing::Test {
  protected:
    ProjectControllerTest() { EXPECT_TRUE(m_project.open(m_file.path())); }

    /// Asks how many takes there are.
    void ask(QObject* receiver) {
        m_project.ask(
            receiver, [](ProjectFile& file) { return file.takes(); },
            [this](const Result<std::vector<StoredTake>>& takes) {
                ++m_answers;
                m_takes = takes.value_or({}).size();
            });
    }

    const TestProject m_file{3};
    ProjectController m_project;
    int m_answers = 0;
    std::size_t m_takes = 0;
};

TEST_F(ProjectControllerTest, AnswersComeToTheThreadThatAsked) {
    QObject receiver;
    ask(&receiver);
    EXPECT_EQ(m_answers, 0) << "nobody waits for the disk";
    ASSERT_TRUE(waitFor([&] { return m_answers == 1; }));
    EXPECT_EQ(m_takes, 3U);
}

TEST_F(ProjectControllerTest, NobodyIsToldWhoIsGone) {
    auto receiver = std::make_unique<QObject>();
    ask(receiver.get());
    receiver.reset();
    QObject other;
    ask(&other);
    ASSERT_TRUE(waitFor([&] { return m_answers > 0; }));
    EXPECT_EQ(m_answers, 1);
}

TEST_F(ProjectControllerTest, AnAnswerOfAProjectThatWasLeftIsThrownAway) {
    QObject receiver;
    const auto serial = m_project.serial();
    ask(&receiver);
    m_project.store().flush(); // the answer is on its way
    const TestProject other(1);
    ASSERT_TRUE(m_project.open(other.path()));
    EXPECT_NE(m_project.serial(), serial);
    ask(&receiver);
    ASSERT_TRUE(waitFor([&] { return m_answers > 0; }));
    EXPECT_EQ(m_answers, 1);
    EXPECT_EQ(m_takes, 1U);
}

TEST_F(ProjectControllerTest, ATakeThatIsRecordedHasItsId) {
    QObject receiver;
    std::int64_t id = 0;
    m_project.record(
        &receiver, {1, TakeSampled{TestProject::take(9)}},
        [&id](const RunEvent& event) { id = std::get<TakeSampled>(event.what).take.id; });
    ASSERT_TRUE(waitFor([&] { return id != 0; }));
    EXPECT_EQ(id, 4);
}

} // namespace
} // namespace leitmotif
