// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_menu.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>

#include <utility>

namespace leitmotif {
namespace {

QAction* entry(QMenu* menu, const QString& text, const char* name, const char* icon = nullptr,
               const QKeySequence& keys = {}) {
    QAction* action = menu->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    if (icon != nullptr)
        setIconName(action, QLatin1String(icon));
    return action;
}

} // namespace

MainMenu::MainMenu(QMenuBar& bar) : QObject(&bar), m_bar(bar) {
    m_bar.setObjectName(QStringLiteral("menuBar"));
    buildFileMenu();
    buildEditMenu();
    buildViewMenu();
    buildPlayMenu();
    buildHelpMenu();
    setRecentFiles({});
}

void MainMenu::buildFileMenu() {
    QMenu* menu = m_bar.addMenu(tr("&File"));
    connect(entry(menu, tr("&New project"), "newAction", "file", QKeySequence::New),
            &QAction::triggered, this, &MainMenu::newRequested);
    connect(entry(menu, tr("&Open…"), "openAction", "open", QKeySequence::Open),
            &QAction::triggered, this, &MainMenu::openDialogRequested);
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    m_recentMenu->setObjectName(QStringLiteral("recentMenu"));
    menu->addSeparator();
    m_saveAction = entry(menu, tr("&Save"), "saveAction", "save", QKeySequence::Save);
    connect(m_saveAction, &QAction::triggered, this, &MainMenu::saveRequested);
    connect(entry(menu, tr("Save &as…"), "saveAsAction", nullptr,
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)),
            &QAction::triggered, this, &MainMenu::saveAsRequested);
    m_exportAction = entry(menu, tr("&Export MIDI or audio…"), "exportAction", "export",
                           QKeySequence(Qt::CTRL | Qt::Key_E));
    m_exportAction->setEnabled(false);
    connect(m_exportAction, &QAction::triggered, this, &MainMenu::exportRequested);
    menu->addSeparator();
    connect(entry(menu, tr("Se&ttings…"), "settingsAction", "settings",
                  QKeySequence(Qt::CTRL | Qt::Key_Comma)),
            &QAction::triggered, this, &MainMenu::settingsRequested);
    QAction* quit =
        entry(menu, tr("&Quit"), "quitAction", nullptr, QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, &MainMenu::quitRequested);
}

void MainMenu::buildEditMenu() {
    m_editMenu = m_bar.addMenu(tr("&Edit"));
    m_editMenu->setToolTipsVisible(true);        // they say why something is not possible
    m_editMenu->menuAction()->setVisible(false); // until setEditActions() fills it
}

void MainMenu::buildViewMenu() {
    m_viewMenu = m_bar.addMenu(tr("&View"));
    addPanelSwitch(tr("&Files and training"), "showLeftAction", Qt::Key_F5, &MainMenu::leftShown);
    addPanelSwitch(tr("&Losses"), "showPlotAction", Qt::Key_F9, &MainMenu::plotShown);
    addPanelSwitch(tr("&Editor"), "showEditorAction", Qt::Key_F7, &MainMenu::editorShown);
    addPanelSwitch(tr("&Takes"), "showTakesAction", Qt::Key_F8, &MainMenu::takesShown);
    connect(entry(m_viewMenu, tr("&Next panel"), "nextPanelAction", nullptr, Qt::Key_F6),
            &QAction::triggered, this, [this] { emit panelRequested(1); });
    connect(entry(m_viewMenu, tr("&Previous panel"), "previousPanelAction", nullptr,
                  Qt::SHIFT | Qt::Key_F6),
            &QAction::triggered, this, [this] { emit panelRequested(-1); });
    buildThemeMenu();
}

void MainMenu::addPanelSwitch(const QString& text, const char* name, int key,
                              void (MainMenu::*signal)(bool)) {
    QAction* action = entry(m_viewMenu, text, name, nullptr, QKeySequence(key));
    action->setCheckable(true);
    action->setChecked(true);
    connect(action, &QAction::toggled, this, signal);
}

