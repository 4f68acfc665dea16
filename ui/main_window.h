// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/compare_view.h"
#include "ui/panels/source_panel.h"
#include "ui/panels/takes_panel.h"
#include "ui/panels/train_panel.h"
#include "ui/panels/transport_bar.h"
#include "ui/plots/latent_view.h"
#include "ui/plots/loss_plot.h"
#include "ui/settings_dialog.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

#include <cstdint>
#include <functional>

class QActionGroup;
class QFileDialog;
class QHBoxLayout;
class QLabel;
class QMenu;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace leitmotif {

class NoticeBar;
class WorkLine;

/// The window: panels, menus, dialogs for file names, notices. It knows no file, run or device; the
/// composition root connects its signals and those of its panels, and tells it what to show. GUI
/// thread.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    explicit MainWindow(QWidget* parent = nullptr);

    // The panels, for the whole life of the window
    [[nodiscard]] SourcePanel& source() { return *m_source; }
    [[nodiscard]] TrainPanel& train() { return *m_train; }
    [[nodiscard]] LossPlot& plot() { return *m_plot; }
    [[nodiscard]] LatentView& latent() { return *m_latent; }
    [[nodiscard]] TakesPanel& takes() { return *m_takes; }
    [[nodiscard]] CompareView& compare() { return *m_compare; }
    [[nodiscard]] TransportBar& transport() { return *m_transport; }
    /// What is worked out in the background, in the status bar.
    [[nodiscard]] WorkLine& work() { return *m_work; }
    [[nodiscard]] SettingsDialog& settings() { return *m_settings; }

    /// Puts the piano roll, its toolbar and what stands beside its title in their place. Takes
    /// ownership. Called once.
    void setEditor(QWidget* toolbar, QWidget* roll, QWidget* besideTitle = nullptr);
    /// What the editor shows, above it: "Take of epoch 20".
    void setEditorTitle(const QString& title);
    /// Shown instead of the roll while there is nothing to edit.
    void setEditorEmpty(bool isEmpty);
    /// Lets keys go to the roll; to the window alone if it is hidden.
    void focusEditor();
    /// Shows two takes in the editor's place, or the editor again.
    void setComparing(bool isComparing);
    [[nodiscard]] bool isComparing() const;

    /// Whether the run that is shown has a latent map, which can take the place of its losses.
    void setHasLatentMap(bool hasMap);

    /// Undo and redo of the owner's undo stack, then what else the editor offers (cut, copy …):
    /// they become the Edit menu. The window does not own them.
    void setEditActions(QAction* undo, QAction* redo, const QList<QAction*>& others);
    /// Further actions of the View menu (zoom, snap, follow).
    void addViewActions(const QList<QAction*>& actions);

    /// Colours and icons of the whole program. Call it before the window is shown.
    void setTheme(const Theme& theme);
    /// "Untitled" without a name; `isModified`: unnamed work, or changes since the last Save.
    void setProject(const QString& name, bool isModified);
    void setReadOnly(bool isReadOnly);
    void setRecentFiles(const QStringList& paths);
    /// Whether there is a score to export, and a take to place.
    void setCanExport(bool canExport);

    /// What the status bar says of the score in the editor while it has nothing else to say.
    void setStanding(const QString& words);
    /// A short line that goes away by itself.
    void showNotice(const QString& sentence);
    /// The same until the next call; empty: no more.
    void showHint(const QString& words);
    /// A line that stays until it is closed or the next one comes. `action` adds a button.
    void showError(const QString& sentence, const QString& action = {},
                   std::function<void()> onAction = {});
    void clearError();
    /// Something was deleted and can be brought back: `onUndo`. Otherwise, once the line goes,
    /// `onGone`.
    void offerUndo(const QString& sentence, std::function<void()> onUndo,
                   std::function<void()> onGone);
    void endUndo();

    /// Asked when the window is to be closed; returns false to keep it open, for instance while a
    /// training run has still to be stopped. Without it the window closes.
    void setCloseGuard(std::function<bool()> guard) { m_closeGuard = std::move(guard); }
    /// The one question when closing while a run trains. True: stop it, keep the checkpoint, close.
    [[nodiscard]] bool confirmCloseWhileTraining();
    /// The one question when an unnamed project with something in it is left.
    enum class Leaving : std::uint8_t { Save, Discard, Cancel };
    [[nodiscard]] Leaving askBeforeLeaving();
    /// Where to save the project, before it is left; empty: nowhere.
    [[nodiscard]] QString askWhereToSave();

    /// Sizes of the window and its splitters, for the next start.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray& state);

  public slots:
    void showOpenDialog();
    void showSaveAsDialog();
    void showExportDialog();
    /// Asks for a file name, then emits takeExportRequested.
    void showTakeExportDialog(qint64 take, const QString& suggestedName, const QString& ending);
    void showSoundFontDialog();
    void showSettings();
    void showShortcuts();
    void showAbout();

  signals:
    /// From dialog, drop or recent files: MIDI files, SoundFonts or one project.
    void openRequested(const QStringList& paths);
    void newProjectRequested();
    void saveRequested();
    void saveAsRequested(const QString& path);
    /// The score in the editor; the ending tells the format: .mid, .wav, .flac, .ogg.
    void exportRequested(const QString& path);
    void takeExportRequested(qint64 take, const QString& path);
    /// Before the settings are shown: the owner calls settings().setChoices().
    void settingsAboutToShow();
    /// The window is really closing.
    void closing();

  protected:
    void closeEvent(QCloseEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void buildPanels();
    [[nodiscard]] QFrame* buildEditorSlot();
    void buildBars(QVBoxLayout* column);
    void connectPanels();
    [[nodiscard]] bool hasUseForEscape() const;
    void buildMenus();
    void buildFileMenu();
    void buildViewMenu();
    void buildPlayMenu();
    void buildHelpMenu();
    /// To the panel after or before the one that has the focus.
    void goToPanel(int step);
    /// What gets the focus in a panel; null: nothing there can.
    [[nodiscard]] QWidget* controlIn(const QWidget& panel) const;
    void addPanelSwitch(const QString& text, const char* name, QWidget* panel, int key);
    QFileDialog* makeSaveDialog(const QString& title, const QString& suggested,
                                const QString& filter, const QString& ending);
    QFileDialog* makeProjectDialog();
    void updateTitle();
    void showStanding();
    void updateThemeActions();

    SourcePanel* m_source;
    TrainPanel* m_train;
    LossPlot* m_plot;
    LatentView* m_latent;
    QStackedWidget* m_plots; ///< losses, latent map
    TakesPanel* m_takes;
    CompareView* m_compare;
    TransportBar* m_transport;
    WorkLine* m_work;
    SettingsDialog* m_settings;
    QSplitter* m_columns;
    QSplitter* m_left;
    QSplitter* m_centre;
    QFrame* m_editor;
    QStackedWidget* m_editorPages;
    QHBoxLayout* m_editorTop;
    QHBoxLayout* m_editorTitleRow;
    QLabel* m_editorTitle;
    QLabel* m_standing;
    QString m_standingWords;
    NoticeBar* m_errorBar;
    NoticeBar* m_undoBar;
    QLabel* m_dropHint;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_editMenu = nullptr;
    QMenu* m_viewMenu = nullptr;
    QActionGroup* m_themeActions = nullptr;
    QAction* m_exportAction = nullptr;
    QAction* m_saveAction = nullptr;
    QString m_projectName;
    QString m_scoreName;
    bool m_isModified = false;
    bool m_isReadOnly = false;
    Theme m_theme;
    std::function<bool()> m_closeGuard;
};

} // namespace leitmotif
