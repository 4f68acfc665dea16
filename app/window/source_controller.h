// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "core/midi/import_report.h"
#include "core/music/corpus.h"
#include "ui/panels/source_panel.h"

#include <QObject>
#include <QThreadPool>

#include <cstdint>
#include <memory>
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

    /// REQUIRES: `source` is open.
    [[nodiscard]] const Score& score(qint64 source) const;
    [[nodiscard]] QString name(qint64 source) const;
    /// The open source with this name, or 0.
    [[nodiscard]] qint64 find(const QString& name) const;
    /// The source as it was edited takes the place of the one that was opened.
    void replaceScore(qint64 source, const Score& score);

    /// Notes to learn from: in the chosen tracks and bars of all files that are not held out.
    [[nodiscard]] std::size_t chosenNotes() const;
    [[nodiscard]] bool isEmpty() const { return m_sources.empty(); }

  signals:
    void sourceOpened(qint64 source);
    void sourceRemoved(qint64 source);
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
        std::int64_t stored = 0; // id in the project, 0 until it is kept
        std::string name;
        Score score;
        ImportReport report;
        CorpusSelection selection;
    };
    struct Loaded; // a file as the thread read it

    static Result<Loaded> load(std::string name, Bytes bytes);
    void add(Loaded loaded, bool isStored, std::int64_t stored, CorpusSelection selection);
    void keep(const Source& source, const Bytes& bytes);
    void readProject();
    void remove(qint64 id);
    void select(qint64 id, const CorpusSelection& selection);
    [[nodiscard]] Source* at(qint64 id);
    [[nodiscard]] const Source* at(qint64 id) const;

    ProjectController& m_project;
    SourcePanel& m_panel;
    std::vector<Source> m_sources;
    qint64 m_lastId = 0;
    std::uint64_t m_projectSerial = 0; // answers for an earlier project are thrown away
    QThreadPool m_reader;              // one thread: files arrive in the order of opening
};

} // namespace leitmotif
