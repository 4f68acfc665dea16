// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/loss_history.h"
#include "core/runs/recipe.h"
#include "core/runs/training_engine.h"
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

/// What the training thread is doing, as the buttons need to know it.
enum class TrainingState : std::uint8_t {
    Idle,     ///< nothing runs
    Starting, ///< the engine loads, or the first epoch has not begun
    Training,
    Paused,
    Stopping, ///< asked to stop, still within a batch
};

/// One row of the run list.
struct RunSummary {
    qint64 id = 0;
    QString title;  ///< of the preset
    int epochs = 0; ///< complete
    int planned = 0;
    QString state; ///< in words: "finished", "stopped", "failed"; translated by the owner
    std::optional<double> bestLoss = {};    ///< see LossHistory::bestLoss()
    bool canContinue = false;               ///< a checkpoint is there, and there is more to learn
    bool isSourceChanged = false;           ///< the files or edits it learned from are others now
    bool isOfHiddenNotes = false;           ///< the loss, so that it compares with no other kind's
    bool countsIterations = false;          ///< what `epochs` are
    double learningRate = 0.0;              ///< it went on with so far
    double nextRate = 0.0;                  ///< it had better go on with
    bool isTraining = false;                ///< now
    std::optional<double> secondsLeft = {}; ///< of its own time, where it trains

    bool operator==(const RunSummary&) const = default;
};

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
    [[nodiscard]] TrainingState state() const { return m_state; }
    /// The run that is shown: progress, time left, device, end, failure. Once per drain.
    void setHistory(const LossHistory& history);
    /// A sentence that something went wrong, in place; empty takes it away.
    void setProblem(const QString& sentence);
    /// Newest first. `shown`: whose history the plot shows, 0: none. While several train, the
    /// progress is that of all of them.
    void setRuns(const QList<RunSummary>& runs, qint64 shown);
    void setTheme(const Theme& theme);

  signals:
    /// Train was pressed: start a new run of each of recipes() with compute().
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
    void recipeChanged();
    void computeChanged();

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
    [[nodiscard]] QString stateSentence() const;
    [[nodiscard]] bool trainsSeveral() const { return m_together.size() > 1; }
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
    QString m_problemTold;
    Theme m_theme;
    RecipeForm* m_form;
    QPushButton* m_train;
    QPushButton* m_pause;
    QPushButton* m_stop;
    QProgressBar* m_progress;
    QLabel* m_sentence;
    QLabel* m_machine;
    QLabel* m_problem;
    RunList* m_runs;
};

} // namespace leitmotif
