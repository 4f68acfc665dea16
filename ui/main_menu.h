// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QStringList>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;

namespace leitmotif {

struct Theme;

/// The menus of the main window: what can be done, its keys and icons. Tells what is wished. GUI
/// thread.
class MainMenu : public QObject {
    Q_OBJECT

  public:
    /// Fills the bar, which owns it.
    explicit MainMenu(QMenuBar& bar);

    /// Undo and redo, then what else the editor offers: they become the Edit menu, with their keys
    /// and icons. The menu does not own them.
    void setEditActions(QAction* undo, QAction* redo, const QList<QAction*>& others);
    /// Further actions of the View menu (zoom, snap, follow).
    void addViewActions(const QList<QAction*>& actions);
    void setRecentFiles(const QStringList& paths);
    void setCanSave(bool canSave);
    void setCanExport(bool canExport);
    /// "system", "dark" or "light".
    void setThemeChoice(const QString& name);
    /// Icons of the actions that it does not own.
    void setTheme(const Theme& theme);

  signals:
    void newRequested();
    void openDialogRequested();
    void openFileRequested(const QString& path);
    void saveRequested();
    void saveAsRequested();
    void exportRequested();
    void settingsRequested();
    void quitRequested();
    void leftShown(bool isShown);
    void plotShown(bool isShown);
    void editorShown(bool isShown);
    void takesShown(bool isShown);
    /// To the panel after or before the one that has the focus.
    void panelRequested(int step);
    void themeRequested(const QString& name);
    void playOrPauseRequested();
    void stopRequested();
    void toStartRequested();
    void panicRequested();
    void shortcutsRequested();
    void aboutRequested();

  private:
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildThemeMenu();
    void buildPlayMenu();
    void buildHelpMenu();
    void addPanelSwitch(const QString& text, const char* name, int key,
                        void (MainMenu::*signal)(bool));

    QMenuBar& m_bar;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_editMenu = nullptr;
    QMenu* m_viewMenu = nullptr;
    QActionGroup* m_themeActions = nullptr;
    QPointer<QAction> m_undo;
    QPointer<QAction> m_redo;
    QAction* m_exportAction = nullptr;
    QAction* m_saveAction = nullptr;
};

} // namespace leitmotif
