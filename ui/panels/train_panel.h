// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/loss_history.h"
#include "core/runs/recipe.h"
#include "core/runs/training_engine.h"
#include "core/runs/training_state.h"
#include "ui/panels/run_summary.h"
#include "ui/panels/training_progress.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QList>
#include <QStringList>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace leitmotif {

class RecipeForm;
class RunList;

/// Everything about learning: the recipe, the buttons, how far it is, and the runs so far. Keeps
/// the recipe that the form shows; all else is told by the owner. GUI thread.
class TrainPanel : public QFrame {
    Q_OBJECT

  public:
    explicit TrainPanel(QWidget* parent = nullptr);

    /// The recipe as the form shows it, with every change made to it.
    [[nodiscard]] Recipe recipe() const;
    /// That recipe, and those that are to be trained beside it.
    [[nodiscard]] std::vector<Recipe> recipes() const;
    /// Shows a recipe (of the last session, or of a run) in the form.
    void setRecipe(const Recipe& recipe);
    [[nodiscard]] ComputeSettings compute() const;
    /// Threads and devices that this machine has. `devices` as ComputeSettings::device names them.
    void setComputeChoices(int mostThreads, const QStringList& devices);
    void setCompute(const ComputeSettings& compute);

    /// Whether there is something to learn from; if not, `reason` says why Train is off.
    void setReady(bool isReady, const QString& reason = {});
    void setState(TrainingState state);
    [[nodiscard]] TrainingState state() const { return m_progress.state(); }
    /// The run that is shown: progress, time left, device, end, failure. Once per drain.
    void setHistory(const LossHistory& history);
    /// A sentence that something went wrong, in place; empty takes it away.
    void setProblem(const QString& sentence);
    /// Newest first. `shown`: whose history the plot shows, 0: none. While several train, the
    /// progress is that of all of them.
    void setRuns(const QList<RunSummary>& runs, qint64 shown);
    void setTheme(const Theme& theme);

  signals:
    /// Train was pressed: start a new run of each of recipes() with compute(), as they were told.
    void trainRequested();
    void pauseRequested();
    void resumeRequested();
    /// Stop and keep what was learned.
    void stopRequested();
    /// Go on with a run up to `epochs` in all (past its planned end too), with another learning
    /// rate if one was set.
    void continueRequested(qint64 run, int epochs, std::optional<double> learningRate);
    void runSelected(qint64 run);
    void removeRunRequested(qint64 run);
    /// Takes of what it has learned.
    void moreTakesRequested(qint64 run);
    /// The recipe of the form, or which are to be trained beside it.
    void recipesChanged(const std::vector<leitmotif::Recipe>& recipes);
    void computeChanged(const leitmotif::ComputeSettings& compute);

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void buildProgress(QVBoxLayout* column);
    void buildButtons(QVBoxLayout* column);
    void updateButtons();
    void nameButtons();
    void updateSentence();
    void updateProblem();

    TrainingProgress m_progress;
    QString m_problemTold;
    Theme m_theme;
    RecipeForm* m_form;
    QPushButton* m_train;
    QPushButton* m_pause;
    QPushButton* m_stop;
    QProgressBar* m_bar;
    QLabel* m_sentence;
    QLabel* m_machine;
    QLabel* m_problem;
    RunList* m_runs;
};

} // namespace leitmotif
