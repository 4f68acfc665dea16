// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include <QAction>
#include <QDir>
#include <QImage>
#include <QToolButton>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

int inkedPixels(const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 128 ? 1 : 0;
    }
    return count;
}

TEST(Icons, EveryDrawingShowsSomethingInTheColourAskedFor) {
    initResources();
    Theme theme = darkTheme();
    theme.text = Qt::red;
    const QStringList files = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
    ASSERT_GT(files.size(), 30);
    for (const QString& file : files) {
        const QString name = file.chopped(4);
        if (name == QLatin1String("leitmotif"))
            continue; // the program's own icon keeps its colours
        const QImage image = themedIcon(name, theme).pixmap(24, 24).toImage();
        EXPECT_GT(inkedPixels(image), 8) << name.toStdString();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor color = image.pixelColor(x, y);
                const bool isTinted = color.red() > 230 && color.green() < 25 && color.blue() < 25;
                ASSERT_TRUE(color.alpha() <= 200 || isTinted) << name.toStdString();
            }
        }
    }
}

TEST(Icons, AreDrawnAtTheScreensResolution) {
    const QPixmap pixmap =
        themedIcon(QStringLiteral("play"), darkTheme()).pixmap(QSize(20, 20), 2.0);
    EXPECT_EQ(pixmap.size(), QSize(40, 40));
    EXPECT_DOUBLE_EQ(pixmap.devicePixelRatio(), 2.0);
}

TEST(Icons, DisabledIsFainterAndCheckedIsAccented) {
    const Theme theme = darkTheme();
    const QIcon icon = themedIcon(QStringLiteral("stop"), theme);
    const auto centre = [&icon](QIcon::Mode mode, QIcon::State state) {
        return icon.pixmap(QSize(24, 24), mode, state).toImage().pixelColor(12, 12);
    };
    EXPECT_LT(centre(QIcon::Disabled, QIcon::Off).alpha(),
              centre(QIcon::Normal, QIcon::Off).alpha());
    EXPECT_EQ(centre(QIcon::Normal, QIcon::On), theme.accent);
    EXPECT_EQ(centre(QIcon::Normal, QIcon::Off), theme.text);
}

TEST(Icons, RefreshReachesButtonsAndActions) {
    QWidget root;
    auto* button = new QToolButton(&root);
    auto* action = new QAction(&root);
    setIconName(button, QStringLiteral("undo"));
    setIconName(action, QStringLiteral("redo"));
    refreshIcons(root, lightTheme());
    EXPECT_FALSE(button->icon().isNull());
    EXPECT_FALSE(action->icon().isNull());
}

} // namespace
} // namespace leitmotif
