// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run_list.h"

#include "ui/panels/train_panel.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

class RunListTest : public testing::Test {
  protected:
    RunListTest() {
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

TEST_F(RunListTest, AStoppedRunGoesOnToItsEndAndAFinishedOnePastIt) {
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

TEST_F(RunListTest, ARunGoesOnWithAnotherLearningRateIfOneIsSet) {
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

TEST_F(RunListTest, ALossOfHiddenNotesIsCalledThat) {
    RunSummary masked{2, QStringLiteral("BiLSTM"), 40, 40, {}, 2.5};
    masked.isOfHiddenNotes = true;
    m_panel.setRuns({masked, {1, QStringLiteral("LSTM"), 40, 40, {}, 3.5}}, 1);
    auto* box = find<QComboBox>("runBox");
    EXPECT_TRUE(box->itemText(0).contains(QStringLiteral("hidden notes")));
    EXPECT_FALSE(box->itemText(1).contains(QStringLiteral("hidden notes")));
}

TEST_F(RunListTest, AnotherRunCanBeShownOrDeleted) {
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

TEST_F(RunListTest, MoreTakesAreMadeOfTheShownRunAsSoonAsItsWeightsAreKept) {
    QSignalSpy asked(&m_panel, &TrainPanel::moreTakesRequested);
    RunSummary run{3, QStringLiteral("LSTM"), 12, 40, {}};
    m_panel.setRuns({run}, 3);
    auto* const button = find<QToolButton>("moreTakesOfRunButton");
    EXPECT_FALSE(button->isVisible());
    run.canSample = true;
    m_panel.setRuns({run}, 3);
    m_panel.setState(TrainingState::Training); // meanwhile, too
    EXPECT_TRUE(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked[0][0].toLongLong(), 3);
}

TEST_F(RunListTest, AnEpochMoreChangesARowInPlace) {
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

} // namespace
} // namespace leitmotif
