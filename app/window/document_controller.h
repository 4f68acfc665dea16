// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "core/edit/document.h"
#include "core/runs/take.h"

#include <QObject>
#include <QUndoStack>

#include <cstdint>
#include <optional>
#include <string>

namespace leitmotif {

/// The score in the editor: opens sources and takes, applies edits as steps of the undo history and
/// writes each into the project as it is made. Whatever was edited goes back to where it came from
/// when another score is opened. GUI thread.
class DocumentController : public QObject {
    Q_OBJECT

  public:
    explicit DocumentController(ProjectController& project, QObject* parent = nullptr);

    void openSource(qint64 source, const QString& name, const Score& score);
    void openTake(const Take& take);
    /// The source of this id is there under this id now (the project was opened again).
    void attachToSource(qint64 source);
    /// Nothing is in the editor any more.
    void close();

    [[nodiscard]] bool isEmpty() const { return m_origin == Origin::Nothing; }
    [[nodiscard]] const Score& score() const { return m_document.score(); }
    /// The source in the editor, or 0.
    [[nodiscard]] qint64 source() const { return m_origin == Origin::Source ? m_source : 0; }
    /// File name, or "lstm-r1-e20".
    [[nodiscard]] QString title() const { return m_title; }
    /// Path or name as the project keeps it.
    [[nodiscard]] QString name() const { return QString::fromStdString(m_name); }
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }

    /// Steps with one `gesture` (not 0) that follow each other are one step of the undo history.
    void edit(const ScoreEdit& edit, const QString& label, quint64 gesture);
    /// Lays a take's notes into the score, and returns the edit; opens it if nothing is in the
    /// editor.
    ScoreEdit place(const Take& take, Tick at);
    /// Hands what was edited to the source or take that it came from.
    void flush();

  signals:
    /// Another score is in the editor, or none.
    void opened();
    /// An edit was made or taken back.
    void edited();
    void sourceEdited(qint64 source, const leitmotif::Score& score);
    void takeEdited(const leitmotif::Take& take);
    void failed(const leitmotif::Error& error);

  private:
    friend class EditCommand;
    enum class Origin : std::uint8_t { Nothing, Source, Take };

    void readProject();
    void open(Origin origin, std::string name, const QString& title, const Score& score);
    void change(const ScoreEdit& edit);
    void keepEdit(const ScoreEdit& edit);
    void keepPosition();

    ProjectController& m_project;
    Document m_document;
    QUndoStack m_undo;
    Origin m_origin = Origin::Nothing;
    qint64 m_source = 0;
    std::optional<Take> m_take;
    std::string m_name;
    QString m_title;
    std::int64_t m_editsApplied = 0; // of those that the project keeps
    bool m_isEdited = false;         // since it was opened or flushed
};

} // namespace leitmotif
