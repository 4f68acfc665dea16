// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/train_panel.h"

#include "core/runs/recipe_settings.h"
#include "tests/ui/sample_data.h"
#include "ui/base/elided_combo_box.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace leitmotif {
namespace {

class TrainPanelTest : public testing::Test {
  protected:
    TrainPanelTest() {
        m_panel.resize(380, 640);
        m_panel.show();
    }

    template <class T>
    T* find(const char* name) {
        T* found = m_panel.findChild<T*>(QLatin1String(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }

    TrainPanel m_panel;
};

TEST_F(TrainPanelTest, TrainNeedsSomethingToLearnFrom) {
    QSignalSpy train(&m_panel, &TrainPanel::trainRequested);
    auto* button = find<QPushButton>("trainButton");
    m_panel.setReady(false, QStringLiteral("17 notes are too few."));
    EXPECT_FALSE(button->isEnabled());
    EXPECT_EQ(find<QLabel>("trainingState")->text(), QStringLiteral("17 notes are too few."));
    m_panel.setReady(true);
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_EQ(train.count(), 1);
}

TEST_F(TrainPanelTest, ButtonsFollowTheState) {
    m_panel.setReady(true);
    QSignalSpy pause(&m_panel, &TrainPanel::pauseRequested);
    QSignalSpy resume(&m_panel, &TrainPanel::resumeRequested);
    QSignalSpy stop(&m_panel, &TrainPanel::stopRequested);
    EXPECT_FALSE(find<QPushButton>("stopTrainingButton")->isVisible());
    m_panel.setState(TrainingState::Training);
    EXPECT_FALSE(find<QPushButton>("trainButton")->isVisible());
    QTest::mouseClick(find<QPushButton>("pauseTrainingButton"), Qt::LeftButton);
    EXPECT_EQ(pause.count(), 1);
    m_panel.setState(TrainingState::Paused);
    QTest::mouseClick(find<QPushButton>("pauseTrainingButton"), Qt::LeftButton);
    EXPECT_EQ(resume.count(), 1);
    QTest::mouseClick(find<QPushButton>("stopTrainingButton"), Qt::LeftButton);
    EXPECT_EQ(stop.count(), 1);
    m_panel.setState(TrainingState::Stopping);
    EXPECT_FALSE(find<QPushButton>("stopTrainingButton")->isEnabled());
    EXPECT_FALSE(find<QPushButton>("pauseTrainingButton")->isEnabled());
    m_panel.setState(TrainingState::Idle);
    EXPECT_TRUE(find<QPushButton>("trainButton")->isVisible());
}

TEST_F(TrainPanelTest, ButtonsStayWhereTheyAreWhateverIsTold) {
    m_panel.setReady(true);
    m_panel.resize(320, 640);
    m_panel.setRuns({{3, QStringLiteral("LSTM"), 1, 40, QStringLiteral("training")}}, 3);
    m_panel.setState(TrainingState::Training);
    QList<QRect> places;
    const auto look = [&] {
        QApplication::processEvents();
        for (const char* name : {"pauseTrainingButton", "stopTrainingButton"}) {
            auto* button = find<QPushButton>(name);
            places << QRect(button->mapTo(&m_panel, QPoint()), button->size());
        }
        return places.mid(places.size() - 2) == places.mid(0, 2);
    };
    look();
    LossHistory history;
    RunStarted started;
    started.epochs = 2000;
    history.add({3, started});
    for (const double seconds : {0.01, 0.7, 80.0, 4000.0}) {
        EpochFinished epoch;
        epoch.epoch = history.lastEpoch() + 1;
        epoch.seconds = seconds;
        history.add({3, epoch});
        m_panel.setHistory(history);
        EXPECT_TRUE(look()) << seconds;
    }
    m_panel.setState(TrainingState::Paused);
    EXPECT_TRUE(look());
    m_panel.setProblem(QStringLiteral("The model learns by heart. ").repeated(5));
    EXPECT_TRUE(look());
    m_panel.setState(TrainingState::Stopping);
    EXPECT_TRUE(look());
}

TEST_F(TrainPanelTest, WhileSeveralTrainTheProgressIsThatOfAll) {
    QList<RunSummary> runs = {{3, QStringLiteral("GAN"), 5, 50, QStringLiteral("training")},
                              {2, QStringLiteral("GRU"), 10, 40, QStringLiteral("training")},
                              {1, QStringLiteral("LSTM"), 12, 40, QStringLiteral("training")}};
    for (RunSummary& run : runs)
        run.isTraining = true;
    m_panel.setState(TrainingState::Training);
    m_panel.setHistory(sample::history(12, 40));
    m_panel.setRuns(runs, 1);
    const auto sentence = [this] { return find<QLabel>("trainingState")->text(); };
    auto* progress = find<QProgressBar>("trainingProgress");
    EXPECT_TRUE(sentence().contains(QStringLiteral("0 of 3 runs done"))) << qPrintable(sentence());
    EXPECT_NEAR(progress->value(), 1000 * (0.1 + 0.25 + 0.3) / 3, 1);
    for (const char* name : {"pauseTrainingButton", "stopTrainingButton"})
        EXPECT_TRUE(find<QPushButton>(name)->toolTip().contains(QStringLiteral("all runs")))
            << name;
    // The one that is shown ends before the others.
    runs[2].epochs = 40;
    runs[2].isTraining = false;
    m_panel.setHistory(sample::history(40, 40));
    m_panel.setRuns(runs, 1);
    EXPECT_TRUE(sentence().contains(QStringLiteral("1 of 3 runs done"))) << qPrintable(sentence());
    EXPECT_TRUE(sentence().contains(QStringLiteral("GRU, GAN"))) << qPrintable(sentence());
    EXPECT_FALSE(sentence().contains(QStringLiteral("40 of 40")));
    EXPECT_FALSE(sentence().contains(QStringLiteral("left")));
    EXPECT_NEAR(progress->value(), 1000 * (0.1 + 0.25 + 1.0) / 3, 1);
    runs[0].secondsLeft = 50.0;
    m_panel.setRuns(runs, 1);
    EXPECT_FALSE(sentence().contains(QStringLiteral("left"))) << "of one nothing is known yet";
    runs[1].secondsLeft = 75.0;
    runs[2].secondsLeft = 1000.0; // has ended
    m_panel.setRuns(runs, 1);
    EXPECT_TRUE(sentence().contains(QStringLiteral("2 min 5 s left"))) << qPrintable(sentence());
    // The next one alone.
    for (RunSummary& run : runs)
        run.isTraining = false;
    m_panel.setState(TrainingState::Idle);
    m_panel.setRuns(runs, 1);
    EXPECT_FALSE(sentence().contains(QStringLiteral("runs done")));
    runs.prepend({4, QStringLiteral("VAE"), 0, 70, QStringLiteral("training")});
    runs[0].isTraining = true;
    m_panel.setState(TrainingState::Training);
    m_panel.setRuns(runs, 4);
    EXPECT_FALSE(sentence().contains(QStringLiteral("runs done")));
    EXPECT_FALSE(
        find<QPushButton>("stopTrainingButton")->toolTip().contains(QStringLiteral("all")));
}

TEST_F(TrainPanelTest, ARunWithoutANetworkHasNoWeights) {
    LossHistory history;
    RunStarted started;
    started.epochs = 1;
    started.threads = 2;
    history.add({1, started});
    m_panel.setHistory(history);
    EXPECT_FALSE(find<QLabel>("trainingMachine")->text().contains(QStringLiteral("weights")));
    started.parameters = 120'345;
    history.add({1, started});
    for (const TrainingState state :
         {TrainingState::Training, TrainingState::Paused, TrainingState::Idle}) {
        m_panel.setState(state);
        m_panel.setHistory(history);
        EXPECT_EQ(find<QLabel>("trainingMachine")->text(),
                  QStringLiteral("CPU, 2 threads · 120,000 weights"));
    }
}

TEST_F(TrainPanelTest, PresetsThatAreTickedAreTrainedBesideTheChosenOne) {
    Recipe recipe = *preset("lstm");
    recipe.seed = 77;
    recipe.sampling.bars = 3;
    recipe.training.epochs = 9;
    m_panel.setRecipe(recipe);
    ASSERT_EQ(m_panel.recipes(), (std::vector{recipe}));
    auto* menu = find<QMenu>("otherPresetsMenu");
    auto* beside = find<QLabel>("otherPresets");
    EXPECT_FALSE(beside->isVisible());
    for (QAction* action : menu->actions()) {
        EXPECT_EQ(action->isVisible(), action->data().toString() != QStringLiteral("lstm"));
        if (action->data().toString() == QStringLiteral("gru")) {
            menu->popup(QPoint());
            menu->setActiveAction(action);
            QTest::keyClick(menu, Qt::Key_Return);
        }
    }
    EXPECT_TRUE(beside->isVisible());
    EXPECT_TRUE(beside->text().contains(QStringLiteral("GRU")));
    const auto recipes = m_panel.recipes();
    ASSERT_EQ(recipes.size(), 2U);
    EXPECT_EQ(recipes[0], recipe);
    EXPECT_EQ(recipes[1].name, "gru");
    EXPECT_EQ(recipes[1].seed, 77U);
    EXPECT_EQ(recipes[1].sampling.bars, 3);
    EXPECT_EQ(recipes[1].training.epochs, preset("gru")->training.epochs);
    // Chosen itself, it is not trained twice.
    m_panel.setRecipe(*preset("gru"));
    EXPECT_EQ(m_panel.recipes().size(), 1U);
}

TEST_F(TrainPanelTest, SeveralPresetsCanBeTickedWithoutOpeningTheMenuAgain) {
    m_panel.setRecipe(*preset("lstm"));
    auto* menu = find<QMenu>("otherPresetsMenu");
    menu->popup(QPoint());
    for (const char* name : {"other_gru", "other_transformer"}) {
        auto* box = menu->findChild<QCheckBox*>(QLatin1String(name));
        ASSERT_NE(box, nullptr) << name;
        ASSERT_TRUE(box->isVisible());
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        EXPECT_TRUE(box->isChecked());
        EXPECT_TRUE(menu->isVisible());
    }
    EXPECT_EQ(m_panel.recipes().size(), 3U);
    auto* box = menu->findChild<QCheckBox*>(QStringLiteral("other_gru"));
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Space);
    EXPECT_TRUE(menu->isVisible());
    EXPECT_EQ(m_panel.recipes().size(), 2U);
    menu->close();
}

TEST_F(TrainPanelTest, EverySettingHasAnEditorThatChangesTheRecipe) {
    QSignalSpy changed(&m_panel, &TrainPanel::recipeChanged);
    for (const Setting& setting : recipeSettings()) {
        const QString key =
            QString::fromUtf8(setting.key.data(), static_cast<qsizetype>(setting.key.size()));
        const QByteArray name = QStringLiteral("setting_%1").arg(key).toLatin1();
        const Recipe before = m_panel.recipe();
        const int count = static_cast<int>(changed.count());
        auto* editor = find<QWidget>(name.constData());
        if (auto* box = qobject_cast<QSpinBox*>(editor)) {
            box->setValue(box->value() == box->maximum() ? box->value() - 1 : box->value() + 1);
        } else if (auto* check = qobject_cast<QCheckBox*>(editor)) {
            check->click();
        } else if (auto* combo = qobject_cast<QComboBox*>(editor)) {
            combo->setFocus();
            QTest::keyClick(combo, combo->currentIndex() == 0 ? Qt::Key_Down : Qt::Key_Up);
        } else if (auto* line = qobject_cast<QLineEdit*>(editor)) {
            const bool isWhole = setting.kind == SettingKind::Whole;
            const double number = std::clamp(0.25, setting.minimum, setting.maximum);
            line->setText(isWhole ? QStringLiteral("123") : QString::number(number));
            QTest::keyClick(line, Qt::Key_Return);
        }
        EXPECT_FALSE(m_panel.recipe() == before) << name.constData();
        EXPECT_EQ(changed.count(), count + 1) << name.constData();
    }
}

TEST_F(TrainPanelTest, AValueThatIsNotAllowedIsRefusedWithASentence) {
    auto* rate = find<QLineEdit>("setting_learning_rate");
    const Recipe before = m_panel.recipe();
    const QString shown = rate->text();
    rate->setText(QStringLiteral("fast"));
    QTest::keyClick(rate, Qt::Key_Return);
    EXPECT_TRUE(m_panel.recipe() == before);
    EXPECT_EQ(rate->text(), shown);
    EXPECT_FALSE(find<QLabel>("settingProblem")->text().isEmpty());
    EXPECT_FALSE(find<QLabel>("settingProblem")->isHidden());
}

TEST_F(TrainPanelTest, DiceThrowsAnotherSeed) {
    const std::uint64_t before = m_panel.recipe().seed;
    QTest::mouseClick(find<QToolButton>("diceButton"), Qt::LeftButton);
    const std::uint64_t first = m_panel.recipe().seed;
    QTest::mouseClick(find<QToolButton>("diceButton"), Qt::LeftButton);
    EXPECT_FALSE(before == first && first == m_panel.recipe().seed);
    EXPECT_EQ(find<QWidget>("setting_seed")->property("text").toString(),
              QString::number(m_panel.recipe().seed));
}

TEST_F(TrainPanelTest, AnotherPresetKeepsTheSeed) {
    Recipe recipe = m_panel.recipe();
    recipe.seed = 4711;
    m_panel.setRecipe(recipe);
    auto* box = find<QComboBox>("presetBox");
    ASSERT_GT(box->count(), 1);
    const QString before = QString::fromStdString(recipe.name);
    box->setFocus();
    QTest::keyClick(box, box->currentIndex() == 0 ? Qt::Key_Down : Qt::Key_Up);
    EXPECT_NE(QString::fromStdString(m_panel.recipe().name), before);
    EXPECT_EQ(m_panel.recipe().seed, 4711U);
}

TEST_F(TrainPanelTest, PresetsAreGroupedByTheProjectTheyComeFrom) {
    auto* box = find<QComboBox>("presetBox");
    const auto* model = qobject_cast<QStandardItemModel*>(box->model());
    ASSERT_NE(model, nullptr);
    int headings = 0;
    QString heading;
    for (int row = 0; row < box->count(); ++row) {
        if (!(model->item(row)->flags() & Qt::ItemIsEnabled)) {
            EXPECT_FALSE(model->item(row)->flags() & Qt::ItemIsSelectable);
            heading = box->itemText(row);
            ++headings;
            continue;
        }
        const Recipe one = *preset(box->itemData(row).toString().toStdString());
        EXPECT_EQ(heading.toStdString(), one.origin == "Leitmotif" ? "" : one.origin) << one.name;
    }
    std::set<std::string> origins;
    for (const Recipe& one : presets())
        origins.insert(one.origin);
    EXPECT_EQ(headings, static_cast<int>(origins.size()) - 1);
    EXPECT_EQ(box->currentData(ElidedComboBox::kShortTextRole).toString(), QStringLiteral("LSTM"));
    EXPECT_TRUE(find<QLabel>("presetAbout")->text().startsWith(QStringLiteral("A small")));
    EXPECT_TRUE(find<QLabel>("presetAbout")->wordWrap());
    EXPECT_TRUE(Qt::mightBeRichText(box->toolTip()));
}

TEST_F(TrainPanelTest, ChoicesAreWordsAndTheMachineComesLast) {
    for (const Setting& setting : recipeSettings()) {
        if (setting.kind != SettingKind::Choice)
            continue;
        const QString key =
            QString::fromUtf8(setting.key.data(), static_cast<qsizetype>(setting.key.size()));
        auto* box = m_panel.findChild<QComboBox*>(QStringLiteral("setting_%1").arg(key));
        ASSERT_NE(box, nullptr);
        for (int row = 0; row < box->count(); ++row) {
            EXPECT_FALSE(box->itemText(row).contains(QLatin1Char('_')));
            EXPECT_NE(box->itemText(row), QStringLiteral("cosine"));
            EXPECT_NE(box->itemText(row), QStringLiteral("adamw"));
        }
    }
    find<QToolButton>("advancedButton")->click();
    QApplication::processEvents();
    const auto top = [&](const char* name) {
        return find<QWidget>(name)->mapTo(&m_panel, QPoint()).y();
    };
    EXPECT_GT(top("threadsBox"), top("setting_learning_rate"));
    EXPECT_GT(top("deviceBox"), top("setting_validation"));
}

TEST_F(TrainPanelTest, ResetBringsThePresetBack) {
    auto* reset = find<QPushButton>("resetRecipeButton");
    EXPECT_FALSE(reset->isVisible());
    const Recipe original = m_panel.recipe();
    find<QSpinBox>("setting_epochs")->setValue(7);
    EXPECT_TRUE(reset->isVisible());
    QTest::mouseClick(reset, Qt::LeftButton);
    EXPECT_TRUE(m_panel.recipe() == original);
}

TEST_F(TrainPanelTest, ProgressIsToldInWords) {
    m_panel.setReady(true);
    m_panel.setState(TrainingState::Training);
    m_panel.setHistory(sample::history(10, 40));
    const QString sentence = find<QLabel>("trainingState")->text();
    for (const char* words : {"Epoch 11 of 40", "18 s left", "0.6 s per epoch"})
        EXPECT_TRUE(sentence.contains(QLatin1String(words))) << sentence.toStdString();
    EXPECT_EQ(find<QProgressBar>("trainingProgress")->value(), 250);
    const QString machine = find<QLabel>("trainingMachine")->text();
    EXPECT_TRUE(machine.contains(QStringLiteral("CPU"))) << machine.toStdString();
    EXPECT_TRUE(machine.contains(QStringLiteral("117,000"))) << machine.toStdString();
}

TEST_F(TrainPanelTest, AFailureStaysReadable) {
    LossHistory history = sample::history(10, 40);
    history.add({1, RunFailed{Error{ErrorCode::TrainingDiverged, {"10", "44"}}}});
    m_panel.setReady(true);
    m_panel.setHistory(history);
    EXPECT_TRUE(find<QLabel>("trainingProblem")->isVisible());
    EXPECT_TRUE(find<QLabel>("trainingProblem")->text().contains(QStringLiteral("10")));
    m_panel.setHistory(sample::history(1, 40));
    EXPECT_FALSE(find<QLabel>("trainingProblem")->isVisible());
}

TEST_F(TrainPanelTest, AStoppedRunGoesOnToItsEndAndAFinishedOnePastIt) {
    QSignalSpy continued(&m_panel, &TrainPanel::continueRequested);
    RunSummary stopped{3, QStringLiteral("LSTM"), 12, 40, QStringLiteral("stopped"), 3.5, true};
    RunSummary finished{1, QStringLiteral("GRU"), 40, 40, QStringLiteral("finished"), 3.4, true};
    m_panel.setRuns({stopped, finished}, 3);
    QTest::mouseClick(find<QPushButton>("continueButton"), Qt::LeftButton);
    m_panel.setRuns({stopped, finished}, 1);
    QTest::mouseClick(find<QPushButton>("continueButton"), Qt::LeftButton);
    ASSERT_EQ(continued.count(), 2);
    EXPECT_EQ(continued[0].mid(0, 2), (QVariantList{qint64(3), 40}));
    EXPECT_EQ(continued[1].mid(0, 2), (QVariantList{qint64(1), 80}));
    m_panel.setState(TrainingState::Training);
    EXPECT_FALSE(find<QPushButton>("continueButton")->isVisible());
}

TEST_F(TrainPanelTest, ARunGoesOnWithAnotherLearningRateIfOneIsSet) {
    QSignalSpy continued(&m_panel, &TrainPanel::continueRequested);
    RunSummary run{3, QStringLiteral("LSTM"), 12, 40, QStringLiteral("failed"), 3.5, true};
    run.learningRate = 0.1 / 3.0; // the box cannot show all of it
    auto* const rate = find<QDoubleSpinBox>("continueRateBox");
    for (const double next : {run.learningRate, 0.01}) {
        run.nextRate = next;
        m_panel.setRuns({run}, 3);
        EXPECT_EQ(rate->isVisible(), next != run.learningRate);
        EXPECT_NEAR(rate->value(), next, 1e-7);
        QTest::mouseClick(find<QPushButton>("continueButton"), Qt::LeftButton);
    }
    EXPECT_EQ(rate->text(), QLocale().toString(0.01));
    rate->selectAll();
    QTest::keyClicks(rate, QLocale().toString(0.00025, 'f', 5));
    QTest::mouseClick(find<QPushButton>("continueButton"), Qt::LeftButton);
    ASSERT_EQ(continued.count(), 3);
    EXPECT_EQ(continued[0][2].value<std::optional<double>>(), std::nullopt);
    EXPECT_EQ(continued[1][2].value<std::optional<double>>(), 0.01);
    EXPECT_EQ(continued[2][2].value<std::optional<double>>(), 0.00025);
    m_panel.setState(TrainingState::Training);
    EXPECT_FALSE(rate->isVisible());
}

TEST_F(TrainPanelTest, WhatCountsIterationsIsToldInIterations) {
    LossHistory history = sample::history(10, 40);
    history.setCountsIterations(true);
    m_panel.setReady(true);
    m_panel.setState(TrainingState::Training);
    m_panel.setHistory(history);
    const auto sentence = [this] { return find<QLabel>("trainingState")->text(); };
    for (const char* words : {"Iteration 11 of 40", "0.6 s per iteration"})
        EXPECT_TRUE(sentence().contains(QLatin1String(words))) << sentence().toStdString();
    m_panel.setState(TrainingState::Paused);
    EXPECT_TRUE(sentence().contains(QStringLiteral("in iteration 11 of 40")));
    m_panel.setState(TrainingState::Idle);
    history.setTimeLimit(2.0);
    for (const RunEnd end : {RunEnd::Completed, RunEnd::EarlyStopped, RunEnd::Stopped}) {
        RunFinished finished;
        finished.end = end;
        finished.epochs = 10;
        finished.bestEpoch = 7;
        history.add({1, finished});
        m_panel.setHistory(history);
        const QString told = end == RunEnd::Completed
                                 ? QStringLiteral("limit of 2 minutes after 10 of 40 iterations")
                                 : QStringLiteral("10 iterations");
        EXPECT_TRUE(sentence().contains(told)) << sentence().toStdString();
        EXPECT_TRUE(end == RunEnd::Stopped ||
                    sentence().contains(QStringLiteral("best: iteration 7")))
            << sentence().toStdString();
        EXPECT_FALSE(sentence().contains(QStringLiteral("epoch"), Qt::CaseInsensitive));
    }
    RunSummary run{3, QStringLiteral("GAN"), 1, 40, QStringLiteral("stopped"), {}, true};
    run.countsIterations = true;
    m_panel.setRuns({run}, 3);
    EXPECT_TRUE(find<QComboBox>("runBox")->itemText(0).contains(QStringLiteral("1 iteration")));
    EXPECT_EQ(find<QWidget>("continueEpochsBox")->accessibleName(),
              QStringLiteral("Continue to iteration"));
}

TEST_F(TrainPanelTest, TheFormCallsItIterationsWhereARecipeCountsThem) {
    const auto* const epochs = find<QSpinBox>("setting_epochs");
    const auto* const every = find<QSpinBox>("setting_sample_every");
    for (const Recipe& one : presets()) {
        m_panel.setRecipe(one);
        EXPECT_EQ(epochs->accessibleName(),
                  one.countsIterations() ? QStringLiteral("Iterations") : QStringLiteral("Epochs"));
        EXPECT_EQ(every->toolTip().startsWith(QStringLiteral("Iterations")),
                  one.countsIterations());
    }
}

TEST_F(TrainPanelTest, WhileOneRunTrainsTheSentenceIsOfThatOne) {
    RunSummary gan{2, QStringLiteral("GAN"), 12, 400, {}, {}};
    gan.isTraining = true;
    gan.secondsLeft = 70.0;
    m_panel.setReady(true);
    m_panel.setState(TrainingState::Training);
    m_panel.setRuns({gan, {1, QStringLiteral("LSTM"), 40, 40, {}, 3.5}}, 1);
    m_panel.setHistory(sample::history(40, 40)); // of the LSTM
    const auto sentence = [this] { return find<QLabel>("trainingState")->text(); };
    EXPECT_EQ(sentence(), QStringLiteral("In training: GAN, epoch 13 of 400 · 1 min 10 s left"));
    EXPECT_EQ(find<QProgressBar>("trainingProgress")->value(), 30);
    m_panel.setState(TrainingState::Paused);
    EXPECT_TRUE(sentence().startsWith(QStringLiteral("Paused: GAN, epoch 13 of 400")));
}

TEST_F(TrainPanelTest, ANarrowPanelGrowsForNoButton) {
    const auto least = [this] {
        QApplication::processEvents();
        return m_panel.minimumSizeHint().width();
    };
    const int idle = least();
    m_panel.resize(idle, 640);
    m_panel.setState(TrainingState::Training);
    auto* stop = find<QPushButton>("stopTrainingButton");
    for (int width = idle; width <= 400; width += 10) {
        m_panel.resize(width, 640);
        EXPECT_LE(least(), idle) << "it can be made narrow again";
        EXPECT_LE(stop->sizeHint().width(), stop->width()) << width;
    }
    EXPECT_EQ(stop->text(), QStringLiteral("Stop and keep"));
    EXPECT_EQ(stop->accessibleName(), QStringLiteral("Stop and keep what was learned"));
    m_panel.setState(TrainingState::Idle);
    m_panel.setRuns(
        {{3, QStringLiteral("LSTM"), 26, 40, QStringLiteral("stopped"), 3.66, true, true}}, 3);
    EXPECT_LE(least(), idle);
}

TEST_F(TrainPanelTest, WhatIsSaidOfARunHasRoomHoweverLowThePanel) {
    LossHistory history = sample::history(26, 40);
    history.add({1, RunDiagnosed{26, "overtraining",
                                 "A sentence about what goes wrong that is as long as those of "
                                 "the program are, and then some words more."}});
    m_panel.setHistory(history);
    m_panel.setRuns(
        {{3, QStringLiteral("LSTM"), 26, 40, QStringLiteral("stopped"), 3.66, true, true}}, 3);
    QApplication::processEvents();
    m_panel.resize(m_panel.minimumSizeHint().width(), 200);
    for (int i = 0; i < 3; ++i) { // the width tells the height
        QApplication::processEvents();
        m_panel.resize(m_panel.width(), m_panel.minimumSizeHint().height());
    }
    QApplication::processEvents();
    int bottom = 0;
    for (const char* name : {"trainingState", "trainingMachine", "trainingProblem"}) {
        const auto* label = find<QLabel>(name);
        ASSERT_TRUE(label->isVisible()) << name;
        EXPECT_GE(label->height(), label->heightForWidth(label->width())) << name;
        EXPECT_GE(label->y(), bottom) << name;
        bottom = label->y() + label->height();
    }
}

TEST_F(TrainPanelTest, MoreSettingsComeIntoView) {
    m_panel.resize(380, 420); // a slit
    auto* fold = find<QToolButton>("advancedButton");
    QTest::mouseClick(fold, Qt::LeftButton);
    QApplication::processEvents();
    QApplication::processEvents();
    auto* scroll = find<QScrollArea>("recipeScroll");
    const QRect seen(QPoint(), scroll->viewport()->size());
    EXPECT_TRUE(seen.contains(fold->mapTo(scroll->viewport(), fold->rect().center())));
    const auto* first = find<QLineEdit>("setting_temperature");
    EXPECT_TRUE(seen.contains(first->mapTo(scroll->viewport(), first->rect().center())));
}

TEST_F(TrainPanelTest, NumbersAreWrittenAsThePersonDoes) {
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    m_panel.setRecipe(*preset("lstm"));
    auto* rate = find<QLineEdit>("setting_learning_rate");
    EXPECT_EQ(rate->text(), QStringLiteral("0,003"));
    for (const char* typed : {"0,05", "0.05", " 0,050 ", "5e-2"}) {
        rate->setText(QLatin1String(typed));
        emit rate->editingFinished();
        EXPECT_DOUBLE_EQ(m_panel.recipe().training.learningRate, 0.05) << typed;
        EXPECT_EQ(rate->text(), QStringLiteral("0,05"));
    }
    QLocale::setDefault(before);
    m_panel.setRecipe(*preset("lstm"));
    EXPECT_EQ(rate->text(), QStringLiteral("0.003"));
}

TEST_F(TrainPanelTest, ALossOfHiddenNotesIsCalledThat) {
    RunSummary masked{2, QStringLiteral("BiLSTM"), 40, 40, {}, 2.5};
    masked.isOfHiddenNotes = true;
    m_panel.setRuns({masked, {1, QStringLiteral("LSTM"), 40, 40, {}, 3.5}}, 1);
    auto* box = find<QComboBox>("runBox");
    EXPECT_TRUE(box->itemText(0).contains(QStringLiteral("hidden notes")));
    EXPECT_FALSE(box->itemText(1).contains(QStringLiteral("hidden notes")));
}

TEST_F(TrainPanelTest, AnotherRunCanBeShownOrDeleted) {
    QSignalSpy selected(&m_panel, &TrainPanel::runSelected);
    QSignalSpy removed(&m_panel, &TrainPanel::removeRunRequested);
    m_panel.setRuns({{3, QStringLiteral("LSTM"), 12, 40, {}, {}, true},
                     {1, QStringLiteral("GRU"), 40, 40, {}, {}, true}},
                    3);
    auto* box = find<QComboBox>("runBox");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    ASSERT_EQ(selected.count(), 1);
    EXPECT_EQ(selected[0][0].toLongLong(), 1);
    QTest::mouseClick(find<QToolButton>("removeRunButton"), Qt::LeftButton);
    ASSERT_EQ(removed.count(), 1);
    EXPECT_EQ(removed[0][0].toLongLong(), 1);
}

TEST_F(TrainPanelTest, TheWheelScrollsTheFormAndTurnsNoValueByAccident) {
    auto* epochs = find<QSpinBox>("setting_epochs");
    const int before = epochs->value();
    const auto turn = [epochs] {
        const QPointF centre = QRectF(epochs->rect()).center();
        QWheelEvent wheel(centre, epochs->mapToGlobal(centre), {}, {0, 120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(epochs, &wheel);
    };
    epochs->clearFocus();
    turn();
    EXPECT_EQ(epochs->value(), before);
    m_panel.activateWindow();
    epochs->setFocus();
    if (epochs->hasFocus()) {
        turn();
        EXPECT_EQ(epochs->value(), before + 1);
    }
}

TEST_F(TrainPanelTest, AnEpochMoreChangesARowInPlace) {
    RunSummary run{3, QStringLiteral("LSTM"), 12, 40, {}, {}, true};
    RunSummary other{1, QStringLiteral("GRU"), 40, 40, {}, {}, true};
    m_panel.setRuns({run, other}, 1);
    QSignalSpy reset(find<QComboBox>("runBox")->model(), &QAbstractItemModel::rowsRemoved);
    run.epochs = 13;
    m_panel.setRuns({run, other}, 1);
    EXPECT_EQ(reset.count(), 0);
    EXPECT_TRUE(find<QComboBox>("runBox")->itemText(0).contains(QStringLiteral("13")));
    EXPECT_EQ(find<QComboBox>("runBox")->currentData().toLongLong(), 1);
    m_panel.setRuns({other}, 1);
    EXPECT_EQ(find<QComboBox>("runBox")->count(), 1);
}

TEST_F(TrainPanelTest, ThreadsAndDeviceAreChosen) {
    m_panel.setComputeChoices(8, {QStringLiteral("cpu"), QStringLiteral("cuda")});
    m_panel.setCompute({3, "cuda", "auto"});
    EXPECT_EQ(m_panel.compute().threads, 3);
    EXPECT_EQ(m_panel.compute().device, "cuda");
    QSignalSpy changed(&m_panel, &TrainPanel::computeChanged);
    find<QSpinBox>("threadsBox")->setValue(5);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(m_panel.compute().threads, 5);
    m_panel.setCompute({99, "cpu", "auto"});
    EXPECT_EQ(m_panel.compute().threads, 8);
}

TEST_F(TrainPanelTest, MoreSettingsAreFoldedAway) {
    auto* patience = find<QWidget>("setting_patience");
    EXPECT_FALSE(patience->isVisible());
    QTest::mouseClick(find<QToolButton>("advancedButton"), Qt::LeftButton);
    EXPECT_TRUE(patience->isVisible());
}

TEST_F(TrainPanelTest, WhatIsNoLongerWrongIsNoLongerTold) {
    auto* problem = find<QLabel>("trainingProblem");
    LossHistory history = sample::history(10, 40);
    history.add({1, RunDiagnosed{5, "overtraining", "The model learns by heart."}});
    m_panel.setHistory(history);
    EXPECT_FALSE(problem->isHidden());
    EXPECT_EQ(problem->text(), QStringLiteral("The model learns by heart."));
    history.add({1, RunDiagnosed{7, kGone, "That is over."}});
    m_panel.setHistory(history);
    EXPECT_TRUE(problem->isHidden());
}

} // namespace
} // namespace leitmotif
