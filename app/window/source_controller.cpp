// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/source_controller.h"

#include "app/window/background.h"
#include "assets/demo_pieces.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/music/score_texts.h"

#include <QFileInfo>

#include <algorithm>
#include <iterator>
#include <utility>

namespace leitmotif {

struct SourceController::Loaded {
    std::string name;
    Bytes bytes;
    Score score;
    std::vector<ImportNote> findings;
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
    connect(&m_panel, &SourcePanel::currentSourceChanged, this,
            [this](qint64 source) { m_current = source; });
    connect(&m_project, &ProjectController::aboutToLeave, this, &SourceController::forgetRemoved);
    connect(&m_project, &ProjectController::opened, this, &SourceController::readProject);
    connect(&m_project, &ProjectController::becameWritable, this, &SourceController::keepAll);
}

SourceController::~SourceController() {
    m_reader.waitForDone();
}

Result<SourceController::Loaded> SourceController::load(std::string name, Bytes bytes,
                                                        TextEncoding text) {
    auto midi = readMidi(bytes, name, {.text = text});
    if (!midi)
        return midi.error();
    ImportReport report = reportOn(midi->score, name, midi->findings);
    return Loaded{std::move(name), std::move(bytes), std::move(midi->score),
                  std::move(midi->findings), std::move(report)};
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
        [this, path, serial = m_project.serial()](Result<Loaded> loaded) {
            if (serial != m_project.serial())
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
    const auto known = std::ranges::find(m_sources, loaded.name, &Source::name);
    if (known != m_sources.end() && !isStored) { // opened twice: show it, edits and all
        const qint64 id = known->id;
        m_panel.setCurrentSource(id);
        emit sourceOpened(id);
        return;
    }
    if (m_removed && m_removed->name == loaded.name)
        forgetRemoved(); // the file is opened again, without what was edited
    Source& source = m_sources.emplace_back();
    source.id = ++m_lastId;
    source.stored = std::make_shared<std::atomic<std::int64_t>>(stored);
    source.name = std::move(loaded.name);
    source.bytes = std::make_shared<const Bytes>(std::move(loaded.bytes));
    source.original = source.score = std::move(loaded.score);
    source.findings = std::move(loaded.findings);
    source.report = std::move(loaded.report);
    source.selection = std::move(selection);
    source.notes = notesIn(source.score, source.name, source.selection);
    if (!isStored)
        keep(source);
    m_panel.setSource(itemOf(source));
    emit corpusChanged();
    if (!isStored)
        emit sourceOpened(source.id);
}

SourceItem SourceController::itemOf(const Source& source) {
    return {source.id, source.report, source.selection, source.isEdited};
}

std::size_t SourceController::notesIn(const Score& score, const std::string& name,
                                      const CorpusSelection& selection) {
    auto pieces = corpusPieces(score, name, selection);
    return pieces ? Corpus(std::move(*pieces)).noteCount(PieceRole::Training) : 0;
}

void SourceController::keep(const Source& source) {
    m_project.store().write([stored = source.stored, name = source.name, bytes = source.bytes,
                             selection = source.selection](ProjectFile& file) -> Result<void> {
        const auto id = file.addSource(name, *bytes, selection);
        if (!id)
            return id.error();
        *stored = *id;
        return {};
    });
}

void SourceController::keepAll() {
    for (const Source& source : m_sources) {
        if (*source.stored == 0)
            keep(source);
        select(source.id, source.selection);
    }
}

void SourceController::readProject() {
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
        auto loaded = load(source.name, *source.bytes, source.selection.text);
        if (loaded)
            add(std::move(*loaded), true, source.id, source.selection);
        else
            emit fileFailed(loaded.error());
    }
}

void SourceController::remove(qint64 id) {
    Source* const source = at(id);
    if (!source)
        return;
    forgetRemoved();
    m_removedPlace = static_cast<std::size_t>(source - m_sources.data());
    m_removed = std::move(*source);
    m_sources.erase(m_sources.begin() + static_cast<std::ptrdiff_t>(m_removedPlace));
    m_project.store().write(
        [stored = m_removed->stored](ProjectFile& file) { return file.hideSource(*stored, true); });
    m_panel.removeSource(id);
    emit sourceRemoved(id);
    emit corpusChanged();
    emit removed(
        tr("%1 is removed.").arg(QFileInfo(QString::fromStdString(m_removed->name)).fileName()));
}

void SourceController::restoreRemoved() {
    auto back = std::exchange(m_removed, std::nullopt);
    if (!back)
        return;
    m_project.store().write(
        [stored = back->stored](ProjectFile& file) { return file.hideSource(*stored, false); });
    const qint64 id = back->id;
    const auto place = static_cast<std::ptrdiff_t>(std::min(m_removedPlace, m_sources.size()));
    m_sources.insert(m_sources.begin() + place, std::move(*back));
    std::vector<SourceItem> items;
    for (const Source& source : m_sources)
        items.push_back(itemOf(source));
    m_panel.setSources(std::move(items));
    m_panel.setCurrentSource(id);
    emit corpusChanged();
    emit sourceOpened(id);
}

void SourceController::forgetRemoved() {
    const auto gone = std::exchange(m_removed, std::nullopt);
    if (!gone)
        return;
    m_project.store().write(
        [stored = gone->stored](ProjectFile& file) { return file.removeSource(*stored); });
    emit sourceForgotten(gone->id);
}

void SourceController::select(qint64 id, const CorpusSelection& selection) {
    Source* const source = at(id);
    if (!source)
        return;
    const bool isReadAnew = source->selection.text != selection.text;
    source->selection = selection;
    if (isReadAnew)
        readTexts(*source);
    source->notes = notesIn(source->score, source->name, selection);
    m_project.store().write([stored = source->stored, selection](ProjectFile& file) {
        return file.setSelection(*stored, selection);
    });
    emit corpusChanged();
}

void SourceController::readTexts(Source& source) {
    readTextsAs(source.original, source.selection.text);
    source.score.textReading = source.original.textReading;
    source.report = reportOn(source.score, source.name, source.findings);
    m_panel.setSource(itemOf(source));
    emit textsRead(source.id, source.original.textReading);
}

void SourceController::setScore(qint64 id, const Score& score, bool isEdited) {
    Source* const source = at(id);
    if (!source)
        return;
    source->score = score;
    source->isEdited = isEdited;
    // Both take a moment for a long piece.
    using Facts = std::pair<ImportReport, std::size_t>;
    runInBackground(
        m_reader, this,
        [score, name = source->name, findings = source->findings, selection = source->selection] {
            return Facts{reportOn(score, name, findings), notesIn(score, name, selection)};
        },
        [this, id, version = ++source->version, selection = source->selection](Facts facts) {
            Source* const shown = at(id);
            if (!shown || shown->version != version)
                return;
            shown->report = std::move(facts.first);
            shown->notes = shown->selection == selection
                               ? facts.second
                               : notesIn(shown->score, shown->name, shown->selection);
            m_panel.setSource(itemOf(*shown));
            emit corpusChanged();
        });
}

std::size_t SourceController::chosenNotes() const {
    std::size_t notes = 0;
    for (const Source& source : m_sources)
        notes += source.notes;
    return notes;
}

void SourceController::hashCorpus() {
    struct Learned {
        std::int64_t stored;
        std::string name;
        Score score;
        CorpusSelection selection;
        bool isEdited;
    };
    std::vector<Learned> parts;
    for (const Source& source : m_sources)
        parts.push_back(
            {*source.stored, source.name, source.score, source.selection, source.isEdited});
    std::ranges::stable_sort(parts, {}, &Learned::stored); // as the project gives them to a run
    runInBackground(
        m_reader, this,
        [parts = std::move(parts)]() -> std::uint64_t {
            std::vector<CorpusPiece> all;
            for (const Learned& part : parts) {
                auto read = part.isEdited ? readMidi(midiBytes(part.score), part.name)
                                          : Result<ReadMidi>(ReadMidi{part.score, {}});
                auto pieces =
                    read ? corpusPieces(read->score, part.name, part.selection) : read.error();
                if (!pieces)
                    return 0;
                std::ranges::move(*pieces, std::back_inserter(all));
            }
            return Corpus(std::move(all)).hash();
        },
        [this, serial = m_project.serial()](std::uint64_t hash) {
            if (serial == m_project.serial())
                emit corpusHashed(hash);
        });
}

const Score& SourceController::original(qint64 source) const {
    return at(source)->original;
}

StoredId SourceController::stored(qint64 source) const {
    return at(source)->stored;
}

QString SourceController::name(qint64 source) const {
    const Source* const found = at(source);
    return found ? QString::fromStdString(found->name) : QString();
}

CorpusSelection SourceController::selection(qint64 source) const {
    const Source* const found = at(source);
    return found ? found->selection : CorpusSelection();
}

qint64 SourceController::findStored(std::int64_t stored) const {
    const auto found = std::ranges::find_if(
        m_sources, [stored](const Source& source) { return *source.stored == stored; });
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
