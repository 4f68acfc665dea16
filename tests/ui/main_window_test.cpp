// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "tests/ui/sample_data.h"
#include "ui/base/translations.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTableWidget>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTranslator>
#include <QWheelEvent>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(MainWindow, DroppedFilesAreOpened) {
    MainWindow window;
    window.show();
    QSignalSpy opened(&window, &MainWindow::openRequested);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/music/a.mid")),
                  QUrl::fromLocalFile(QStringLiteral("/music/b.mid"))});
    QDragEnterEvent enter({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    EXPECT_TRUE(enter.isAccepted());
    EXPECT_TRUE(window.findChild<QLabel*>(QStringLiteral("dropHint"))->isVisible());
    QDropEvent drop({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    EXPECT_FALSE(window.findChild<QLabel*>(QStringLiteral("dropHint"))->isVisible());
    ASSERT_EQ(opened.count(), 1);
    EXPECT_EQ(opened[0][0].toStringList(),
              QStringList({QStringLiteral("/music/a.mid"), QStringLiteral("/music/b.mid")}));
}

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

TEST(MainWindow, DroppedFilesAreCopiedWhateverIsProposed) {
    MainWindow window;
    window.show();
    QSignalSpy opened(&window, &MainWindow::openRequested);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/music/a.mid"))});
    const Qt::DropActions both = Qt::CopyAction | Qt::MoveAction;
    // Shift: the desktop proposes to move, and to whoever accepts that it removes the file.
    const auto send = [&](auto& event) {
        ASSERT_EQ(event.proposedAction(), Qt::MoveAction);
        QApplication::sendEvent(&window, &event);
        EXPECT_TRUE(event.isAccepted());
        EXPECT_EQ(event.dropAction(), Qt::CopyAction);
    };
    QDragEnterEvent enter({40, 40}, both, &data, Qt::LeftButton, Qt::ShiftModifier);
    enter.setDropAction(Qt::MoveAction);
    QDragMoveEvent move({50, 50}, both, &data, Qt::LeftButton, Qt::ShiftModifier);
    move.setDropAction(Qt::MoveAction);
    QDropEvent drop({50, 50}, both, &data, Qt::LeftButton, Qt::ShiftModifier);
    drop.setDropAction(Qt::MoveAction);
    send(enter);
    send(move);
    send(drop);
    EXPECT_EQ(opened.count(), 1);

    QDragEnterEvent only({40, 40}, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &only);
    EXPECT_FALSE(only.isAccepted());
}

TEST(MainWindow, DragsWithoutFilesAreLeftAlone) {
    MainWindow window;
    QMimeData data;
    data.setText(QStringLiteral("words"));
    QDragEnterEvent enter({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(&window, &enter);
    EXPECT_FALSE(enter.isAccepted());
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

TEST(MainWindow, TheQuestionWhileTrainingHasTwoAnswers) {
    MainWindow window;
    const auto answer = [&window](const char* button) {
        QTimer::singleShot(0, &window, [&window, button] {
            auto* box = window.findChild<QMessageBox*>(QStringLiteral("closeWhileTrainingDialog"));
            ASSERT_NE(box, nullptr);
            box->findChild<QPushButton*>(QLatin1String(button))->click();
        });
        return window.confirmCloseWhileTraining();
    };
    EXPECT_TRUE(answer("stopAndCloseButton"));
    EXPECT_FALSE(answer("goOnTrainingButton"));
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

TEST(MainWindow, KeysOfPlayingReachTheTransportButNotWhileTyping) {
    MainWindow window;
    window.show();
    QSignalSpy play(&window.transport(), &TransportBar::playRequested);
    QSignalSpy pause(&window.transport(), &TransportBar::pauseRequested);
    QSignalSpy stop(&window.transport(), &TransportBar::stopRequested);
    QSignalSpy start(&window.transport(), &TransportBar::toStartRequested);
    QTest::keyClick(&window, Qt::Key_Space);
    EXPECT_EQ(play.count(), 1);
    window.transport().setPlaying(true);
    QTest::keyClick(&window, Qt::Key_Space);
    EXPECT_EQ(pause.count(), 1);
    QTest::keyClick(&window, Qt::Key_Return);
    EXPECT_EQ(stop.count(), 1);
    QTest::keyClick(&window, Qt::Key_Home);
    EXPECT_EQ(start.count(), 1);
    auto* bars = window.train().findChild<QWidget*>(QStringLiteral("setting_bars"));
    ASSERT_NE(bars, nullptr);
    bars->setFocus();
    QTest::keyClick(bars, Qt::Key_Return);
    EXPECT_EQ(stop.count(), 1);
}

TEST(MainWindow, SpacePlaysFromListsToo) {
    MainWindow window;
    window.source().setSource(sample::source(1, "/music/a.mid"));
    window.takes().setTakes({sample::take(1, 5), sample::take(2, 10)});
    window.show();
    QSignalSpy play(&window.transport(), &TransportBar::playRequested);
    int presses = 0;
    for (const char* name : {"takesList", "sourceList"}) {
        auto* list = window.findChild<QAbstractItemView*>(QLatin1String(name));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Space);
        EXPECT_EQ(play.count(), ++presses) << name;
    }
    // Where there are boxes, it ticks them.
    auto* tracks = window.findChild<QListWidget*>(QStringLiteral("tracksList"));
    tracks->setFocus();
    tracks->setCurrentRow(0);
    const Qt::CheckState before = tracks->item(0)->checkState();
    QTest::keyClick(tracks, Qt::Key_Space);
    EXPECT_NE(tracks->item(0)->checkState(), before);
    EXPECT_EQ(play.count(), presses);
}

TEST(MainWindow, EscapeClosesAMessageThenTheComparisonFromAnywhere) {
    MainWindow window;
    window.takes().setTakes({sample::take(1, 5), sample::take(2, 10)});
    window.show();
    QSignalSpy closed(&window.compare(), &CompareView::closeRequested);
    window.setComparing(true);
    window.showError(QStringLiteral("No sound"));
    auto* list = window.findChild<QWidget*>(QStringLiteral("takesList"));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Escape);
    EXPECT_FALSE(window.findChild<QFrame*>(QStringLiteral("errorBar"))->isVisible());
    EXPECT_EQ(closed.count(), 0);
    QTest::keyClick(list, Qt::Key_Escape);
    EXPECT_EQ(closed.count(), 1);
    window.setComparing(false);
    QTest::keyClick(list, Qt::Key_Escape);
    EXPECT_EQ(closed.count(), 1);
}

TEST(MainWindow, EnterOnAFileShowsItAndStopsNothing) {
    MainWindow window;
    window.source().setSource(sample::source(1, "/music/a.mid"));
    window.show();
    QSignalSpy stop(&window.transport(), &TransportBar::stopRequested);
    QSignalSpy shown(&window.source(), &SourcePanel::sourceActivated);
    auto* list = window.findChild<QWidget*>(QStringLiteral("sourceList"));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    EXPECT_EQ(shown.count(), 1);
    EXPECT_EQ(stop.count(), 0);
}

TEST(MainWindow, ColumnsBesideTheEditorDoNotGrowWithoutEnd) {
    MainWindow window;
    window.resize(2560, 1440);
    window.show();
    EXPECT_LT(window.source().width(), 640);
    EXPECT_LT(window.takes().width(), 640);
}

TEST(MainWindow, LayoutComesBack) {
    const auto sizes = [](const MainWindow& window) {
        QList<QList<int>> all;
        for (const char* name : {"columnSplitter", "leftSplitter", "centreSplitter"})
            all << window.findChild<QSplitter*>(QLatin1String(name))->sizes();
        return all;
    };
    MainWindow window;
    window.resize(1500, 900);
    window.show();
    auto* columns = window.findChild<QSplitter*>(QStringLiteral("columnSplitter"));
    columns->setSizes({450, 600, 400});
    const QByteArray state = window.layoutState();
    MainWindow other;
    other.restoreLayout(state);
    other.show();
    EXPECT_EQ(other.size(), window.size());
    EXPECT_EQ(sizes(other), sizes(window));
    const QList<QList<int>> before = sizes(other);
    other.restoreLayout(QByteArrayLiteral("rubbish"));
    EXPECT_EQ(sizes(other), before);
}

TEST(MainWindow, EditActionsBecomeTheEditMenu) {
    MainWindow window;
    QAction undo(QStringLiteral("Undo"));
    QAction redo(QStringLiteral("Redo"));
    QAction copy(QStringLiteral("Copy"));
    window.setEditActions(&undo, &redo, {&copy});
    EXPECT_FALSE(undo.icon().isNull());
    EXPECT_EQ(redo.shortcuts().size(), 2);
    QSignalSpy triggered(&undo, &QAction::triggered);
    window.show();
    undo.trigger();
    EXPECT_EQ(triggered.count(), 1);
}

TEST(MainWindow, ThemeMenuChangesTheSettings) {
    MainWindow window;
    QSignalSpy changed(&window.settings(), &SettingsDialog::settingsChanged);
    window.findChild<QAction*>(QStringLiteral("theme_light"))->trigger();
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(window.settings().settings().theme, QStringLiteral("light"));
    window.findChild<QAction*>(QStringLiteral("theme_light"))->trigger();
    EXPECT_EQ(changed.count(), 1);
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

TEST(MainWindow, SettingsGetMoreOfTheHeightThanTheSource) {
    MainWindow window;
    window.resize(2560, 1440);
    window.show();
    EXPECT_GT(window.train().height(), 1.3 * window.source().height());
}

TEST(MainWindow, PanelsCanBeHidden) {
    MainWindow window;
    window.show();
    auto* action = window.findChild<QAction*>(QStringLiteral("showTakesAction"));
    action->trigger();
    EXPECT_FALSE(window.takes().isVisible());
    action->trigger();
    EXPECT_TRUE(window.takes().isVisible());
}

TEST(MainWindow, ShortcutsAreFoundByTheirWords) {
    MainWindow window;
    window.showShortcuts();
    auto* table = window.findChild<QTableWidget*>(QStringLiteral("shortcutTable"));
    ASSERT_NE(table, nullptr);
    EXPECT_GT(table->rowCount(), 12);
    QTest::keyClicks(window.findChild<QLineEdit*>(QStringLiteral("shortcutSearch")),
                     QStringLiteral("quit"));
    int shown = 0;
    for (int row = 0; row < table->rowCount(); ++row)
        shown += table->isRowHidden(row) ? 0 : 1;
    EXPECT_EQ(shown, 1);
}

TEST(MainWindow, ExportAsksForANameAndTheEndingFollowsTheFormat) {
    MainWindow window;
    window.show();
    window.showTakeExportDialog(7, QStringLiteral("lstm-r1-e20"), QStringLiteral("flac"));
    auto* dialog = window.findChild<QFileDialog*>(QStringLiteral("saveDialog"));
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->defaultSuffix(), QStringLiteral("flac"));
    ASSERT_FALSE(dialog->selectedFiles().isEmpty());
    EXPECT_TRUE(dialog->selectedFiles().front().endsWith(QStringLiteral("lstm-r1-e20.flac")));
    QSignalSpy exported(&window, &MainWindow::takeExportRequested);
    emit dialog->fileSelected(QStringLiteral("/tmp/x.flac"));
    ASSERT_EQ(exported.count(), 1);
    EXPECT_EQ(exported[0][0].toLongLong(), 7);
}

TEST(MainWindow, TheWheelChangesNoBoxThatHasNotTheFocus) {
    MainWindow window;
    window.resize(1280, 800);
    auto* const toolbar = new QWidget;
    auto* const row = new QHBoxLayout(toolbar);
    auto* const snaps = new QComboBox; // as in the toolbar of the roll
    snaps->addItems({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    snaps->setCurrentIndex(1);
    row->addWidget(snaps);
    window.setEditor(toolbar, new QWidget);
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    const auto turn = [](QWidget* box, int notches) {
        const QPointF place = box->rect().center();
        QWheelEvent event(place, box->mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(box, &event);
    };
    window.setFocus();
    int boxes = 0;
    for (auto* box : window.findChildren<QComboBox*>()) {
        const int before = box->currentIndex();
        if (box->window() != &window || box->count() < 2)
            continue;
        ++boxes;
        for (const int notches : {-1, 1, 1, -1, -1}) {
            turn(box, notches);
            EXPECT_EQ(box->currentIndex(), before) << qPrintable(box->objectName());
        }
        EXPECT_TRUE(!box->isVisible() || box->focusPolicy() != Qt::WheelFocus)
            << qPrintable(box->objectName());
    }
    for (auto* box : window.findChildren<QAbstractSpinBox*>()) {
        const QString before = box->text();
        if (box->window() != &window)
            continue;
        ++boxes;
        for (const int notches : {-1, 1, 1, -1, -1}) {
            turn(box, notches);
            EXPECT_EQ(box->text(), before) << qPrintable(box->objectName());
        }
        EXPECT_TRUE(!box->isVisible() || box->focusPolicy() != Qt::WheelFocus);
    }
    EXPECT_GT(boxes, 3);
    snaps->setFocus();
    turn(snaps, -1);
    EXPECT_EQ(snaps->currentIndex(), 2) << "it does where somebody is";
}

TEST(MainWindow, AHiddenPanelLeavesTheKeysToTheEditor) {
    MainWindow window;
    window.resize(1280, 800);
    auto* const roll = new QWidget;
    roll->setFocusPolicy(Qt::StrongFocus);
    window.setEditor(new QWidget, roll);
    window.setEditorEmpty(false);
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    QSignalSpy played(&window.transport(), &TransportBar::playRequested);
    const std::pair<const char*, QWidget*> panels[] = {{"showLeftAction", &window.train()},
                                                       {"showPlotAction", &window.plot()},
                                                       {"showTakesAction", &window.takes()}};
    int times = 0;
    for (const auto& [name, panel] : panels) {
        QWidget* inside = nullptr;
        for (auto* one : panel->findChildren<QWidget*>())
            if (one->isVisible() && one->isEnabled() && (one->focusPolicy() & Qt::TabFocus) != 0)
                inside = one;
        if (inside == nullptr && (panel->focusPolicy() & Qt::TabFocus) != 0)
            inside = panel;
        ASSERT_NE(inside, nullptr) << name;
        inside->setFocus();
        ASSERT_TRUE(inside->hasFocus()) << name;
        window.findChild<QAction*>(QLatin1String(name))->trigger();
        EXPECT_TRUE(roll->hasFocus()) << name;
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        EXPECT_EQ(played.count(), ++times) << name;
    }
    window.findChild<QAction*>(QStringLiteral("showEditorAction"))->trigger();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    EXPECT_EQ(played.count(), ++times) << "no control is pressed in its place";
}

TEST(MainWindow, AltWithTheLettersOfTheNotesOpensNoMenu) {
    for (const QString& language : translatedLanguages()) {
        const auto texts = loadTexts(language);
        if (texts)
            QCoreApplication::installTranslator(texts.get());
        const MainWindow window;
        QString letters;
        for (const QAction* menu : window.menuBar()->actions()) {
            const QKeySequence mnemonic = QKeySequence::mnemonic(menu->text());
            EXPECT_FALSE(mnemonic.isEmpty()) << qPrintable(menu->text());
            const QString letter = mnemonic.toString().right(1);
            EXPECT_FALSE(QStringLiteral("HL").contains(letter)) << qPrintable(menu->text());
            EXPECT_FALSE(letters.contains(letter)) << qPrintable(menu->text());
            letters += letter;
        }
        if (texts)
            QCoreApplication::removeTranslator(texts.get());
    }
}

} // namespace
} // namespace leitmotif
