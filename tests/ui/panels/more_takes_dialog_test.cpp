// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/more_takes_dialog.h"

#include "core/runs/model_family.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

class MoreTakesDialogTest : public testing::Test {
  protected:
    MoreTakesDialogTest() {
        m_offer.run = 3;
        m_offer.words = QStringLiteral("Run 3");
        m_offer.recipe = *preset("base");
        m_offer.epochs = {{16, false}, {12, true}, {8, false}, {0, false}};
        m_offer.starts = {{QStringLiteral("What is selected")}, {QStringLiteral("prelude"), 35}};
        m_offer.seed = 77;
    }

    void ask() {
        m_dialog.ask(m_offer);
        ASSERT_TRUE(m_dialog.isVisible());
        m_dialog.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&m_dialog));
    }

    template <class Widget>
    Widget* find(const char* name) {
        auto* const widget = m_dialog.findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }

    void type(const char* name, const QString& text) {
        auto* const box = find<QAbstractSpinBox>(name);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Tab);
    }

    void step(const char* name, Qt::Key key) {
        auto* const box = find<QComboBox>(name);
        box->setFocus();
        QTest::keyClick(box, key);
    }

    MoreTakesWish answer() {
        QTest::mouseClick(find<QPushButton>("makeTakesButton"), Qt::LeftButton);
        EXPECT_FALSE(m_dialog.isVisible());
        EXPECT_FALSE(m_wishes.isEmpty());
        return m_wishes.isEmpty() ? MoreTakesWish()
                                  : m_wishes.takeFirst()[0].value<MoreTakesWish>();
    }

    TakeOffer m_offer;
    MoreTakesDialog m_dialog;
    QSignalSpy m_wishes{&m_dialog, &MoreTakesDialog::takesRequested};
};

TEST_F(MoreTakesDialogTest, ProposesTheBestEpochAndWhatTheRecipeSays) {
    ask();
    const auto wish = answer();
    EXPECT_EQ(wish.run, 3);
    EXPECT_EQ(wish.epoch, 12);
    EXPECT_EQ(wish.takes.bars, m_offer.recipe.sampling.bars);
    EXPECT_EQ(wish.takes.candidates, m_offer.recipe.sampling.candidates);
    EXPECT_FALSE(wish.takes.temperature) << "as it is, to the last digit";
    EXPECT_EQ(wish.takes.end, TakeEnd::Ending);
    EXPECT_EQ(wish.takes.seed, 77U);
    EXPECT_FALSE(wish.start);
}

TEST_F(MoreTakesDialogTest, ProposesTheEpochOfATakeAndElseTheLast) {
    m_offer.epoch = 8;
    ask();
    EXPECT_EQ(answer().epoch, 8);
    m_offer.epoch.reset();
    m_offer.epochs[1].isBest = false;
    ask();
    EXPECT_EQ(answer().epoch, 16);
}

TEST_F(MoreTakesDialogTest, TakesOverWhatIsChanged) {
    ask();
    step("takesEpochBox", Qt::Key_Down);
    type("takesCountBox", QStringLiteral("9"));
    type("takesCandidatesBox", QStringLiteral("2"));
    type("takesBarsBox", QStringLiteral("5"));
    type("takesTemperatureBox", QLocale().toString(1.25));
    type("takesSeedBox", QStringLiteral("4711"));
    step("takesStartBox", Qt::Key_End);
    type("takesToBox", QStringLiteral("12"));
    type("takesFromBox", QStringLiteral("5"));
    step("takesEndBox", Qt::Key_Down);
    const auto wish = answer();
    EXPECT_EQ(wish.epoch, 8);
    EXPECT_EQ(wish.takes.count, 9);
    EXPECT_EQ(wish.takes.candidates, 2);
    EXPECT_EQ(wish.takes.bars, 5);
    EXPECT_EQ(wish.takes.temperature, 1.25);
    EXPECT_EQ(wish.takes.seed, 4711U);
    EXPECT_EQ(wish.start, 1);
    EXPECT_EQ(wish.bars, (BarRange{4, 11}));
    EXPECT_EQ(wish.takes.end, TakeEnd::Loop);

    ask(); // the same run: as it was set, but for seed and start
    const auto again = answer();
    EXPECT_EQ(again.takes.count, 9);
    EXPECT_EQ(again.takes.bars, 5);
    EXPECT_EQ(again.takes.seed, 77U);
    EXPECT_FALSE(again.start);
    m_offer.run = 4;
    ask();
    EXPECT_EQ(answer().takes.bars, m_offer.recipe.sampling.bars);
}

TEST_F(MoreTakesDialogTest, BarsAreAskedForOnlyWhereThereIsAChoice) {
    ask();
    EXPECT_FALSE(find<QSpinBox>("takesFromBox")->isVisible());
    step("takesStartBox", Qt::Key_Down); // a selection has its bars
    EXPECT_FALSE(find<QSpinBox>("takesFromBox")->isVisible());
    step("takesStartBox", Qt::Key_Down);
    EXPECT_TRUE(find<QSpinBox>("takesFromBox")->isVisible());
    EXPECT_EQ(find<QSpinBox>("takesToBox")->value(), 35);
}

TEST_F(MoreTakesDialogTest, WhatAModelDoesNotReadIsNotThere) {
    int without = 0;
    for (const Recipe& recipe : presets()) {
        m_offer.run = ++m_offer.seed;
        m_offer.recipe = recipe;
        ask();
        const ModelFamily& family = modelFamily(recipe.family);
        for (const char* name : {"takesStartBox", "takesEndBox"})
            EXPECT_EQ(find<QComboBox>(name)->isVisible(), family.plansTakes) << recipe.name;
        EXPECT_EQ(find<QDoubleSpinBox>("takesTemperatureBox")->isVisible(), family.hasTemperature)
            << recipe.name;
        without += family.hasTemperature ? 0 : 1;
        const auto wish = answer();
        EXPECT_FALSE(wish.start);
        EXPECT_FALSE(wish.takes.temperature) << recipe.name;
        EXPECT_TRUE(generateRequest(recipe, wish.takes)) << recipe.name;
    }
    EXPECT_GT(without, 0);
}

TEST_F(MoreTakesDialogTest, PublishedSystemsAreSampledAsPublishedUnlessItIsChanged) {
    m_offer.recipe.family = preset("lstm")->family;
    m_offer.recipe.sampling.steps = 200;
    m_offer.recipe.sampling.topK = 4;
    ask();
    auto wish = answer();
    EXPECT_FALSE(wish.takes.bars);
    EXPECT_FALSE(wish.takes.temperature);
    ask();
    type("takesBarsBox", QStringLiteral("6"));
    type("takesTemperatureBox", QLocale().toString(m_offer.recipe.sampling.temperature));
    wish = answer();
    EXPECT_EQ(wish.takes.bars, 6);
    EXPECT_TRUE(wish.takes.temperature) << "also if it is that of the recipe";
}

} // namespace
} // namespace leitmotif
