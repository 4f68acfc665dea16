// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_gesture.h"
#include "ui/roll/roll_words.h"

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
    void setPlayhead(double tick);
    void setLoop(const LoopRegion& loop);
    void setHover(std::optional<Note> note, int pitch);
    void setPreview(RollPreview preview);

    // RollHost
    void select(ScoreSelection selection) override;
    void request(const Settlement& settlement, const QString& label,
                 const TrackNotes& thenSelected) override;
    void sound(const Note& note) override;
    void silence() override;
    void setNewNote(Tick length, Velocity velocity) override;
    void setCursor(RollCursor cursor) override;

    // For edits that are one step of the undo history together (EditBurst)
    [[nodiscard]] quint64 newGesture() { return ++m_gesture; }
    void requestStep(const ScoreEdit& edit, const QString& label, const TrackNotes& thenSelected,
                     quint64 gesture);
    /// Steps with equal serials may belong to one burst. Another score, another selection, a press
    /// of the mouse and other commands end a burst.
    [[nodiscard]] quint64 burstSerial() const { return m_burstSerial; }
    void endBurst() { ++m_burstSerial; }
    /// The notes that are now at the onsets and pitches of `places`, in order.
    [[nodiscard]] TrackNotes notesAt(const TrackNotes& places) const;

    /// Reports notes that an edit changed otherwise than asked; without any, clears the last
    /// report.
    void report(const Collisions& collisions) { emit noticed(describeCollisions(collisions)); }
    /// What modifiers do to the drag in progress; empty without one.
    void setHint(const QString& hint);
    /// Lets a note be heard for a moment.
    void soundBriefly(const Note& note);

  signals:
    void editRequested(const ScoreEdit& edit, const QString& label, quint64 gesture);
    void previewNoteRequested(int pitch, int velocity, int channel, bool on);
    void selectionChanged(int notes);
    /// A sentence about the last edit; empty: the last sentence no longer applies.
    void noticed(const QString& sentence);
    void hintChanged(const QString& hint);
    /// Something that the views paint changed.
    void sceneChanged();
    /// The notes may have changed; a gesture in progress holds old ones.
    void scoreReplaced();
    void hoverChanged();
    void viewChanged();
    void playheadMoved(double from, double to);
    void cursorChanged();
    void snapChanged();
    void trackChanged(int track);
    void loopEdited(const LoopRegion& loop);
    void soundingChanged();
    /// A command by key or menu acted here, so the view should show it.
    void revealRequested(const RollCursor& place);

  private:
    void takeScore(const Score& score);
    void restoreSelection(const std::vector<TrackPtr>& before);

    RollScene m_scene;
    std::optional<TrackNotes>
        m_thenSelected; ///< places of the notes to select when the requested edit arrives
    QTimer m_briefSound;
    std::uint8_t m_soundingChannel = 0;
    quint64 m_gesture = 0;
    quint64 m_burstSerial = 0;
    QString m_hint;
};

} // namespace leitmotif
