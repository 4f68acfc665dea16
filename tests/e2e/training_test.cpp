// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that are begun, taken back and gone on with in the real window.
#include "app/sessions/run_requests.h"
#include "app/window/training_controller.h"
#include "app/window/training_views.h"
#include "assets/demo_pieces.h"
#include "tests/e2e/window_test.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <future>

namespace leitmotif {
namespace {

/// Keeps the storage thread from doing anything until it is let go.
class HeldStore {
  public:
    explicit HeldStore(StoreSession& store) {
        store.ask(
            [goes = m_go.get_future().share()](ProjectFile& /*file*/) {
                goes.wait();
                return true;
            },
            [](bool /*isOver*/) {});
    }
    ~HeldStore() { letGo(); }
    HeldStore(const HeldStore&) = delete;
    HeldStore& operator=(const HeldStore&) = delete;

    void letGo() {
        if (!std::exchange(m_isOver, true))
            m_go.set_value();
    }

  private:
    std::promise<void> m_go;
    bool m_isOver = false;
};

/// Runs of a project in the window, and nothing else.
class Training {
  public:
    Training(ProjectController& project, MainWindow& window)
        : m_takes(project),
          m_runs(project, m_takes),
          m_views(m_runs, m_takes, window),
          m_training(project, m_runs, m_takes, m_next) {
        m_views.connectForm(m_next);
        m_views.connectTraining(m_training, m_runs);
    }

  private:
    TakeLibrary m_takes;
    RunLibrary m_runs;
    NextRun m_next;
    TrainingViews m_views;
    TrainingController m_training;
};

class TrainingWindowTest : public WindowTest {
  protected:
    /// A project with one piece to learn from.
    std::filesystem::path project(const char* name) {
        const std::filesystem::path path = m_folder.filePath(QLatin1String(name)).toStdString();
        const auto file = ProjectFile::open(path);
        const auto midi = demoPieces().front().midi;
        EXPECT_TRUE(file && (*file)->addSource("prelude.mid", {midi.begin(), midi.end()}, {}));
        return path;
    }

    static std::vector<StoredRun> runsIn(const std::filesystem::path& path) {
        const auto file = ProjectFile::openToRead(path);
        EXPECT_TRUE(file);
        return (*file)->runs().value_or({});
    }

    void choosePreset(const char* name) {
        choose(find<QComboBox>("presetBox"), QLatin1String(name));
        type(find<QSpinBox>("setting_epochs"), 1);
    }

    void set(const char* name, const char* value) {
        auto* const line = find<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, QLatin1String(value));
        QTest::keyClick(line, Qt::Key_Return);
    }

    [[nodiscard]] bool waitUntilIdle() {
        return waitFor([&] { return m_window.train().state() == TrainingState::Idle; });
    }
};

TEST_F(TrainingWindowTest, WhatIsStoppedBeforeItBeganDoesNotDisturbTheNext) {
    const auto path = project("song.leitmotif");
    {
        ProjectController open;
        const Training training(open, m_window);
        ASSERT_TRUE(open.open(path));
        m_window.train().setReady(true);
        HeldStore held(open.store());
        choosePreset("lstm");
        click(find<QPushButton>("trainButton"));
        EXPECT_EQ(m_window.train().state(), TrainingState::Starting);
        click(find<QPushButton>("stopTrainingButton"));
        EXPECT_EQ(m_window.train().state(), TrainingState::Idle);
        choosePreset("gru");
        click(find<QPushButton>("trainButton"));
        held.letGo();
        ASSERT_TRUE(waitUntilIdle());
    }
    const auto runs = runsIn(path);
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs.front().recipe.name, "gru");
    EXPECT_EQ(runs.front().state, RunState::Finished);
}

TEST_F(TrainingWindowTest, WhatAnotherProjectAnswersIsNotTakenForAnAnswerOfThisOne) {
    const auto left = project("left.leitmotif");
    const auto entered = project("entered.leitmotif");
    {
        ProjectController open;
        const Training training(open, m_window);
        ASSERT_TRUE(open.open(left));
        m_window.train().setReady(true);
        HeldStore held(open.store());
        choosePreset("lstm");
        click(find<QPushButton>("trainButton"));
        held.letGo();
        ASSERT_TRUE(open.open(entered)); // the answer is on its way
        EXPECT_EQ(m_window.train().state(), TrainingState::Idle);
        choosePreset("gru");
        click(find<QPushButton>("trainButton"));
        ASSERT_TRUE(waitUntilIdle());
    }
    EXPECT_TRUE(runsIn(left).empty());
    const auto runs = runsIn(entered);
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs.front().recipe.name, "gru");
    EXPECT_EQ(runs.front().state, RunState::Finished);
}

TEST_F(TrainingWindowTest, ARunThatWasStoppedInItsFirstEpochGoesOn) {
    const auto path = project("song.leitmotif");
    {
        const auto store = StoreSession::open(path);
        ASSERT_TRUE(store);
        auto request = (*store)
                           ->ask([](ProjectFile& file) -> Result<RunRequest> {
                               const auto sources = file.sources();
                               return newRun(file, *preset("lstm"), *corpusOf(*sources),
                                             {sources->front().id}, {});
                           })
                           .get();
        ASSERT_TRUE(request);
        TrainingSession session(loadEngine);
        session.setPaused(true); // it begins, and waits before its first batch
        session.start({*request}, store->get());
        const auto waitUntil = [&](auto isIt) {
            for (bool isThere = false; !isThere;)
                for (const RunEvent& event : session.events().waitAndDrain(std::chrono::seconds(9)))
                    isThere |= isIt(event);
        };
        waitUntil([](const RunEvent& event) {
            EXPECT_FALSE(std::holds_alternative<RunFailed>(event.what));
            return std::holds_alternative<RunStarted>(event.what);
        });
        session.stopAll();
        waitUntil(
            [](const RunEvent& event) { return std::holds_alternative<RunFinished>(event.what); });
    }
    ASSERT_TRUE(runsIn(path).front().epochs.empty());

    Workspace workspace(m_window, m_settings);
    workspace.start({QString::fromStdString(path.string())});
    auto* const button = find<QPushButton>("continueButton");
    ASSERT_TRUE(waitFor([&] { return button->isVisible(); }));
    type(find<QSpinBox>("continueEpochsBox"), 1);
    pressAndWait("continueButton");
    const auto run = runsIn(path).front();
    EXPECT_EQ(run.state, RunState::Finished);
    EXPECT_EQ(run.epochs.size(), 1U);
}

TEST_F(TrainingWindowTest, SettingsThatLeaveNothingToLearnFromStoreNoRun) {
    const auto path = project("song.leitmotif");
    Workspace workspace(m_window, m_settings);
    workspace.start({QString::fromStdString(path.string())});
    choosePreset("lstm");
    click(find<QToolButton>("advancedButton"));
    set("setting_validation", "0.5");
    set("setting_test", "0.5");
    pressAndWait("trainButton");
    const auto* const problem = find<QLabel>("trainingProblem");
    EXPECT_TRUE(problem->isVisible());
    EXPECT_TRUE(problem->text().contains(QStringLiteral("validation and test")));
    EXPECT_TRUE(runsIn(path).empty());
    set("setting_test", "0.1");
    pressAndWait("trainButton");
    EXPECT_FALSE(problem->isVisible());
    EXPECT_EQ(runsIn(path).size(), 1U);
}

} // namespace
} // namespace leitmotif
