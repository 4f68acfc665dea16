// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/compare_controller.h"

#include "app/window/run_library.h"
#include "tests/app/window/test_project.h"

#include <QLabel>

namespace leitmotif {
namespace {

class CompareControllerTest : public testing::Test {
  protected:
    CompareControllerTest() { EXPECT_TRUE(m_project.open(m_file.path())); }

    QString title(const char* name) {
        return m_window.compare().findChild<QLabel*>(QLatin1String(name))->text();
    }

    const TestProject m_file{3};
    MainWindow m_window;
    Player m_player;
    ProjectController m_project;
    TakeLibrary m_takes{m_project};
    RunLibrary m_runs{m_project, m_takes};
    PlaybackController m_playback{m_player, m_takes, m_window.transport(), m_window.takes()};
    CompareController m_compare{m_takes, m_playback, m_window};
};

TEST_F(CompareControllerTest, ShowsATakeBesideTheOneBeforeItAndFollowsEdits) {
    emit m_window.takes().compareRequested(3);
    ASSERT_TRUE(m_compare.isOpen());
    EXPECT_TRUE(title("upperTakeTitle").contains(QStringLiteral("epoch 3")));
    EXPECT_TRUE(title("lowerTakeTitle").contains(QStringLiteral("epoch 2")));
    emit m_window.takes().currentTakeChanged(1);
    EXPECT_TRUE(title("lowerTakeTitle").contains(QStringLiteral("epoch 1")));
    emit m_window.takes().currentTakeChanged(3); // stands above already
    EXPECT_TRUE(title("lowerTakeTitle").contains(QStringLiteral("epoch 1")));
    StoredTake edited = *m_takes.find(3);
    edited.isEdited = true;
    m_takes.update(edited);
    EXPECT_TRUE(title("upperTakeTitle").contains(QStringLiteral("edited")));
}

TEST_F(CompareControllerTest, ClosesWithATakeThatGoesAndWithTheProject) {
    emit m_window.takes().compareRequested(3);
    m_takes.remove(1);
    EXPECT_TRUE(m_compare.isOpen());
    m_takes.remove(2);
    EXPECT_FALSE(m_compare.isOpen());
    emit m_window.takes().compareRequested(3); // nothing stands beside it
    EXPECT_FALSE(m_compare.isOpen());
    const TestProject other;
    ASSERT_TRUE(m_project.open(other.path()));
    emit m_window.takes().compareRequested(3);
    EXPECT_TRUE(m_compare.isOpen());
    ASSERT_TRUE(m_project.open(m_file.path()));
    EXPECT_FALSE(m_compare.isOpen());
}

} // namespace
} // namespace leitmotif
