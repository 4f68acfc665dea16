// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/training_views.h"

#include <QThread>

namespace leitmotif {

TrainingViews::TrainingViews(const RunLibrary& runs, const TakeLibrary& takes, MainWindow& window,
                             QObject* parent)
    : QObject(parent), m_runs(runs), m_takes(takes), m_window(window) {
    connect(&m_runs, &RunLibrary::listChanged, this, &TrainingViews::showRuns);
    connect(&m_runs, &RunLibrary::shownChanged, this, &TrainingViews::showRun);
    connectTakes();
}

void TrainingViews::connectTakes() {
    TakesPanel& panel = m_window.takes();
    connect(&m_takes, &TakeLibrary::replaced, this,
            [this] { m_window.takes().setTakes(m_takes.all()); });
    connect(&m_takes, &TakeLibrary::added, &panel, &TakesPanel::addTake);
    connect(&m_takes, &TakeLibrary::updated, &panel, &TakesPanel::updateTake);
    connect(&m_takes, &TakeLibrary::removed, &panel, &TakesPanel::removeTake);
    connect(&m_takes, &TakeLibrary::candidatesChanged, this,
            [this] { m_window.takes().setCandidates(m_takes.candidates()); });
    connect(&m_takes, &TakeLibrary::kept, &panel,
            [&panel](const Take& take) { panel.setCurrentTake(take.id); });
}

void TrainingViews::connectTraining(TrainingController& training, RunLibrary& runs) {
    TrainPanel& panel = m_window.train();
    connect(&panel, &TrainPanel::trainRequested, &training, &TrainingController::train);
    connect(&panel, &TrainPanel::stopRequested, &training, &TrainingController::stop);
    connect(&panel, &TrainPanel::pauseRequested, &training, &TrainingController::pause);
    connect(&panel, &TrainPanel::resumeRequested, &training, &TrainingController::resume);
    connect(&panel, &TrainPanel::continueRequested, &training, &TrainingController::continueRun);
    connect(&panel, &TrainPanel::runSelected, &runs, &RunLibrary::show);
    connect(&training, &TrainingController::stateChanged, &panel, &TrainPanel::setState);
    connect(&training, &TrainingController::problemChanged, &panel, &TrainPanel::setProblem);
    connect(&training, &TrainingController::severalStarted, this,
            [this] { m_window.plot().setShowsOthers(true); }); // started together, seen together
}

void TrainingViews::connectForm(NextRun& next) {
    TrainPanel& panel = m_window.train();
    panel.setComputeChoices(QThread::idealThreadCount(), {QStringLiteral("cpu")});
    connect(&panel, &TrainPanel::recipesChanged, &next, &NextRun::takeRecipes);
    connect(&panel, &TrainPanel::computeChanged, &next, &NextRun::takeCompute);
    connect(&next, &NextRun::recipeSet, &panel, &TrainPanel::setRecipe);
    connect(&next, &NextRun::computeSet, &panel, &TrainPanel::setCompute);
}

void TrainingViews::connectRemoval(RemovalController& removal) {
    connect(&m_window.train(), &TrainPanel::removeRunRequested, &removal,
            &RemovalController::removeRun);
    TakesPanel& takes = m_window.takes();
    connect(&takes, &TakesPanel::removeRequested, &removal, &RemovalController::removeTake);
    connect(&removal, &RemovalController::takeRestored, &takes, &TakesPanel::setCurrentTake);
    connect(&removal, &RemovalController::removed, this, [this, &removal](const QString& sentence) {
        m_window.offerUndo(
            sentence, [&removal] { removal.restore(); }, [&removal] { removal.forget(); });
    });
    connect(&removal, &RemovalController::forgotten, &m_window, &MainWindow::endUndo);
}

void TrainingViews::showRuns() {
    m_window.train().setRuns(m_runs.summaries(), m_runs.shown());
}

void TrainingViews::showRun() {
    static const LossHistory kNothing;
    const ProjectRun* const run = m_runs.shownRun();
    const LossHistory& history = run != nullptr ? run->history : kNothing;
    m_window.train().setHistory(history);
    m_window.plot().setSampleEvery(run != nullptr ? run->recipe.sampling.every : 0);
    m_window.plot().setHistory(history);
    m_window.plot().setOthers(curvesBeside(m_runs.all(), m_runs.shown()));
}

} // namespace leitmotif
