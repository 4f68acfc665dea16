// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/project_run.h"

#include "app/sessions/run_requests.h"
#include "core/runs/model_family.h"
#include "ui/base/words.h"

#include <algorithm>
#include <string_view>

namespace leitmotif {

namespace {

QString stateWords(RunState state) {
    switch (state) {
    case RunState::Running:
        return ProjectRun::tr("training");
    case RunState::Finished:
        return ProjectRun::tr("finished");
    case RunState::Stopped:
        return ProjectRun::tr("stopped");
    case RunState::Failed:
        return ProjectRun::tr("failed");
    }
    return {};
}

/// The learning rate to go on with.
double nextRate(const ProjectRun& run) {
    // Why a run failed is not stored as a code; most that leave a checkpoint have diverged.
    const auto& failure = run.history.failure();
    const bool hasDiverged =
        run.state == RunState::Failed && (!failure || failure->code == ErrorCode::TrainingDiverged);
    return hasDiverged ? reducedLearningRate(run.recipe) : run.recipe.training.learningRate;
}

} // namespace

ProjectRun projectRun(const StoredRun& stored) {
    // A run that no living program trains was cut off by a crash.
    const auto state = stored.state == RunState::Running ? RunState::Stopped : stored.state;
    ProjectRun run{stored.recipe, state, stored.corpusHash, stored.lastCheckpoint.has_value(), {}};
    run.history.setCountsIterations(stored.recipe.countsIterations());
    run.history.setTimeLimit(stored.recipe.training.minutes);
    if (stored.started)
        run.history.add({stored.id, *stored.started});
    for (const EpochFinished& epoch : stored.epochs)
        run.history.addEpoch(epoch);
    if (stored.finished)
        run.history.add({stored.id, *stored.finished});
    return run;
}

RunSummary summaryOf(std::int64_t id, const ProjectRun& run, bool isTraining,
                     std::uint64_t sources) {
    RunSummary summary;
    summary.id = id;
    summary.title = shortTitle(run.recipe);
    summary.epochs = run.history.lastEpoch();
    summary.planned =
        run.history.plannedEpochs() > 0 ? run.history.plannedEpochs() : run.recipe.training.epochs;
    const auto& finished = run.history.finished();
    const bool isOutOfTime =
        finished && leitmotif::isOutOfTime(*finished, run.history.plannedEpochs());
    summary.state = isOutOfTime ? ProjectRun::tr("stopped at its limit") : stateWords(run.state);
    summary.bestLoss = run.history.bestLoss();
    // Counts are complete at once.
    summary.canContinue =
        run.canContinue && !isTraining && modelFamily(run.recipe.family).isTrained;
    summary.canSample = run.canContinue;
    summary.isTraining = isTraining;
    if (isTraining)
        summary.secondsLeft = run.history.secondsLeft();
    summary.isSourceChanged = sources != 0 && run.corpusHash != sources;
    summary.isOfHiddenNotes = run.history.maskedUnigramNats().has_value();
    summary.countsIterations = run.recipe.countsIterations();
    summary.learningRate = run.recipe.training.learningRate;
    summary.nextRate = nextRate(run);
    return summary;
}

std::vector<OtherCurve> curvesBeside(const ProjectRuns& runs, std::int64_t shown) {
    std::vector<OtherCurve> curves;
    const auto known = runs.find(shown);
    if (known == runs.end())
        return curves;
    // Only losses of one kind compare, and of pictures none do.
    const std::string_view kind = lossKind(known->second.recipe);
    const auto compares = [&](const ProjectRun& run) {
        const LossHistory& history = run.history;
        return lossKind(run.recipe) == kind &&
               (history.maskedUnigramNats() ||
                (history.started() && history.started()->unigramNats > 0.0));
    };
    if (!compares(known->second))
        return curves;
    for (const auto& [id, run] : runs) {
        if (id == shown || !compares(run))
            continue;
        OtherCurve curve{ProjectRun::tr("%1 (run %2)").arg(shortTitle(run.recipe)).arg(id), {}, {}};
        for (const EpochFinished& epoch : run.history.epochs())
            if (epoch.validationLoss) {
                curve.epochs.push_back(epoch.epoch);
                curve.losses.push_back(*epoch.validationLoss);
            }
        if (!curve.epochs.empty())
            curves.push_back(std::move(curve));
    }
    return curves;
}

ProjectRuns::const_iterator twinOf(const ProjectRuns& runs, const RunRequest& request) {
    return std::ranges::find_if(runs, [&](const auto& entry) {
        const auto& [id, run] = entry;
        return id != request.run && run.state == RunState::Finished &&
               run.corpusHash == request.corpus->hash() && run.recipe == request.recipe;
    });
}

QString titleOf(std::int64_t id, const ProjectRun& run) {
    const QString epochs = epochCount(run.history.lastEpoch(), run.recipe.countsIterations());
    return ProjectRun::tr("Run %1: %2 · %3").arg(id).arg(shortTitle(run.recipe), epochs);
}

QList<Reviser> revisersAmong(const ProjectRuns& runs) {
    QList<Reviser> revisers;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        const auto& [id, facts] = *run;
        if (!canRevise(facts.recipe) || !facts.canContinue || facts.history.lastEpoch() < 1)
            continue; // within its first epoch it has learned next to nothing
        revisers.append({id, titleOf(id, facts), facts.recipe.sampling.passes});
    }
    return revisers;
}

} // namespace leitmotif