void MainMenu::buildThemeMenu() {
    QMenu* themes = m_viewMenu->addMenu(tr("&Colours"));
    m_themeActions = new QActionGroup(this);
    const std::pair<const char*, QString> names[] = {
        {"system", tr("As the desktop")}, {"dark", tr("Dark")}, {"light", tr("Light")}};
    for (const auto& [name, text] : names) {
        QAction* action = entry(themes, text, name);
        action->setObjectName(QStringLiteral("theme_%1").arg(QLatin1String(name)));
        action->setData(QLatin1String(name));
        action->setCheckable(true);
        m_themeActions->addAction(action);
    }
    setThemeChoice(QStringLiteral("system"));
    connect(m_themeActions, &QActionGroup::triggered, this,
            [this](const QAction* action) { emit themeRequested(action->data().toString()); });
}

void MainMenu::buildPlayMenu() {
    QMenu* menu = m_bar.addMenu(tr("Pla&y"));
    // The keys after the tab are shown, not bound: the window gives them out, so that a focused
    // control keeps its Space and Enter.
    connect(entry(menu, tr("&Play or pause\tSpace"), "playAction", "play"), &QAction::triggered,
            this, &MainMenu::playOrPauseRequested);
    connect(entry(menu, tr("&Stop\tEnter"), "stopAction", "stop"), &QAction::triggered, this,
            &MainMenu::stopRequested);
    connect(entry(menu, tr("To the st&art\tHome"), "toStartAction", "to-start"),
            &QAction::triggered, this, &MainMenu::toStartRequested);
    menu->addSeparator();
    connect(entry(menu, tr("All notes &off"), "panicAction", "panic",
                  QKeySequence(Qt::CTRL | Qt::Key_Period)),
            &QAction::triggered, this, &MainMenu::panicRequested);
}

void MainMenu::buildHelpMenu() {
    // Alt+H and Alt+L are for the notes.
    QMenu* menu = m_bar.addMenu(tr("Hel&p"));
    QAction* shortcuts = entry(menu, tr("&Keyboard shortcuts\t?"), "shortcutsAction");
    connect(shortcuts, &QAction::triggered, this, &MainMenu::shortcutsRequested);
    QAction* about = entry(menu, tr("&About Leitmotif"), "aboutAction", "info");
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, &MainMenu::aboutRequested);
}

void MainMenu::setEditActions(QAction* undo, QAction* redo, const QList<QAction*>& others) {
    undo->setShortcuts({QKeySequence(QKeySequence::Undo)});
    redo->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    m_undo = undo;
    m_redo = redo;
    m_editMenu->clear();
    m_editMenu->addActions({undo, redo});
    m_editMenu->addSeparator();
    m_editMenu->addActions(others);
    m_editMenu->menuAction()->setVisible(true);
}

void MainMenu::addViewActions(const QList<QAction*>& actions) {
    m_viewMenu->addSeparator();
    m_viewMenu->addActions(actions);
}

void MainMenu::setRecentFiles(const QStringList& paths) {
    m_recentMenu->clear();
    for (const QString& path : paths) {
        QString text = QFileInfo(path).fileName();
        text.replace(QLatin1Char('&'), QLatin1String("&&"));
        QAction* action =
            m_recentMenu->addAction(text, this, [this, path] { emit openFileRequested(path); });
        action->setStatusTip(path);
    }
    m_recentMenu->setEnabled(!paths.isEmpty());
}

void MainMenu::setCanSave(bool canSave) {
    m_saveAction->setEnabled(canSave);
}

void MainMenu::setCanExport(bool canExport) {
    m_exportAction->setEnabled(canExport);
}

void MainMenu::setThemeChoice(const QString& name) {
    for (QAction* action : m_themeActions->actions())
        action->setChecked(action->data().toString() == name);
}

void MainMenu::setTheme(const Theme& theme) {
    if (m_undo)
        m_undo->setIcon(themedIcon(QStringLiteral("undo"), theme));
    if (m_redo)
        m_redo->setIcon(themedIcon(QStringLiteral("redo"), theme));
}

} // namespace leitmotif
