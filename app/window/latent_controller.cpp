// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/latent_controller.h"

#include "app/sessions/run_requests.h"
#include "app/window/background.h"

namespace leitmotif {

namespace {

constexpr qint64 kMostCells = 1'000'000; // of a map

} // namespace

LatentController::LatentController(ProjectController& project, TrainingController& training,
                                   PlaybackController& playback, MainWindow& window,
                                   QObject* parent)
    : QObject(parent),
      m_project(project),
      m_training(training),
      m_playback(playback),
      m_window(window),
      m_view(window.latent()) {
    connect(&m_training, &TrainingController::runShown, this, &LatentController::showRun);
    connect(&m_training, &TrainingController::mapDrawn, this,
            [this](std::int64_t run, const LatentMapDrawn& drawn) {
                if (run != m_run)
                    return;
                show(drawn); // the project's may be an older one
            });
    connect(&m_view, &LatentView::hearRequested, this, &LatentController::hear);
    connect(&m_view, &LatentView::keepRequested, this, &LatentController::keep);
    connect(&m_playback, &PlaybackController::playingTakeChanged, this,
            [this](std::optional<qint64> take) { m_view.setPlayingCell(cellOf(take)); });
    connect(&m_project, &ProjectController::aboutToLeave, this, [this] { ++m_projectSerial; });
    connect(&m_project, &ProjectController::nameChanged, this,
            [this] { m_view.setCanKeep(!m_project.isReadOnly()); });
    m_judges.setMaxThreadCount(1);
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
    using Found = Result<std::optional<LatentMapDrawn>>;
    m_project.store().ask(
        [run](ProjectFile& file) { return file.latentMap(run); },
        [guard = QPointer<QObject>(this), this, serial = m_mapSerial](Found found) {
            deliver(guard, std::move(found), [this, serial](Found answer) {
                if (serial != m_mapSerial)
                    return;
                if (answer)
                    show(*answer);
                else if (answer.error().code == ErrorCode::CheckpointUnreadable)
                    m_view.setDamaged();
                else
                    emit failed(answer.error());
            });
        });
}

void LatentController::show(const std::optional<LatentMapDrawn>& drawn) {
    ++m_mapSerial;
    m_view.setPlayingCell({});
    m_view.setMap(drawn);
}

Result<Take> LatentController::takeAt(int cell) const {
    auto score = scoreOf(*m_view.map()->map, cell);
    if (!score)
        return score.error();
    Take take;
    take.id = idOf(cell);
    take.origin = {m_run, m_recipe.name, m_view.map()->epoch, m_recipe.seed};
    take.notes = score->noteCount();
    take.bars = score->barCount();
    take.score = std::make_shared<const Score>(*std::move(score));
    return take;
}

void LatentController::hear(int cell) {
    if (!m_view.map())
        return;
    const auto take = takeAt(cell);
    if (!take)
        emit failed(take.error());
    else
        m_playback.toggle(*take);
}

void LatentController::keep(int cell) {
    if (!m_view.map())
        return;
    auto take = takeAt(cell);
    if (!take) {
        emit failed(take.error());
        return;
    }
    take->id = 0; // it gets one of its own
    using Sources = Result<std::vector<StoredSource>>;
    m_project.store().ask(
        [run = m_run](ProjectFile& file) -> Sources { return file.sourcesOf(run); },
        [guard = QPointer<QObject>(this), this, project = m_projectSerial,
         take = *std::move(take)](Sources found) {
            deliver(guard, std::move(found), [this, project, take](Sources sources) {
                if (!sources)
                    emit failed(sources.error());
                else
                    judge(project, take, *std::move(sources));
            });
        });
}

/// How much of it is copied; off the storage thread, as it takes a moment for long pieces.
void LatentController::judge(std::uint64_t project, Take take, std::vector<StoredSource> sources) {
    runInBackground(
        m_judges, this,
        [take = std::move(take), sources = std::move(sources)]() -> Result<Take> {
            const auto corpus = corpusOf(sources);
            if (!corpus)
                return corpus.error();
            const CopyReport copied = CopyFinder(**corpus).compare(*take.score);
            Take judged = take;
            judged.copied = copied.share8;
            judged.longestCopy = copied.longest;
            return judged;
        },
        [this, project](Result<Take> judged) {
            if (project != m_projectSerial)
                return;
            if (!judged)
                emit failed(judged.error());
            else
                m_training.keepTake(*judged);
        });
}

} // namespace leitmotif
