// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/removal_controller.h"

#include "tests/app/window/test_project.h"

#include <QSignalSpy>

namespace leitmotif {
namespace {

class RemovalControllerTest : public testing::Test {
  protected:
    RemovalControllerTest() { EXPECT_TRUE(m_project.open(m_file.path())); }

    std::size_t samples() const { return m_runs.shownRun()->history.samples().size(); }

    const TestProject m_file{3};
    ProjectController m_project;
    TakeLibrary m_takes{m_project};
    RunLibrary m_runs{m_project, m_takes};
    RemovalController m_removal{m_project, m_runs, m_takes};
};

TEST_F(RemovalControllerTest, ATakeThatIsDeletedComesBackWithItsSample) {
    const QSignalSpy removed(&m_removal, &RemovalController::removed);
    const QSignalSpy restored(&m_removal, &RemovalController::takeRestored);
    m_removal.removeTake(2);
    EXPECT_EQ(removed.count(), 1);
    EXPECT_FALSE(m_takes.find(2));
    EXPECT_EQ(samples(), 2U);
    EXPECT_EQ(m_file.takes().size(), 3U) << "the project keeps it until it is forgotten";
    m_removal.restore();
    EXPECT_TRUE(m_takes.find(2));
    EXPECT_EQ(samples(), 3U);
    EXPECT_EQ(restored.count(), 1);
    m_removal.forget();
    m_project.store().flush();
    EXPECT_EQ(m_file.takes().size(), 3U);
}

TEST_F(RemovalControllerTest, ARunGoesWithItsTakesAndComesBackWithThem) {
    m_removal.removeRun(1);
    EXPECT_TRUE(m_runs.isEmpty());
    EXPECT_TRUE(m_takes.all().empty());
    m_removal.restore();
    EXPECT_EQ(m_runs.shown(), 1);
    EXPECT_EQ(m_takes.all().size(), 3U);
    EXPECT_EQ(samples(), 3U) << "each once";
    m_removal.removeRun(7); // there is no such run
    EXPECT_FALSE(m_runs.isEmpty());
}

TEST_F(RemovalControllerTest, TheNextOneAndTheEndOfTheProjectMakeItFinal) {
    const QSignalSpy forgotten(&m_removal, &RemovalController::takeForgotten);
    m_removal.removeTake(1);
    m_removal.removeTake(3);
    EXPECT_EQ(forgotten.count(), 1);
    m_project.store().flush();
    EXPECT_EQ(m_file.takes().size(), 2U);
    const TestProject other;
    ASSERT_TRUE(m_project.open(other.path()));
    EXPECT_EQ(forgotten.count(), 2);
    EXPECT_EQ(m_file.takes().size(), 1U);
    EXPECT_EQ(m_takes.all().size(), 3U) << "of the other project";
    m_removal.restore(); // there is nothing to bring back
    EXPECT_EQ(m_takes.all().size(), 3U);
}

} // namespace
} // namespace leitmotif
