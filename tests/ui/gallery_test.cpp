// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window with lifelike data. With LEITMOTIF_PICTURES=FOLDER it saves what it looks like.
#include "tests/ui/sample_data.h"
#include "ui/base/translations.h"
#include "ui/main_window.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/revision_button.h"
#include "ui/roll/roll_toolbar.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QTranslator>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

void fillRecentAndDemo(MainWindow& window) {
    window.source().setDemoPieces(
        {{QStringLiteral("prelude"), QStringLiteral("Prelude in C"), QStringLiteral("J. S. Bach")},
         {QStringLiteral("minuet"), QStringLiteral("Minuet in G"), QStringLiteral("C. Petzold")}});
    window.setRecentFiles({QStringLiteral("/music/entertainer.mid")});
    window.transport().setSoundFonts(
        {{QStringLiteral("FluidR3 GM"), QStringLiteral("/usr/share/sounds/sf2/FluidR3_GM.sf2")},
         {QStringLiteral("Built-in"), QStringLiteral("builtin")}},
        QStringLiteral("builtin"));
}

void addEditor(MainWindow& window, const Theme& theme) {
    auto* roll = new PianoRoll;
    roll->setTheme(theme);
    window.setEditor(new RollToolbar(*roll), roll, new RevisionButton(*roll));
    window.menu().addViewActions(roll->viewActions());
    roll->openScore(sample::score(5, 24));
    roll->setTrack(1);
    roll->setPlayhead(4000.0);
    window.setEditorEmpty(true);
}

void fillRun(MainWindow& window) {
    window.setEditorEmpty(false);
    window.source().setSource(sample::source(1, "/music/bach846.mid"));
    window.train().setReady(true);
    window.train().setComputeChoices(8, {QStringLiteral("cpu")});
    const LossHistory history = sample::history(26, 40);
    window.train().setHistory(history);
    window.train().setState(TrainingState::Training);
    window.train().setRuns({{3, QStringLiteral("LSTM"), 26, 40, QStringLiteral("training"), 3.66},
                            {1, QStringLiteral("GRU"), 40, 40, QStringLiteral("finished"), 3.71}},
                           3);
    window.plot().setHistory(history);
    window.plot().setSmoothing(0.6);
    std::vector<StoredTake> takes;
    const double copied[] = {0.0, 0.03, 0.12, 0.34, 0.61};
    for (int i = 0; i < 5; ++i)
        takes.push_back(sample::take(i + 1, 5 * (i + 1), copied[i]));
    window.takes().setTakes(std::move(takes));
    window.takes().setPlaysNewTakes(true);
    window.takes().setPlaying(4);
    window.takes().setPlayingFraction(0.4);
    window.plot().setPlayingTake(4);
    window.transport().setPlaying(true);
    window.transport().setHeard(QStringLiteral("LSTM, epoch 20"));
    window.transport().setPosition({3, 2, {120}}, 7.4, 19.2);
    window.transport().setTempo(100.0);
    window.transport().setLevel(0.5F, 0.35F);
    window.setProject(QStringLiteral("bach846"), true);
    window.menu().setCanExport(true);
    window.setEditorTitle(QStringLiteral("bach846.mid"));
}

void save(MainWindow& window, const QString& name) {
    const QString folder = qEnvironmentVariable("LEITMOTIF_PICTURES");
    if (folder.isEmpty())
        return;
    QApplication::processEvents();
    QDir().mkpath(folder);
    EXPECT_TRUE(window.grab().save(QStringLiteral("%1/window-%2.png").arg(folder, name)));
}

void showMap(MainWindow& window) {
    window.setHasLatentMap(true);
    window.latent().setMap(
        LatentMapDrawn{20, false, std::make_shared<const LatentMap>(sample::latentMap())});
    window.plot().findChild<QToolButton*>(QStringLiteral("showMapButton"))->click();
}

class GalleryTest : public testing::TestWithParam<QSize> {};

