// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_controller.h"

#include "core/edit/placed_score.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"

#include <QFileInfo>
#include <QUndoCommand>

namespace leitmotif {

/// One step of the undo history: an edit, and how many edits of the project it stands for.
class EditCommand : public QUndoCommand {
  public:
    EditCommand(DocumentController& owner, ScoreEdit edit, const QString& label, quint64 gesture)
        : QUndoCommand(label), m_owner(owner), m_edit(std::move(edit)), m_gesture(gesture) {}

    void redo() override {
        m_owner.change(m_edit);
        if (m_isNew) // pushed: every step of a gesture is written as it is made
            m_owner.keepEdit(m_edit);
        m_owner.m_editsApplied += m_steps;
        if (!m_isNew)
            m_owner.keepPosition();
        m_isNew = false;
        emit m_owner.edited();
    }
    void undo() override {
        m_owner.change(m_edit.inverted());
        m_owner.m_editsApplied -= m_steps;
        m_owner.keepPosition();
        emit m_owner.edited();
    }
    [[nodiscard]] int id() const override { return m_gesture == 0 ? -1 : 1; }
    bool mergeWith(const QUndoCommand* next) override {
        const auto& other = static_cast<const EditCommand&>(*next);
        if (other.m_gesture != m_gesture)
            return false;
        auto both = composed(m_edit, other.m_edit);
        if (!both)
            return false;
        m_edit = std::move(*both);
        m_steps += other.m_steps;
        return true;
    }

  private:
    DocumentController& m_owner;
    ScoreEdit m_edit;
    quint64 m_gesture;
    std::int64_t m_steps = 1;
    bool m_isNew = true;
};

DocumentController::DocumentController(ProjectController& project, QObject* parent)
    : QObject(parent), m_project(project) {
    connect(&m_project, &ProjectController::aboutToLeave, this, &DocumentController::flush);
    connect(&m_project, &ProjectController::opened, this, &DocumentController::readProject);
}

void DocumentController::readProject() {
    m_origin = Origin::Nothing;
    m_isEdited = false;
    m_take.reset();
    m_undo.clear();
    m_editsApplied = 0;
    const auto stored =
        m_project.store().ask([](ProjectFile& file) { return file.document(); }).get();
    if (!stored)
        emit failed(stored.error());
    if (!stored || !*stored) {
        m_document.replace(emptyScore());
        emit opened();
        return;
    }
    m_name = (*stored)->name;
    // Where it came from is found by attachToSource(), once the sources are read.
    m_origin = Origin::Take;
    m_title = QFileInfo(QString::fromStdString(m_name)).completeBaseName();
    // The edits that led here are part of the score now: their undo history ended with the program.
    m_document.replace((*stored)->score);
    if (!m_project.isReadOnly())
        m_project.store().write([name = m_name, bytes = midiBytes((*stored)->score)](
                                    ProjectFile& file) { return file.setDocument(name, bytes); });
    emit opened();
}

void DocumentController::attachToSource(qint64 source) {
    m_origin = Origin::Source;
    m_source = source;
    m_isEdited = true; // perhaps: the edits of the last time may not have reached it
}

void DocumentController::openSource(qint64 source, const QString& name, const Score& score) {
    if (m_origin == Origin::Source && m_source == source)
        return;
    flush();
    m_source = source;
    m_take.reset();
    open(Origin::Source, name.toStdString(), QFileInfo(name).completeBaseName(), score);
}

void DocumentController::openTake(const Take& take) {
    flush();
    m_take = take;
    open(Origin::Take, fileNameOf(take), QString::fromStdString(fileNameOf(take)), *take.score);
}

void DocumentController::open(Origin origin, std::string name, const QString& title,
                              const Score& score) {
    m_origin = origin;
    m_name = std::move(name);
    m_title = title;
    m_isEdited = false;
    m_editsApplied = 0;
    m_undo.clear();
    // Through a file once: edits name events by their place in the file, and the project keeps it.
    const Bytes bytes = midiBytes(score);
    auto read = readMidi(bytes, m_name);
    m_document.replace(read ? std::move(read->score) : score);
    if (!m_project.isReadOnly())
        m_project.store().write(
            [name = m_name, bytes](ProjectFile& file) { return file.setDocument(name, bytes); });
    emit opened();
}

void DocumentController::close() {
    m_origin = Origin::Nothing;
    m_isEdited = false;
    m_undo.clear();
    m_document.replace(emptyScore());
    emit opened();
}

void DocumentController::edit(const ScoreEdit& edit, const QString& label, quint64 gesture) {
    if (edit.isEmpty() || isEmpty())
        return;
    if (const auto possible = applied(m_document.score(), edit); !possible) {
        emit failed(possible.error());
        return;
    }
    m_undo.push(new EditCommand(*this, edit, label, gesture));
}

ScoreEdit DocumentController::place(const Take& take, Tick at) {
    if (isEmpty()) {
        openTake(take);
        return {};
    }
    ScoreEdit notes = placed(score(), *take.score, at);
    edit(notes, tr("Place %1").arg(QString::fromStdString(fileNameOf(take))), 0);
    return notes;
}

void DocumentController::change(const ScoreEdit& edit) {
    m_isEdited = true;
    if (const auto changed = m_document.apply(edit); !changed)
        emit failed(changed.error());
}

void DocumentController::keepEdit(const ScoreEdit& edit) {
    m_project.store().write([edit](ProjectFile& file) { return file.addEdit(edit); });
}

void DocumentController::keepPosition() {
    m_project.store().write(
        [position = m_editsApplied](ProjectFile& file) { return file.setEditPosition(position); });
}

void DocumentController::flush() {
    if (!std::exchange(m_isEdited, false))
        return;
    if (m_origin == Origin::Source) {
        emit sourceEdited(m_source, score());
    } else if (m_take) {
        Take edited = *m_take;
        edited.id = 0;
        edited.origin.seed = 0; // not what the seed gives any more
        edited.score = std::make_shared<const Score>(score());
        edited.notes = score().noteCount();
        edited.bars = score().barCount();
        emit takeEdited(edited);
    }
}

} // namespace leitmotif
