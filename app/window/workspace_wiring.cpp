// SPDX-License-Identifier: GPL-3.0-or-later
// Who tells whom: the wires of Workspace.
#include "app/window/workspace.h"

#include "app/sessions/run_requests.h"
#include "core/edit/drum_switch.h"
#include "core/midi/smf_writer.h"
#include "ui/base/words.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_words.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>

namespace leitmotif {

void Workspace::connectProject() {
    connect(&m_window, &MainWindow::openRequested, this, &Workspace::open);
    connect(&m_window, &MainWindow::newProjectRequested, this, [this] {
        if (!mayClose())
            return;
        clearProblems();
        if (const auto opened = m_project.openUnnamed(); !opened)
            showError(opened.error());
    });
    connect(&m_window, &MainWindow::saveAsRequested, this, &Workspace::saveAs);
    connect(&m_window, &MainWindow::saveRequested, this, [this] {
        if (m_project.isUnnamed()) {
            m_window.showSaveAsDialog();
            return;
        }
        tellSaved(tr("Everything is saved."));
    });
    connect(&m_project, &ProjectController::opened, this, [this] {
        showFirstDocument();
        for (const StoredTake& take : m_window.takes().takes())
            if (!take.isMeasured)
                m_measurer.measure(take, false); // opening writes nothing
        if (!m_document.isEmpty())
            m_window.focusEditor();
        m_window.setReadOnly(m_project.isReadOnly());
        showAbandoned();
    });
    connect(&m_project, &ProjectController::nameChanged, this, &Workspace::updateTitle);
    connect(&m_sources, &SourceController::corpusChanged, this, &Workspace::updateTitle);
    connect(&m_document, &DocumentController::opened, this, &Workspace::updateTitle);
    connect(&m_training, &TrainingController::runsChanged, this, &Workspace::updateTitle);
    connect(&m_window.source(), &SourcePanel::discardRequested, this, &Workspace::discardAbandoned);
    connect(&m_project, &ProjectController::storingFailed, this, &Workspace::showError);
}

void Workspace::connectSources() {
    connect(&m_window.source(), &SourcePanel::sourceActivated, &m_document,
            &DocumentController::openSource);
    connect(&m_window.source(), &SourcePanel::revertRequested, this, [this](qint64 source) {
        m_document.openSource(source);
        m_document.revert();
    });
    connect(&m_window.source(), &SourcePanel::drumsRequested, this,
            [this](qint64 source, const TrackChoice& choice, bool areDrums) {
                m_document.openSource(source);
                if (choice.track < m_document.score().tracks.size())
                    m_document.edit(playedAsDrums(m_document.score(), choice, areDrums),
                                    tr("Drums"), 0);
                m_document.flush(); // so that the panel shows it at once
            });
    connect(&m_sources, &SourceController::sourceOpened, this, [this](qint64 source) {
        m_document.openSource(source);
        m_window.focusEditor(); // a click in the list leaves the keys there
    });
    connect(&m_sources, &SourceController::sourceRemoved, this, [this](qint64 source) {
        if (m_document.isShown({DocumentKey::Kind::Source, source}))
            showNextSource();
    });
    connect(&m_sources, &SourceController::removed, this, [this](const QString& sentence) {
        m_window.offerUndo(
            sentence, [this] { m_sources.restoreRemoved(); },
            [this] { m_sources.forgetRemoved(); });
    });
    connect(&m_sources, &SourceController::sourceForgotten, this, [this](qint64 source) {
        m_document.forget({DocumentKey::Kind::Source, source});
        m_window.endUndo();
    });
    connect(&m_sources, &SourceController::fileOpened, this, [this](const QString& path) {
        m_settings.addRecentFile(path);
        m_window.setRecentFiles(m_settings.recentFiles());
    });
    connect(&m_sources, &SourceController::fileFailed, this, &Workspace::addProblem);
    connect(&m_sources, &SourceController::failed, this, &Workspace::showError);
    connect(&m_sources, &SourceController::corpusChanged, this,
            [this] { m_sourcesChanged.start(); });
    connect(&m_sourcesChanged, &QTimer::timeout, this, [this] {
        updateReadiness();
        if (m_project.isOpen())
            m_sources.hashCorpus();
    });
    connect(&m_sources, &SourceController::corpusHashed, &m_training,
            &TrainingController::compareSources);
    m_window.setRecentFiles(m_settings.recentFiles());
    updateReadiness();
}

void Workspace::connectDocument() {
    connect(&m_document, &DocumentController::opened, this, &Workspace::showDocument);
    connect(&m_document, &DocumentController::edited, this, [this] {
        m_roll->setScore(m_document.score());
        m_playback.updateDocument(m_document.score(), m_document.title());
        showTitle();
    });
    connect(&m_document, &DocumentController::stepped, m_roll, &PianoRoll::revealChange);
    connect(&m_sources, &SourceController::textsRead, &m_document, &DocumentController::readTexts);
    connect(&m_document, &DocumentController::sourceEdited, &m_sources,
            &SourceController::setScore);
    connect(&m_document, &DocumentController::takeEdited, this, [this](const StoredTake& take) {
        showEditedTake(take);
        if (!take.isMeasured)
            m_measurer.measure(take, true);
    });
    connect(&m_measurer, &TakeMeasurer::measured, this, &Workspace::takeMeasured);
    connect(&m_measurer, &TakeMeasurer::failed, this, &Workspace::showError);
    connect(&m_document, &DocumentController::failed, this, &Workspace::showError);
    connect(&m_document, &DocumentController::damaged, this,
            [this](const QString& sentence) { m_window.showError(sentence); });
    connect(m_roll, &PianoRoll::editRequested, &m_document, &DocumentController::edit);
    connect(&m_window.takes(), &TakesPanel::editRequested, this, [this](qint64 id) {
        const auto take = m_window.takes().take(id);
        if (!take)
            return;
        m_document.openTake(*take);
        m_window.focusEditor();
    });
    connect(&m_window.takes(), &TakesPanel::placeRequested, this, [this](qint64 id) {
        const auto take = m_window.takes().take(id);
        if (!take)
            return;
        const Tick at = m_playback.documentPosition();
        const Settlement placed = m_document.place(*take, at);
        m_window.focusEditor();
        if (placed.edit.isEmpty())
            return;
        m_roll->select(placed.notes);
        QStringList sentences{
            tr("%n note(s) placed from bar %1 on. They are selected; Undo takes them away.",
               nullptr, static_cast<int>(m_roll->wholeSelection().size()))
                .arg(m_document.score().meterMap().barAt(at) + 1)};
        if (!placed.collisions.isEmpty())
            sentences << describeCollisions(placed.collisions);
        tellDone(sentences.join(QLatin1Char(' ')));
    });
    connect(m_roll, &PianoRoll::noticed, &m_window, &MainWindow::showNotice);
    connect(m_roll, &PianoRoll::hintChanged, &m_window, &MainWindow::showHint);
    connect(m_roll, &PianoRoll::standingWordsChanged, &m_window, &MainWindow::setStanding);
    m_window.setStanding(m_roll->standingWords());
}

void Workspace::connectCompare() {
    CompareView& compare = m_window.compare();
    TakesPanel& takes = m_window.takes();
    connect(&takes, &TakesPanel::compareRequested, this, [this, &compare, &takes](qint64 id) {
        const auto upper = takes.take(id);
        const auto lower = takes.neighbourOf(id);
        if (!upper)
            return;
        if (!lower) {
            m_window.showNotice(tr("There is only one take yet; train on to compare."));
            return;
        }
        m_window.setComparing(true);
        compare.setTake(CompareView::Place::Upper, *upper);
        compare.setTake(CompareView::Place::Lower, *lower);
    });
    connect(&takes, &TakesPanel::currentTakeChanged, this,
            [this, &compare, &takes](std::optional<qint64> id) {
                const auto take = id && m_window.isComparing() ? takes.take(*id) : std::nullopt;
                if (take && compare.take(CompareView::Place::Upper) != id)
                    compare.setTake(CompareView::Place::Lower, *take);
            });
    connect(&compare, &CompareView::hearRequested, this, [this, &takes](qint64 id) {
        if (const auto take = takes.take(id))
            m_playback.hearInstead(*take);
    });
    connect(&compare, &CompareView::stopRequested, &m_playback, &PlaybackController::stop);
    connect(&compare, &CompareView::closeRequested, this, [this] { m_window.setComparing(false); });
    // What is compared belongs to the project that was open.
    connect(&m_project, &ProjectController::opened, this, [this] { m_window.setComparing(false); });
    connect(&m_playback, &PlaybackController::playingTakeChanged, &compare, &CompareView::setHeard);
    connect(&m_playback, &PlaybackController::takePositionChanged, &compare,
            &CompareView::setPlayhead);
}

void Workspace::connectPlayback() {
    TransportBar& transport = m_window.transport();
    connect(m_roll, &PianoRoll::seekRequested, this,
            [this](qint64 tick) { m_playback.seek({tick}); });
    connect(m_roll, &PianoRoll::loopChanged, this, &Workspace::setLoop);
    connect(&transport, &TransportBar::loopToggled, this, [this](bool isLooping) {
        LoopRegion loop = m_roll->loop();
        if (!loop.isMarked()) // nothing is marked yet: all of it
            loop = {{0}, m_document.score().lastNoteEnd(), false};
        loop.isOn = isLooping;
        m_roll->setLoop(loop);
        setLoop(loop);
    });
    connect(m_roll, &PianoRoll::previewNoteRequested, this,
            [this](int pitch, int velocity, int channel, bool on) {
                m_sound.preview(m_document.score(), pitch, velocity, channel, on);
            });
    connect(&m_playback, &PlaybackController::documentPositionChanged, m_roll,
            &PianoRoll::setPlayhead);
    connect(&m_playback, &PlaybackController::playingTakeChanged, this,
            [this](std::optional<qint64> take) { m_window.plot().setPlayingTake(take); });
    // What is heard belongs to the project that is left.
    connect(&m_project, &ProjectController::aboutToLeave, &m_playback, &PlaybackController::stop);
    connect(&m_window.plot(), &LossPlot::sampleActivated, &m_playback,
            &PlaybackController::toggleTake);
    connect(&transport, &TransportBar::volumePercentChanged, this, [this](int percent) {
        m_sound.setVolumePercent(percent);
        m_settings.setVolumePercent(percent);
    });
    transport.setVolumePercent(m_settings.volumePercent());
    m_sound.setVolumePercent(m_settings.volumePercent());
    connect(&m_sound, &SoundController::sampleRateChanged, &m_playback,
            &PlaybackController::setSampleRate);
    connect(&m_sound, &SoundController::levelChanged, &transport, &TransportBar::setLevel);
    connect(&m_sound, &SoundController::statusChanged, this,
            [this](const QString& sentence, bool isSilent) {
                m_window.transport().setSoundStatus(sentence, isSilent);
                m_window.settings().setSoundStatus(sentence, isSilent);
            });
    connect(&m_sound, &SoundController::soundFontsChanged, this, [this] {
        m_window.transport().setSoundFonts(m_sound.soundFonts(), m_sound.soundFontPath());
    });
    connect(&m_sound, &SoundController::failed, this, &Workspace::showError);
}

void Workspace::connectTraining() {
    connect(&m_training, &TrainingController::sourcesNeeded, &m_document,
            &DocumentController::flush);
    connect(&m_training, &TrainingController::failed, this, &Workspace::showError);
    connect(&m_training, &TrainingController::noticed, &m_window, &MainWindow::showNotice);
    connect(&m_latent, &LatentController::failed, this, &Workspace::showError);
    connect(&m_training, &TrainingController::trainingChanged, this, [this](bool isTraining) {
        if (!isTraining)
            return;
        clearProblems();
        emit trainingStarted();
    });
    connect(&m_training, &TrainingController::takeArrived, this, [this](const Take& take) {
        if (m_window.takes().playsNewTakes())
            m_playback.playNewTake(take);
    });
    connect(&m_training, &TrainingController::takeForgotten, this, [this](qint64 take) {
        m_document.forget({DocumentKey::Kind::Take, take});
    });
    connect(&m_training, &TrainingController::takeRemoved, this, [this](qint64 take) {
        m_playback.forgetTake(take);
        if (m_document.isShown({DocumentKey::Kind::Take, take}))
            showNextSource();
        for (const auto place : {CompareView::Place::Upper, CompareView::Place::Lower})
            if (m_window.compare().take(place) == take)
                m_window.setComparing(false);
    });
    connect(&m_training, &TrainingController::removed, this, [this](const QString& sentence) {
        m_window.offerUndo(
            sentence, [this] { m_training.restoreRemoved(); },
            [this] { m_training.forgetRemoved(); });
    });
    connect(&m_training, &TrainingController::removedForGood, &m_window, &MainWindow::endUndo);
    connect(&m_window.plot(), &LossPlot::smoothingChanged, this,
            [this](double factor) { m_settings.setSmoothing(factor); });
    m_window.plot().setSmoothing(m_settings.smoothing());
    m_window.train().setComputeChoices(QThread::idealThreadCount(), {QStringLiteral("cpu")});
    const auto json = nlohmann::json::parse(m_settings.recipe().toStdString(), nullptr, false);
    if (const auto recipe = recipeFromJson(json, "settings"); !json.is_discarded() && recipe)
        m_window.train().setRecipe(*recipe);
}

void Workspace::connectRevisions() {
    m_revisions =
        std::make_unique<RevisionController>(m_project, m_document, m_training, m_window, *m_roll);
    connect(m_revisions.get(), &RevisionController::noticed, this, &Workspace::tellDone);
    connect(m_roll, &PianoRoll::revisionRefused, &m_window, &MainWindow::showNotice);
    connect(&m_window.takes(), &TakesPanel::rewriteRefused, &m_window, &MainWindow::showNotice);
    connect(m_revisions.get(), &RevisionController::failed, this,
            [this](const QString& sentence) { m_window.showError(sentence); });
}

void Workspace::connectSettings() {
    connect(&m_window, &MainWindow::settingsAboutToShow, this, [this] { m_sound.findChoices(); });
    connect(&m_sound, &SoundController::choicesFound, this,
            [this](const SettingsChoices& choices) { m_window.settings().setChoices(choices); });
    connect(&m_sound, &SoundController::priorityChanged, &m_window.settings(),
            &SettingsDialog::setSoundPriority);
    connect(&m_window.settings(), &SettingsDialog::settingsChanged, this,
            [this](const Settings& settings) {
                m_settings.setSettings(settings);
                applySettings(settings);
            });
    connect(&m_window.transport(), &TransportBar::soundFontRequested, this,
            &Workspace::chooseSoundFont);
    const Settings settings = m_settings.settings();
    m_window.settings().setSettings(settings);
    applySettings(settings);
    m_window.restoreLayout(m_settings.layout());
}

void Workspace::connectExport() {
    connect(&m_window, &MainWindow::exportRequested, this, [this](const QString& path) {
        m_exporter.exportScore(m_document.score(), path, m_sound.soundFont());
    });
    connect(&m_window.takes(), &TakesPanel::exportRequested, this,
            [this](qint64 id, const QString& ending) {
                if (const auto take = m_window.takes().take(id))
                    m_window.showTakeExportDialog(id, QString::fromStdString(fileNameOf(*take)),
                                                  ending);
            });
    connect(&m_window, &MainWindow::takeExportRequested, this,
            [this](qint64 id, const QString& path) {
                if (const auto take = m_window.takes().take(id))
                    m_exporter.exportScore(*take->score, path, m_sound.soundFont());
            });
    connect(&m_exporter, &Exporter::started, this, [this](const QString& path) {
        m_window.showNotice(tr("Writing %1 …").arg(QFileInfo(path).fileName()));
    });
    connect(&m_exporter, &Exporter::exported, this, [this](const QString& path) {
        tellDone(tr("Exported to %1").arg(QDir::toNativeSeparators(path)));
    });
    connect(&m_exporter, &Exporter::failed, this, &Workspace::showError);
    m_window.takes().setFileProvider([this](const StoredTake& take) {
        const QString path =
            m_dragged.filePath(QString::fromStdString(fileNameOf(take)) + QStringLiteral(".mid"));
        const auto written = writeMidiFile(*take.score, path.toStdString());
        if (!written)
            showError(written.error());
        return written ? path : QString();
    });
}

} // namespace leitmotif
