// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/workspace.h"

#include "core/midi/import_report.h"
#include "core/midi/smf_writer.h"
#include "ui/roll/piano_roll.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace leitmotif {

namespace {

constexpr int kSourcesChangedMs = 200;

bool isProject(const QString& path) {
    return path.endsWith(QLatin1String(".leitmotif"), Qt::CaseInsensitive);
}

bool isSoundFont(const QString& path) {
    return path.endsWith(QLatin1String(".sf2"), Qt::CaseInsensitive) ||
           path.endsWith(QLatin1String(".sf3"), Qt::CaseInsensitive);
}

} // namespace

Workspace::Workspace(MainWindow& window, SettingsStore& settings)
    : m_window(window),
      m_settings(settings),
      m_sound(m_player),
      m_messages(m_project, window),
      m_sources(m_project, window.source()),
      m_document(m_project, m_sources),
      m_takes(m_project),
      m_runs(m_project, m_takes),
      m_trainingViews(m_runs, m_takes, window),
      m_removal(m_project, m_runs, m_takes),
      m_training(m_project, m_runs, m_takes, m_next),
      m_sampling(m_project, m_training, window.work()),
      m_measurer(m_project, m_takes),
      m_playback(m_player, m_takes, window.transport(), window.takes()),
      m_editor(m_document, m_sources, m_takes, m_playback, m_messages, window),
      m_compare(m_takes, m_playback, window),
      m_latent(m_project, m_runs, m_takes, m_training, m_playback, window),
      m_revisions(m_project, m_sources, m_document, m_runs, m_takes, m_training, m_sampling, window,
                  m_editor.roll()),
      m_moreTakes(m_project, m_sources, m_document, m_runs, m_takes, m_training, m_sampling, window,
                  m_editor.roll()),
      m_provenance(m_project, m_takes, window),
      m_settingsController(settings, m_sound, m_next, window),
      m_projectActions(m_project, m_training, settings, m_messages, window,
                       [this] { return holdsWork(); }),
      m_unsaved(m_project, window) {
    m_sourcesChanged.setSingleShot(true);
    m_sourcesChanged.setInterval(kSourcesChangedMs);
    connectProject();
    connectSources();
    connectPlayback();
    connectTraining();
    connectSampling();
    connectSettings();
    connectExport();
}

Workspace::~Workspace() {
    m_window.endUndo(); // what it would do needs what goes now
    m_settings.setLayout(m_window.layoutState());
    m_settings.setRecipe(QByteArray::fromStdString(toJson(m_next.recipe()).dump()));
    m_settings.sync(); // the sound device may hang, see ~SoundController()
}

void Workspace::start(const QStringList& paths) {
    // Without a place to write there is nothing to lose either.
    if (std::ranges::any_of(paths, isProject) || m_projectActions.openUnnamed())
        open(paths);
}

void Workspace::open(const QStringList& paths) {
    const bool hasRoom = m_project.isOpen() || std::ranges::any_of(paths, isProject);
    if (!hasRoom && !m_projectActions.openUnnamed())
        return;
    if (!paths.isEmpty())
        m_messages.clearProblems();
    QStringList inOrder = paths; // a project first, as it takes the place of what is open
    std::ranges::stable_partition(inOrder, isProject);
    for (const QString& path : inOrder) {
        if (isProject(path))
            m_projectActions.open(path);
        else if (isSoundFont(path))
            m_settingsController.chooseSoundFont(path);
        else
            m_sources.openFile(path);
    }
}

void Workspace::trainWhenReady() {
    m_trainsWhenReady = true;
    updateReadiness();
}

void Workspace::connectProject() {
    connect(&m_window, &MainWindow::openRequested, this, &Workspace::open);
    connect(&m_project, &ProjectController::opened, this, [this] {
        m_editor.showFirstDocument();
        if (!m_document.isEmpty())
            m_window.focusEditor();
    });
    connect(&m_sources, &SourceController::corpusChanged, &m_projectActions,
            &ProjectActions::showTitle);
    connect(&m_document, &DocumentController::opened, &m_projectActions,
            &ProjectActions::showTitle);
    connect(&m_runs, &RunLibrary::listChanged, &m_projectActions, &ProjectActions::showTitle);
}