TEST_P(GalleryTest, WindowFitsItsSizeInBothThemes) {
    const QSize size = GetParam();
    const QString sizeName = QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
    for (const Theme& theme : {darkTheme(), lightTheme()}) {
        MainWindow window;
        fillRecentAndDemo(window);
        addEditor(window, theme);
        window.train().setReady(false);
        window.resize(size);
        window.setTheme(theme);
        window.show();
        // Nothing inside asks for more room than there is.
        EXPECT_LE(window.minimumSizeHint().width(), size.width());
        EXPECT_LE(window.minimumSizeHint().height(), size.height());
        save(window, QStringLiteral("empty-%1-%2").arg(theme.name, sizeName));
        fillRun(window);
        QApplication::processEvents();
        EXPECT_EQ(window.size(), size);
        save(window, QStringLiteral("%1-%2").arg(theme.name, sizeName));
        showMap(window);
        save(window, QStringLiteral("map-%1-%2").arg(theme.name, sizeName));
        window.latent().findChild<QToolButton*>(QStringLiteral("showLossesButton"))->click();
        window.showError(QStringLiteral("bach.mid is no MIDI file. Choose another one."),
                         QStringLiteral("Open…"));
        window.train().setState(TrainingState::Idle);
        window.train().setRuns(
            {{3, QStringLiteral("LSTM"), 26, 40, QStringLiteral("stopped"), 3.66, true, true}}, 3);
        window.transport().setSoundStatus(QStringLiteral("No sound: no device"), true);
        window.train().findChild<QToolButton*>(QStringLiteral("advancedButton"))->click();
        save(window, QStringLiteral("stopped-%1-%2").arg(theme.name, sizeName));
    }
    qApp->setStyleSheet({});
}

INSTANTIATE_TEST_SUITE_P(Sizes, GalleryTest,
                         testing::Values(QSize(900, 650), QSize(1280, 800), QSize(1440, 900),
                                         QSize(2560, 1440)));

class LanguageTest : public testing::TestWithParam<QSize> {};

TEST_P(LanguageTest, WindowFitsASmallScreenInEveryLanguage) {
    const QSize size = GetParam();
    for (const QString& language : translatedLanguages()) {
        const std::unique_ptr<QTranslator> texts = loadTexts(language);
        if (texts != nullptr)
            QCoreApplication::installTranslator(texts.get());
        MainWindow window;
        fillRecentAndDemo(window);
        addEditor(window, lightTheme());
        window.setTheme(lightTheme());
        window.resize(size);
        window.show();
        QApplication::processEvents();
        const auto* empty = window.findChild<QLabel*>(QStringLiteral("sourceEmpty"));
        EXPECT_GE(empty->height(), empty->heightForWidth(empty->width()));
        fillRun(window);
        window.transport().setSoundStatus(QStringLiteral("No sound: no device"), true);
        const auto look = [&](const char* state) {
            QApplication::processEvents();
            EXPECT_EQ(window.size(), size) << state << language.toStdString();
            EXPECT_LE(window.minimumSizeHint().width(), size.width())
                << state << language.toStdString();
            EXPECT_LE(window.minimumSizeHint().height(), size.height())
                << state << language.toStdString();
            save(window,
                 QStringLiteral("%1-%2-%3").arg(QLatin1String(state), language).arg(size.width()));
            // No word of a button is cut off.
            for (const auto* button : window.findChildren<QAbstractButton*>())
                if (button->isVisible() && button->minimumWidth() == 0) {
                    EXPECT_GE(button->width(), button->sizeHint().width())
                        << state << language.toStdString() << button->objectName().toStdString();
                }
        };
        look("training");
        window.train().setState(TrainingState::Idle);
        RunSummary stopped{
            3, QStringLiteral("LSTM"), 26, 40, QStringLiteral("stopped"), 3.66, true, true};
        stopped.canSample = true;
        window.train().setRuns({stopped}, 3);
        look("idle");
        window.takes().setCandidates({1, 2});
        look("judging");
        window.takes().setCandidates({});
        EXPECT_GE(window.train().findChild<QWidget*>(QStringLiteral("recipeScroll"))->height(), 50);
        window.setHasLatentMap(true);
        look("losses-of-a-vae");
        showMap(window);
        look("map");
        window.setComparing(true);
        look("comparing");
        if (texts != nullptr)
            QCoreApplication::removeTranslator(texts.get());
    }
    qApp->setStyleSheet({});
}

INSTANTIATE_TEST_SUITE_P(Sizes, LanguageTest, testing::Values(QSize(887, 599), QSize(900, 650)));

TEST(Gallery, LossPlotCanBePaintedWithoutAWindow) {
    const QImage image = lossPlotImage(sample::history(40, 40), darkTheme(), QSize(1000, 600));
    ASSERT_EQ(image.size(), QSize(1000, 600));
    bool hasTrain = false;
    bool hasValidation = false;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            hasTrain = hasTrain || image.pixelColor(x, y) == darkTheme().trainLoss;
            hasValidation = hasValidation || image.pixelColor(x, y) == darkTheme().validationLoss;
        }
    }
    EXPECT_TRUE(hasTrain);
    EXPECT_TRUE(hasValidation);
    const QString folder = qEnvironmentVariable("LEITMOTIF_PICTURES");
    if (!folder.isEmpty()) {
        EXPECT_TRUE(image.save(folder + QStringLiteral("/window-lossplot.png")));
    }
}

} // namespace
} // namespace leitmotif
