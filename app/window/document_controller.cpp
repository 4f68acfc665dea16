// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_controller.h"

#include "core/edit/placed_score.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "ui/base/piece_title.h"

#include <QFileInfo>

#include <algorithm>
#include <set>
#include <utility>

namespace leitmotif {

namespace {

constexpr int kPauseMs = 500;

StoredId storedId(std::int64_t id) {
    return std::make_shared<std::atomic<std::int64_t>>(id);
}

/// As the project keeps it.
Score asStored(const Score& score) {
    auto read = readMidi(midiBytes(score), "take");
    return read ? std::move(read->score) : score;
}

/// What plays the notes of a track, such as drums: its events, or the channels of notes that stay.
bool changesWhatPlays(const TrackEdit& track) {
    const auto channels = [](const std::vector<Note>& notes) {
        std::set<std::uint8_t> all;
        for (const Note& note : notes)
            all.insert(note.channel);
        return all;
    };
    return !track.removedEvents.empty() || !track.addedEvents.empty() ||
           (!track.removed.empty() && !track.added.empty() &&
            channels(track.removed) != channels(track.added));
}

} // namespace

DocumentController::DocumentController(ProjectController& project, SourceController& sources,
                                       QObject* parent)
    : QObject(parent), m_project(project), m_sources(sources) {
    connect(&m_project, &ProjectController::opened, this, &DocumentController::readProject);
    connect(&m_project, &ProjectController::becameWritable, this, &DocumentController::keepAll);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &DocumentController::flush);
}

DocumentController::~DocumentController() = default;

void DocumentController::readProject() {
    m_pause.stop();
    m_opened.clear();
    m_lastEdited.reset();
    m_hasToldReadOnly = false;
    close();
    const auto stored =
        m_project.store().ask([](ProjectFile& file) { return file.documents(); }).get();
    if (!stored) {
        emit failed(stored.error());
        return;
    }
    for (const StoredDocument& document : *stored) {
        DocumentKey key = document.key;
        if (key.kind == DocumentKey::Kind::Source)
            key.id = m_sources.findStored(key.id);
        if (key.id == 0)
            continue; // hidden
        add(key, storedId(document.key.id), document.original).document->restore(document);
        if (key.kind == DocumentKey::Kind::Source)
            readTexts(key.id, m_sources.original(key.id).textReading);
        m_lastEdited = key;
        if (!document.damage.empty())
            emit damaged(tr("The history of %1 is damaged in the project. What was edited before "
                            "the damage is there; the next edit replaces the rest.")
                             .arg(nameOf(key)));
        if (key.kind == DocumentKey::Kind::Source && document.isEdited)
            emit sourceEdited(key.id, document.score, true);
    }
}

DocumentController::Opened& DocumentController::add(DocumentKey key, StoredId stored,
                                                    const Score& original) {
    Opened& opened = m_opened[key];
    opened.document = std::make_unique<ScoreDocument>(
        key.kind, std::move(stored), original,
        [this](StoreSession::Write change) { write(std::move(change)); });
    ScoreDocument& document = *opened.document;
    m_histories.addStack(&document.history());
    connect(&document, &ScoreDocument::failed, this, &DocumentController::failed);
    connect(&document, &ScoreDocument::edited, this, [this, key] { tell(key); });
    connect(&document, &ScoreDocument::stepped, this, [this, key](const ScoreEdit& change) {
        if (std::ranges::any_of(change.tracks, changesWhatPlays))
            flush();
        if (isShown(key))
            emit stepped(change);
    });
    return opened;
}

void DocumentController::openSource(qint64 source) {
    const DocumentKey key{DocumentKey::Kind::Source, source};
    if (isShown(key))
        return;
    if (!at(key))
        add(key, m_sources.stored(source), m_sources.original(source));
    show(key);
}

void DocumentController::openTake(const StoredTake& take) {
    const DocumentKey key{DocumentKey::Kind::Take, take.id};
    if (take.id == 0) // could not be stored, as others perhaps
        forget(key);
    if (!at(key))
        add(key, storedId(take.id), asStored(*take.score));
    if (Opened& opened = *at(key); !opened.take.score)
        opened.take = take;
    show(key);
}

