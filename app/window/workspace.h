// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/background_sampling.h"
#include "app/window/compare_controller.h"
#include "app/window/document_controller.h"
#include "app/window/editor_controller.h"
#include "app/window/exporter.h"
#include "app/window/latent_controller.h"
#include "app/window/message_controller.h"
#include "app/window/more_takes_controller.h"
#include "app/window/next_run.h"
#include "app/window/playback_controller.h"
#include "app/window/project_actions.h"
#include "app/window/project_controller.h"
#include "app/window/provenance_controller.h"
#include "app/window/removal_controller.h"
#include "app/window/revision_controller.h"
#include "app/window/run_library.h"
#include "app/window/settings_controller.h"
#include "app/window/settings_store.h"
#include "app/window/sound_controller.h"
#include "app/window/source_controller.h"
#include "app/window/take_library.h"
#include "app/window/take_measurer.h"
#include "app/window/training_controller.h"
#include "app/window/training_views.h"
#include "app/window/unsaved_work.h"
#include "core/playback/player.h"
#include "ui/main_window.h"

#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

namespace leitmotif {

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

    [[nodiscard]] const TakeLibrary& takes() const { return m_takes; }

  signals:
    /// A run was asked for.
    void trainingStarted();

  private:
    void connectProject();
    void connectSources();
    void connectPlayback();
    void connectTraining();
    void connectSampling();
    void connectSettings();
    void connectExport();
    void updateReadiness();
    [[nodiscard]] bool holdsWork() const;
    /// Writes a take that is dragged out of the window; empty if that failed.
    [[nodiscard]] QString writeDragged(const StoredTake& take);

    // In the order of construction: who comes later uses who came before.
    MainWindow& m_window;
    SettingsStore& m_settings;
    Player m_player;
    SoundController m_sound; // a device that hangs must not keep the others from ending in order
    ProjectController m_project;
    MessageController m_messages;
    SourceController m_sources;
    DocumentController m_document;
    TakeLibrary m_takes;
    RunLibrary m_runs;
    NextRun m_next;
    TrainingViews m_trainingViews;
    RemovalController m_removal;
    TrainingController m_training;
    BackgroundSampling m_sampling;
    TakeMeasurer m_measurer;
    PlaybackController m_playback;
    EditorController m_editor;
    CompareController m_compare;
    LatentController m_latent;
    RevisionController m_revisions;
    MoreTakesController m_moreTakes;
    ProvenanceController m_provenance;
    Exporter m_exporter;
    SettingsController m_settingsController;
    ProjectActions m_projectActions;
    UnsavedWork m_unsaved;
    QTimer m_sourcesChanged; // what follows from the sources is worked out once for many changes
    QTemporaryDir m_dragged; // takes that were dragged out, as files
    bool m_trainsWhenReady = false;
};

} // namespace leitmotif
