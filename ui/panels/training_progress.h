// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/loss_history.h"
#include "core/runs/training_state.h"
#include "ui/panels/run_summary.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <optional>

namespace leitmotif {

/// How far training is, as a sentence and a share: that of the run that is shown, or of all that
/// train together. A value; knows no widget.
class TrainingProgress {
    Q_DECLARE_TR_FUNCTIONS(TrainingProgress)

  public:
    void setState(TrainingState state) { m_state = state; }
    /// Whether there is something to learn from; if not, `reason` says why not.
    void setReady(bool isReady, const QString& reason);
    /// That of the run that is shown.
    void setHistory(const LossHistory& history) { m_history = history; }
    /// `shown`: 0: none.
    void setRuns(const QList<RunSummary>& runs, qint64 shown);

    [[nodiscard]] TrainingState state() const { return m_state; }
    [[nodiscard]] bool isBusy() const { return m_state != TrainingState::Idle; }
    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] const LossHistory& history() const { return m_history; }
    [[nodiscard]] bool trainsSeveral() const { return m_together.size() > 1; }
    /// It is that of the run that is shown, and of no other.
    [[nodiscard]] bool isOfShown() const;
    /// 0 to 1.
    [[nodiscard]] double fraction() const;
    [[nodiscard]] QString sentence() const;

  private:
    [[nodiscard]] QString stateSentence() const;
    /// Share of what all of them plan, 0 to 1.
    [[nodiscard]] double fractionOfAll() const;
    [[nodiscard]] QString sentenceOfAll() const;
    /// The run that trains, where it is the only one and another one is shown; else null.
    [[nodiscard]] const RunSummary* trainingBehind() const;
    [[nodiscard]] QString sentenceOfRun(const RunSummary& run) const;
    [[nodiscard]] bool isShownTraining() const;
    /// Until the last of them ends; nothing before each has told how long it takes.
    [[nodiscard]] std::optional<double> secondsLeft() const;

    TrainingState m_state = TrainingState::Idle;
    LossHistory m_history;
    QList<RunSummary> m_together; ///< that train, and those that did beside them and have ended
    qint64 m_shown = 0;
    bool m_isReady = false;
    QString m_reason;
};

} // namespace leitmotif
