// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/run_requests.h"

#include "app/sessions/corpus_stream.h"
#include "core/midi/import_report.h"
#include "core/runs/model_family.h"
#include "core/runs/recipe_settings.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>

namespace leitmotif {

namespace {

constexpr double kReduced = 0.3;

/// Settings that only say how to go on, and not what is learned or by which network.
constexpr std::array<std::string_view, 8> kMidway = {"learning_rate", "clip",    "weight_decay",
                                                     "patience",      "minutes", "sample_every",
                                                     "temperature",   "top_p"};

Error notMidway(const std::string& key) {
    std::string all;
    for (const std::string_view one : kMidway)
        all.append(all.empty() ? "" : ", ").append(one);
    return {ErrorCode::BadSetting, {key, "changed in the middle of a run", all}};
}

/// What ended a run by itself holds no longer where more epochs are asked for.
void liftReachedLimits(Recipe& recipe, const StoredRun& run) {
    if (run.state != RunState::Finished)
        return;
    recipe.training.minutes = 0.0;
    if (run.finished && run.finished->end == RunEnd::EarlyStopped)
        recipe.training.patience = 0;
}

Result<void> changeMidway(Recipe& recipe, const StoredRun& run, const ResumeOptions& options) {
    if (options.epochs) {
        recipe.training.epochs = *options.epochs;
        if (recipe.training.epochs > run.plannedEpochs())
            recipe.training.maxUpdates = 0;
        liftReachedLimits(recipe, run);
    }
    for (const auto& [key, value] : options.settings) {
        Recipe changed = recipe;
        if (auto done = changeSetting(changed, key, value); !done)
            return done;
        if (std::ranges::find(kMidway, key) == kMidway.end())
            return notMidway(key);
        recipe = std::move(changed);
    }
    return checkRecipe(recipe);
}

/// A run that was cut off at the very epoch that is asked for still comes to its end there, with a
/// test loss; one that has ended has nothing more to do. Errors: BadSetting.
Result<void> checkMoreToDo(const StoredRun& run, int epochsDone, const ResumeOptions& options) {
    const int fewest = run.state == RunState::Finished ? epochsDone + 1 : epochsDone;
    if (!options.epochs || *options.epochs >= fewest)
        return {};
    return Error{
        ErrorCode::BadSetting,
        {"epochs", std::to_string(*options.epochs),
         std::to_string(fewest) + " and more, as " + std::to_string(epochsDone) + " are done"}};
}

/// The run as it begins.
Result<RunRequest> runToFollow(const ProjectFile& project, const StoredRun& stored,
                               const ResumeOptions& options) {
    auto corpus = corpusOf(project, stored.id);
    if (!corpus)
        return corpus.error();
    RunRequest request;
    request.run = stored.id;
    request.recipe = stored.recipe;
    request.corpus = std::move(*corpus);
    request.compute.threads = defaultThreads();
    if (stored.started)
        request.compute = {stored.started->threads, stored.started->device,
                           stored.started->precision};
    if (options.threads)
        request.compute.threads = *options.threads;
    return request;
}

} // namespace

int defaultThreads() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

Result<std::shared_ptr<const Corpus>> corpusOf(const std::vector<StoredSource>& sources) {
    std::vector<CorpusPiece> pieces;
    for (const StoredSource& source : sources) {
        auto some = piecesOf(source);
        if (!some)
            return some.error();
        std::ranges::move(*some, std::back_inserter(pieces));
    }
    return std::make_shared<const Corpus>(std::move(pieces));
}

Result<void> checkEnough(const Corpus& corpus) {
    const std::size_t notes = corpus.noteCount(PieceRole::Training);
    if (notes >= kFewestNotesToLearn)
        return {};
    const auto& pieces = corpus.pieces();
    const std::string name = pieces.empty() ? "" : pieces.front().name;
    return Error{ErrorCode::TooFewNotes,
                 {pieces.size() > 1 ? name + " and others" : name, std::to_string(notes),
                  std::to_string(kFewestNotesToLearn)}};
}

Result<RunRequest> newRun(ProjectFile& project, const Recipe& recipe,
                          std::shared_ptr<const Corpus> corpus,
                          const std::vector<std::int64_t>& sources,
                          const ComputeSettings& compute) {
    if (const auto checked = checkRecipe(recipe); !checked)
        return checked.error();
    const auto run = project.addRun(recipe, corpus->hash(), sources);
    if (!run)
        return run.error();
    RunRequest request;
    request.run = *run;
    request.recipe = recipe;
    request.corpus = std::move(corpus);
    request.compute = compute;
    return request;
}

Result<std::vector<RunRequest>> newRuns(ProjectFile& project, const std::vector<Recipe>& recipes,
                                        const std::shared_ptr<const Corpus>& corpus,
                                        const std::vector<std::int64_t>& sources,
                                        const ComputeSettings& compute) {
    for (const Recipe& recipe : recipes)
        if (const auto checked = checkRecipe(recipe); !checked)
            return checked.error();
    std::vector<RunRequest> requests;
    for (const Recipe& recipe : recipes) {
        auto request = newRun(project, recipe, corpus, sources, compute);
        if (!request)
            return request.error();
        requests.push_back(std::move(*request));
    }
    return requests;
}

Result<std::shared_ptr<const Corpus>> corpusOf(const ProjectFile& project, std::int64_t run) {
    const auto heads = project.sourceHeadsOf(run);
    if (!heads)
        return heads.error();
    std::uintmax_t bytes = 0;
    SourceFeed feed;
    for (const SourceHead& head : *heads) {
        bytes += head.size;
        feed.items.push_back({head.name, head.selection.role});
    }
    const auto stored = project.run(run);
    if (stored && modelFamily(stored->recipe.family).readsFiles &&
        isLargeCorpus(heads->size(), bytes)) {
        feed.head = [&](std::size_t i) -> Result<SourceHead> { return (*heads)[i]; };
        feed.read = [&](std::size_t i) -> Result<StoredSource> {
            const SourceHead& head = (*heads)[i];
            auto midi = project.sourceBytes(head.id);
            if (!midi)
                return midi.error();
            return StoredSource{head.id, head.name, *std::move(midi), head.selection};
        };
        return streamedCorpus(feed, stored->recipe, {}, userCacheFolder());
    }
    const auto sources = project.sourcesOf(run);
    return sources ? corpusOf(*sources) : sources.error();
}

Result<LearnedRun> learnedRun(const ProjectFile& project, std::int64_t run, EpochChoice epoch) {
    auto stored = project.run(run);
    if (!stored)
        return stored.error();
    auto checkpoint = project.checkpoint(run, epoch);
    if (!checkpoint)
        return checkpoint.error();
    auto corpus = corpusOf(project, run);
    if (!corpus)
        return corpus.error();
    return LearnedRun{*std::move(stored), *std::move(checkpoint), *std::move(corpus)};
}

Result<LearnedRun> bestLearned(const ProjectFile& project, std::int64_t run) {
    auto best = learnedRun(project, run, {EpochChoice::Kind::Best});
    const bool hasBest = best || best.error().code != ErrorCode::NoCheckpoint;
    return hasBest ? std::move(best) : learnedRun(project, run, {EpochChoice::Kind::Last});
}

TakeOrigin originOf(const LearnedRun& learned) {
    return {learned.run.id, learned.run.recipe.name, learned.checkpoint.epoch, 0};
}

Take takeOf(const LearnedRun& learned, const CopyFinder& copies, Score score, std::uint64_t seed) {
    TakeOrigin origin = originOf(learned);
    origin.seed = seed;
    return measuredTake(std::move(score), std::move(origin), copies);
}

bool canRevise(const Recipe& recipe) {
    return modelFamily(recipe.family).canRevise;
}

bool drawsMaps(const Recipe& recipe) {
    return modelFamily(recipe.family).drawsMaps && recipe.maps.every > 0;
}

double reducedLearningRate(const Recipe& recipe) {
    return kReduced * recipe.training.learningRate;
}

Result<RunRequest> runToFollow(const ProjectFile& project, std::int64_t run,
                               const ResumeOptions& options) {
    const auto stored = project.run(run);
    if (!stored)
        return stored.error();
    return runToFollow(project, *stored, options);
}

Result<RunRequest> resumedRun(ProjectFile& project, std::int64_t run,
                              const ResumeOptions& options) {
    const auto stored = project.run(run);
    if (!stored)
        return stored.error();
    auto request = runToFollow(project, *stored, options);
    if (!request)
        return request;
    if (const auto changed = changeMidway(request->recipe, *stored, options); !changed)
        return changed.error();
    auto point = project.resumePoint(run); // damage is no start
    if (!point && point.error().code != ErrorCode::NoCheckpoint)
        return point.error();
    if (point) {
        if (const auto more = checkMoreToDo(*stored, point->epoch, options); !more)
            return more.error();
        request->weights = std::move(point->weights);
        request->training = std::move(point->training);
    }
    if (const auto ready = project.beginWriting(); !ready)
        return ready.error();
    if (request->recipe != stored->recipe) { // last: what cannot go on stays as it was
        if (const auto changed = project.setRecipe(run, request->recipe); !changed)
            return changed.error();
    }
    return request;
}

} // namespace leitmotif
