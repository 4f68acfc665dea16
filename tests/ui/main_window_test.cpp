// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "tests/ui/sample_data.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(MainWindow, TheStatusBarAlwaysSaysSomething) {
    MainWindow window;
    window.setEditor(new QWidget, new QWidget);
    window.setStanding(QStringLiteral("3 notes selected"));
    window.setEditorEmpty(true);
    window.show();
    const auto* standing = window.findChild<QLabel*>(QStringLiteral("standingWords"));
    EXPECT_TRUE(standing->isVisible());
    EXPECT_EQ(standing->text(), QStringLiteral("? shows all keys"));
    window.setEditorEmpty(false);
    EXPECT_EQ(standing->text(), QStringLiteral("3 notes selected"));
    window.setComparing(true);
    EXPECT_EQ(standing->text(), QStringLiteral("? shows all keys"));
    window.setComparing(false);
    EXPECT_EQ(standing->text(), QStringLiteral("3 notes selected"));
    window.showNotice(QStringLiteral("Everything is saved."));
    EXPECT_FALSE(standing->isVisible()) << "one thing at a time";
    window.showHint(QString());
    EXPECT_TRUE(standing->isVisible());
}

TEST(MainWindow, ClosingAsksTheOwner) {
    MainWindow window;
    QSignalSpy closing(&window, &MainWindow::closing);
    int asked = 0;
    bool mayClose = false;
    window.setCloseGuard([&] {
        ++asked;
        return mayClose;
    });
    window.show();
    EXPECT_FALSE(window.close());
    EXPECT_EQ(closing.count(), 0);
    mayClose = true;
    EXPECT_TRUE(window.close());
    EXPECT_EQ(asked, 2);
    EXPECT_EQ(closing.count(), 1);
}

TEST(MainWindow, TitleTellsNameAndState) {
    MainWindow window;
    window.setProject({}, true);
    EXPECT_TRUE(window.windowTitle().startsWith(QStringLiteral("Untitled")));
    EXPECT_TRUE(window.isWindowModified());
    window.setProject(QStringLiteral("waltz"), false);
    EXPECT_TRUE(window.windowTitle().startsWith(QStringLiteral("waltz")));
    EXPECT_FALSE(window.isWindowModified());
    window.setReadOnly(true);
    EXPECT_TRUE(window.windowTitle().contains(QStringLiteral("read only")));
}

TEST(MainWindow, AnErrorStaysUntilClosedAndOffersWhatHelps) {
    MainWindow window;
    window.show();
    int mended = 0;
    window.showError(QStringLiteral("No sound"), QStringLiteral("Settings"), [&] { ++mended; });
    auto* bar = window.findChild<QFrame*>(QStringLiteral("errorBar"));
    EXPECT_TRUE(bar->isVisible());
    window.findChild<QPushButton*>(QStringLiteral("errorActionButton"))->click();
    EXPECT_EQ(mended, 1);
    EXPECT_FALSE(bar->isVisible());
    window.showError(QStringLiteral("Again"));
    EXPECT_TRUE(bar->isVisible());
    window.findChild<QToolButton*>(QStringLiteral("closeErrorButton"))->click();
    EXPECT_FALSE(bar->isVisible());
    EXPECT_EQ(mended, 1);
}

TEST(MainWindow, DialogsShowNoIconsOfTheStyle) {
    MainWindow window;
    window.setTheme(darkTheme());
    const auto boxes = window.settings().findChildren<QDialogButtonBox*>();
    ASSERT_FALSE(boxes.isEmpty());
    for (const QDialogButtonBox* box : boxes)
        for (const QAbstractButton* button : box->buttons())
            EXPECT_TRUE(button->icon().isNull());
    qApp->setStyleSheet({});
}

TEST(MainWindow, ListsOfChoicesShowAllTheirEntries) {
    MainWindow window;
    window.resize(1280, 800);
    window.setTheme(lightTheme());
    window.show();
    auto* box = window.train().findChild<QComboBox*>(QStringLiteral("presetBox"));
    while (box->count() > 9)
        box->removeItem(9);
    box->showPopup();
    QApplication::processEvents();
    const QAbstractItemView* list = box->view();
    for (const int row : {0, box->count() - 1}) {
        const QRect entry = list->visualRect(box->model()->index(row, 0));
        EXPECT_GE(entry.top(), 0) << row;
        EXPECT_LE(entry.bottom(), list->viewport()->height() - 1) << row;
    }
    box->hidePopup();
    qApp->setStyleSheet({});
}

TEST(MainWindow, EveryListOfAFewChoicesShowsAllOfThem) {
    MainWindow window;
    window.resize(900, 650);
    window.setTheme(darkTheme());
    SettingsChoices choices;
    choices.audioDrivers = QStringLiteral("jack,pipewire,pulseaudio,alsa").split(QLatin1Char(','));
    window.settings().setChoices(choices);
    window.settings().show();
    QList<RunSummary> runs;
    for (qint64 id = 3; id > 0; --id)
        runs << RunSummary{id, QStringLiteral("LSTM"), 40, 40, QStringLiteral("finished"), 3.5};
    window.train().setRuns(runs, 3);
    window.show();
    const std::pair<const QWidget*, const char*> boxes[] = {{&window.train(), "runBox"},
                                                            {&window.settings(), "audioDriverBox"},
                                                            {&window.settings(), "languageBox"}};
    for (const auto& [owner, name] : boxes) {
        auto* box = owner->findChild<QComboBox*>(QLatin1String(name));
        ASSERT_GE(box->count(), 3) << name;
        box->showPopup();
        QApplication::processEvents();
        for (const int row : {0, box->count() - 1}) {
            const QRect entry = box->view()->visualRect(box->model()->index(row, 0));
            EXPECT_GE(entry.top(), 0) << name << row;
            EXPECT_LE(entry.bottom(), box->view()->viewport()->height() - 1) << name << row;
        }
        box->hidePopup();
    }
    qApp->setStyleSheet({});
}

TEST(MainWindow, RowsOfAListStandInOneLine) {
    MainWindow window;
    window.setTheme(lightTheme());
    window.source().setSource(sample::source(1, "/music/hm.mid"));
    window.source().setSource(sample::source(2, "/music/hm.mid"));
    window.show();
    window.source().setCurrentSource(1);
    auto* list = window.findChild<QListWidget*>(QStringLiteral("sourceList"));
    list->clearFocus();
    QApplication::processEvents();
    const QImage image = list->viewport()->grab().toImage();
    // Where the first dark pixel of a row is: its text's beginning.
    const auto textLeft = [&](int row) {
        const QRect rect = list->visualItemRect(list->item(row)).adjusted(0, 4, 0, -4);
        for (int x = rect.left() + 2; x < rect.right(); ++x)
            for (int y = rect.top(); y < rect.bottom(); ++y)
                if (image.pixelColor(x, y).lightness() < 110)
                    return x;
        return -1;
    };
    EXPECT_GT(textLeft(0), 0);
    EXPECT_EQ(textLeft(0), textLeft(1));
    qApp->setStyleSheet({});
}

} // namespace
} // namespace leitmotif
