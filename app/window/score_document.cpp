// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/score_document.h"

#include <QUndoCommand>

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace leitmotif {

/// One step of the undo history: an edit, or the return to the original, and how many edits of the
/// project it stands for. What it does has been done when it is pushed.
class EditCommand : public QUndoCommand {
  public:
    EditCommand(ScoreDocument& owner, ScoreEdit edit, const QString& label, quint64 gesture)
        : QUndoCommand(label), m_owner(owner), m_edit(std::move(edit)), m_gesture(gesture) {}
    /// The return to the original.
    EditCommand(ScoreDocument& owner, Score before, const QString& label)
        : QUndoCommand(label), m_owner(owner), m_before(std::move(before)) {}

    [[nodiscard]] bool isReturn() const { return !m_edit; }
    [[nodiscard]] StoredEdit stored() const { return {text().toStdString(), false, m_edit}; }
    void becomeOneEdit() { m_edits = 1; }

    void redo() override {
        if (std::exchange(m_isMade, false))
            return;
        if (m_edit)
            return m_owner.move(*m_edit, m_edits);
        m_before = m_owner.score();
        m_owner.replace(m_owner.m_original, m_edits);
    }
    void undo() override {
        if (m_edit)
            m_owner.move(m_edit->inverted(), -m_edits);
        else
            m_owner.replace(m_before, -m_edits);
    }
    [[nodiscard]] int id() const override { return m_gesture == 0 ? -1 : 1; }
    bool mergeWith(const QUndoCommand* next) override {
        const auto& other = static_cast<const EditCommand&>(*next);
        return other.m_gesture == m_gesture && append(*other.m_edit);
    }
    /// One more edit belongs to this step; false if it cannot.
    bool append(const ScoreEdit& edit) {
        auto both = composed(*m_edit, edit);
        if (!both)
            return false;
        m_edit = std::move(*both);
        ++m_edits;
        return true;
    }

  private:
    ScoreDocument& m_owner;
    std::optional<ScoreEdit> m_edit;
    Score m_before; // of the return to the original
    quint64 m_gesture = 0;
    std::int64_t m_edits = 1;
    bool m_isMade = true;
};

namespace {

/// What a return to the original at this place of a history found; of one that was undone it is
/// found again when it is repeated.
Score scoreBefore(const StoredDocument& stored, std::size_t edit) {
    if (edit >= stored.applied)
        return {};
    return replayed(stored.original, std::span(stored.edits).first(edit)).value_or(stored.original);
}

} // namespace

ScoreDocument::ScoreDocument(DocumentKey::Kind kind, StoredId stored, Score original, Writer write,
                             QObject* parent)
    : QObject(parent),
      m_kind(kind),
      m_stored(std::move(stored)),
      m_original(std::move(original)),
      m_document(m_original),
      m_write(std::move(write)) {
    // Only then the history knows where it is.
    connect(&m_history, &QUndoStack::indexChanged, this, &ScoreDocument::tellStep);
}

ScoreDocument::~ScoreDocument() {
    m_history.disconnect(this); // its destructor emits indexChanged()
}

void ScoreDocument::restore(const StoredDocument& stored) {
    m_isRestoring = true;
    EditCommand* last = nullptr;
    int steps = 0;
    for (std::size_t i = 0; i < stored.edits.size(); ++i) {
        const StoredEdit& edit = stored.edits[i];
        const bool isFirstUndone = i == stored.applied;
        if (edit.continuesStep && !isFirstUndone && edit.change && last && !last->isReturn() &&
            last->append(*edit.change))
            continue;
        const QString label = QString::fromStdString(edit.label);
        last = edit.change ? new EditCommand(*this, *edit.change, label, 0)
                           : new EditCommand(*this, scoreBefore(stored, i), label);
        m_history.push(last);
        steps += i < stored.applied ? 1 : 0;
    }
    m_history.setIndex(steps);
    m_isRestoring = false;
    m_applied = static_cast<std::int64_t>(stored.applied);
    m_isDamaged = !stored.damage.empty();
    m_document.replace(stored.score);
}

bool ScoreDocument::isEdited() const {
    const int steps = m_history.index();
    return steps > 0 && !static_cast<const EditCommand*>(m_history.command(steps - 1))->isReturn();
}

bool ScoreDocument::edit(const ScoreEdit& edit, const QString& label, quint64 gesture) {
    if (edit.isEmpty())
        return false;
    if (const auto made = m_document.apply(edit); !made) {
        emit failed(made.error());
        return false;
    }
    const bool isWhole = !m_isDamaged;
    const int steps = m_history.index();
    m_history.push(new EditCommand(*this, edit, label, gesture));
    if (isWhole)
        keep({label.toStdString(), m_history.index() == steps, edit});
    return true;
}

void ScoreDocument::revert() {
    if (!isEdited())
        return;
    Score before = score();
    m_document.replace(m_original);
    const bool isWhole = !m_isDamaged;
    const QString label = tr("Revert to original");
    m_history.push(new EditCommand(*this, std::move(before), label));
    if (isWhole)
        keep({label.toStdString(), false, std::nullopt});
}

void ScoreDocument::setTextReading(TextReading reading) {
    m_original.textReading = reading;
    Score score = m_document.score();
    score.textReading = reading;
    m_document.replace(std::move(score));
    emit edited();
}

void ScoreDocument::keep(const StoredEdit& edit) {
    ++m_applied;
    m_write([kind = m_kind, stored = m_stored, edit](ProjectFile& file) {
        return file.addEdit({kind, *stored}, edit);
    });
}

void ScoreDocument::keepAll() {
    if (m_history.count() == 0 && !m_isDamaged)
        return;
    m_isDamaged = false;
    std::vector<StoredEdit> edits;
    for (int i = 0; i < m_history.count(); ++i) {
        // The stack hands out its commands to be looked at only.
        auto* const command =
            static_cast<EditCommand*>(const_cast<QUndoCommand*>(m_history.command(i)));
        command->becomeOneEdit();
        edits.push_back(command->stored());
    }
    m_applied = m_history.index();
    m_write([kind = m_kind, stored = m_stored, edits = std::move(edits),
             applied = m_applied](ProjectFile& file) {
        return file.setHistory({kind, *stored}, edits, applied);
    });
}

void ScoreDocument::move(const ScoreEdit& change, std::int64_t edits) {
    if (m_isRestoring)
        return;
    if (const auto made = m_document.apply(change); !made)
        emit failed(made.error());
    m_stepped = change;
    keepPosition(edits);
}

void ScoreDocument::replace(Score score, std::int64_t edits) {
    if (m_isRestoring)
        return;
    score.textReading = m_original.textReading; // it may have been read otherwise then
    m_document.replace(std::move(score));
    keepPosition(edits);
}

void ScoreDocument::keepPosition(std::int64_t edits) {
    m_applied += edits;
    if (!m_isDamaged)
        m_write([kind = m_kind, stored = m_stored, position = m_applied](ProjectFile& file) {
            return file.setEditPosition({kind, *stored}, position);
        });
}

void ScoreDocument::tellStep() {
    if (m_isRestoring)
        return;
    if (m_isDamaged)
        keepAll();
    emit edited();
    if (const auto change = std::exchange(m_stepped, std::nullopt))
        emit stepped(*change);
}

} // namespace leitmotif
