// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "tests/ui/theme/contrast.h"

#include <QApplication>
#include <QPalette>

#include <gtest/gtest.h>

#include <initializer_list>

namespace leitmotif {
namespace {

class ThemeTest : public testing::TestWithParam<Theme> {};

TEST(ContrastRatio, AgreesWithKnownPairs) {
    EXPECT_NEAR(contrastRatio(Qt::black, Qt::white), 21.0, 1e-6);
    EXPECT_NEAR(contrastRatio(Qt::white, Qt::white), 1.0, 1e-9);
    // #767676 on white is the usual example of a grey that just passes.
    EXPECT_NEAR(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white), 4.54, 0.01);
}

TEST(ThemeByName, KnowsBothNames) {
    EXPECT_EQ(themeByName(QStringLiteral("dark")).name, darkTheme().name);
    EXPECT_EQ(themeByName(QStringLiteral("light")).name, lightTheme().name);
}

TEST_P(ThemeTest, AnyOtherNameFollowsTheDesktopAndNotTheTheme) {
    const QString desktop = themeByName(QStringLiteral("system")).name;
    applyTheme(*qApp, GetParam());
    EXPECT_EQ(themeByName(QStringLiteral("system")).name, desktop);
}

TEST_P(ThemeTest, TextIsReadableOnEverySurface) {
    const Theme& t = GetParam();
    for (const QColor& back : {t.window, t.surface, t.raised}) {
        for (const QColor& front : {t.text, t.mutedText, t.good, t.warning, t.danger})
            EXPECT_GE(contrastRatio(front, back), 4.5)
                << front.name().toStdString() << " on " << back.name().toStdString();
    }
    EXPECT_GE(contrastRatio(t.accentText, t.accent), 4.5);
    EXPECT_GE(contrastRatio(t.keyText, t.whiteKey), 4.5);
}

TEST_P(ThemeTest, CurvesAndNotesStandOutFromTheirBackground) {
    const Theme& t = GetParam();
    for (const QColor& curve : {t.trainLoss, t.validationLoss, t.baseline, t.accent})
        EXPECT_GE(contrastRatio(curve, t.surface), 3.0) << curve.name().toStdString();
    for (const QColor& note : t.tracks) {
        EXPECT_GE(contrastRatio(note, t.rollWhiteRow), 3.0) << note.name().toStdString();
        EXPECT_GE(contrastRatio(note, t.rollBlackRow), 3.0) << note.name().toStdString();
    }
    EXPECT_GE(contrastRatio(t.playhead, t.rollWhiteRow), 3.0);
}

TEST_P(ThemeTest, StyleSheetHasNoTokenLeft) {
    applyTheme(*qApp, GetParam());
    const QString sheet = qApp->styleSheet();
    ASSERT_FALSE(sheet.isEmpty());
    // The only words with an @ in the file are tokens, and one in its comment.
    EXPECT_EQ(sheet.count(QLatin1Char('@')), 1) << sheet.toStdString();
    EXPECT_EQ(qApp->palette().color(QPalette::Window), GetParam().window);
    qApp->setStyleSheet({});
}

INSTANTIATE_TEST_SUITE_P(Themes, ThemeTest, testing::Values(darkTheme(), lightTheme()),
                         [](const auto& one) { return one.param.name.toStdString(); });

} // namespace
} // namespace leitmotif