void DocumentController::show(DocumentKey key) {
    flush();
    m_shown = key;
    m_histories.setActiveStack(&at(key)->document->history());
    emit opened();
}

void DocumentController::readTexts(qint64 source, TextReading reading) {
    if (Opened* const opened = at({DocumentKey::Kind::Source, source}))
        opened->document->setTextReading(reading);
}

void DocumentController::close() {
    m_shown.reset();
    m_histories.setActiveStack(nullptr);
    emit opened();
}

void DocumentController::forget(DocumentKey document) {
    if (isShown(document))
        close();
    m_opened.erase(document);
}

const Score& DocumentController::score() const {
    static const Score kNothing = emptyScore();
    const Opened* const shown = atShown();
    return shown ? shown->document->score() : kNothing;
}

QString DocumentController::nameOf(DocumentKey document) const {
    if (document.kind == DocumentKey::Kind::Source)
        return QFileInfo(m_sources.name(document.id)).fileName();
    return tr("take %1").arg(document.id);
}

QString DocumentController::title() const {
    if (!m_shown)
        return {};
    if (m_shown->kind == DocumentKey::Kind::Source)
        return pieceTitle(m_sources.name(m_shown->id));
    StoredTake take = atShown()->take;
    take.isEdited = isEdited();
    return QString::fromStdString(fileNameOf(take));
}

bool DocumentController::isEdited() const {
    const Opened* const shown = atShown();
    return shown && shown->document->isEdited();
}

void DocumentController::edit(const ScoreEdit& edit, const QString& label, quint64 gesture) {
    if (m_shown)
        at(*m_shown)->document->edit(edit, label, gesture);
}

Settlement DocumentController::place(const StoredTake& take, Tick at) {
    if (isEmpty()) {
        openTake(take);
        return {};
    }
    Settlement settlement = placed(score(), *take.score, at);
    edit(settlement.edit, tr("Place %1").arg(QString::fromStdString(fileNameOf(take))), 0);
    return settlement;
}

void DocumentController::revert() {
    if (m_shown)
        at(*m_shown)->document->revert();
}

const Score* DocumentController::scoreOf(DocumentKey document) const {
    const Opened* const opened = at(document);
    return opened ? &opened->document->score() : nullptr;
}

void DocumentController::editDocument(DocumentKey document, const ScoreEdit& edit,
                                      const QString& label) {
    at(document)->document->edit(edit, label, 0);
}

void DocumentController::tell(DocumentKey key) {
    if (isShown(key))
        emit edited();
    Opened& opened = *at(key);
    if (key.kind == DocumentKey::Kind::Source) {
        opened.isNewsOfSource = true;
        m_pause.start();
        return;
    }
    StoredTake take = opened.take;
    const bool isAsOpened = take.isEdited == opened.document->isEdited() && !take.isEdited;
    if (!isAsOpened) {
        const Score& score = opened.document->score();
        take.score = std::make_shared<const Score>(score);
        take.notes = score.noteCount();
        take.bars = score.barCount();
        take.isEdited = opened.document->isEdited();
        take.isMeasured = false;
    }
    emit takeEdited(take);
}

void DocumentController::flush() {
    m_pause.stop();
    for (auto& [key, opened] : m_opened)
        if (std::exchange(opened.isNewsOfSource, false))
            emit sourceEdited(key.id, opened.document->score(), opened.document->isEdited());
}

void DocumentController::keepAll() {
    for (auto& [key, opened] : m_opened)
        opened.document->keepAll();
}

void DocumentController::write(StoreSession::Write change) {
    // In a project that is only read the first one says so; edits stay in memory.
    if (m_project.isReadOnly() && std::exchange(m_hasToldReadOnly, true))
        return;
    m_project.store().write(std::move(change));
}

DocumentController::Opened* DocumentController::at(DocumentKey key) {
    const auto found = m_opened.find(key);
    return found == m_opened.end() ? nullptr : &found->second;
}

const DocumentController::Opened* DocumentController::at(DocumentKey key) const {
    return const_cast<DocumentController*>(this)->at(key);
}

} // namespace leitmotif
