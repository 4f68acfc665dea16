// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/stored_take.h"
#include "ui/theme/theme.h"

#include <QFrame>

#include <functional>
#include <optional>
#include <set>
#include <vector>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QListView;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace leitmotif {

class CandidateBar;
class TakeDelegate;
class TakeModel;

/// What was learned so far, to listen to: a card for each take, newest first. Buttons act on the
/// chosen card; the play mark on each card plays it. A card can be dragged out of the window as a
/// MIDI file. On the list, Enter plays or stops, E opens in the editor, C compares, R rewrites, M
/// makes more, Del deletes. Takes that are to be judged are alone at first: K keeps one, X throws
/// it away, and the next one is heard. GUI thread.
class TakesPanel : public QFrame {
    Q_OBJECT

  public:
    /// Writes the take as a MIDI file and returns its path, empty if that failed. Called when a
    /// card is dragged away; the file must stay until the program ends.
    using FileProvider = std::function<QString(const StoredTake&)>;

    explicit TakesPanel(QWidget* parent = nullptr);

    void setTakes(std::vector<StoredTake> takes);
    void addTake(const StoredTake& take);
    /// In place of the one with its id, if that is there.
    void updateTake(const StoredTake& take);
    void removeTake(qint64 id);
    [[nodiscard]] std::optional<qint64> currentTake() const;
    void setCurrentTake(qint64 id);
    /// Lets keys go to the list.
    void focusList();

    /// Those that were just made and are to be judged.
    void setCandidates(const std::set<qint64>& takes);

    /// Which take is heard; nothing: none.
    void setPlaying(std::optional<qint64> take);
    /// Position within the take that is heard, 0 to 1.
    void setPlayingFraction(double fraction);
    void setFileProvider(FileProvider provider);
    /// Whether takes can be rewritten; if not, `reason` says why.
    void setRewritable(bool isPossible, const QString& reason = {});
    /// The switch for it, as the owner has it.
    void setPlaysNewTakes(bool plays);
    void setTheme(const Theme& theme);

  signals:
    void playRequested(qint64 take);
    void stopRequested();
    /// Open it as a new score in the editor.
    void editRequested(qint64 take);
    /// Put its notes at the playhead, as one edit.
    void placeRequested(qint64 take);
    /// Show it beside another one.
    void compareRequested(qint64 take);
    /// Draw some of its notes anew, as a new take.
    void rewriteRequested(qint64 take);
    /// More takes of its run and epoch.
    void moreRequested(qint64 take);
    /// What it was learned from.
    void originRequested(qint64 take);
    /// Of one that is to be judged; removeRequested() throws it away.
    void keepRequested(qint64 take);
    void keepAllRequested();
    /// Asked for, but not possible now.
    void rewriteRefused(const QString& reason);
    /// `ending` is "mid", "wav", "flac" or "ogg".
    void exportRequested(qint64 take, const QString& ending);
    void removeRequested(qint64 take);
    void playsNewTakesChanged(bool plays);
    void currentTakeChanged(std::optional<qint64> take);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void buildHeader(QVBoxLayout* column);
    void buildToolbar(QHBoxLayout* row);
    void buildList(QVBoxLayout* column);
    void updateButtons();
    void togglePlay(qint64 take);
    void rewrite(qint64 take);
    void showMenu(const QPoint& place);
    /// What a key on the list does; false: nothing.
    bool actOn(int key);
    /// While takes are judged: to the one above or below, and on with listening.
    bool step(int by);
    /// Keeps or throws away the chosen candidate, and plays the next one.
    void judge(bool isKept);
    /// Hides what is not to be judged, if that is wished.
    void applyFilter();
    void updateCandidates();

    TakeModel* m_model;
    TakeDelegate* m_delegate;
    Theme m_theme;
    std::optional<qint64> m_playing;
    bool m_isRewritable = false;
    CandidateBar* m_candidates;
    QStackedWidget* m_pages;
    QListView* m_view;
    QLabel* m_count;
    QToolButton* m_play;
    QToolButton* m_edit;
    QToolButton* m_place;
    QToolButton* m_compare;
    QToolButton* m_rewrite;
    QToolButton* m_more;
    QToolButton* m_origin;
    QToolButton* m_export;
    QToolButton* m_remove;
    QCheckBox* m_playNew;
};

} // namespace leitmotif
