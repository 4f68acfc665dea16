// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/run_summary.h"

#include <QList>
#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace leitmotif {

/// The runs so far: which one is shown, and going on with it. Part of TrainPanel. GUI thread.
class RunList : public QWidget {
    Q_OBJECT

  public:
    explicit RunList(QWidget* parent = nullptr);

    /// Newest first.
    void setRuns(const QList<RunSummary>& runs, qint64 shown);
    /// While a run trains, none can be continued or removed.
    void setIdle(bool isIdle);

  signals:
    void runSelected(qint64 run);
    void continueRequested(qint64 run, int epochs, std::optional<double> learningRate);
    void removeRequested(qint64 run);
    void moreTakesRequested(qint64 run);

  private:
    void showCurrent();
    [[nodiscard]] const RunSummary* current() const;
    [[nodiscard]] std::optional<double> otherRate(const RunSummary& run) const;

    QList<RunSummary> m_runs;
    bool m_isIdle = true;
    QComboBox* m_box;
    QToolButton* m_remove;
    QLabel* m_note;
    QToolButton* m_more;
    QPushButton* m_continue;
    QLabel* m_until;
    QSpinBox* m_epochs;
    QLabel* m_rateLabel;
    QDoubleSpinBox* m_rate;
};

} // namespace leitmotif
