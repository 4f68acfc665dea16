// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_tool.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace leitmotif {

/// Owns the scene of one piano roll: what is shown, selected and about to change. Views read the
/// scene and repaint when it changes; tools and commands ask through RollHost. It changes no note
/// itself: edits leave as requests and come back through setScore(). GUI thread.
class RollController : public QObject, public RollHost {
    Q_OBJECT

  public:
    explicit RollController(QObject* parent = nullptr);

    [[nodiscard]] const RollScene& scene() const override { return m_scene; }

    // What is shown
    /// The same piece after an edit: selection and view stay. Selected notes that an undo took away
    /// are replaced in the selection by those that it brought.
    void setScore(const Score& score);
    /// Another piece: nothing is selected, the first track with notes is edited.
    void openScore(const Score& score);
    void setTrack(std::size_t track);
    void setGeometry(const RollGeometry& geometry);
    void setSnap(Snap snap);
    void setShowsGhosts(bool shows);
    void setPlayhead(double tick) { m_scene.playhead = tick; }
    void setLoop(const LoopRegion& loop);
    void setHover(std::optional<Note> note, int pitch);
    void setPreview(RollPreview preview);

    // RollHost
    void select(NoteSelection selection) override;
    void request(const ScoreEdit& edit, const QString& label,
                 const std::vector<Note>& thenSelected) override;
    void sound(const Note& note) override;
    void silence() override;
    void setNewNote(Tick length, Velocity velocity) override;
    void setCursor(RollCursor cursor) override;

    /// Requests an edit that belongs to the same gesture as the one before, if that had the same
    /// label and the key is still held.
    void requestStep(const ScoreEdit& edit, const QString& label,
                     const std::vector<Note>& thenSelected);
    /// True while a key repeats by itself, or a wheel turns over one spot.
    void setRepeating(bool repeats) { m_isRepeating = repeats; }
    /// Lets a note be heard for a moment.
    void soundBriefly(const Note& note);

  signals:
    void editRequested(const ScoreEdit& edit, const QString& label, quint64 gesture);
    void previewNoteRequested(int pitch, int velocity, int channel, bool on);
    void selectionChanged(int notes);
    /// Something that the views paint is different.
    void sceneChanged();
    /// The notes may have changed: gestures in progress hold old ones.
    void scoreReplaced();
    void hoverChanged();
    void viewChanged();
    void cursorChanged();
    void snapChanged();
    void trackChanged(int track);
    void loopEdited(const LoopRegion& loop);
    void soundingChanged();
    /// A command by key or menu led here; a view should show it.
    void revealRequested(const RollCursor& place);

  private:
    void takeScore(const Score& score);
    void restoreSelection(const Track* before);

    RollScene m_scene;
    std::optional<std::vector<Note>> m_thenSelected; ///< where the requested notes will stand
    QTimer m_briefSound;
    std::uint8_t m_soundingChannel = 0;
    quint64 m_gesture = 0;
    QString m_lastLabel;
    bool m_isRepeating = false;
};

} // namespace leitmotif
