// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "app/window/score_document.h"
#include "core/corpus/corpus.h"
#include "core/midi/import_report.h"
#include "ui/panels/source_panel.h"

#include <QObject>
#include <QThreadPool>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace leitmotif {

/// The opened MIDI files: reads them on a thread of its own, keeps them in the project, shows them
/// in the source panel and knows whether there is enough to learn from. GUI thread.
class SourceController : public QObject {
    Q_OBJECT

  public:
    SourceController(ProjectController& project, SourcePanel& panel, QObject* parent = nullptr);
    ~SourceController() override;

    /// Opens a MIDI file; sourceOpened() or failed() follows. What the panel asks for goes through
    /// the window, as it may be a project.
    void openFile(const QString& path);
    /// Opens a piece that comes with the program.
    void openDemoPiece(const QString& id);

    /// As its file has it. REQUIRES: `source` is open.
    [[nodiscard]] const Score& original(qint64 source) const;
    [[nodiscard]] StoredId stored(qint64 source) const;
    [[nodiscard]] QString name(qint64 source) const;
    /// What is learned of it; of one that is not open: all.
    [[nodiscard]] CorpusSelection selection(qint64 source) const;
    /// That is chosen in the list; 0: none.
    [[nodiscard]] qint64 current() const { return m_current; }
    /// The open source that the project has under this id, or 0.
    [[nodiscard]] qint64 findStored(std::int64_t stored) const;
    /// It was edited: what is shown and learned of it follows a moment later.
    void setScore(qint64 source, const Score& score, bool isEdited);

    /// What removed() told of comes back, or leaves the project.
    void restoreRemoved();
    void forgetRemoved();

    /// Notes to learn from: in the chosen tracks and bars of all files that are not held out.
    [[nodiscard]] std::size_t chosenNotes() const;
    [[nodiscard]] bool isEmpty() const { return m_sources.empty(); }
    /// Works out the hash of what would be learned from; corpusHashed() follows.
    void hashCorpus();

  signals:
    void sourceOpened(qint64 source);
    void sourceRemoved(qint64 source);
    /// A source left the list; restoreRemoved() brings it back until forgetRemoved(), which comes
    /// by itself with the next one and at the end of the project.
    void removed(const QString& sentence);
    /// It is gone for good.
    void sourceForgotten(qint64 source);
    /// 0: there is nothing that could be learned from.
    void corpusHashed(std::uint64_t hash);
    /// Its names are read in another encoding now.
    void textsRead(qint64 source, leitmotif::TextReading reading);
    /// What would be learned from is another now.
    void corpusChanged();
    /// `path` could be opened.
    void fileOpened(const QString& path);
    /// One of several files, perhaps, could not.
    void fileFailed(const leitmotif::Error& error);
    void failed(const leitmotif::Error& error);

  private:
    struct Source {
        qint64 id = 0;
        StoredId stored;
        std::string name;
        std::shared_ptr<const Bytes> bytes;
        Score original;
        Score score;
        std::vector<ImportNote> findings;
        ImportReport report;
        CorpusSelection selection;
        bool isEdited = false;
        std::size_t notes = 0;     // that it gives to learn from
        std::uint64_t version = 0; // of the score
    };
    struct Loaded; // a file as the thread read it

    static Result<Loaded> load(std::string name, Bytes bytes,
                               TextEncoding text = TextEncoding::Automatic);
    void readTexts(Source& source);
    static std::size_t notesIn(const Score& score, const std::string& name,
                               const CorpusSelection& selection);
    [[nodiscard]] static SourceItem itemOf(const Source& source);
    void add(Loaded loaded, bool isStored, std::int64_t stored, CorpusSelection selection);
    void keep(const Source& source);
    void keepAll();
    void readProject();
    void remove(qint64 id);
    void select(qint64 id, const CorpusSelection& selection);
    [[nodiscard]] Source* at(qint64 id);
    [[nodiscard]] const Source* at(qint64 id) const;

    ProjectController& m_project;
    SourcePanel& m_panel;
    std::vector<Source> m_sources;
    std::optional<Source> m_removed; // out of sight, hidden in the project
    std::size_t m_removedPlace = 0;
    qint64 m_lastId = 0;
    qint64 m_current = 0;
    QThreadPool m_reader; // one thread: files arrive in the order of opening
};

} // namespace leitmotif
