// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/workspace.h"

#include "app/sessions/run_requests.h"
#include "app/sessions/store_session.h"
#include "core/midi/import_report.h"
#include "ui/base/words.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/revision_button.h"
#include "ui/roll/roll_toolbar.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFileInfo>

#include <algorithm>

namespace leitmotif {

namespace {

constexpr int kSourcesChangedMs = 200;
constexpr qsizetype kMostProblems = 8; // told in full

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
      m_sources(m_project, window.source()),
      m_document(m_project, m_sources),
      m_training(m_project, window.train(), window.plot(), window.takes()),
      m_measurer(m_project),
      m_playback(m_player, window.transport(), window.takes()),
      m_latent(m_project, m_training, m_playback, window) {
    m_sourcesChanged.setSingleShot(true);
    m_sourcesChanged.setInterval(kSourcesChangedMs);
    buildEditor();
    connectProject();
    connectSources();
    connectDocument();
    connectCompare();
    connectPlayback();
    connectTraining();
    connectRevisions();
    connectSettings();
    connectExport();
    m_window.setCloseGuard([this] { return mayClose(); });
}

Workspace::~Workspace() {
    m_window.endUndo(); // what it would do needs what goes now
    m_settings.setLayout(m_window.layoutState());
    m_settings.setRecipe(QByteArray::fromStdString(toJson(m_window.train().recipe()).dump()));
    m_settings.sync(); // the sound device may hang, see ~SoundController()
}

void Workspace::start(const QStringList& paths) {
    const bool hasProject = std::ranges::any_of(paths, isProject);
    if (!hasProject) {
        const auto opened = m_project.openUnnamed();
        if (!opened) { // without a place to write there is nothing to lose either
            showError(opened.error());
            return;
        }
    }
    open(paths);
}

void Workspace::open(const QStringList& paths) {
    if (!m_project.isOpen() && !std::ranges::any_of(paths, isProject)) { // the start had no room
        if (const auto opened = m_project.openUnnamed(); !opened) {
            showError(opened.error());
            return;
        }
    }
    if (!paths.isEmpty())
        clearProblems();
    QStringList inOrder = paths; // a project first, as it takes the place of what is open
    std::ranges::stable_partition(inOrder, isProject);
    for (const QString& path : inOrder) {
        if (isProject(path))
            openProject(path);
        else if (isSoundFont(path))
            chooseSoundFont(path);
        else
            m_sources.openFile(path);
    }
}

void Workspace::trainWhenReady() {
    m_trainsWhenReady = true;
    updateReadiness();
}

void Workspace::buildEditor() {
    m_roll = new PianoRoll;
    m_window.setEditor(new RollToolbar(*m_roll), m_roll, new RevisionButton(*m_roll));
    QAction* const undo = m_document.undoGroup().createUndoAction(this, MainWindow::tr("Undo"));
    undo->setShortcut(QKeySequence::Undo);
    undo->setObjectName(QStringLiteral("undoAction"));
    QAction* const redo = m_document.undoGroup().createRedoAction(this, MainWindow::tr("Redo"));
    redo->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    redo->setObjectName(QStringLiteral("redoAction"));
    m_revert = new QAction(MainWindow::tr("Revert to original"), this);
    m_revert->setObjectName(QStringLiteral("revertAction"));
    m_revert->setEnabled(false);
    connect(m_revert, &QAction::triggered, &m_document, &DocumentController::revert);
    auto* const line = new QAction(this);
    line->setSeparator(true);
    m_window.setEditActions(undo, redo, QList<QAction*>{m_revert, line} + m_roll->editActions());
    m_window.addViewActions(m_roll->viewActions());
}

void Workspace::setLoop(const LoopRegion& loop) {
    m_playback.setLoop(loop);
    m_window.transport().setLooping(loop.repeats());
}

void Workspace::openProject(const QString& path) {
    if (m_project.isOpen() && !mayClose())
        return;
    if (const auto opened = m_project.open(path.toStdString()); !opened) {
        addProblem(opened.error());
        if (!m_project.isOpen())
            start({});
        return;
    }
    if (!m_project.isUnnamed()) {
        m_settings.addRecentFile(path);
        m_window.setRecentFiles(m_settings.recentFiles());
    }
}

void Workspace::showAbandoned() {
    QList<UnsavedItem> items;
    for (const ProjectController::Abandoned& one : ProjectController::abandoned()) {
        const QString path = QString::fromStdString(one.path.string());
        if (path != m_discarded)
            items.append({path, one.sources, one.lastChange});
    }
    m_window.source().setUnsaved(items);
}

void Workspace::discardAbandoned(const QString& path) {
    m_window.endUndo();
    m_discarded = path;
    showAbandoned();
    m_window.offerUndo(
        tr("The unsaved work is discarded."),
        [this] {
            m_discarded.clear();
            showAbandoned();
        },
        [path, this] {
            m_discarded.clear();
            removeProject(path.toStdString());
        });
}

void Workspace::showDocument() {
    m_window.setComparing(false);
    m_roll->openScore(m_document.score());
    m_window.setEditorEmpty(m_document.isEmpty());
    m_window.setCanExport(!m_document.isEmpty());
    m_playback.setDocument(m_document.score(), m_document.title());
    showTitle();
}

void Workspace::showTitle() {
    m_window.setEditorTitle(m_document.title());
    m_revert->setEnabled(m_document.isEdited());
}

void Workspace::showFirstDocument() {
    const auto last = m_document.lastEdited();
    const auto take = last && last->kind == DocumentKey::Kind::Take
                          ? m_window.takes().take(last->id)
                          : std::nullopt;
    if (take)
        m_document.openTake(*take);
    else if (last && last->kind == DocumentKey::Kind::Source)
        m_document.openSource(last->id);
    else
        showNextSource();
}

void Workspace::showNextSource() {
    if (const qint64 source = m_window.source().currentSource())
        m_document.openSource(source);
    else
        m_document.close();
}

void Workspace::showEditedTake(const StoredTake& take) {
    m_training.updateTake(take);
    for (const auto place : {CompareView::Place::Upper, CompareView::Place::Lower})
        if (m_window.compare().take(place) == take.id)
            m_window.compare().setTake(place, take);
}

void Workspace::takeMeasured(const StoredTake& measured, bool keeps) {
    const auto take = m_window.takes().take(measured.id);
    if (!take || take->score != measured.score) // deleted or edited again
        return;
    showEditedTake(measured);
    if (keeps && measured.isEdited)
        m_project.store().write([measured](ProjectFile& file) {
            return file.setCopied(measured.id, measured.copied, measured.longestCopy);
        });
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

void Workspace::applySettings(const Settings& settings) {
    const Theme theme = themeByName(settings.theme);
    applyTheme(*qApp, theme);
    m_window.setTheme(theme);
    m_roll->setTheme(theme);
    m_window.takes().setPlaysNewTakes(settings.playsNewTakes);
    ComputeSettings compute = m_window.train().compute();
    compute.threads = settings.threads > 0 ? settings.threads : defaultThreads();
    m_window.train().setCompute(compute);
    m_sound.apply(settings);
}

void Workspace::chooseSoundFont(const QString& path) {
    Settings settings = m_settings.settings();
    settings.soundFont = path;
    m_settings.setSettings(settings);
    m_window.settings().setSettings(settings);
    m_sound.apply(settings);
}

bool Workspace::holdsWork() const {
    return !m_sources.isEmpty() || m_training.hasRuns() || !m_document.isEmpty();
}

void Workspace::updateTitle() {
    m_window.setProject(m_project.name(), m_project.isUnnamed() && holdsWork());
}

bool Workspace::mayClose() {
    if (m_training.isTraining() && !m_window.confirmCloseWhileTraining())
        return false;
    if (!mayLeaveUnnamed())
        return false;
    m_training.stopAndWait();
    return true;
}

bool Workspace::mayLeaveUnnamed() {
    if (!m_project.isOpen() || !m_project.isUnnamed() || m_project.isReadOnly())
        return true;
    if (!holdsWork()) {
        m_project.discardIfBare();
        return true;
    }
    switch (m_window.askBeforeLeaving()) {
    case MainWindow::Leaving::Save: {
        const QString path = m_window.askWhereToSave();
        return !path.isEmpty() && saveAs(path);
    }
    case MainWindow::Leaving::Discard:
        m_project.discardWhenLeft();
        return true;
    case MainWindow::Leaving::Cancel:
        break;
    }
    return false;
}

bool Workspace::saveAs(const QString& path) {
    if (const auto saved = m_project.saveAs(path.toStdString()); !saved) {
        showError(saved.error());
        return false;
    }
    m_settings.addRecentFile(path);
    m_window.setRecentFiles(m_settings.recentFiles());
    tellSaved(tr("Saved as %1").arg(QFileInfo(path).fileName()));
    return true;
}

void Workspace::tellSaved(const QString& sentence) {
    m_project.store().flush();
    if (m_project.store().waitingWrites() == 0) // else the message about the full disk stands
        tellDone(sentence);
}

void Workspace::tellDone(const QString& sentence) {
    clearProblems();
    m_window.showNotice(sentence);
}

void Workspace::addProblem(const Error& error) {
    m_problems << sentenceOf(error);
    QStringList shown = m_problems.first(std::min(kMostProblems, m_problems.size()));
    if (const qsizetype others = m_problems.size() - shown.size(); others > 0)
        shown << tr("%n other file(s) could not be opened.", nullptr, static_cast<int>(others));
    m_window.showError(shown.join(QLatin1Char('\n')));
}

void Workspace::clearProblems() {
    m_problems.clear();
    m_window.clearError();
}

void Workspace::showError(const Error& error) {
    m_window.showError(sentenceOf(error));
}

} // namespace leitmotif
