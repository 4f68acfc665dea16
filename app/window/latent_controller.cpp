// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/latent_controller.h"

#include "app/sessions/run_requests.h"
#include "app/window/background.h"

namespace leitmotif {

namespace {

// Pictures that are heard are takes without a place in the project: their ids are below 0.
qint64 idOf(int cell) {
    return -1 - qint64{cell};
}

std::optional<int> cellOf(std::optional<qint64> take) {
    return take && *take < 0 ? std::optional(static_cast<int>(-1 - *take)) : std::nullopt;
}

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
                ++m_serial; // the project's may be an older one
                show(drawn);
            });
    connect(&m_view, &LatentView::hearRequested, this, &LatentController::hear);
    connect(&m_view, &LatentView::keepRequested, this, &LatentController::keep);
    connect(&m_playback, &PlaybackController::playingTakeChanged, this,
            [this](std::optional<qint64> take) { m_view.setPlayingCell(cellOf(take)); });
}

void LatentController::showRun(std::int64_t run, const Recipe& recipe) {
    const bool isSame = run == m_run && recipe == m_recipe;
    m_run = run;
    m_recipe = recipe;
    const bool hasMap = run != 0 && recipe.family == "roll-vae" && recipe.mapEvery > 0;
    m_window.setHasLatentMap(hasMap);
    if (isSame && hasMap)
        return;
    ++m_serial;
    show({});
    if (!hasMap)
        return;
    m_view.setCanKeep(!m_project.isReadOnly());
    using Found = Result<std::optional<LatentMapDrawn>>;
    m_project.store().ask([run](ProjectFile& file) { return file.latentMap(run); },
                          [guard = QPointer<QObject>(this), this, serial = m_serial](Found found) {
                              deliver(guard, std::move(found), [this, serial](Found answer) {
                                  if (serial != m_serial)
                                      return;
                                  if (!answer)
                                      emit failed(answer.error());
                                  else
                                      show(*answer);
                              });
                          });
}

void LatentController::show(const std::optional<LatentMapDrawn>& drawn) {
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
    m_project.store().ask(
        [run = m_run, take = *std::move(take)](ProjectFile& file) -> Result<Take> {
            const auto corpus = corpusOf(file, run);
            if (!corpus)
                return corpus.error();
            const CopyReport copied = CopyFinder(**corpus).compare(*take.score);
            Take judged = take;
            judged.copied = copied.share8;
            judged.longestCopy = copied.longest;
            return judged;
        },
        [guard = QPointer<QObject>(this), this](Result<Take> kept) {
            deliver(guard, std::move(kept), [this](Result<Take> answer) {
                if (!answer)
                    emit failed(answer.error());
                else
                    m_training.keepTake(*answer, true);
            });
        });
}

} // namespace leitmotif
