// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/editor_controller.h"

#include "core/edit/drum_switch.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/revision_button.h"
#include "ui/roll/roll_toolbar.h"
#include "ui/roll/roll_words.h"

#include <QAction>

namespace leitmotif {

EditorController::EditorController(DocumentController& document, SourceController& sources,
                                   const TakeLibrary& takes, PlaybackController& playback,
                                   MessageController& messages, MainWindow& window, QObject* parent)
    : QObject(parent),
      m_document(document),
      m_sources(sources),
      m_takes(takes),
      m_playback(playback),
      m_messages(messages),
      m_window(window),
      m_roll(*new PianoRoll) {
    m_window.setEditor(new RollToolbar(m_roll), &m_roll, new RevisionButton(m_roll));
    addActions();
    connectDocument();
    connectSources();
    connectTakes();
    connectRoll();
}

void EditorController::addActions() {
    QAction* const undo = m_document.undoGroup().createUndoAction(this, tr("Undo"));
    undo->setObjectName(QStringLiteral("undoAction"));
    QAction* const redo = m_document.undoGroup().createRedoAction(this, tr("Redo"));
    redo->setObjectName(QStringLiteral("redoAction"));
    m_revert = new QAction(tr("Revert to original"), this);
    m_revert->setObjectName(QStringLiteral("revertAction"));
    m_revert->setEnabled(false);
    connect(m_revert, &QAction::triggered, &m_document, &DocumentController::revert);
    auto* const line = new QAction(this);
    line->setSeparator(true);
    m_window.menu().setEditActions(undo, redo,
                                   QList<QAction*>{m_revert, line} + m_roll.editActions());
    m_window.menu().addViewActions(m_roll.viewActions());
}

void EditorController::connectDocument() {
    connect(&m_document, &DocumentController::opened, this, &EditorController::showDocument);
    connect(&m_document, &DocumentController::edited, this, [this] {
        m_roll.setScore(m_document.score());
        m_playback.updateDocument(m_document.score(), m_document.title());
        showTitle();
    });
    connect(&m_document, &DocumentController::stepped, &m_roll, &PianoRoll::revealChange);
    connect(&m_document, &DocumentController::sourceEdited, &m_sources,
            &SourceController::setScore);
    connect(&m_document, &DocumentController::failed, &m_messages, &MessageController::showError);
    connect(&m_document, &DocumentController::damaged, &m_messages,
            &MessageController::showSentence);
}

void EditorController::connectSources() {
    const SourcePanel& panel = m_window.source();
    connect(&panel, &SourcePanel::sourceActivated, &m_document, &DocumentController::openSource);
    connect(&panel, &SourcePanel::revertRequested, this, [this](qint64 source) {
        m_document.openSource(source);
        m_document.revert();
    });
    connect(&panel, &SourcePanel::drumsRequested, this, &EditorController::switchDrums);
    connect(&m_sources, &SourceController::textsRead, &m_document, &DocumentController::readTexts);
    connect(&m_sources, &SourceController::sourceOpened, this, &EditorController::openSource);
    connect(&m_sources, &SourceController::sourceRemoved, this, [this](qint64 source) {
        if (m_document.isShown({DocumentKey::Kind::Source, source}))
            showNextSource();
    });
    connect(&m_sources, &SourceController::sourceForgotten, this, [this](qint64 source) {
        m_document.forget({DocumentKey::Kind::Source, source});
    });
}

void EditorController::connectTakes() {
    const TakesPanel& panel = m_window.takes();
    connect(&panel, &TakesPanel::editRequested, this, &EditorController::openTake);
    connect(&panel, &TakesPanel::placeRequested, this, &EditorController::placeTake);
    connect(&m_takes, &TakeLibrary::removed, this, [this](qint64 take) {
        if (m_document.isShown({DocumentKey::Kind::Take, take}))
            showNextSource();
    });
}

void EditorController::connectRoll() {
    connect(&m_roll, &PianoRoll::editRequested, &m_document, &DocumentController::edit);
    connect(&m_roll, &PianoRoll::noticed, &m_window, &MainWindow::showNotice);
    connect(&m_roll, &PianoRoll::hintChanged, &m_window, &MainWindow::showHint);
    connect(&m_roll, &PianoRoll::standingWordsChanged, &m_window, &MainWindow::setStanding);
    m_window.setStanding(m_roll.standingWords());
    connect(&m_roll, &PianoRoll::seekRequested, this,
            [this](qint64 tick) { m_playback.seek({tick}); });
    connect(&m_roll, &PianoRoll::loopChanged, this, &EditorController::setLoop);
    connect(&m_window.transport(), &TransportBar::loopToggled, this, [this](bool isLooping) {
        LoopRegion loop = m_roll.loop();
        if (!loop.isMarked()) // nothing is marked yet: all of it
            loop = {{0}, m_document.score().lastNoteEnd(), false};
        loop.isOn = isLooping;
        m_roll.setLoop(loop);
        setLoop(loop);
    });
    connect(&m_playback, &PlaybackController::documentPositionChanged, &m_roll,
            &PianoRoll::setPlayhead);
}

void EditorController::showDocument() {
    m_roll.openScore(m_document.score());
    m_window.setEditorEmpty(m_document.isEmpty());
    m_window.menu().setCanExport(!m_document.isEmpty());
    m_playback.setDocument(m_document.score(), m_document.title());
    showTitle();
}

void EditorController::showTitle() {
    m_window.setEditorTitle(m_document.title());
    m_revert->setEnabled(m_document.isEdited());
}

void EditorController::showFirstDocument() {
    const auto last = m_document.lastEdited();
    const auto take =
        last && last->kind == DocumentKey::Kind::Take ? m_takes.find(last->id) : std::nullopt;
    if (take)
        m_document.openTake(*take);
    else if (last && last->kind == DocumentKey::Kind::Source)
        m_document.openSource(last->id);
    else
        showNextSource();
}

void EditorController::showNextSource() {
    if (const qint64 source = m_sources.current())
        m_document.openSource(source);
    else
        m_document.close();
}

void EditorController::openSource(qint64 source) {
    m_document.openSource(source);
    m_window.focusEditor(); // a click in the list leaves the keys there
}

void EditorController::switchDrums(qint64 source, const TrackChoice& choice, bool areDrums) {
    m_document.openSource(source);
    if (choice.track < m_document.score().tracks.size())
        m_document.edit(playedAsDrums(m_document.score(), choice, areDrums), tr("Drums"), 0);
    m_document.flush(); // so that the panel shows it at once
}

void EditorController::openTake(qint64 id) {
    const auto take = m_takes.find(id);
    if (!take)
        return;
    m_document.openTake(*take);
    m_window.focusEditor();
}

void EditorController::placeTake(qint64 id) {
    const auto take = m_takes.find(id);
    if (!take)
        return;
    const Tick at = m_playback.documentPosition();
    const Settlement placed = m_document.place(*take, at);
    m_window.focusEditor();
    if (placed.edit.isEmpty())
        return;
    m_roll.select(placed.notes);
    QStringList sentences{tr("%n note(s) placed from bar %1 on. They are selected; Undo takes them "
                             "away.",
                             nullptr, static_cast<int>(m_roll.wholeSelection().size()))
                              .arg(m_document.score().meterMap().barAt(at) + 1)};
    if (!placed.collisions.isEmpty())
        sentences << describeCollisions(placed.collisions);
    m_messages.tellDone(sentences.join(QLatin1Char(' ')));
}

void EditorController::setLoop(const LoopRegion& loop) {
    m_playback.setLoop(loop);
    m_window.transport().setLooping(loop.repeats());
}

} // namespace leitmotif
