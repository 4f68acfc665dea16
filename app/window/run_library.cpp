// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_library.h"

#include <utility>

namespace leitmotif {

RunLibrary::RunLibrary(ProjectController& project, TakeLibrary& takes, QObject* parent)
    : QObject(parent), m_project(project), m_takes(takes) {
    connect(&m_project, &ProjectController::opened, this, &RunLibrary::readProject);
    connect(&m_takes, &TakeLibrary::updated, this, &RunLibrary::updateSample);
    // Takes that no run told of: their dots are there when the project is opened again, too.
    connect(&m_takes, &TakeLibrary::kept, this, &RunLibrary::updateSample);
    connect(&m_takes, &TakeLibrary::arrivedToJudge, this, &RunLibrary::updateSample);
}

void RunLibrary::readProject() {
    m_runs.clear();
    m_training.clear();
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
    m_takes.set(takes.value_or({}));
    for (const StoredTake& take : m_takes.all())
        addSample(take);
    tellAll();
}

const ProjectRun* RunLibrary::shownRun() const {
    const auto shown = m_runs.find(m_shown);
    return shown == m_runs.end() ? nullptr : &shown->second;
}

QList<RunSummary> RunLibrary::summaries() const {
    QList<RunSummary> rows;
    for (auto run = m_runs.rbegin(); run != m_runs.rend(); ++run)
        rows.append(
            summaryOf(run->first, run->second, m_training.contains(run->first), m_corpusHash));
    return rows;
}

void RunLibrary::show(std::int64_t run) {
    m_shown = m_runs.contains(run) ? run : 0;
    tellAll();
}

void RunLibrary::begin(const std::vector<RunRequest>& requests) {
    for (const RunRequest& request : requests) {
        m_training.insert(request.run);
        ProjectRun& run = m_runs[request.run];
        run.recipe = request.recipe;
        run.state = RunState::Running;
        run.corpusHash = request.corpus->hash();
        run.history.setCountsIterations(request.recipe.countsIterations());
        run.history.setTimeLimit(request.recipe.training.minutes);
    }
    m_shown = requests.front().run;
    tellAll();
}

void RunLibrary::add(const RunEvent& event) {
    ProjectRun& run = m_runs[event.run];
    run.history.add(event);
    if (const auto* checkpoint = std::get_if<CheckpointReady>(&event.what)) {
        if (checkpoint->training && !std::exchange(run.canContinue, true))
            emit listChanged();
    } else if (std::holds_alternative<EpochFinished>(event.what)) {
        emit listChanged();
    } else if (const auto* finished = std::get_if<RunFinished>(&event.what)) {
        end(event.run, finished->end == RunEnd::Stopped ? RunState::Stopped : RunState::Finished);
    } else if (std::holds_alternative<RunFailed>(event.what)) {
        end(event.run, RunState::Failed);
    }
}

void RunLibrary::end(std::int64_t run, RunState state) {
    m_runs[run].state = state;
    m_training.erase(run);
    emit listChanged();
}

void RunLibrary::endAll() {
    m_training.clear();
    emit listChanged();
}

std::optional<ProjectRun> RunLibrary::remove(std::int64_t run) {
    if (m_training.contains(run) || !m_runs.contains(run))
        return std::nullopt;
    std::optional<ProjectRun> facts = std::move(m_runs[run]);
    m_runs.erase(run);
    if (m_shown == run)
        m_shown = m_runs.empty() ? 0 : m_runs.rbegin()->first;
    return facts;
}

void RunLibrary::restore(std::int64_t run, ProjectRun facts) {
    m_runs[run] = std::move(facts);
    m_shown = run;
}

void RunLibrary::addSample(const StoredTake& take) {
    if (const auto run = m_runs.find(take.origin.run); run != m_runs.end())
        run->second.history.addSample(take);
}

void RunLibrary::removeSample(std::int64_t take) {
    for (auto& [_, run] : m_runs)
        run.history.removeSample(take);
}

void RunLibrary::updateSample(const StoredTake& take) {
    removeSample(take.id);
    addSample(take);
    if (take.origin.run == m_shown)
        emit shownChanged();
}

void RunLibrary::tellAll() {
    emit listChanged();
    emit shownChanged();
}

void RunLibrary::compareSources(std::uint64_t hash) {
    m_corpusHash = hash;
    emit listChanged();
}

} // namespace leitmotif
