// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/translations.h"

#include "core/runs/recipe.h"

#include <QCoreApplication>
#include <QTranslator>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(Translations, EveryLanguageThatIsOfferedHasTexts) {
    if (translatedLanguages().size() < 2)
        GTEST_SKIP() << "built without lrelease";
    for (const QString& language : translatedLanguages())
        EXPECT_NE(loadTexts(language), nullptr) << language.toStdString();
    EXPECT_EQ(loadTexts(QStringLiteral("xx")), nullptr);
}

TEST(Translations, EnglishHasPlurals) {
    const auto texts = loadTexts(QStringLiteral("en"));
    if (texts == nullptr)
        GTEST_SKIP() << "built without lrelease";
    EXPECT_EQ(texts->translate("leitmotif::TakeModel", "%n bar(s)", nullptr, 1),
              QStringLiteral("%n bar"));
    EXPECT_EQ(texts->translate("leitmotif::TakeModel", "%n bar(s)", nullptr, 8),
              QStringLiteral("%n bars"));
    // This program installed them in main().
    EXPECT_EQ(QCoreApplication::translate("leitmotif::TakeModel", "%n bar(s)", nullptr, 8),
              QStringLiteral("8 bars"));
}

TEST(Translations, GermanNamesButtonsAndSettings) {
    const auto texts = loadTexts(QStringLiteral("de"));
    if (texts == nullptr)
        GTEST_SKIP() << "built without lrelease";
    EXPECT_EQ(texts->translate("leitmotif::TrainPanel", "Train"), QStringLiteral("Trainieren"));
    for (const Setting& setting : recipeSettings())
        EXPECT_FALSE(texts->translate("Recipe", setting.label).isEmpty()) << setting.label;
}

} // namespace
} // namespace leitmotif
