// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/document_controller.h"
#include "app/window/exporter.h"
#include "app/window/latent_controller.h"
#include "app/window/playback_controller.h"
#include "app/window/project_controller.h"
#include "app/window/revision_controller.h"
#include "app/window/settings_store.h"
#include "app/window/sound_controller.h"
#include "app/window/source_controller.h"
#include "app/window/take_measurer.h"
#include "app/window/training_controller.h"
#include "core/playback/player.h"
#include "ui/main_window.h"

#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

namespace leitmotif {

class PianoRoll;
struct LoopRegion;

/// Holds every component of the window and wires them by reference: the map of the program. GUI
/// thread.
class Workspace : public QObject {
    Q_OBJECT

  public:
    Workspace(MainWindow& window, SettingsStore& settings);
    ~Workspace() override;

    /// Opens an unnamed project, or the one among `paths`, then the MIDI files.
    void start(const QStringList& paths);
    /// Projects, MIDI files and SoundFonts.
    void open(const QStringList& paths);
    /// As if Train was pressed, once there is something to learn from.
    void trainWhenReady();
    /// That the program is about to end with.
    void setExitStatus(int status) { m_sound.setExitStatus(status); }
    /// Blocks of sound that were not ready in time.
    [[nodiscard]] quint64 lateAudioBlocks() const { return m_sound.lateBlocks(); }

  signals:
    /// A run was asked for.
    void trainingStarted();

  private:
    void buildEditor();
    void connectProject();
    void connectSources();
    void connectDocument();
    void connectCompare();
    void connectPlayback();
    void connectTraining();
    void connectRevisions();
    void connectSettings();
    void connectExport();

    void openProject(const QString& path);
    void showAbandoned();
    /// Out of the list at once, off the disk once nobody can take it back.
    void discardAbandoned(const QString& path);
    void showDocument();
    void showTitle();
    /// What was edited last, or else the current source.
    void showFirstDocument();
    /// In place of something that is gone.
    void showNextSource();
    void showEditedTake(const StoredTake& take);
    void takeMeasured(const StoredTake& take, bool keeps);
    void updateReadiness();
    void setLoop(const LoopRegion& loop);
    void applySettings(const Settings& settings);
    void chooseSoundFont(const QString& path);
    /// Whether there is anything that an unnamed project would be missed for.
    [[nodiscard]] bool holdsWork() const;
    void updateTitle();
    /// Whether the project may be left: asks what has to be asked.
    [[nodiscard]] bool mayClose();
    [[nodiscard]] bool mayLeaveUnnamed();
    bool saveAs(const QString& path);
    void showError(const Error& error);
    /// One of the files that are being opened; all of them are told together.
    void addProblem(const Error& error);
    void clearProblems();
    /// Something was done: errors of before are out of date.
    void tellDone(const QString& sentence);
    /// The same once all is written.
    void tellSaved(const QString& sentence);

    // In the order of construction: who comes later uses who came before.
    MainWindow& m_window;
    SettingsStore& m_settings;
    Player m_player;
    SoundController m_sound; // a device that hangs must not keep the others from ending in order
    ProjectController m_project;
    SourceController m_sources;
    DocumentController m_document;
    TrainingController m_training;
    TakeMeasurer m_measurer;
    PlaybackController m_playback;
    LatentController m_latent;
    Exporter m_exporter;
    PianoRoll* m_roll = nullptr; // owned by the window
    QAction* m_revert = nullptr;
    std::unique_ptr<RevisionController> m_revisions; // it uses the roll
    QTimer m_sourcesChanged; // what follows from the sources is worked out once for many changes
    QTemporaryDir m_dragged; // takes that were dragged out, as files
    QStringList m_problems;  // of the files that were opened last
    QString m_discarded;     // an abandoned project that can still be taken back
    bool m_trainsWhenReady = false;
};

} // namespace leitmotif
