// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/recipe_form.h"

#include "ui/base/elided_combo_box.h"
#include "ui/panels/train_panel.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
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

class RecipeFormTest : public testing::Test {
  protected:
    RecipeFormTest() {
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

TEST_F(RecipeFormTest, PresetsThatAreTickedAreTrainedBesideTheChosenOne) {
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

TEST_F(RecipeFormTest, SeveralPresetsCanBeTickedWithoutOpeningTheMenuAgain) {
    m_panel.setRecipe(*preset("lstm"));
    QSignalSpy changed(&m_panel, &TrainPanel::recipesChanged);
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
    ASSERT_EQ(changed.count(), 2);
    EXPECT_EQ(changed[1][0].value<std::vector<Recipe>>(), m_panel.recipes());
    auto* box = menu->findChild<QCheckBox*>(QStringLiteral("other_gru"));
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Space);
    EXPECT_TRUE(menu->isVisible());
    EXPECT_EQ(m_panel.recipes().size(), 2U);
    menu->close();
}

TEST_F(RecipeFormTest, EverySettingHasAnEditorThatChangesTheRecipe) {
    QSignalSpy changed(&m_panel, &TrainPanel::recipesChanged);
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

TEST_F(RecipeFormTest, AValueThatIsNotAllowedIsRefusedWithASentence) {
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

TEST_F(RecipeFormTest, DiceThrowsAnotherSeed) {
    const std::uint64_t before = m_panel.recipe().seed;
    QTest::mouseClick(find<QToolButton>("diceButton"), Qt::LeftButton);
    const std::uint64_t first = m_panel.recipe().seed;
    QTest::mouseClick(find<QToolButton>("diceButton"), Qt::LeftButton);
    EXPECT_FALSE(before == first && first == m_panel.recipe().seed);
    EXPECT_EQ(find<QWidget>("setting_seed")->property("text").toString(),
              QString::number(m_panel.recipe().seed));
}

TEST_F(RecipeFormTest, AnotherPresetKeepsTheSeed) {
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

TEST_F(RecipeFormTest, PresetsAreGroupedByTheProjectTheyComeFrom) {
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
    EXPECT_EQ(box->currentData(ElidedComboBox::kShortTextRole).toString(), QStringLiteral("Base"));
    EXPECT_TRUE(find<QLabel>("presetAbout")->text().startsWith(QStringLiteral("Has learned")));
    EXPECT_TRUE(find<QLabel>("presetAbout")->wordWrap());
    EXPECT_TRUE(Qt::mightBeRichText(box->toolTip()));
}

TEST_F(RecipeFormTest, ChoicesAreWordsAndTheMachineComesLast) {
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

TEST_F(RecipeFormTest, ResetBringsThePresetBack) {
    auto* reset = find<QPushButton>("resetRecipeButton");
    EXPECT_FALSE(reset->isVisible());
    const Recipe original = m_panel.recipe();
    find<QSpinBox>("setting_epochs")->setValue(7);
    EXPECT_TRUE(reset->isVisible());
    QTest::mouseClick(reset, Qt::LeftButton);
    EXPECT_TRUE(m_panel.recipe() == original);
}

TEST_F(RecipeFormTest, TheFormCallsItIterationsWhereARecipeCountsThem) {
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

TEST_F(RecipeFormTest, MoreSettingsComeIntoView) {
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

TEST_F(RecipeFormTest, NumbersAreWrittenAsThePersonDoes) {
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

TEST_F(RecipeFormTest, TheWheelScrollsTheFormAndTurnsNoValueByAccident) {
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

TEST_F(RecipeFormTest, ThreadsAndDeviceAreChosen) {
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

TEST_F(RecipeFormTest, MoreSettingsAreFoldedAway) {
    auto* patience = find<QWidget>("setting_patience");
    EXPECT_FALSE(patience->isVisible());
    QTest::mouseClick(find<QToolButton>("advancedButton"), Qt::LeftButton);
    EXPECT_TRUE(patience->isVisible());
}

} // namespace
} // namespace leitmotif
