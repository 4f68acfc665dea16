// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/train_panel.h"

#include "tests/ui/sample_data.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

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
    RunSummary run{3, QStringLiteral("LSTM"), 26, 40, QStringLiteral("stopped"), 3.66, true, true};
    run.canSample = true;
    m_panel.setRuns({run}, 3);
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
