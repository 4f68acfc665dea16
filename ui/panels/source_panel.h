// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"
#include "core/midi/import_report.h"
#include "ui/panels/unsaved_list.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QList>
#include <QStringList>

#include <vector>

class QListWidget;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace leitmotif {

class SourceDetails;

/// A piece that comes with the program.
struct DemoChoice {
    QString id;
    QString title;
    QString composer;
};

/// An opened file as the panel shows it.
struct SourceItem {
    qint64 id = 0;
    ImportReport report;
    CorpusSelection selection; ///< what to learn from
    bool isEdited = false;     ///< its score is no longer that of its file
};

/// Which files, tracks and bars to learn from: the opened files, the import report of the current
/// one and its tracks. Asks for everything by signals; shows what it is given. GUI thread.
class SourcePanel : public QFrame {
    Q_OBJECT

  public:
    explicit SourcePanel(QWidget* parent = nullptr);

    /// Replaces the list. Keeps the current file if it is still there.
    void setSources(std::vector<SourceItem> sources);
    /// Adds one and makes it the current one, or replaces the one with its id.
    void setSource(SourceItem source);
    void removeSource(qint64 id);
    [[nodiscard]] const std::vector<SourceItem>& sources() const { return m_sources; }
    /// 0 without files.
    [[nodiscard]] qint64 currentSource() const;
    void setCurrentSource(qint64 id);

    /// What the empty state and the menu of the open button offer.
    void setDemoPieces(const QList<DemoChoice>& pieces);
    void setRecentFiles(const QStringList& paths);
    void setUnsaved(const QList<UnsavedItem>& items);
    void setTheme(const Theme& theme);

  signals:
    /// Show a file dialog.
    void openDialogRequested();
    void openFileRequested(const QString& path);
    void demoPieceRequested(const QString& id);
    /// One of setUnsaved() is not wanted any more.
    void discardRequested(const QString& path);
    void removeRequested(qint64 source);
    /// What was edited of it is to be as its file has it again.
    void revertRequested(qint64 source);
    void selectionChanged(qint64 source, const leitmotif::CorpusSelection& selection);
    /// What a track or channel plays is to be drums, or no drums any more.
    void drumsRequested(qint64 source, const leitmotif::TrackChoice& choice, bool areDrums);
    /// Another file became the current one; 0: none.
    void currentSourceChanged(qint64 source);
    /// A click (the first of two, too) or Enter on a file: show it in the editor.
    void sourceActivated(qint64 source);

  private:
    QWidget* buildEmptyState();
    QWidget* buildFiles();
    void rebuildList();
    void showCurrent();
    void fillMenus();

    std::vector<SourceItem> m_sources;
    QList<DemoChoice> m_demoPieces;
    QStringList m_recentFiles;
    QStackedWidget* m_pages;
    QToolButton* m_open;
    QToolButton* m_revert;
    QToolButton* m_remove;
    QMenu* m_openMenu;
    QMenu* m_demoMenu;
    QMenu* m_recentMenu;
    UnsavedList* m_unsaved;
    QListWidget* m_files;
    SourceDetails* m_details;
};

} // namespace leitmotif