void Workspace::connectSources() {
    connect(&m_sources, &SourceController::removed, this, [this](const QString& sentence) {
        m_window.offerUndo(
            sentence, [this] { m_sources.restoreRemoved(); },
            [this] { m_sources.forgetRemoved(); });
    });
    connect(&m_sources, &SourceController::sourceForgotten, &m_window, &MainWindow::endUndo);
    connect(&m_sources, &SourceController::fileOpened, &m_projectActions,
            &ProjectActions::addRecentFile);
    connect(&m_sources, &SourceController::fileFailed, &m_messages, &MessageController::addProblem);
    connect(&m_sources, &SourceController::failed, &m_messages, &MessageController::showError);
    connect(&m_sources, &SourceController::corpusChanged, &m_sourcesChanged,
            qOverload<>(&QTimer::start));
    connect(&m_sourcesChanged, &QTimer::timeout, this, [this] {
        updateReadiness();
        if (m_project.isOpen())
            m_sources.hashCorpus();
    });
    connect(&m_sources, &SourceController::corpusHashed, &m_runs, &RunLibrary::compareSources);
    updateReadiness();
}

void Workspace::connectPlayback() {
    connect(&m_editor.roll(), &PianoRoll::previewNoteRequested, this,
            [this](int pitch, int velocity, int channel, bool on) {
                m_sound.preview(m_document.score(), pitch, velocity, channel, on);
            });
    LossPlot& plot = m_window.plot();
    connect(&m_playback, &PlaybackController::playingTakeChanged, &plot, &LossPlot::setPlayingTake);
    connect(&plot, &LossPlot::sampleActivated, &m_playback, &PlaybackController::toggleTake);
    // What is heard belongs to the project that is left.
    connect(&m_project, &ProjectController::aboutToLeave, &m_playback, &PlaybackController::stop);
    connect(&m_sound, &SoundController::sampleRateChanged, &m_playback,
            &PlaybackController::setSampleRate);
    connect(&m_sound, &SoundController::levelChanged, &m_window.transport(),
            &TransportBar::setLevel);
    connect(&m_sound, &SoundController::failed, &m_messages, &MessageController::showError);
    const auto playNew = [this](const Take& take) {
        if (m_settings.settings().playsNewTakes)
            m_playback.playNewTake(take);
    };
    connect(&m_training, &TrainingController::takeArrived, this, playNew);
    connect(&m_takes, &TakeLibrary::kept, this, playNew);
    connect(&m_takes, &TakeLibrary::arrivedToJudge, this, [this, playNew](const Take& take) {
        if (m_takes.candidates().size() == 1) // the others are heard as they are judged
            playNew(take);
    });
}

void Workspace::connectTraining() {
    m_trainingViews.connectForm(m_next);
    m_trainingViews.connectTraining(m_training, m_runs);
    m_trainingViews.connectRemoval(m_removal);
    connect(&m_training, &TrainingController::sourcesNeeded, &m_document,
            &DocumentController::flush);
    connect(&m_training, &TrainingController::started, &m_messages,
            &MessageController::clearProblems);
    connect(&m_training, &TrainingController::started, this, &Workspace::trainingStarted);
    connect(&m_training, &TrainingController::noticed, &m_messages, &MessageController::notice);
    connect(&m_removal, &RemovalController::takeForgotten, this, [this](qint64 take) {
        m_document.forget({DocumentKey::Kind::Take, take});
    });
    connect(&m_document, &DocumentController::takeEdited, &m_takes, &TakeLibrary::update);
    connect(&m_runs, &RunLibrary::failed, &m_messages, &MessageController::showError);
    connect(&m_measurer, &TakeMeasurer::failed, &m_messages, &MessageController::showError);
    connect(&m_latent, &LatentController::failed, &m_messages, &MessageController::showError);
    const auto json = nlohmann::json::parse(m_settings.recipe().toStdString(), nullptr, false);
    const auto last = recipeFromJson(json, "settings");
    m_next.setRecipe(!json.is_discarded() && last ? *last : m_next.recipe());
}

