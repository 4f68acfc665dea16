// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/document_controller.h"
#include "app/window/message_controller.h"
#include "app/window/playback_controller.h"
#include "app/window/source_controller.h"
#include "app/window/take_library.h"
#include "ui/main_window.h"

#include <QObject>

class QAction;

namespace leitmotif {

class PianoRoll;
struct LoopRegion;

/// The piano roll and the score in it: which document is shown, edits on their way to it, takes
/// that are opened or placed, loop and playhead. GUI thread.
class EditorController : public QObject {
    Q_OBJECT

  public:
    EditorController(DocumentController& document, SourceController& sources,
                     const TakeLibrary& takes, PlaybackController& playback,
                     MessageController& messages, MainWindow& window, QObject* parent = nullptr);

    [[nodiscard]] PianoRoll& roll() { return m_roll; }
    /// What was edited last, or else the current source.
    void showFirstDocument();
    /// In place of something that is gone.
    void showNextSource();

  private:
    void addActions();
    void connectDocument();
    void connectSources();
    void connectTakes();
    void connectRoll();
    void showDocument();
    void showTitle();
    void openSource(qint64 source);
    void switchDrums(qint64 source, const TrackChoice& choice, bool areDrums);
    void openTake(qint64 take);
    void placeTake(qint64 take);
    void setLoop(const LoopRegion& loop);

    DocumentController& m_document;
    SourceController& m_sources;
    const TakeLibrary& m_takes;
    PlaybackController& m_playback;
    MessageController& m_messages;
    MainWindow& m_window;
    PianoRoll& m_roll; // owned by the window
    QAction* m_revert = nullptr;
};

} // namespace leitmotif
