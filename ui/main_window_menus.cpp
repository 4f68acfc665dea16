// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the main window.
#include "ui/main_window.h"
#include "ui/theme/icons.h"

#include <QActionGroup>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QSplitter>
#include <QStackedWidget>

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

void MainWindow::buildMenus() {
    menuBar()->setObjectName(QStringLiteral("menuBar"));
    buildFileMenu();
    m_editMenu = menuBar()->addMenu(tr("&Edit"));
    m_editMenu->setToolTipsVisible(true);        // they say why something is not possible
    m_editMenu->menuAction()->setVisible(false); // until setEditActions() fills it
    buildViewMenu();
    buildPlayMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    connect(entry(menu, tr("&New project"), "newAction", "file", QKeySequence::New),
            &QAction::triggered, this, &MainWindow::newProjectRequested);
    connect(entry(menu, tr("&Open…"), "openAction", "open", QKeySequence::Open),
            &QAction::triggered, this, &MainWindow::showOpenDialog);
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    m_recentMenu->setObjectName(QStringLiteral("recentMenu"));
    menu->addSeparator();
    m_saveAction = entry(menu, tr("&Save"), "saveAction", "save", QKeySequence::Save);
    connect(m_saveAction, &QAction::triggered, this, [this] {
        if (m_projectName.isEmpty())
            showSaveAsDialog();
        else
            emit saveRequested();
    });
    connect(entry(menu, tr("Save &as…"), "saveAsAction", nullptr,
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)),
            &QAction::triggered, this, &MainWindow::showSaveAsDialog);
    m_exportAction = entry(menu, tr("&Export MIDI or audio…"), "exportAction", "export",
                           QKeySequence(Qt::CTRL | Qt::Key_E));
    m_exportAction->setEnabled(false);
    connect(m_exportAction, &QAction::triggered, this, &MainWindow::showExportDialog);
    menu->addSeparator();
    connect(entry(menu, tr("Se&ttings…"), "settingsAction", "settings",
                  QKeySequence(Qt::CTRL | Qt::Key_Comma)),
            &QAction::triggered, this, &MainWindow::showSettings);
    QAction* quit =
        entry(menu, tr("&Quit"), "quitAction", nullptr, QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, &QWidget::close);
    setRecentFiles({});
}

void MainWindow::buildViewMenu() {
    m_viewMenu = menuBar()->addMenu(tr("&View"));
    addPanelSwitch(tr("&Files and training"), "showLeftAction", m_left, Qt::Key_F5);
    addPanelSwitch(tr("&Losses"), "showPlotAction", m_plots, Qt::Key_F9);
    addPanelSwitch(tr("&Editor"), "showEditorAction", m_editor, Qt::Key_F7);
    addPanelSwitch(tr("&Takes"), "showTakesAction", m_takes, Qt::Key_F8);
    connect(entry(m_viewMenu, tr("&Next panel"), "nextPanelAction", nullptr, Qt::Key_F6),
            &QAction::triggered, this, [this] { goToPanel(1); });
    connect(entry(m_viewMenu, tr("&Previous panel"), "previousPanelAction", nullptr,
                  Qt::SHIFT | Qt::Key_F6),
            &QAction::triggered, this, [this] { goToPanel(-1); });
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
    connect(m_themeActions, &QActionGroup::triggered, this, [this](const QAction* action) {
        Settings settings = m_settings->settings();
        settings.theme = action->data().toString();
        m_settings->change(settings);
    });
    updateThemeActions();
}

void MainWindow::addPanelSwitch(const QString& text, const char* name, QWidget* panel, int key) {
    QAction* action = entry(m_viewMenu, text, name, nullptr, QKeySequence(key));
    action->setCheckable(true);
    action->setChecked(true);
    connect(action, &QAction::toggled, panel, [this, panel](bool isShown) {
        const bool hadFocus = panel->hasFocus() || panel->isAncestorOf(focusWidget());
        panel->setVisible(isShown);
        // A splitter with nothing in it would leave a gap.
        m_columns->widget(1)->setVisible(m_plots->isVisibleTo(m_columns->widget(1)) ||
                                         m_editor->isVisibleTo(m_columns->widget(1)));
        if (!isShown && hadFocus) // else the next control has it, and Space presses that
            focusEditor();
    });
}

void MainWindow::updateThemeActions() {
    for (QAction* action : m_themeActions->actions())
        action->setChecked(action->data().toString() == m_settings->settings().theme);
}

void MainWindow::buildPlayMenu() {
    QMenu* menu = menuBar()->addMenu(tr("Pla&y"));
    // The keys after the tab are shown, not bound: keyPressEvent() gives them out, so that a
    // focused control keeps its Space and Enter.
    QAction* play = entry(menu, tr("&Play or pause\tSpace"), "playAction", "play");
    connect(play, &QAction::triggered, this, [this] {
        if (m_transport->isPlaying())
            emit m_transport->pauseRequested();
        else
            emit m_transport->playRequested();
    });
    connect(entry(menu, tr("&Stop\tEnter"), "stopAction", "stop"), &QAction::triggered, m_transport,
            &TransportBar::stopRequested);
    connect(entry(menu, tr("To the st&art\tHome"), "toStartAction", "to-start"),
            &QAction::triggered, m_transport, &TransportBar::toStartRequested);
    menu->addSeparator();
    connect(entry(menu, tr("All notes &off"), "panicAction", "panic",
                  QKeySequence(Qt::CTRL | Qt::Key_Period)),
            &QAction::triggered, m_transport, &TransportBar::panicRequested);
}

void MainWindow::buildHelpMenu() {
    // Alt+H and Alt+L are for the notes.
    QMenu* menu = menuBar()->addMenu(tr("Hel&p"));
    QAction* shortcuts = entry(menu, tr("&Keyboard shortcuts\t?"), "shortcutsAction");
    connect(shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    QAction* about = entry(menu, tr("&About Leitmotif"), "aboutAction", "info");
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::setEditActions(QAction* undo, QAction* redo, const QList<QAction*>& others) {
    undo->setShortcuts({QKeySequence(QKeySequence::Undo)});
    redo->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    setIconName(undo, QStringLiteral("undo"));
    setIconName(redo, QStringLiteral("redo"));
    undo->setIcon(themedIcon(QStringLiteral("undo"), m_theme));
    redo->setIcon(themedIcon(QStringLiteral("redo"), m_theme));
    m_editMenu->clear();
    m_editMenu->addActions({undo, redo});
    m_editMenu->addSeparator();
    m_editMenu->addActions(others);
    m_editMenu->menuAction()->setVisible(true);
}

void MainWindow::addViewActions(const QList<QAction*>& actions) {
    m_viewMenu->addSeparator();
    m_viewMenu->addActions(actions);
}

void MainWindow::setRecentFiles(const QStringList& paths) {
    m_source->setRecentFiles(paths);
    m_recentMenu->clear();
    for (const QString& path : paths) {
        QString text = QFileInfo(path).fileName();
        text.replace(QLatin1Char('&'), QLatin1String("&&"));
        QAction* action =
            m_recentMenu->addAction(text, this, [this, path] { emit openRequested({path}); });
        action->setStatusTip(path);
    }
    m_recentMenu->setEnabled(!paths.isEmpty());
}

void MainWindow::setCanExport(bool canExport) {
    m_exportAction->setEnabled(canExport);
}

} // namespace leitmotif
