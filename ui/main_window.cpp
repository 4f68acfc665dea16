// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/about_dialog.h"
#include "ui/base/accessible_controls.h"
#include "ui/base/controls.h"
#include "ui/base/elided_label.h"
#include "ui/base/file_drop.h"
#include "ui/base/wheel_guard.h"
#include "ui/file_dialogs.h"
#include "ui/panels/notice_bar.h"
#include "ui/shortcuts_dialog.h"
#include "ui/theme/icons.h"
#include "ui/window_keys.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDataStream>
#include <QLabel>
#include <QMenuBar>
#include <QStatusBar>
#include <QVBoxLayout>

#include <utility>

namespace leitmotif {
namespace {

constexpr int kNoticeMilliseconds = 8000;
constexpr int kUndoMilliseconds = 30'000;
constexpr quint32 kLayoutVersion = 1;

} // namespace

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent) {
    installAccessibleControls();
    setObjectName(QStringLiteral("mainWindow"));
    setDockNestingEnabled(false);
    setContextMenuPolicy(Qt::NoContextMenu);
    new WheelGuard(this); // first: it looks at boxes as they are made
    buildContent();
    buildStatusBar();
    m_settings = new SettingsDialog(this);
    m_menu = new MainMenu(*menuBar());
    connectMenu();
    connectPanels();
    connectKeys();
    const auto* drop = new FileDrop(*this, tr("Drop to open"));
    connect(drop, &FileDrop::dropped, this, &MainWindow::openRequested);
    resize(1280, 800);
    setEditorEmpty(true);
    updateTitle();
}

void MainWindow::buildContent() {
    m_errorBar = new NoticeBar(QStringLiteral("error"));
    m_errorBar->setProperty("tone", QStringLiteral("danger"));
    m_undoBar = new NoticeBar(QStringLiteral("undo"));
    m_undoBar->setLifetime(kUndoMilliseconds);
    m_area = new PanelArea;
    m_transport = new TransportBar;
    auto* middle = new QWidget;
    auto* middleColumn = new QVBoxLayout(middle);
    middleColumn->setContentsMargins(kGap, kSmallGap, kGap, kGap);
    middleColumn->setSpacing(kGap);
    middleColumn->addWidget(m_errorBar);
    middleColumn->addWidget(m_undoBar);
    middleColumn->addWidget(m_area, 1);
    auto* all = new QWidget;
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(middle, 1);
    column->addWidget(m_transport);
    setCentralWidget(all);
}

void MainWindow::buildStatusBar() {
    statusBar()->setObjectName(QStringLiteral("statusBar"));
    statusBar()->setSizeGripEnabled(false);
    m_standing = new ElidedLabel;
    setRole(*m_standing, "muted", "standingWords");
    m_standing->setContentsMargins(kSmallGap, 0, 0, 0);
    statusBar()->addWidget(m_standing, 1);
    m_work = new WorkLine;
    statusBar()->addPermanentWidget(m_work);
}

void MainWindow::connectMenu() {
    connect(m_menu, &MainMenu::newRequested, this, &MainWindow::newProjectRequested);
    connect(m_menu, &MainMenu::openDialogRequested, this, &MainWindow::showOpenDialog);
    connect(m_menu, &MainMenu::openFileRequested, this,
            [this](const QString& path) { emit openRequested({path}); });
    connect(m_menu, &MainMenu::saveRequested, this, [this] {
        if (m_projectName.isEmpty())
            showSaveAsDialog();
        else
            emit saveRequested();
    });
    connect(m_menu, &MainMenu::saveAsRequested, this, &MainWindow::showSaveAsDialog);
    connect(m_menu, &MainMenu::exportRequested, this, &MainWindow::showExportDialog);
    connect(m_menu, &MainMenu::settingsRequested, this, &MainWindow::showSettings);
    connect(m_menu, &MainMenu::quitRequested, this, &QWidget::close);
    connect(m_menu, &MainMenu::leftShown, m_area, &PanelArea::showLeft);
    connect(m_menu, &MainMenu::plotShown, m_area, &PanelArea::showPlot);
    connect(m_menu, &MainMenu::editorShown, m_area, &PanelArea::showEditor);
    connect(m_menu, &MainMenu::takesShown, m_area, &PanelArea::showTakes);
    connect(m_menu, &MainMenu::panelRequested, this,
            [this](int step) { m_area->goToPanel(step, *m_transport); });
    connect(m_menu, &MainMenu::themeRequested, this, &MainWindow::themeRequested);
    connect(m_menu, &MainMenu::playOrPauseRequested, m_transport, &TransportBar::playOrPause);
    connect(m_menu, &MainMenu::stopRequested, m_transport, &TransportBar::stopRequested);
    connect(m_menu, &MainMenu::toStartRequested, m_transport, &TransportBar::toStartRequested);
    connect(m_menu, &MainMenu::panicRequested, m_transport, &TransportBar::panicRequested);
    connect(m_menu, &MainMenu::shortcutsRequested, this, &MainWindow::showShortcuts);
    connect(m_menu, &MainMenu::aboutRequested, this, [this] { showAbout(this); });
}

void MainWindow::connectPanels() {
    connect(&source(), &SourcePanel::openDialogRequested, this, &MainWindow::showOpenDialog);
    connect(&source(), &SourcePanel::openFileRequested, this,
            [this](const QString& path) { emit openRequested({path}); });
    connect(m_transport, &TransportBar::soundFontDialogRequested, this, [this] {
        askForSoundFont(
            this, [this](const QString& path) { emit m_transport->soundFontRequested(path); });
    });
    connect(m_transport, &TransportBar::settingsRequested, this, &MainWindow::showSettings);
}

