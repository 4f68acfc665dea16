// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/translations.h"

#include "core/analysis/key_finder.h"
#include "core/runs/recipe_settings.h"
#include "ui/base/words.h"
#include "ui/roll/roll_words.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QKeySequence>
#include <QPushButton>
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

TEST(Translations, GermanNamesPresetsGridsAndKeys) {
    const auto texts = loadTexts(QStringLiteral("de"));
    if (texts == nullptr)
        GTEST_SKIP() << "built without lrelease";
    for (const Recipe& recipe : presets())
        for (const std::string& text : {recipe.title, recipe.origin, recipe.notes})
            EXPECT_FALSE(texts->translate("Recipe", text.c_str()).isEmpty()) << text;
    QCoreApplication::installTranslator(texts.get());
    EXPECT_EQ(snapName(Snap::Automatic), QStringLiteral("Automatisch"));
    for (int tonic = 0; tonic < 12; ++tonic)
        for (const bool isMinor : {false, true}) {
            const QString name = keyName(nameOf(Key{tonic, isMinor}));
            EXPECT_TRUE(name.endsWith(isMinor ? QStringLiteral("-Moll") : QStringLiteral("-Dur")))
                << name.toStdString();
        }
    // What Qt itself shows, even where its own translations are not installed.
    EXPECT_EQ(
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Delete).toString(QKeySequence::NativeText),
        QStringLiteral("Strg+Umschalt+Entf"));
    const QDialogButtonBox buttons(QDialogButtonBox::Close | QDialogButtonBox::Cancel);
    EXPECT_EQ(buttons.button(QDialogButtonBox::Close)->text().remove(QLatin1Char('&')),
              QStringLiteral("Schließen"));
    EXPECT_TRUE(sentenceOf(Error{ErrorCode::AudioUnavailable, {"no audio device answers"}})
                    .contains(QStringLiteral("kein Audiogerät antwortet")));
    QCoreApplication::removeTranslator(texts.get());
}

} // namespace
} // namespace leitmotif
