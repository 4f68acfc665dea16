// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions/store_session.h"
#include "core/edit/document.h"
#include "core/store/stored_document.h"

#include <QObject>
#include <QUndoStack>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace leitmotif {

/// The id of something in the project: 0 until the storage thread has stored it, which it does
/// before whatever is written after it.
using StoredId = std::shared_ptr<std::atomic<std::int64_t>>;

/// A source or a take with its undo history, of which every edit is written into the project as it
/// is made. Owned by DocumentController. GUI thread.
class ScoreDocument : public QObject {
    Q_OBJECT

  public:
    using Writer = std::function<void(StoreSession::Write)>;

    /// `original` as readMidi() gives it: edits name events by their place in its file.
    ScoreDocument(DocumentKey::Kind kind, StoredId stored, Score original, Writer write,
                  QObject* parent = nullptr);
    ~ScoreDocument() override;
    /// Takes over the history that an earlier time left, as far as it could be read. Called first.
    void restore(const StoredDocument& stored);

    [[nodiscard]] const Score& score() const { return m_document.score(); }
    [[nodiscard]] QUndoStack& history() { return m_history; }
    /// By steps that are not undone, since the beginning or the last return to the original.
    [[nodiscard]] bool isEdited() const;

    /// One step; steps with one `gesture` (not 0) that follow each other are one. False if the edit
    /// is empty or fails.
    bool edit(const ScoreEdit& edit, const QString& label, quint64 gesture);
    /// The original comes back, as one step.
    void revert();
    /// How its texts are read; no step, as nothing of the score changes.
    void setTextReading(TextReading reading);
    /// Writes the whole history: the project is another one now.
    void keepAll();

  signals:
    /// An edit was made, undone or repeated.
    void edited();
    /// The same, after edited(), if a step was undone or repeated: what that did.
    void stepped(const leitmotif::ScoreEdit& change);
    void failed(const leitmotif::Error& error);

  private:
    friend class EditCommand;

    void keep(const StoredEdit& edit);
    void move(const ScoreEdit& change, std::int64_t edits);
    void replace(Score score, std::int64_t edits);
    void keepPosition(std::int64_t edits);
    void tellStep();

    DocumentKey::Kind m_kind;
    StoredId m_stored;
    Score m_original;
    Document m_document;
    Writer m_write;
    QUndoStack m_history;
    std::int64_t m_applied = 0;         // of the edits that the project keeps
    std::optional<ScoreEdit> m_stepped; // what undo or redo just did
    bool m_isRestoring = false;         // the history alone moves
    bool m_isDamaged = false; // the project's history: the next edit writes all of this one
};

} // namespace leitmotif