void MainWindow::connectKeys() {
    auto* keys = new WindowKeys(*this);
    keys->addEscape([this] { return m_errorBar->isVisible(); }, [this] { clearError(); });
    keys->addEscape([this] { return m_area->isComparing(); },
                    [this] { emit compare().closeRequested(); });
    connect(keys, &WindowKeys::playOrPauseRequested, m_transport, &TransportBar::playOrPause);
    connect(keys, &WindowKeys::stopRequested, m_transport, &TransportBar::stopRequested);
    connect(keys, &WindowKeys::toStartRequested, m_transport, &TransportBar::toStartRequested);
    connect(keys, &WindowKeys::shortcutsRequested, this, &MainWindow::showShortcuts);
}

void MainWindow::showOpenDialog() {
    askForFiles(this, [this](const QStringList& paths) { emit openRequested(paths); });
}

void MainWindow::showSaveAsDialog() {
    askForProjectName(this, m_projectName,
                      [this](const QString& path) { emit saveAsRequested(path); });
}

void MainWindow::showExportDialog() {
    askForExport(this, m_scoreName.isEmpty() ? m_projectName : m_scoreName,
                 [this](const QString& path) { emit exportRequested(path); });
}

void MainWindow::showTakeExportDialog(qint64 take, const QString& suggestedName,
                                      const QString& ending) {
    askForTakeExport(this, suggestedName, ending,
                     [this, take](const QString& path) { emit takeExportRequested(take, path); });
}

void MainWindow::showSettings() {
    emit settingsAboutToShow();
    m_settings->show();
    m_settings->raise();
    m_settings->activateWindow();
}

void MainWindow::showShortcuts() {
    leitmotif::showShortcuts(*this);
}

void MainWindow::setEditor(QWidget* toolbar, QWidget* roll, QWidget* besideTitle) {
    m_area->editor().setEditor(toolbar, roll, besideTitle);
    showStanding();
}

void MainWindow::setComparing(bool isComparing) {
    m_area->setComparing(isComparing);
    showStanding();
}

void MainWindow::setEditorTitle(const QString& title) {
    m_scoreName = title;
    m_area->editor().setTitle(title);
}

void MainWindow::setEditorEmpty(bool isEmpty) {
    m_area->editor().setEmpty(isEmpty);
    showStanding();
}

void MainWindow::setTheme(const Theme& theme) {
    applyTheme(*qApp, theme);
    m_area->setTheme(theme);
    m_transport->setTheme(theme);
    m_menu->setTheme(theme);
    refreshIcons(*this, theme);
}

void MainWindow::setProject(const QString& name, bool isModified) {
    m_projectName = name;
    m_isModified = isModified;
    updateTitle();
}

void MainWindow::setReadOnly(bool isReadOnly) {
    m_isReadOnly = isReadOnly;
    m_menu->setCanSave(!isReadOnly);
    updateTitle();
}

void MainWindow::setRecentFiles(const QStringList& paths) {
    source().setRecentFiles(paths);
    m_menu->setRecentFiles(paths);
}

void MainWindow::updateTitle() {
    const QString name = m_projectName.isEmpty() ? tr("Untitled") : m_projectName;
    const QString suffix = m_isReadOnly ? tr(" (read only)") : QString();
    // Qt puts the mark of modified work where [*] stands.
    setWindowTitle(QStringLiteral("%1%2[*] – Leitmotif").arg(name, suffix));
    setWindowModified(m_isModified);
}

void MainWindow::setStanding(const QString& words) {
    m_standingWords = words;
    showStanding();
}

void MainWindow::showStanding() {
    const bool isEditing = m_area->editor().isEditing() && !m_area->isComparing();
    m_standing->setText(isEditing ? m_standingWords : tr("? shows all keys"));
}

void MainWindow::showNotice(const QString& sentence) {
    statusBar()->showMessage(sentence, kNoticeMilliseconds);
}

void MainWindow::showHint(const QString& words) {
    if (!words.isEmpty())
        statusBar()->showMessage(words);
    else
        statusBar()->clearMessage();
}

void MainWindow::showError(const QString& sentence, const QString& action,
                           std::function<void()> onAction) {
    m_errorBar->tell(sentence, action, std::move(onAction));
}

void MainWindow::clearError() {
    m_errorBar->dismiss();
}

void MainWindow::offerUndo(const QString& sentence, std::function<void()> onUndo,
                           std::function<void()> onGone) {
    m_undoBar->tell(sentence, tr("Undo"), std::move(onUndo), std::move(onGone));
}

void MainWindow::endUndo() {
    m_undoBar->dismiss();
}

QByteArray MainWindow::layoutState() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << kLayoutVersion << saveGeometry();
    for (const QByteArray& splitter : m_area->splitterStates())
        stream << splitter;
    return state;
}

void MainWindow::restoreLayout(const QByteArray& state) {
    QDataStream stream(state);
    quint32 version = 0;
    QByteArray geometry;
    QList<QByteArray> splitters(3);
    stream >> version >> geometry;
    for (QByteArray& splitter : splitters)
        stream >> splitter;
    if (stream.status() != QDataStream::Ok || version != kLayoutVersion)
        return;
    restoreGeometry(geometry);
    m_area->restoreSplitters(splitters);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_closeGuard && !m_closeGuard()) {
        event->ignore();
        return;
    }
    emit closing();
    event->accept();
}

} // namespace leitmotif
