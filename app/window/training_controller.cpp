// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/training_controller.h"

#include "app/base/thread_priority.h"
#include "app/sessions/run_requests.h"
#include "ui/base/words.h"

#include <utility>

namespace leitmotif {

namespace {

constexpr int kDrainMs = 40; // 25 times a second: smooth, and one replot each

/// Its threads work below the window and the sound.
std::unique_ptr<TrainingSession> newSession() {
    return std::make_unique<TrainingSession>(loadEngine, [] { lowerThread(BackgroundWork::Long); });
}

/// Enters runs of these recipes on what the project's sources hold.
Result<std::vector<RunRequest>> newRunsOnSources(ProjectFile& file,
                                                 const std::vector<Recipe>& recipes,
                                                 const ComputeSettings& compute) {
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
}

} // namespace

TrainingController::TrainingController(ProjectController& project, RunLibrary& runs,
                                       TakeLibrary& takes, const NextRun& next, QObject* parent)
    : QObject(parent), m_project(project), m_runs(runs), m_takes(takes), m_next(next) {
    connect(&m_project, &ProjectController::opened, this, &TrainingController::openProject);
    connect(&m_project, &ProjectController::aboutToLeave, this, &TrainingController::leaveProject);
    m_drain.setInterval(kDrainMs);
    connect(&m_drain, &QTimer::timeout, this, &TrainingController::drain);
}

TrainingController::~TrainingController() = default;

void TrainingController::openProject() {
    m_session = newSession();
    setState(TrainingState::Idle);
}

void TrainingController::leaveProject() {
    stopAndWait();
    m_session.reset(); // before the store that it writes to
}

void TrainingController::setState(TrainingState state) {
    m_state = state;
    emit stateChanged(state);
}

void TrainingController::train() {
    if (isTraining() || !m_project.isOpen())
        return;
    emit sourcesNeeded();
    if (m_next.recipes().size() > 1)
        emit severalStarted();
    enter([recipes = m_next.recipes(), compute = m_next.compute()](
              ProjectFile& file) { return newRunsOnSources(file, recipes, compute); },
          true);
}

void TrainingController::continueRun(qint64 run, int epochs, std::optional<double> learningRate) {
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
    emit problemChanged({});
    setState(TrainingState::Starting);
    m_session->prepare();
    emit started();
    m_project.ask(
        this,
        [areNew, make = std::move(make), newRuns = m_entry->newRuns](ProjectFile& file) {
            auto requests = make(file);
            if (areNew && requests)
                for (const RunRequest& request : *requests)
                    newRuns->push_back(request.run);
            return requests;
        },
        [this, entry = m_entrySerial](Result<Requests> requests) {
            begin(entry, std::move(requests));
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
        emit problemChanged(sentenceOf(requests.error()));
        endAll();
        return;
    }
    for (const RunRequest& request : *requests) {
        if (const auto twin = request.training ? m_runs.all().end() : twinOf(m_runs.all(), request);
            twin != m_runs.all().end())
            emit noticed(tr("Run %1 learns the same as run %2: its music, settings and seed are no "
                            "others. Another seed gives other takes.")
                             .arg(request.run)
                             .arg(twin->first));
    }
    m_runs.begin(*requests);
    m_session->setPaused(false);
    m_session->start(std::move(*requests), &m_project.store());
    m_drain.start();
}

void TrainingController::pause() {
    m_session->setPaused(true);
    setState(TrainingState::Paused);
}

void TrainingController::resume() {
    m_session->setPaused(false);
    setState(TrainingState::Training);
}

void TrainingController::stop() {
    if (!isTraining())
        return;
    setState(TrainingState::Stopping);
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
        m_runs.tellShown();
    if (!isTraining())
        m_drain.stop();
}

void TrainingController::take(const RunEvent& event) {
    m_runs.add(event);
    if (std::holds_alternative<RunStarted>(event.what) && m_state == TrainingState::Starting)
        setState(TrainingState::Training);
    if (const auto* sampled = std::get_if<TakeSampled>(&event.what)) {
        m_takes.add(sampled->take);
        emit takeArrived(sampled->take);
    } else if (const auto* drawn = std::get_if<LatentMapDrawn>(&event.what)) {
        emit mapDrawn(event.run, *drawn);
    } else if (const auto* failure = std::get_if<RunFailed>(&event.what)) {
        emit problemChanged(sentenceOf(failure->error));
    }
    const bool isEnd = std::holds_alternative<RunFinished>(event.what) ||
                       std::holds_alternative<RunFailed>(event.what);
    if (isEnd && !m_runs.isTraining())
        endAll();
}

void TrainingController::endAll() {
    m_runs.endAll();
    setState(TrainingState::Idle);
}

void TrainingController::revise(std::shared_ptr<const Bytes> weights, ReviseRequest request,
                                TrainingSession::RevisionSink then) {
    m_session->revise(std::move(weights), std::move(request), m_next.compute(), std::move(then));
}

void TrainingController::sample(std::shared_ptr<const Bytes> weights,
                                TrainingSession::SamplingWork work,
                                TrainingSession::SamplingEnd then) {
    m_session->sample(std::move(weights), m_next.compute(), std::move(work), std::move(then));
}

void TrainingController::stopSampling() {
    if (m_session)
        m_session->stopSampling();
}

} // namespace leitmotif
