// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/training_controller.h"

#include "app/sessions/run_requests.h"
#include "app/base/thread_priority.h"
#include "app/window/background.h"
#include "ui/base/words.h"

#include <QStringList>

namespace leitmotif {

namespace {

constexpr int kDrainMs = 40; // 25 times a second: smooth, and one replot each

/// Its threads work below the window and the sound.
std::unique_ptr<TrainingSession> newSession() {
    return std::make_unique<TrainingSession>(loadEngine, [] { lowerThread(BackgroundWork::Long); });
}

} // namespace

TrainingController::TrainingController(ProjectController& project, TrainPanel& panel,
                                       LossPlot& plot, TakesPanel& takes, QObject* parent)
    : QObject(parent), m_project(project), m_panel(panel), m_plot(plot), m_takes(takes) {
    connect(&m_project, &ProjectController::opened, this, &TrainingController::readProject);
    connect(&m_project, &ProjectController::aboutToLeave, this, &TrainingController::leaveProject);
    connect(&m_panel, &TrainPanel::trainRequested, this, &TrainingController::train);
    connect(&m_panel, &TrainPanel::stopRequested, this, &TrainingController::stop);
    connect(&m_panel, &TrainPanel::pauseRequested, this, [this] {
        m_session->setPaused(true);
        m_panel.setState(TrainingState::Paused);
    });
    connect(&m_panel, &TrainPanel::resumeRequested, this, [this] {
        m_session->setPaused(false);
        m_panel.setState(TrainingState::Training);
    });
    connect(&m_panel, &TrainPanel::continueRequested, this, &TrainingController::continueRun);
    connect(&m_panel, &TrainPanel::runSelected, this, &TrainingController::show);
    connect(&m_panel, &TrainPanel::removeRunRequested, this, &TrainingController::removeRun);
    connect(&m_takes, &TakesPanel::removeRequested, this, &TrainingController::removeTake);
    m_drain.setInterval(kDrainMs);
    connect(&m_drain, &QTimer::timeout, this, &TrainingController::drain);
}

TrainingController::~TrainingController() = default;

void TrainingController::leaveProject() {
    forgetRemoved();
    stopAndWait();
    m_session.reset(); // before the store that it writes to
    emit runShown(0, {});
}

void TrainingController::readProject() {
    ++m_projectSerial;
    m_session = newSession();
    m_runs.clear();
    m_shown = 0;
    m_corpusHash = 0;
    using Stored = std::pair<Result<std::vector<StoredRun>>, Result<std::vector<StoredTake>>>;
    auto [runs, takes] = m_project.store()
                             .ask([](ProjectFile& file) {
                                 return Stored{file.runs(), file.takes()};
                             })
                             .get();
    if (!runs || !takes)
        emit failed(runs ? takes.error() : runs.error());
    for (const StoredRun& stored : runs.value_or({})) {
        m_runs[stored.id] = projectRun(stored);
        m_shown = stored.id;
    }
    const std::vector<StoredTake> kept = takes.value_or({});
    for (const StoredTake& take : kept)
        if (const auto run = m_runs.find(take.origin.run); run != m_runs.end())
            run->second.history.addSample(take);
    m_takes.setTakes(kept);
    m_panel.setState(TrainingState::Idle);
    showRuns();
    showCurrent();
}

void TrainingController::train() {
    if (isTraining() || !m_project.isOpen())
        return;
    emit sourcesNeeded();
    if (m_panel.recipes().size() > 1) // started together, seen together
        m_plot.setShowsOthers(true);
    auto make = [recipes = m_panel.recipes(),
                 compute = m_panel.compute()](ProjectFile& file) -> Result<Requests> {
        const auto sources = file.sourcesAsEdited();
        if (!sources)
            return sources.error();
        auto corpus = corpusOf(*sources);
        if (!corpus)
            return corpus.error();
        if (const auto enough = checkEnough(**corpus); !enough)
            return enough.error();
        std::vector<std::int64_t> ids;
        for (const StoredSource& source : *sources) {
            const auto id = file.keepVersion(source);
            if (!id)
                return id.error();
            ids.push_back(*id);
        }
        return newRuns(file, recipes, *corpus, ids, compute);
    };
    enter(std::move(make), true);
}

void TrainingController::continueRun(std::int64_t run, int epochs,
                                     std::optional<double> learningRate) {
    if (isTraining())
        return;
    ResumeOptions options{.epochs = epochs};
    if (learningRate)
        options.settings = {
            {"learning_rate", QString::number(*learningRate, 'g', 12).toStdString()}};
    auto make = [run, options](ProjectFile& file) -> Result<Requests> {
        auto request = resumedRun(file, run, options);
        if (!request)
            return request.error();
        Requests requests;
        requests.push_back(std::move(*request));
        return requests;
    };
    enter(std::move(make), false);
}

void TrainingController::enter(std::function<Result<Requests>(ProjectFile&)> make, bool areNew) {
    m_entry = Entry{++m_entrySerial};
    m_panel.setProblem({});
    m_panel.setState(TrainingState::Starting);
    m_session->prepare();
    emit trainingChanged(true);
    m_project.store().ask(
        [areNew, make = std::move(make), newRuns = m_entry->newRuns](ProjectFile& file) {
            auto requests = make(file);
            if (areNew && requests)
                for (const RunRequest& request : *requests)
                    newRuns->push_back(request.run);
            return requests;
        },
        [guard = QPointer<QObject>(this), this, entry = m_entrySerial](Result<Requests> requests) {
            deliver(guard, std::move(requests),
                    [this, entry](Result<Requests> answer) { begin(entry, std::move(answer)); });
        });
}

void TrainingController::cancelEntry() {
    if (!m_entry)
        return;
    // After the task that makes them, and in the project in which it does.
    m_project.store().write([newRuns = m_entry->newRuns](ProjectFile& file) -> Result<void> {
        for (; !newRuns->empty(); newRuns->pop_back())
            if (auto removed = file.removeRun(newRuns->back()); !removed)
                return removed;
        return {};
    });
    m_entry.reset();
}

void TrainingController::begin(std::uint64_t entry, Result<Requests> requests) {
    if (!m_entry || m_entry->serial != entry) // cancelled
        return;
    m_entry.reset();
    if (!requests) {
        m_panel.setProblem(sentenceOf(requests.error()));
        endAll();
        return;
    }
    for (const RunRequest& request : *requests) {
        if (const auto twin = request.training ? m_runs.end() : twinOf(m_runs, request);
            twin != m_runs.end())
            emit noticed(tr("Run %1 learns the same as run %2: its music, settings and seed are no "
                            "others. Another seed gives other takes.")
                             .arg(request.run)
                             .arg(twin->first));
        beginRun(request);
    }
    m_shown = requests->front().run;
    m_session->setPaused(false);
    m_session->start(std::move(*requests), &m_project.store());
    showRuns();
    showCurrent();
    m_drain.start();
}

void TrainingController::beginRun(const RunRequest& request) {
    m_current.insert(request.run);
    ProjectRun& run = m_runs[request.run];
    run.recipe = request.recipe;
    run.state = RunState::Running;
    run.corpusHash = request.corpus->hash();
    run.history.setCountsIterations(request.recipe.countsIterations());
    run.history.setTimeLimit(request.recipe.training.minutes);
}

void TrainingController::stop() {
    if (!isTraining())
        return;
    m_panel.setState(TrainingState::Stopping);
    m_session->stopAll();
    if (m_entry) {
        cancelEntry();
        endAll();
    }
}

void TrainingController::stopAndWait() {
    if (!isTraining())
        return;
    m_session->stopAll();
    m_session.reset(); // joins: the checkpoint is on its way to the store
    m_drain.stop();
    m_session = newSession();
    cancelEntry();
    endAll();
}

void TrainingController::drain() {
    const auto events = m_session->events().drain();
    for (const RunEvent& event : events)
        take(event);
    if (!events.empty())
        showCurrent();
    if (!isTraining())
        m_drain.stop();
}

void TrainingController::take(const RunEvent& event) {
    ProjectRun& run = m_runs[event.run];
    run.history.add(event);
    if (std::holds_alternative<RunStarted>(event.what)) {
        if (m_panel.state() == TrainingState::Starting)
            m_panel.setState(TrainingState::Training);
    } else if (const auto* sampled = std::get_if<TakeSampled>(&event.what)) {
        m_takes.addTake(sampled->take);
        emit takeArrived(sampled->take);
    } else if (const auto* drawn = std::get_if<LatentMapDrawn>(&event.what)) {
        emit mapDrawn(event.run, *drawn);
    } else if (const auto* checkpoint = std::get_if<CheckpointReady>(&event.what)) {
        if (checkpoint->training && !std::exchange(run.canContinue, true))
            showRuns();
    } else if (std::holds_alternative<EpochFinished>(event.what)) {
        showRuns();
    } else if (const auto* finished = std::get_if<RunFinished>(&event.what)) {
        end(event.run, finished->end == RunEnd::Stopped ? RunState::Stopped : RunState::Finished);
    } else if (const auto* failure = std::get_if<RunFailed>(&event.what)) {
        m_panel.setProblem(sentenceOf(failure->error));
        end(event.run, RunState::Failed);
    }
}

void TrainingController::end(std::int64_t run, RunState state) {
    m_runs[run].state = state;
    m_current.erase(run);
    if (m_current.empty())
        endAll();
    else
        showRuns();
}

void TrainingController::endAll() {
    m_current.clear();
    m_panel.setState(TrainingState::Idle);
    showRuns();
    emit trainingChanged(false);
}

void TrainingController::show(std::int64_t run) {
    m_shown = m_runs.contains(run) ? run : 0;
    showRuns();
    showCurrent();
}

void TrainingController::showCurrent() {
    const auto shown = m_runs.find(m_shown);
    static const LossHistory kNothing;
    const LossHistory& history = shown == m_runs.end() ? kNothing : shown->second.history;
    m_panel.setHistory(history);
    m_plot.setSampleEvery(shown == m_runs.end() ? 0 : shown->second.recipe.sampling.every);
    m_plot.setHistory(history);
    m_plot.setOthers(curvesBeside(m_runs, m_shown));
    if (shown == m_runs.end())
        emit runShown(0, {});
    else
        emit runShown(shown->first, shown->second.recipe);
}

void TrainingController::showRuns() {
    QList<RunSummary> rows;
    for (auto run = m_runs.rbegin(); run != m_runs.rend(); ++run)
        rows.append(
            summaryOf(run->first, run->second, m_current.contains(run->first), m_corpusHash));
    m_panel.setRuns(rows, m_shown);
    emit runsChanged();
}

void TrainingController::removeRun(std::int64_t run) {
    if (m_current.contains(run) || !m_runs.contains(run))
        return;
    forgetRemoved();
    m_removed = Removed{run, std::move(m_runs[run]), m_takes.takesOf(run)};
    m_runs.erase(run);
    if (m_shown == run)
        m_shown = m_runs.empty() ? 0 : m_runs.rbegin()->first;
    hideRemoved(tr("Run %1 and its %n take(s) are deleted.", nullptr,
                   static_cast<int>(m_removed->takes.size()))
                    .arg(run));
}

void TrainingController::removeTake(qint64 id) {
    const auto take = m_takes.take(id);
    if (!take)
        return;
    forgetRemoved();
    m_removed = Removed{0, {}, {*take}};
    for (auto& [_, run] : m_runs)
        run.history.removeSample(id);
    hideRemoved(tr("The take %1 is deleted.").arg(QString::fromStdString(fileNameOf(*take))));
}

void TrainingController::hideRemoved(const QString& sentence) {
    for (const StoredTake& take : m_removed->takes) {
        m_takes.removeTake(take.id);
        emit takeRemoved(take.id);
    }
    showRuns();
    showCurrent();
    emit removed(sentence);
}

void TrainingController::restoreRemoved() {
    auto back = std::exchange(m_removed, std::nullopt);
    if (!back)
        return;
    if (back->run != 0) {
        m_runs[back->run] = std::move(back->facts);
        m_shown = back->run;
    }
    for (const StoredTake& take : back->takes) {
        m_takes.addTake(take);
        m_takes.setCurrentTake(take.id);
        if (const auto run = m_runs.find(take.origin.run); back->run == 0 && run != m_runs.end())
            run->second.history.addSample(take);
    }
    showRuns();
    showCurrent();
}

void TrainingController::forgetRemoved() {
    const auto gone = std::exchange(m_removed, std::nullopt);
    if (!gone)
        return;
    m_project.store().write(
        [run = gone->run, take = gone->takes.empty() ? 0 : gone->takes[0].id](ProjectFile& file) {
            return run != 0 ? file.removeRun(run) : file.removeTake(take);
        });
    for (const StoredTake& take : gone->takes)
        emit takeForgotten(take.id);
    emit removedForGood();
}

void TrainingController::updateTake(const StoredTake& take) {
    if (!m_takes.take(take.id)) // deleted; it may come back
        return;
    m_takes.updateTake(take);
    if (const auto run = m_runs.find(take.origin.run); run != m_runs.end()) {
        run->second.history.removeSample(take.id);
        run->second.history.addSample(take);
        if (run->first == m_shown)
            m_plot.setHistory(run->second.history);
    }
}

void TrainingController::keepTake(const Take& take) {
    m_project.store().record(
        {take.origin.run, TakeSampled{take}},
        [guard = QPointer<QObject>(this), this, serial = m_projectSerial](RunEvent event) {
            deliver(guard, std::move(event), [this, serial](const RunEvent& kept) {
                if (serial != m_projectSerial)
                    return;
                const Take& stored = std::get<TakeSampled>(kept.what).take;
                m_takes.addTake(stored);
                m_takes.setCurrentTake(stored.id);
                emit takeArrived(stored);
            });
        });
}

QList<Reviser> TrainingController::revisers() const {
    return revisersAmong(m_runs);
}

void TrainingController::revise(std::shared_ptr<const Bytes> weights, ReviseRequest request,
                                TrainingSession::RevisionSink then) {
    m_session->revise(std::move(weights), std::move(request), m_panel.compute(), std::move(then));
}

void TrainingController::stopRevision() {
    if (m_session)
        m_session->stopRevision();
}

void TrainingController::compareSources(std::uint64_t hash) {
    m_corpusHash = hash;
    showRuns();
}

} // namespace leitmotif