void Workspace::connectSampling() {
    connect(&m_revisions, &RevisionController::noticed, &m_messages, &MessageController::tellDone);
    connect(&m_revisions, &RevisionController::failed, &m_messages,
            &MessageController::showSentence);
    connect(&m_editor.roll(), &PianoRoll::revisionRefused, &m_messages, &MessageController::notice);
    connect(&m_window.takes(), &TakesPanel::rewriteRefused, &m_messages,
            &MessageController::notice);
    connect(&m_moreTakes, &MoreTakesController::noticed, &m_messages, &MessageController::notice);
    connect(&m_moreTakes, &MoreTakesController::failed, &m_messages,
            &MessageController::showSentence);
    connect(&m_provenance, &ProvenanceController::failed, &m_messages,
            &MessageController::showError);
    connect(&m_window.takes(), &TakesPanel::keepRequested, &m_takes, &TakeLibrary::accept);
    connect(&m_window.takes(), &TakesPanel::keepAllRequested, &m_takes, &TakeLibrary::acceptAll);
}

void Workspace::connectSettings() {
    connect(&m_settingsController, &SettingsController::themeChanged, &m_editor.roll(),
            &PianoRoll::setTheme);
    m_settingsController.applyAll();
    m_window.restoreLayout(m_settings.layout());
}

void Workspace::connectExport() {
    connect(&m_window, &MainWindow::exportRequested, this, [this](const QString& path) {
        m_exporter.exportScore(m_document.score(), path, m_sound.soundFont());
    });
    connect(&m_window.takes(), &TakesPanel::exportRequested, this,
            [this](qint64 id, const QString& ending) {
                if (const auto take = m_takes.find(id))
                    m_window.showTakeExportDialog(id, QString::fromStdString(fileNameOf(*take)),
                                                  ending);
            });
    connect(&m_window, &MainWindow::takeExportRequested, this,
            [this](qint64 id, const QString& path) {
                if (const auto take = m_takes.find(id))
                    m_exporter.exportScore(*take->score, path, m_sound.soundFont());
            });
    connect(&m_exporter, &Exporter::started, this, [this](const QString& path) {
        m_messages.notice(tr("Writing %1 …").arg(QFileInfo(path).fileName()));
    });
    connect(&m_exporter, &Exporter::exported, this, [this](const QString& path) {
        m_messages.tellDone(tr("Exported to %1").arg(QDir::toNativeSeparators(path)));
    });
    connect(&m_exporter, &Exporter::failed, &m_messages, &MessageController::showError);
    m_window.takes().setFileProvider([this](const StoredTake& take) { return writeDragged(take); });
}

QString Workspace::writeDragged(const StoredTake& take) {
    const QString path =
        m_dragged.filePath(QString::fromStdString(fileNameOf(take)) + QStringLiteral(".mid"));
    const auto written = writeMidiFile(*take.score, path.toStdString());
    if (!written)
        m_messages.showError(written.error());
    return written ? path : QString();
}

void Workspace::updateReadiness() {
    const std::size_t notes = m_sources.chosenNotes();
    QString reason;
    if (m_sources.isEmpty())
        reason = tr("Open a MIDI file to learn from.");
    else if (notes < kFewestNotesToLearn)
        reason = tr("%n note(s) are chosen; at least %1 are needed to learn from. Add files, "
                    "tracks or bars.",
                    nullptr, static_cast<int>(notes))
                     .arg(kFewestNotesToLearn);
    m_window.train().setReady(reason.isEmpty(), reason);
    if (reason.isEmpty() && std::exchange(m_trainsWhenReady, false))
        m_training.train();
}

bool Workspace::holdsWork() const {
    return !m_sources.isEmpty() || !m_runs.isEmpty() || !m_document.isEmpty();
}

} // namespace leitmotif
