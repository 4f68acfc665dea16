// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/latent_controller.h"

#include "app/sessions/run_requests.h"
#include "app/window/background.h"

namespace leitmotif {

namespace {

constexpr qint64 kMostCells = 1'000'000; // of a map

} // namespace

LatentController::LatentController(ProjectController& project, const RunLibrary& runs,
                                   TakeLibrary& takes, const TrainingController& training,
                                   PlaybackController& playback, MainWindow& window,
                                   QObject* parent)
    : QObject(parent),
      m_project(project),
      m_runs(runs),
      m_takes(takes),
      m_playback(playback),
      m_window(window),
      m_view(window.latent()) {
    connect(&m_runs, &RunLibrary::shownChanged, this, [this] {
        const ProjectRun* const run = m_runs.shownRun();
        showRun(m_runs.shown(), run != nullptr ? run->recipe : Recipe());
    });
    connect(&training, &TrainingController::mapDrawn, this,
            [this](std::int64_t run, const LatentMapDrawn& drawn) {
                if (run != m_run)
                    return;
                show(drawn); // the project's may be an older one
            });
    connect(&m_view, &LatentView::hearRequested, this, &LatentController::hear);
    connect(&m_view, &LatentView::keepRequested, this, &LatentController::keep);
    connect(&m_playback, &PlaybackController::playingTakeChanged, this,
            [this](std::optional<qint64> take) { m_view.setPlayingCell(cellOf(take)); });
    connect(&m_project, &ProjectController::aboutToLeave, this, [this] { showRun(0, {}); });
    connect(&m_project, &ProjectController::nameChanged, this,
            [this] { m_view.setCanKeep(!m_project.isReadOnly()); });
    m_measurers.setMaxThreadCount(1);
}

qint64 LatentController::idOf(int cell) const {
    return -1 - (static_cast<qint64>(m_mapSerial) * kMostCells + cell);
}

std::optional<int> LatentController::cellOf(std::optional<qint64> take) const {
    const qint64 number = take ? -1 - *take : -1;
    if (number < 0 || number / kMostCells != static_cast<qint64>(m_mapSerial))
        return {};
    return static_cast<int>(number % kMostCells);
}

void LatentController::showRun(std::int64_t run, const Recipe& recipe) {
    const bool isSame = run == m_run && recipe == m_recipe;
    m_run = run;
    m_recipe = recipe;
    const bool hasMap = run != 0 && drawsMaps(recipe);
    m_window.setHasLatentMap(hasMap);
    if (isSame)
        return;
    show({});
    if (!hasMap)
        return;
    m_view.setCanKeep(!m_project.isReadOnly());
    m_project.ask(
        this, [run](ProjectFile& file) { return file.latentMap(run); },
        [this, serial = m_mapSerial](const Result<std::optional<LatentMapDrawn>>& found) {
            if (serial != m_mapSerial)
                return;
            if (found)
                show(*found);
            else if (found.error().code == ErrorCode::CheckpointUnreadable)
                m_view.setDamaged();
            else
                emit failed(found.error());
        });
}

void LatentController::show(const std::optional<LatentMapDrawn>& drawn) {
    ++m_mapSerial;
    m_drawn = drawn;
    m_view.setPlayingCell({});
    m_view.setMap(drawn);
}

Result<Take> LatentController::takeAt(int cell) const {
    auto score = scoreOf(*m_drawn->map, cell);
    if (!score)
        return score.error();
    Take take = takeOf(*std::move(score), {m_run, m_recipe.name, m_drawn->epoch, m_recipe.seed});
    take.id = idOf(cell);
    return take;
}

void LatentController::hear(int cell) {
    if (!m_drawn)
        return;
    const auto take = takeAt(cell);
    if (!take)
        emit failed(take.error());
    else
        m_playback.toggle(*take);
}

void LatentController::keep(int cell) {
    if (!m_drawn)
        return;
    auto take = takeAt(cell);
    if (!take) {
        emit failed(take.error());
        return;
    }
    take->id = 0; // it gets one of its own
    m_project.ask(
        this, [run = m_run](ProjectFile& file) { return file.sourcesOf(run); },
        [this, take = *std::move(take)](const Result<std::vector<StoredSource>>& sources) {
            if (sources)
                measureAndKeep(take, *sources);
            else
                emit failed(sources.error());
        });
}

/// Off the storage thread, as it takes a moment for long pieces.
void LatentController::measureAndKeep(Take take, std::vector<StoredSource> sources) {
    runInBackground(
        m_measurers, this,
        [take = std::move(take), sources = std::move(sources)]() -> Result<Take> {
            const auto corpus = corpusOf(sources);
            if (!corpus)
                return corpus.error();
            Take measured = take;
            measure(measured, CopyFinder(**corpus));
            return measured;
        },
        [this, serial = m_project.serial()](const Result<Take>& measured) {
            if (serial != m_project.serial())
                return;
            if (measured)
                m_takes.keep(*measured);
            else
                emit failed(measured.error());
        });
}

} // namespace leitmotif
