// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_commands.h"
#include "ui/roll/roll_controller.h"
#include "ui/roll/roll_viewport.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>

class QLabel;
class QScrollBar;
class QSplitter;

namespace leitmotif {

class RollActions;
class RollCanvas;
class RollKeyboard;
class RollRuler;
class RollTool;
class RollView;
class VelocityLane;

/// The piano roll: keys, ruler, notes, velocities and scroll bars around one scene. It shows a
/// score and asks for edits; the owner applies them (Document, undo stack) and hands the new score
/// back through setScore(). GUI thread.
class PianoRoll : public QWidget {
    Q_OBJECT

  public:
    explicit PianoRoll(QWidget* parent = nullptr);
    ~PianoRoll() override;

    void setTheme(const Theme& theme);

    /// The same piece after an edit, undo or redo; keeps selection and view.
    void setScore(const Score& score);
    /// Another piece: shown from the first bar in which its track sounds, at a zoom that suits it.
    void openScore(const Score& score);
    [[nodiscard]] const Score& score() const { return m_controller.scene().score; }

    /// The edited track, from 0; the others are shown faintly behind it. A conductor track, which
    /// holds no notes, cannot be edited.
    void setTrack(int track);
    [[nodiscard]] bool isConductor(int track) const {
        return m_controller.scene().isConductor(static_cast<std::size_t>(track));
    }
    [[nodiscard]] int track() const { return static_cast<int>(m_controller.scene().track); }

    /// In ticks; repaints two strips only. While following is on, the view turns the page when the
    /// playhead leaves it.
    void setPlayhead(double tick);
    void setFollowing(bool follows);
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    void setLoop(const LoopRegion& loop) { m_controller.setLoop(loop); }
    [[nodiscard]] LoopRegion loop() const { return m_controller.scene().loop; }

    void setSnap(Snap snap) { m_controller.setSnap(snap); }
    [[nodiscard]] Snap snap() const { return m_controller.scene().snap; }
    /// The grid at the left edge of the view; what Automatic is there depends on the zoom.
    [[nodiscard]] Snap shownSnap() const;
    void setTool(const RollTool& tool);
    [[nodiscard]] const RollTool& tool() const;
    /// What is selected, or what the tool does: for the status bar.
    [[nodiscard]] QString standingWords() const;

    /// The selected notes of the edited track.
    [[nodiscard]] const NoteSelection& selection() const { return m_controller.scene().selected(); }
    /// The selected notes of all tracks.
    [[nodiscard]] const ScoreSelection& wholeSelection() const {
        return m_controller.scene().selection;
    }
    /// Selects these notes in all their tracks and shows the first one. If none is in the edited
    /// track, the first of their tracks becomes the edited one.
    void select(const TrackNotes& notes);
    /// Scrolls to the notes that this edit, already applied, has changed, and edits their track;
    /// does nothing if one of them is in sight.
    void revealChange(const ScoreEdit& change);
    [[nodiscard]] const RollGeometry& geometry() const { return m_controller.scene().geometry; }
    /// Whether bars can be filled and rewritten; if not, `reason` says why.
    void setRevisable(bool isPossible, const QString& reason = {});
    /// Shows this part of the piece, as large as it fits.
    void showTicks(Tick from, Tick to) { m_viewport.showTicks(from, to); }

    /// An action by its object name (roll_actions.cpp lists them), and those for the window's
    /// menus.
    [[nodiscard]] QAction* action(const QString& name) const;
    [[nodiscard]] QList<QAction*> editActions() const;
    [[nodiscard]] QList<QAction*> viewActions() const;

  public slots:
    void zoomIn();
    void zoomOut();
    void zoomToFit() { m_viewport.fit(); }
    /// Drops a drag in progress anywhere in the roll; false if there is none.
    bool cancelGesture();

  signals:
    /// Apply this, and name its undo step `label`. Edits with equal `gesture` are one step.
    void editRequested(const leitmotif::ScoreEdit& edit, const QString& label, quint64 gesture);
    /// New notes in these bars in place of all that stand there, or a share of their notes drawn
    /// anew. Bars are counted from 0, both ends belong to them.
    void fillRequested(qint64 firstBar, qint64 lastBar);
    void rewriteRequested(qint64 firstBar, qint64 lastBar);
    void previewNoteRequested(int pitch, int velocity, int channel, bool on);
    /// A sentence about an edit that came out otherwise than asked; empty: it no longer applies.
    void noticed(const QString& sentence);
    /// What modifiers do to the drag in progress; empty once it is over.
    void hintChanged(const QString& hint);
    void seekRequested(qint64 tick);
    void loopChanged(const leitmotif::LoopRegion& loop);
    void selectionChanged(int notes);
    void toolChanged();
    void standingWordsChanged(const QString& words);
    void snapChanged();
    /// Zoomed or scrolled.
    void viewChanged();
    void trackChanged(int track);
    void followingChanged(bool follows);
    /// A key asked for new notes in bars, which is not possible.
    void revisionRefused(const QString& reason);
    /// Tracks may have come, gone or changed their names.
    void scoreShown();

  protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void build();
    QScrollBar* buildBar(Qt::Orientation orientation, const char* name, const QString& says);
    void connectController();
    void connectViews();
    [[nodiscard]] std::array<RollView*, 4> views() const;
    void takeCanvasSize();
    void placeOpening();
    void updateScrollBars();
    void announce();
    void showMenu(QPoint globalPosition);

    RollController m_controller;
    RollCommands m_commands;
    RollViewport m_viewport;
    RollKeyboard* m_keyboard = nullptr;
    RollRuler* m_ruler = nullptr;
    RollCanvas* m_canvas = nullptr;
    VelocityLane* m_lane = nullptr;
    QLabel* m_laneTitle = nullptr;
    QSplitter* m_splitter = nullptr;
    QScrollBar* m_timeBar = nullptr;
    QScrollBar* m_pitchBar = nullptr;
    RollActions* m_actions = nullptr;
    bool m_isFollowing = true;
    bool m_isUpdatingBars = false;
    bool m_isLaneChosen = false; ///< somebody chose its height
};

} // namespace leitmotif

Q_DECLARE_METATYPE(leitmotif::ScoreEdit)
