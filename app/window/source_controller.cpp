// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/source_controller.h"

#include "app/window/background.h"
#include "assets/demo_pieces.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"

#include <algorithm>

namespace leitmotif {

struct SourceController::Loaded {
    std::string name;
    Bytes bytes;
    Score score;
    ImportReport report;
};

SourceController::SourceController(ProjectController& project, SourcePanel& panel, QObject* parent)
    : QObject(parent), m_project(project), m_panel(panel) {
    m_reader.setMaxThreadCount(1);
    QList<DemoChoice> pieces;
    for (const DemoPiece& piece : demoPieces())
        pieces.append({QString::fromUtf8(piece.id.data(), qsizetype(piece.id.size())),
                       QString::fromUtf8(piece.title.data(), qsizetype(piece.title.size())),
                       QString::fromUtf8(piece.composer.data(), qsizetype(piece.composer.size()))});
    m_panel.setDemoPieces(pieces);
    connect(&m_panel, &SourcePanel::demoPieceRequested, this, &SourceController::openDemoPiece);
    connect(&m_panel, &SourcePanel::removeRequested, this, &SourceController::remove);
    connect(&m_panel, &SourcePanel::selectionChanged, this, &SourceController::select);
    connect(&m_project, &ProjectController::opened, this, &SourceController::readProject);
}

SourceController::~SourceController() {
    m_reader.waitForDone();
}

Result<SourceController::Loaded> SourceController::load(std::string name, Bytes bytes) {
    auto midi = readMidi(bytes, name);
    if (!midi)
        return midi.error();
    ImportReport report = reportOn(midi->score, name, std::move(midi->findings));
    return Loaded{std::move(name), std::move(bytes), std::move(midi->score), std::move(report)};
}

void SourceController::openFile(const QString& path) {
    if (!m_project.isOpen())
        return;
    runInBackground(
        m_reader, this,
        [name = path.toStdString()]() -> Result<Loaded> {
            auto bytes = readFile(name);
            if (!bytes)
                return bytes.error();
            return load(name, std::move(*bytes));
        },
        [this, path, serial = m_projectSerial](Result<Loaded> loaded) {
            if (serial != m_projectSerial)
                return;
            if (!loaded) {
                emit fileFailed(loaded.error());
                return;
            }
            emit fileOpened(path);
            add(std::move(*loaded), false, 0, {});
        });
}

void SourceController::openDemoPiece(const QString& id) {
    const auto pieces = demoPieces();
    const auto piece = std::ranges::find_if(pieces, [&id](const DemoPiece& candidate) {
        return id == QLatin1String(candidate.id.data(), qsizetype(candidate.id.size()));
    });
    if (piece == pieces.end() || !m_project.isOpen())
        return;
    auto loaded = load(std::string(piece->title), Bytes(piece->midi.begin(), piece->midi.end()));
    if (loaded)
        add(std::move(*loaded), false, 0, {});
    else
        emit failed(loaded.error());
}

void SourceController::add(Loaded loaded, bool isStored, std::int64_t stored,
                           CorpusSelection selection) {
    if (const qint64 known = find(QString::fromStdString(loaded.name)); known && !isStored) {
        m_panel.setCurrentSource(known); // opened twice: show it, edits and all
        emit sourceOpened(known);
        return;
    }
    m_sources.push_back({++m_lastId, stored, std::move(loaded.name), std::move(loaded.score),
                         std::move(loaded.report), std::move(selection)});
    const Source& source = m_sources.back();
    if (!isStored)
        keep(source, loaded.bytes);
    m_panel.setSource({source.id, source.report, source.selection});
    emit corpusChanged();
    if (!isStored)
        emit sourceOpened(source.id);
}

void SourceController::keep(const Source& source, const Bytes& bytes) {
    m_project.store().ask(
        [name = source.name, bytes, selection = source.selection](ProjectFile& file) {
            return file.addSource(name, bytes, selection);
        },
        [guard = QPointer<QObject>(this), this, id = source.id,
         serial = m_projectSerial](Result<std::int64_t> stored) {
            deliver(guard, std::move(stored), [this, id, serial](Result<std::int64_t> answer) {
                if (serial != m_projectSerial)
                    return;
                if (!answer) {
                    emit failed(answer.error());
                    return;
                }
                if (Source* const kept = at(id)) {
                    kept->stored = *answer;
                    select(id, kept->selection); // it may have changed meanwhile
                } else {                         // removed before it was kept
                    m_project.store().write([stored = *answer](ProjectFile& file) {
                        return file.removeSource(stored);
                    });
                }
            });
        });
}

void SourceController::readProject() {
    ++m_projectSerial;
    m_sources.clear();
    m_panel.setSources({});
    emit corpusChanged();
    const auto stored =
        m_project.store().ask([](ProjectFile& file) { return file.sources(); }).get();
    if (!stored) {
        emit failed(stored.error());
        return;
    }
    for (const StoredSource& source : *stored) {
        auto loaded = load(source.name, *source.bytes);
        if (loaded)
            add(std::move(*loaded), true, source.id, source.selection);
        else
            emit fileFailed(loaded.error());
    }
}

void SourceController::remove(qint64 id) {
    const Source* const source = at(id);
    if (!source)
        return;
    if (const std::int64_t stored = source->stored)
        m_project.store().write([stored](ProjectFile& file) { return file.removeSource(stored); });
    std::erase_if(m_sources, [id](const Source& candidate) { return candidate.id == id; });
    m_panel.removeSource(id);
    emit sourceRemoved(id);
    emit corpusChanged();
}

void SourceController::select(qint64 id, const CorpusSelection& selection) {
    Source* const source = at(id);
    if (!source)
        return;
    source->selection = selection;
    if (const std::int64_t stored = source->stored)
        m_project.store().write([stored, selection](ProjectFile& file) {
            return file.setSelection(stored, selection);
        });
    emit corpusChanged();
}

void SourceController::replaceScore(qint64 id, const Score& score) {
    Source* const source = at(id);
    if (!source)
        return;
    const Bytes bytes = midiBytes(score);
    auto loaded = load(source->name, bytes);
    if (!loaded) {
        emit failed(loaded.error());
        return;
    }
    if (const std::int64_t stored = source->stored)
        m_project.store().write([stored](ProjectFile& file) { return file.removeSource(stored); });
    source->stored = 0;
    source->score = std::move(loaded->score);
    source->report = std::move(loaded->report);
    keep(*source, bytes);
    m_panel.setSource({source->id, source->report, source->selection});
    emit corpusChanged();
}

std::size_t SourceController::chosenNotes() const {
    std::size_t notes = 0;
    for (const Source& source : m_sources) {
        const auto pieces = corpusPieces(source.score, source.name, source.selection);
        if (pieces)
            notes += Corpus(std::move(*pieces)).noteCount(PieceRole::Training);
    }
    return notes;
}

const Score& SourceController::score(qint64 source) const {
    return at(source)->score;
}

QString SourceController::name(qint64 source) const {
    const Source* const found = at(source);
    return found ? QString::fromStdString(found->name) : QString();
}

qint64 SourceController::find(const QString& name) const {
    const auto found = std::ranges::find(m_sources, name.toStdString(), &Source::name);
    return found == m_sources.end() ? 0 : found->id;
}

SourceController::Source* SourceController::at(qint64 id) {
    const auto found = std::ranges::find(m_sources, id, &Source::id);
    return found == m_sources.end() ? nullptr : &*found;
}

const SourceController::Source* SourceController::at(qint64 id) const {
    return const_cast<SourceController*>(this)->at(id);
}

} // namespace leitmotif
