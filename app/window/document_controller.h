// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "app/window/score_document.h"
#include "app/window/source_controller.h"
#include "core/edit/settle.h"
#include "core/runs/stored_take.h"

#include <QObject>
#include <QTimer>
#include <QUndoGroup>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

namespace leitmotif {

/// The scores that were opened or edited, each with a history of its own, and which of them is in
/// the editor. Keys hold the window's id of a source, and the project's of a take. GUI thread.
class DocumentController : public QObject {
    Q_OBJECT

  public:
    DocumentController(ProjectController& project, SourceController& sources,
                       QObject* parent = nullptr);
    ~DocumentController() override;

    /// Shows it in the editor.
    void openSource(qint64 source);
    void openTake(const StoredTake& take);
    /// The names of the source are read so from now on.
    void readTexts(qint64 source, TextReading reading);
    /// Nothing is in the editor any more.
    void close();
    /// It is gone for good, with its history.
    void forget(DocumentKey document);
    /// What was edited last when the project was open before; nothing if nothing ever was.
    [[nodiscard]] std::optional<DocumentKey> lastEdited() const { return m_lastEdited; }

    // What is in the editor
    [[nodiscard]] bool isEmpty() const { return !m_shown; }
    [[nodiscard]] std::optional<DocumentKey> shown() const { return m_shown; }
    [[nodiscard]] bool isShown(DocumentKey document) const { return m_shown == document; }
    [[nodiscard]] const Score& score() const;
    /// Name of a file, or "lstm-r1-e20".
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool isEdited() const;
    /// Undo and redo of what is in the editor.
    [[nodiscard]] QUndoGroup& undoGroup() { return m_histories; }

    /// Steps with one `gesture` (not 0) that follow each other are one step of the undo history.
    void edit(const ScoreEdit& edit, const QString& label, quint64 gesture);
    /// Lays a take's notes into the score, and returns what became of them; opens it if nothing is
    /// in the editor.
    Settlement place(const StoredTake& take, Tick at);
    /// The original comes back, as one step of the history.
    void revert();

    /// The score of one that was opened, shown or not; null if it is gone.
    [[nodiscard]] const Score* scoreOf(DocumentKey document) const;
    /// One step of its history. REQUIRES: scoreOf() is not null.
    void editDocument(DocumentKey document, const ScoreEdit& edit, const QString& label);

    /// Tells at once of sources that were edited a moment ago.
    void flush();

  signals:
    /// Another score is in the editor, or none.
    void opened();
    /// An edit of the score in the editor was made or taken back.
    void edited();
    /// After edited(), if a step was undone or repeated: what that did.
    void stepped(const leitmotif::ScoreEdit& change);
    /// A moment after the last edit.
    void sourceEdited(qint64 source, const leitmotif::Score& score, bool isEdited);
    /// With each edit; its measures are still to be worked out, unless it is again what it was.
    void takeEdited(const leitmotif::StoredTake& take);
    void failed(const leitmotif::Error& error);
    /// Not all of a history could be read: a sentence.
    void damaged(const QString& sentence);

  private:
    struct Opened {
        std::unique_ptr<ScoreDocument> document;
        StoredTake take;             // of a take, as it was opened
        bool isNewsOfSource = false; // sourceEdited() is still to come
    };

    void readProject();
    Opened& add(DocumentKey key, StoredId stored, const Score& original);
    void show(DocumentKey key);
    void tell(DocumentKey key);
    [[nodiscard]] QString nameOf(DocumentKey document) const;
    void keepAll();
    void write(StoreSession::Write change);
    [[nodiscard]] Opened* at(DocumentKey key);
    [[nodiscard]] const Opened* at(DocumentKey key) const;
    [[nodiscard]] const Opened* atShown() const { return m_shown ? at(*m_shown) : nullptr; }

    ProjectController& m_project;
    SourceController& m_sources;
    QUndoGroup m_histories;
    std::map<DocumentKey, Opened> m_opened;
    std::optional<DocumentKey> m_shown;
    std::optional<DocumentKey> m_lastEdited;
    QTimer m_pause; // since the last edit of a source
    bool m_hasToldReadOnly = false;
};

} // namespace leitmotif
