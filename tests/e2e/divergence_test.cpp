// SPDX-License-Identifier: GPL-3.0-or-later
// A run whose numbers stop being finite, in the real window: it stops and says so, keeps the end of
// its last whole epoch, and goes on from there with a lower learning rate.
#include "core/store/project_file.h"
#include "tests/e2e/window_test.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace leitmotif {
namespace {

constexpr double kCalm = 0.001;
constexpr double kWild = 1.0; // without a limit on gradients, it makes a VAE's variances infinite
constexpr int kFirstEpochs = 2;
constexpr int kEpochs = 4;

class DivergenceTest : public WindowTest {
  protected:
    void set(const char* name, const QString& value) {
        auto* const line = find<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, value);
        QTest::keyClick(line, Qt::Key_Return);
    }

    void chooseRecipe() {
        choose(find<QComboBox>("presetBox"), QStringLiteral("vae"));
        click(find<QToolButton>("advancedButton"));
        type(find<QSpinBox>("setting_epochs"), kFirstEpochs);
        type(find<QSpinBox>("setting_sample_every"), 1);
        type(find<QSpinBox>("setting_bars"), 4);
        type(find<QSpinBox>("setting_batch"), 4);
        type(find<QSpinBox>("setting_cycles"), 0);
        choose(find<QComboBox>("setting_schedule"), QStringLiteral("constant"));
        set("setting_clip", QStringLiteral("0"));
        set("setting_learning_rate", QString::number(kCalm));
    }

    void goOn(double rate) {
        type(find<QDoubleSpinBox>("continueRateBox"), rate);
        type(find<QSpinBox>("continueEpochsBox"), kEpochs);
        pressAndWait("continueButton");
    }

    StoredRun stored(std::int64_t run) {
        const auto file = ProjectFile::openToRead(project().toStdString());
        EXPECT_TRUE(file);
        auto found = (*file)->run(run);
        EXPECT_TRUE(found);
        return std::move(*found);
    }

    std::vector<double> losses(std::int64_t run) {
        std::vector<double> all;
        for (const EpochFinished& epoch : stored(run).epochs)
            all.push_back(epoch.loss);
        return all;
    }

    [[nodiscard]] QString project() const {
        return m_folder.filePath(QStringLiteral("song.leitmotif"));
    }
};

TEST_F(DivergenceTest, StopsSaysSoAndGoesOnCalmerFromItsLastWholeEpoch) {
    Workspace workspace(m_window, m_settings);
    workspace.start({project(), sourceFile()});
    chooseRecipe();
    pressAndWait("trainButton");
    const auto before = losses(1);
    ASSERT_EQ(before.size(), static_cast<std::size_t>(kFirstEpochs));

    const auto* const problem = find<QLabel>("trainingProblem");
    const auto* const runs = find<QComboBox>("runBox");
    for (int i = 0; i < 2; ++i) { // the same cause again: the same words, and nothing is lost
        goOn(kWild);
        EXPECT_TRUE(problem->isVisible());
        EXPECT_TRUE(problem->text().contains(QStringLiteral("infinite")));
        EXPECT_TRUE(problem->text().contains(QStringLiteral("lower learning rate")));
        EXPECT_TRUE(runs->currentText().contains(QStringLiteral("failed")));
        EXPECT_EQ(stored(1).state, RunState::Failed);
        EXPECT_EQ(stored(1).lastCheckpoint, kFirstEpochs);
        EXPECT_EQ(losses(1), before);
        EXPECT_LT(find<QDoubleSpinBox>("continueRateBox")->value(), kWild);
    }
    shoot("diverged");

    goOn(kCalm);
    EXPECT_FALSE(problem->isVisible());
    EXPECT_EQ(stored(1).state, RunState::Finished);
    EXPECT_EQ(stored(1).started->firstEpoch, kFirstEpochs + 1);

    type(find<QSpinBox>("setting_epochs"), kEpochs); // as if nothing had come between
    pressAndWait("trainButton");
    EXPECT_EQ(losses(1), losses(2));
    EXPECT_EQ(losses(2).size(), static_cast<std::size_t>(kEpochs));
}

} // namespace
} // namespace leitmotif
