// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main_menu.h"
#include "ui/panel_area.h"
#include "ui/panels/transport_bar.h"
#include "ui/panels/work_line.h"
#include "ui/settings_dialog.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

#include <functional>

class QLabel;

namespace leitmotif {

class NoticeBar;

/// The window: panels, menus, dialogs for file names, notices. It knows no file, run or device; the
/// composition root connects its signals and those of its panels, and tells it what to show. GUI
/// thread.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    explicit MainWindow(QWidget* parent = nullptr);

    // The panels, for the whole life of the window
    [[nodiscard]] SourcePanel& source() { return m_area->source(); }
    [[nodiscard]] TrainPanel& train() { return m_area->train(); }
    [[nodiscard]] LossPlot& plot() { return m_area->plot(); }
    [[nodiscard]] LatentView& latent() { return m_area->latent(); }
    [[nodiscard]] TakesPanel& takes() { return m_area->takes(); }
    [[nodiscard]] CompareView& compare() { return m_area->compare(); }
    [[nodiscard]] TransportBar& transport() { return *m_transport; }
    /// What is worked out in the background, in the status bar.
    [[nodiscard]] WorkLine& work() { return *m_work; }
    [[nodiscard]] SettingsDialog& settings() { return *m_settings; }
    [[nodiscard]] MainMenu& menu() { return *m_menu; }

    /// Puts the piano roll, its toolbar and what stands beside its title in their place. Takes
    /// ownership. Called once.
    void setEditor(QWidget* toolbar, QWidget* roll, QWidget* besideTitle = nullptr);
    /// What the editor shows, above it: "Take of epoch 20".
    void setEditorTitle(const QString& title);
    /// Shown instead of the roll while there is nothing to edit.
    void setEditorEmpty(bool isEmpty);
    /// Lets keys go to the roll; to the window alone if it is hidden.
    void focusEditor() { m_area->focusEditor(); }
    /// Shows two takes in the editor's place, or the editor again.
    void setComparing(bool isComparing);
    /// Whether the run that is shown has a latent map, which can take the place of its losses.
    void setHasLatentMap(bool hasMap) { m_area->setHasLatentMap(hasMap); }

    /// Colours and icons of the whole program. Call it before the window is shown.
    void setTheme(const Theme& theme);
    /// "Untitled" without a name; `isModified`: unnamed work, or changes since the last Save.
    void setProject(const QString& name, bool isModified);
    void setReadOnly(bool isReadOnly);
    /// In the menu and where there is nothing to learn from yet.
    void setRecentFiles(const QStringList& paths);

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

    /// Sizes of the window and its splitters, for the next start.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray& state);

  public slots:
    void showOpenDialog();
    void showSaveAsDialog();
    void showExportDialog();
    /// Asks for a file name, then emits takeExportRequested.
    void showTakeExportDialog(qint64 take, const QString& suggestedName, const QString& ending);
    void showSettings();
    void showShortcuts();

  signals:
    /// From dialog, drop or recent files: MIDI files, SoundFonts or one project.
    void openRequested(const QStringList& paths);
    void newProjectRequested();
    void saveRequested();
    void saveAsRequested(const QString& path);
    /// The score in the editor; the ending tells the format: .mid, .wav, .flac, .ogg.
    void exportRequested(const QString& path);
    void takeExportRequested(qint64 take, const QString& path);
    /// "system", "dark" or "light".
    void themeRequested(const QString& name);
    /// Before the settings are shown: the owner calls settings().setChoices().
    void settingsAboutToShow();
    /// The window is really closing.
    void closing();

  protected:
    void closeEvent(QCloseEvent* event) override;

  private:
    void buildContent();
    void buildStatusBar();
    void connectMenu();
    void connectPanels();
    void connectKeys();
    void updateTitle();
    void showStanding();

    PanelArea* m_area;
    TransportBar* m_transport;
    WorkLine* m_work;
    SettingsDialog* m_settings;
    MainMenu* m_menu;
    NoticeBar* m_errorBar;
    NoticeBar* m_undoBar;
    QLabel* m_standing;
    QString m_standingWords;
    QString m_projectName;
    QString m_scoreName;
    bool m_isModified = false;
    bool m_isReadOnly = false;
    std::function<bool()> m_closeGuard;
};

} // namespace leitmotif
